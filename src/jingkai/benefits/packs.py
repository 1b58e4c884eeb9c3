"""The packs whose benefits apply in a zone: reviewed ones of its jurisdiction, not repealed by the day.

A pack of a jurisdiction (``150800``) applies in every zone whose division code lies in it (``150802``). A fictional pack
applies in synthetic zones only, and nothing else does there: what is made up and what is law never meet. A zone whose
division is not known has no packs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingkai.policy.rules.interpret import Rules
    from jingkai.policy.schema.benefits import Benefit
    from jingkai.policy.schema.pack import Pack


@dataclass(frozen=True, slots=True)
class Policy:
    """A pack ready to answer. ``key`` is the name of its folder, which stands in addresses."""

    key: str
    pack: Pack
    rules: Rules

    @property
    def number(self) -> str:
        """Number of the document."""
        return self.pack.document.number

    @property
    def fictional(self) -> bool:
        """Whether document and zone are made up."""
        return self.pack.document.fictional

    def benefits(self, on: date) -> tuple[Benefit, ...]:
        """Return the benefits that apply on a day, in the order of the document."""
        return tuple(rule.benefit for rule in self.rules.benefits.values() if rule.applies(on))


@lru_cache(maxsize=4)
def policies(folder: Path | None = None) -> tuple[Policy, ...]:
    """Return the reviewed packs of a folder of packs (that of the product), loaded once.

    Raises :class:`~jingkai.policy.faults.PackFaults` for a pack that cannot be read.
    """
    # Imported here: most processes never read a pack, and what reads one takes as long to import as all of the site.
    from jingkai.policy.loading import load_pack
    from jingkai.policy.rules.interpret import prepare
    from jingkai.registry.packs import packs_folder

    found = []
    for path in sorted((folder or packs_folder()).glob("*/*/document.yaml")):
        loaded = load_pack(path.parent)
        if loaded.pack.document.status == "reviewed":
            found.append(Policy(path.parent.name, loaded.pack, prepare(loaded.pack, loaded.digest)))
    return tuple(found)


def policies_of(
    division: str, *, synthetic: bool, on: date, among: Iterable[Policy] | None = None
) -> tuple[Policy, ...]:
    """Return the packs that apply in a zone on a day, by its division code and whether it is made up.

    A pack of which no benefit applies on the day is left out.
    """
    from jingkai.policy.rules.as_of import packs_not_repealed

    covering = [
        one
        for one in (policies() if among is None else among)
        if one.fictional == synthetic and (synthetic or covers(one.pack.document.jurisdiction, division))
    ]
    in_force = {id(pack) for pack in packs_not_repealed((one.pack for one in covering), on)}
    return tuple(one for one in covering if id(one.pack) in in_force and one.benefits(on))


def covers(jurisdiction: str, division: str) -> bool:
    """Whether a division lies in a jurisdiction (both GB/T 2260); an unknown division lies nowhere.

    >>> covers("150800", "150802"), covers("150000", "150802"), covers("150100", "150802"), covers("150000", "")
    (True, True, False, False)
    """
    start = jurisdiction
    while start.endswith("00"):
        start = start[:-2]
    return bool(division) and division.startswith(start)


def policy_named(key: str) -> Policy | None:
    """Return the reviewed pack with a key, ``None`` where there is none."""
    return next((one for one in policies() if one.key == key), None)


def policy_of(number: str) -> Policy | None:
    """Return the reviewed pack of a document by its number, ``None`` where there is none."""
    return next((one for one in policies() if one.number == number), None)


def titles() -> dict[tuple[str, str], str]:
    """Return what benefits are called, by document number and id."""
    return {(one.number, benefit.id): benefit.title for one in policies() for benefit in one.pack.benefits}
