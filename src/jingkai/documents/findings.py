"""What the reading of a document found that a person should look at: numbering faults, a date said in two ways, a text
that is no policy document. Nothing is changed or refused for it; each becomes a flag of the record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jingkai.documents.metadata import stated_date
from jingkai.documents.provision import Fault, Metadata, Parsed, Provision, ProvisionKind
from jingkai.documents.revision import Flag
from jingkai.documents.witness import Place, Witness
from jingkai.kernel.language import gettext as _

NUMBERING = "numbering_"
"""Codes of numbering faults begin with it: ``numbering_gap``, ``_repeat``, ``_backwards``, ``_mixed``."""
DATE_DIFFERS = "date_differs"
NOT_A_POLICY_DOCUMENT = "not_a_policy_document"
READER_NOTE = "reader_note"

_UNNUMBERED = (
    ProvisionKind.PREAMBLE,
    ProvisionKind.PARAGRAPH,
    ProvisionKind.ENUMERATION,
    ProvisionKind.BULLET,
    ProvisionKind.ATTACHMENT,
)
_HEADING = 12


def findings(
    parsed: Parsed, metadata: Metadata, fields: Mapping[str, str], place: Callable[[int], Place | None]
) -> tuple[Flag, ...]:
    """Return the flags of a reading; ``fields`` is the page's own table, ``place`` maps offsets to the received file."""
    found = [_numbering(fault, parsed.by_id(), place) for fault in parsed.faults]
    stated = stated_date(fields)
    if stated and metadata.adopted and stated != metadata.adopted:
        words = _(
            "the page says that the document was adopted on %(stated)s, the document itself says %(own)s"
        )
        found.append(Flag(DATE_DIFFERS, words % {"stated": stated, "own": metadata.adopted}))
    if not is_policy_document(parsed, metadata):
        words = _(
            "this seems to be no policy document: it has no number, names no issuer and has no numbered provisions"
        )
        found.append(Flag(NOT_A_POLICY_DOCUMENT, words))
    return tuple(found)


def notes(witness: Witness) -> tuple[Flag, ...]:
    """What the reader of the file had to assume (a wrong extension, bytes that mean nothing), as flags."""
    return tuple(Flag(READER_NOTE, note) for note in witness.notes)


def is_finding(flag: Flag) -> bool:
    """Whether a flag comes from reading the text's structure, so that it must be found anew when the text changes."""
    return flag.code.startswith(NUMBERING) or flag.code in (DATE_DIFFERS, NOT_A_POLICY_DOCUMENT)


def is_policy_document(parsed: Parsed, metadata: Metadata) -> bool:
    """Whether a text has anything of an official document: a number, an issuer, or numbered provisions."""
    if metadata.number or metadata.issuer:
        return True
    return any(provision.kind not in _UNNUMBERED for provision in parsed.provisions)


def _numbering(
    fault: Fault, provisions: Mapping[str, Provision], place: Callable[[int], Place | None]
) -> Flag:
    words = {
        "expected": fault.expected,
        "came": _named(provisions.get(fault.provision), fault.came),
        "after": _named(provisions.get(fault.after), fault.after),
    }
    end = fault.start + len(fault.came)
    return Flag(NUMBERING + fault.code, _sentence(fault) % words, place(fault.start), fault.start, end)


def _sentence(fault: Fault) -> str:
    if fault.code == "repeat":
        return _("a number is used twice: behind %(after)s comes %(came)s")
    if fault.code == "backwards":
        return _("the numbering runs backwards: behind %(after)s comes %(came)s, expected %(expected)s")
    if fault.code == "mixed":
        return _("two kinds of numbering are mixed: behind %(after)s comes %(came)s, expected %(expected)s")
    if not fault.after:
        return _("a number is missing: the numbering begins with %(came)s, expected %(expected)s")
    return _("a number is missing: behind %(after)s comes %(came)s, expected %(expected)s")


def _named(provision: Provision | None, label: str) -> str:
    """A provision for people: ``三、加强监管``."""
    if provision is None:
        return label
    words = provision.heading or provision.text
    return f"{provision.label}{words[:_HEADING]}{'…' if len(words) > _HEADING else ''}".replace("\n", " ")
