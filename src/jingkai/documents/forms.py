"""Forms: files to be handed in, and what a reviewer corrects before publishing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from jingkai.documents.models import Document

if TYPE_CHECKING:
    _DocumentForm = forms.ModelForm[Document]
else:
    _DocumentForm = forms.ModelForm

ACCEPTED = (
    ".txt",
    ".html",
    ".htm",
    ".pdf",
    ".docx",
    ".doc",
    ".wps",
    ".png",
    ".jpg",
    ".jpeg",
    ".tif",
    ".tiff",
)
ENCODINGS = [
    ("", _("Found out from the file")),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030 / GBK"),
    ("big5", "Big5"),
    ("utf-16", "UTF-16"),
]


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is checked by itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=_ManyFiles(
                attrs={"accept": ",".join(ACCEPTED), "multiple": True, "class": "hidden-words"}
            ),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        """Return the files. Errors name the file and the mend."""
        files = data if isinstance(data, Sequence) else [data]
        present = [file for file in files if file]
        if not present:
            raise forms.ValidationError(_("Choose at least one file."))
        if len(present) > settings.UPLOAD_LIMIT_FILES:
            raise forms.ValidationError(
                _("Hand in at most %(limit)d files at a time.") % {"limit": settings.UPLOAD_LIMIT_FILES}
            )
        problems = []
        for file in present:
            if not file.size:
                problems.append(
                    _("%(file)s is empty. Save it again and choose it anew.") % {"file": file.name}
                )
            elif file.size > settings.UPLOAD_LIMIT_BYTES:
                problems.append(
                    _("%(file)s is larger than %(limit)d MB. Split it and hand in the parts.")
                    % {"file": file.name, "limit": settings.UPLOAD_LIMIT_BYTES // 1024**2}
                )
        if problems:
            raise forms.ValidationError(problems)
        return present


class UploadForm(forms.Form):
    """Files and, where the reader cannot find it out, their encoding."""

    copies = ManyFilesField(label=_("Files"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding of text files"), choices=ENCODINGS, required=False)


class ReviewForm(_DocumentForm):
    """What a reviewer checks before a document is published."""

    class Meta:
        """Fields that the reading fills and a person may correct."""

        model = Document
        fields = ("title", "number", "issuer", "level", "adopted", "type")
        # A field of type "date" shows the browser's own order of day and month: people here write 2024-03-20.
        widgets = {
            "adopted": forms.DateInput(
                attrs={"placeholder": "2024-03-20", "inputmode": "numeric", "maxlength": 10},
                format="%Y-%m-%d",
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["class"] = "select" if isinstance(field.widget, forms.Select) else "input"

    def corrections(self) -> dict[str, Any]:
        """Only what the reviewer changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
