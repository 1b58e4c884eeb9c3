"""Units by any of the names they go by: through the one resolver that documents use, then by stored names."""

from __future__ import annotations

import unicodedata

from django.db.models import QuerySet

from jingkai.accounts.policy import Principal
from jingkai.registry.models import Unit
from jingkai.registry.selectors import rows
from jingkai.registry.units import Jurisdiction, resolve


def find_unit(
    name: str, context: Jurisdiction | None = None, *, user: Principal | None = None
) -> Unit | None:
    """Return the unit that a name means, ``None`` where none or several do.

    A unit fits that has this very name, then one that has it among its other names, then one whose name resolves to
    the same department of the same level (``市发改委`` and ``市发展和改革委员会``; with a ``context`` also ``发改委`` in a
    city's own document). ``user`` restricts it to what somebody may see.
    """
    wanted = _folded(name)
    known = rows.units(user) if user is not None else Unit.objects.all()
    listed = list(known)
    for fits in (
        [unit for unit in listed if _folded(unit.name) == wanted],
        [unit for unit in listed if wanted in map(_folded, unit.aliases)],
        _of_the_same_department(listed, name, context),
    ):
        if fits:
            return fits[0] if len(fits) == 1 else None
    return None


def units_named(found: QuerySet[Unit], words: str) -> list[Unit]:
    """Return the units in whose names, other names or code every word stands, by name.

    Names are compared in Python: the two databases store lists differently, and units are few.
    """
    wanted = [_folded(word) for word in words.split()]
    return [
        unit
        for unit in found.order_by("name")
        if all(
            any(word in _folded(name) for name in (unit.name, unit.code, *unit.aliases)) for word in wanted
        )
    ]


def _of_the_same_department(listed: list[Unit], name: str, context: Jurisdiction | None) -> list[Unit]:
    meant = resolve(name, context)
    if meant is None:
        return []
    canonical = {_folded(one) for one in (meant.name, *meant.aliases)}
    fits = []
    for unit in listed:
        if canonical & {_folded(one) for one in (unit.name, *unit.aliases)}:
            fits.append(unit)
            continue
        own = resolve(unit.name)
        if own is not None and meant.family and (own.name, own.level) == (meant.name, meant.level):
            fits.append(unit)
    return fits


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
