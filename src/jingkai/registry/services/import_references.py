"""What cells refer to: zones, parks and enterprises by code or name, looked up for a whole batch at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.identifiers import uscc
from jingkai.kernel.language import gettext as _
from jingkai.registry import actions
from jingkai.registry.imports.faults import CellError
from jingkai.registry.imports.rows import ReadRow
from jingkai.registry.imports.tables import Table
from jingkai.registry.models import Enterprise, Park, Zone

_PIECE = 500
"""So many values one query asks for: databases bound the parameters of a statement."""


def in_pieces(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Give values in pieces that fit into one query."""
    for start in range(0, len(values), _PIECE):
        yield values[start : start + _PIECE]


class References:
    """Zones and parks are read once for a file, enterprises for each batch."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._zones: dict[str, Zone] = {}
        for zone in Zone.objects.all():
            for name in (zone.short_name, zone.name, zone.code):
                if name:
                    self._zones[_folded(name)] = zone
        self._parks: dict[int, dict[str, Park]] = {}
        for park in Park.objects.all():
            own = self._parks.setdefault(park.zone_id, {})
            own[_folded(park.name)] = own[_folded(park.code)] = park
        self._by_code: dict[str, Enterprise] = {}
        self._by_name: dict[str, list[Enterprise]] = {}

    def prepare(self, table: Table, rows: Sequence[ReadRow], zone: Zone) -> None:
        """Read the enterprises that a batch refers to."""
        if "enterprise" not in table.by_name:
            return
        words = {str(row.values["enterprise"]) for row in rows if row.values.get("enterprise")}
        codes = {code for written in words if (code := _code(written))}
        names = sorted(written for written in words if not _code(written))
        enterprises = Enterprise.objects.select_related("zone")
        self._by_code = {
            one.uscc: one for piece in in_pieces(sorted(codes)) for one in enterprises.filter(uscc__in=piece)
        }
        self._by_name = {}
        for piece in in_pieces(names):
            for one in enterprises.filter(name__in=piece):
                self._by_name.setdefault(one.name, []).append(one)

    def zone(self, written: str) -> Zone:
        """Return a zone by code, name or short name."""
        found = self._zones.get(_folded(written))
        if found is None:
            raise CellError(
                _("There is no zone of this code or name."),
                mend=_("Write the code of the zone as its page shows it, or leave the cell empty."),
            )
        return found

    def park(self, written: str, zone: Zone) -> Park:
        """Return a park of a zone by code or name."""
        found = self._parks.get(zone.pk, {}).get(_folded(written))
        if found is None:
            raise CellError(
                _("%(zone)s has no park of this code or name.") % {"zone": zone},
                mend=_("Write the park as the page of the zone lists it, or enter it there first."),
            )
        return found

    def enterprise(self, written: str, zone: Zone) -> Enterprise:
        """Return an enterprise by credit code, or by a name that only one of the zone has."""
        code = _code(written)
        found = [self._by_code[code]] if code in self._by_code else []
        if not code:
            named = self._by_name.get(written, [])
            found = [one for one in named if one.zone_id == zone.pk] or named
        found = [one for one in found if may(self._user, actions.VIEW_ENTERPRISES, one)]
        if len(found) > 1:
            raise CellError(
                _("Several enterprises have this name."), mend=_("Write the unified social credit code.")
            )
        if not found:
            raise CellError(
                _("There is no enterprise of this code or name in the registry."),
                mend=_("Import the enterprise first, or correct its code."),
            )
        return found[0]


def _folded(words: str) -> str:
    return "".join(words.split()).casefold()


def _code(written: str) -> str:
    """Return a credit code in its one form; ``""`` for what is none."""
    try:
        return uscc(written)
    except JingkaiError:
        return ""
