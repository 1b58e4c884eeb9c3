"""Notes of the editor in an Akoma Ntoso document: what was inferred, repaired or suspected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from jingkai.documents.provision import ProvisionKind
from jingkai.documents.record import Record
from jingkai.kernel.language import gettext as _


def notes_of(record: Record, left_out: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return (id of the provision concerned or ``""``, message).

    Repairs that are certain are counted by kind; one that is less than certain is told in full.
    ``left_out`` counts by provision the mentions that cross others and therefore could not be written as
    elements.
    """
    notes = [
        (provision.id, _("The ordinal of {label} was lost and is inferred.").format(label=provision.label))
        for provision in record.parsed.provisions
        if provision.inferred
    ]
    counted = Counter(repair.kind for repair in record.repairs)
    notes.extend(
        ("", _("Repairs of kind {kind}: {count}.").format(kind=kind, count=count))
        for kind, count in sorted(counted.items())
    )
    reads = _("Repaired: “{before}” reads “{after}” (confidence {confidence:.2f}).")
    notes.extend(
        (
            _provision_at(record, repair.start),
            reads.format(before=repair.before, after=repair.after, confidence=repair.confidence),
        )
        for repair in record.repairs
        if repair.confidence < 1 and repair.before.strip()
    )
    for flag in record.flags:
        about = _provision_at(record, flag.start) if flag.start is not None else ""
        notes.append((about, f"{flag.code}: {flag.message}"))
    for identifier, count in left_out.items():
        notes.append(
            (identifier, _("Mentions that cross others and are not marked: {count}.").format(count=count))
        )
    return notes


def _provision_at(record: Record, offset: int) -> str:
    """The id of the innermost provision at an offset; ``""`` outside the body. Enumerations are not looked
    at."""
    found = ""
    for provision in record.parsed.provisions:
        if provision.kind is ProvisionKind.ENUMERATION:
            continue
        if provision.label_start <= offset < max(provision.end, provision.label_start + 1):
            found = provision.id
    return found
