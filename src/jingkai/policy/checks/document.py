"""The document: its number is formed as numbers are, its days are in order, and its mandates apply within them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from jingkai.kernel.document_numbers import parse
from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.checks.draft import Draft
from jingkai.policy.faults import Fault

_JURISDICTION = re.compile(r"cn-(?P<code>\d{6})")


def check_document(draft: Draft) -> Iterator[Fault]:
    """Find numbers that are none, and days out of order."""
    if not draft.whole("document"):
        return
    document = draft.pack.document
    yield from _number(draft, ("document", "number"), document.number)
    folder = _JURISDICTION.fullmatch(draft.contents.folder.resolve().parent.name)
    if folder and folder["code"] != document.jurisdiction:
        yield draft.fault(
            ("document", "jurisdiction"),
            _("The pack lies among those of %(code)s.") % {"code": folder["code"]},
            _("Mend the code, or move the pack to cn-%(code)s.") % {"code": document.jurisdiction},
        )
    for field in ("implements", "repeals"):
        for at, number in enumerate(getattr(document, field)):
            yield from _number(draft, ("document", field, at), number)
    days = [
        (field, getattr(document, field))
        for field in ("adopted", "printed", "valid_to")
        if getattr(document, field) is not None
    ]
    for (earlier, first), (later, last) in pairwise(days):
        if last < first:
            yield draft.fault(
                ("document", later),
                _("“%(later)s” is before “%(earlier)s”.") % {"later": later, "earlier": earlier},
                _("Compare both with the document."),
            )
    if document.valid_to and document.valid_to < document.valid_from:
        yield draft.fault(
            ("document", "valid_to"),
            _("It ends before it begins."),
            _("Compare both days with the document."),
        )
    yield from _mandates(draft)


def _number(draft: Draft, way: Way, number: str) -> Iterator[Fault]:
    found = parse(number)
    if found is None:
        yield draft.fault(
            way,
            _("“%(number)s” is no document number.") % {"number": number},
            _("Write it as on the document: 内政办发〔2024〕5号."),
        )
    elif str(found) != number:
        yield draft.fault(
            way,
            _("The document number is not in its usual form."),
            _("Write it as %(number)s.") % {"number": found},
        )


def _mandates(draft: Draft) -> Iterator[Fault]:
    document = draft.pack.document
    for way, mandate in draft.mandates():
        first, last = mandate.valid_from, mandate.valid_to
        begins = {"day": document.valid_from}
        if first and first < document.valid_from:
            yield draft.fault(
                (*way, "valid_from"),
                _("It begins before its document, which applies from %(day)s.") % begins,
                _("Leave the day out, or mend it."),
            )
        if last and last < document.valid_from:
            yield draft.fault(
                (*way, "valid_to"),
                _("It ends before its document begins, on %(day)s.") % begins,
                _("Leave the day out, or mend it."),
            )
        if document.valid_to is None:
            continue
        ends = {"day": document.valid_to}
        if last and last > document.valid_to:
            yield draft.fault(
                (*way, "valid_to"),
                _("It outlasts its document, which ends on %(day)s.") % ends,
                _("Leave the day out, or mend it."),
            )
        if first and first > document.valid_to:
            yield draft.fault(
                (*way, "valid_from"),
                _("It begins after its document has ended, on %(day)s.") % ends,
                _("Leave the day out, or mend it."),
            )
