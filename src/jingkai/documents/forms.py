"""Forms: files to be handed in, and what a reviewer corrects before publishing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.forms.errors import SaysWhatToDo
from jingkai.documents.models import Document
from jingkai.kernel.errors import JingkaiError

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


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that is not taken in: what is wrong with it, and how to mend that."""

    file: UploadedFile[Any]
    what: str
    mend: str

    def __str__(self) -> str:
        return str(JingkaiError(self.what, place=self.file.name or "", mend=self.mend))


@dataclass(frozen=True, slots=True)
class Selection:
    """What somebody handed in at once: the files that are taken in, and those that are not."""

    taken: tuple[UploadedFile[Any], ...]
    refused: tuple[Refusal, ...]


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files; each is checked by itself, and one that is refused does not hold up the others."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=_ManyFiles(
                attrs={"accept": ",".join(ACCEPTED), "multiple": True, "class": "hidden-words"}
            ),
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> Selection:
        """Return what is taken in and what is refused; where nothing is left, errors name each file and its mend."""
        files = data if isinstance(data, Sequence) else [data]
        present = [file for file in files if file]
        if not present:
            raise forms.ValidationError(_("Choose at least one file."))
        taken: list[UploadedFile[Any]] = []
        refused: list[Refusal] = []
        for file in present:
            refusal = _refusal(file, too_many=len(taken) >= settings.UPLOAD_LIMIT_FILES)
            if refusal:
                refused.append(refusal)
            else:
                taken.append(file)
        if not taken:
            raise forms.ValidationError([str(refusal) for refusal in refused])
        return Selection(tuple(taken), tuple(refused))


def _refusal(file: UploadedFile[Any], *, too_many: bool) -> Refusal | None:
    """Return why a file is not taken in; ``too_many`` where as many as allowed have been taken before it."""
    if not file.size:
        return Refusal(file, gettext("The file is empty."), gettext("Save it again and hand it in anew."))
    if file.size > settings.UPLOAD_LIMIT_BYTES:
        limit = settings.UPLOAD_LIMIT_BYTES // 1024**2
        return Refusal(
            file,
            gettext("The file is larger than %(limit)d MB.") % {"limit": limit},
            gettext("Split it and hand in the parts."),
        )
    if too_many:
        limit = settings.UPLOAD_LIMIT_FILES
        return Refusal(
            file,
            gettext("Only the first %(limit)d files are taken in at a time.") % {"limit": limit},
            gettext("Hand it in with the next ones."),
        )
    return None


class UploadForm(SaysWhatToDo, forms.Form):
    """Files and, where the reader cannot find it out, their encoding."""

    copies = ManyFilesField(label=_("Files"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding of text files"), choices=ENCODINGS, required=False)


class ReviewForm(SaysWhatToDo, _DocumentForm):
    """What a reviewer checks before a document is published."""

    class Meta:
        """Fields that the reading fills and a person may correct."""

        model = Document
        fields = ("title", "number", "issuer", "level", "adopted", "type")
        # A field of type "date" shows the browser's own order of day and month: people here write 2024-03-20.
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "adopted": forms.DateInput(
                attrs={"placeholder": "2024-03-20", "inputmode": "numeric", "maxlength": 10},
                format="%Y-%m-%d",
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["class"] = "select" if isinstance(field.widget, forms.Select) else "input"

    def clean_title(self) -> str:
        """Return the title on one line: the field is high so that a long one can be read, not for several lines."""
        return "".join(line.strip() for line in self.cleaned_data["title"].splitlines())

    def corrections(self) -> dict[str, Any]:
        """Only what the reviewer changed."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
