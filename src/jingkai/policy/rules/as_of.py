"""Which mandates apply: those of the packs as we had them on the record date, on the valid date.

A document may have several versions of its pack, each taken up on a day; on a record date the last one taken up until
then holds. A document that repeals another ends it from the day on which it applies itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingkai.policy.schema.base import Mandate
    from jingkai.policy.schema.pack import Pack


@dataclass(frozen=True, slots=True)
class PackVersion:
    """A pack as it was taken up on a day."""

    pack: Pack
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Applying:
    """A mandate that applies, and the pack it belongs to."""

    pack: Pack
    mandate: Mandate


def packs_known(versions: Iterable[PackVersion], recorded_on: date) -> tuple[Pack, ...]:
    """Return the packs as we had them on a record date, one a document, by number.

    Of two versions taken up on the same day the one with the higher version number holds.
    """
    latest: dict[str, PackVersion] = {}
    for version in versions:
        if version.recorded_on > recorded_on:
            continue
        number = version.pack.document.number
        if number not in latest or _age(latest[number]) < _age(version):
            latest[number] = version
    return tuple(latest[number].pack for number in sorted(latest))


def packs_not_repealed(packs: Iterable[Pack], valid_on: date) -> tuple[Pack, ...]:
    """Return those packs whose document no other one has repealed by a day.

    A repeal counts from the first day of the repealing document, and stays when that document ends.
    """
    known = tuple(packs)
    repealed = {
        number
        for pack in known
        if pack.document.valid_from <= valid_on
        for number in pack.document.repeals
        if number != pack.document.number
    }
    return tuple(pack for pack in known if pack.document.number not in repealed)


def mandates_as_of(
    versions: Iterable[PackVersion], *, valid_on: date, recorded_on: date
) -> tuple[Applying, ...]:
    """Return the mandates that apply on ``valid_on`` by what we had on ``recorded_on``, pack by pack."""
    return tuple(
        Applying(pack, mandate)
        for pack in packs_not_repealed(packs_known(versions, recorded_on), valid_on)
        for mandate in pack.mandates()
        if pack.applies(mandate, valid_on)
    )


def _age(version: PackVersion) -> tuple[date, tuple[int, ...]]:
    return version.recorded_on, tuple(int(part) for part in version.pack.document.version.split("."))
