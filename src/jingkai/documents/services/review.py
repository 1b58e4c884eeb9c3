"""What a reviewer does with a document: correct, publish, discard."""

from __future__ import annotations

from django.db import transaction

from jingkai.documents import selectors
from jingkai.documents.errors import DocumentError
from jingkai.documents.models import Document, Stage
from jingkai.documents.services.indexing import index
from jingkai.documents.services.tables import join_citations
from jingkai.documents.services.telling import tell_units
from jingkai.kernel.language import gettext as _


def publish(document: Document) -> Document:
    """Publish a reviewed document: from now on lists, units and targets count it, and units that it names are told."""
    if document.stage != Stage.PUBLISHED:
        with transaction.atomic():
            document.stage = Stage.PUBLISHED
            document.save(update_fields=["stage", "changed"])
            index(document)
            tell_units(document)
    return document


def correct(document: Document, **values: object) -> Document:
    """Set what a reviewer knows better: title, number, issuer, level, adopted, type.

    Raises :class:`~jingkai.documents.errors.DocumentError` when another document has that number.
    """
    allowed = {"title", "number", "issuer", "level", "adopted", "type"}
    if unknown := set(values) - allowed:
        raise ValueError(f"a reviewer does not set {sorted(unknown)}")
    number = values.get("number")
    if number and Document.objects.filter(number=number).exclude(pk=document.pk).exists():
        raise DocumentError(
            _("Another document of the library has the number %(number)s.") % {"number": number},
            place=document.name,
            mend=_(
                "Discard this one and hand its file in again: it then becomes a witness of that document."
            ),
        )
    with transaction.atomic():
        for name, value in values.items():
            setattr(document, name, value)
        document.corrected = sorted({*document.corrected, *values})
        document.save()
        join_citations(document)
        index(document)
    return document


def discard(document: Document) -> None:
    """Take a document that waits for review out of the library, with its received files.

    Raises :class:`~jingkai.documents.errors.DocumentError` for a published document: that stays citable.
    """
    if document.stage == Stage.PUBLISHED:
        raise DocumentError(
            _("A published document cannot be discarded."),
            place=document.name,
            mend=_("What others may have cited stays in the library."),
        )
    pk = document.pk
    files = [witness.file for witness in document.witnesses.all() if witness.file]
    with transaction.atomic():
        document.delete()
        selectors.search_index().remove(str(pk))

        def forget() -> None:
            for file in files:
                file.storage.delete(file.name or "")

        transaction.on_commit(forget)
