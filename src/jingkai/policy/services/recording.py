"""Put the packs of this release on record, so that any later day can go back to the rules of an earlier one."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db import transaction
from django.db.models import QuerySet

from jingkai.ledger import selectors as ledger_selectors
from jingkai.ledger import services as ledger
from jingkai.ledger.canonical import Json
from jingkai.ledger.crypto import sm3
from jingkai.ledger.entry import Event
from jingkai.ledger.errors import ConflictError
from jingkai.policy.models import RecordedPack
from jingkai.policy.selectors.shelf import Installed, installed
from jingkai.policy.stored import stored
from jingkai.registry.models import Zone

ACTOR = "system:packs"
"""Who puts packs on record: the release, as it starts."""


def record_packs(packs: Iterable[Installed] | None = None) -> int:
    """Record reviewed packs that are new or changed, and that others are there no more; return how many.

    To be called where the product starts, by whatever goes by its rules. Done again it records nothing. Drafts are left
    out, since they decide nothing; so are fictional packs where no zone is made up. A pack that cannot be read now leaves
    what is on record as it is.
    """
    shelf = list(installed() if packs is None else packs)
    wanted = {(one.jurisdiction, one.name): one for one in shelf if _counts(one)}
    unreadable = {(one.jurisdiction, one.name) for one in shelf if one.loaded is None}
    found = {
        (jurisdiction, name): digest
        for jurisdiction, name, digest in _in_force().values_list("jurisdiction", "name", "digest")
    }
    gone = [pack for pack in found if pack not in wanted and pack not in unreadable]
    changed = [one for pack, one in wanted.items() if found.get(pack) != one.digest]
    done = 0
    for pack in gone:
        with suppress(ConflictError):  # another process, which started at the same moment, was quicker
            done += _withdraw(*pack)
    for one in changed:
        with suppress(ConflictError):
            done += _record(one)
    return done


def _counts(one: Installed) -> bool:
    if one.draft:
        return False
    return not one.pack.document.fictional or Zone.objects.filter(synthetic=True).exists()


def _in_force() -> QuerySet[RecordedPack]:
    return RecordedPack.objects.filter(superseded=None)


@transaction.atomic
def _record(one: Installed) -> bool:
    version = ledger_selectors.version(
        _stream(one.jurisdiction, one.name)
    )  # read before the row that goes with it
    before = _in_force().filter(jurisdiction=one.jurisdiction, name=one.name).first()
    if before is not None and before.digest == one.digest:
        return False
    document = one.pack.document
    appended = _append(
        one.jurisdiction,
        one.name,
        version,
        "pack.recorded",
        {
            "document": document.number,
            "version": document.version,
            "digest": one.digest,
            "replaces": before.digest if before else "",
        },
    )
    if appended.repeated:  # another process was quicker
        return False
    entry = appended.entries[0]
    if before is not None:
        _in_force().filter(pk=before.pk).update(superseded=entry.time)
    RecordedPack.objects.create(
        jurisdiction=one.jurisdiction,
        name=one.name,
        document=document.number,
        digest=one.digest,
        content=stored(one.pack),
        recorded=entry.time,
        entry=entry.number,
    )
    return True


@transaction.atomic
def _withdraw(jurisdiction: str, name: str) -> bool:
    version = ledger_selectors.version(_stream(jurisdiction, name))
    before = _in_force().filter(jurisdiction=jurisdiction, name=name).first()
    if before is None:
        return False
    appended = _append(jurisdiction, name, version, "pack.withdrawn", {"digest": before.digest})
    if appended.repeated:
        return False
    _in_force().filter(pk=before.pk).update(superseded=appended.entries[0].time)
    return True


def _stream(jurisdiction: str, name: str) -> str:
    return f"pack/{jurisdiction}/{name}"


def _append(jurisdiction: str, name: str, version: int, event: str, data: dict[str, Json]) -> ledger.Appended:
    """Append to the stream of a pack; two processes that start together do it once."""
    stream = _stream(jurisdiction, name)
    command = sm3(f"{stream}\n{version}\n{event}\n{data['digest']}".encode()).hex()
    return ledger.append(
        stream,
        [Event(event, {"pack": f"{jurisdiction}/{name}", **data})],
        expected_version=version,
        command_id=f"pack-{command}",
        actor=ACTOR,
    )
