"""Names for the codes of scopes, and the scopes that bear a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q

from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.registry.models import Enterprise, Unit, Zone
from jingkai.registry.selectors import units_named


def places_of(scopes: Iterable[Scope]) -> dict[Scope, str]:
    """Return the names of zones, units and enterprises, where they are known."""
    named: dict[Scope, str] = {}
    keys: dict[ScopeKind, list[str]] = {}
    for scope in scopes:
        keys.setdefault(scope.kind, []).append(scope.key)
    if zones := keys.get(ScopeKind.ZONE):
        for code, short, name in Zone.objects.filter(code__in=zones).values_list(
            "code", "short_name", "name"
        ):
            named[Scope(ScopeKind.ZONE, code)] = short or name
    if units := keys.get(ScopeKind.UNIT):
        for code, name in Unit.objects.filter(code__in=units).values_list("code", "name"):
            named[Scope(ScopeKind.UNIT, code)] = name
    if enterprises := keys.get(ScopeKind.ENTERPRISE):
        for uscc, name in Enterprise.objects.filter(uscc__in=enterprises).values_list("uscc", "name"):
            named[Scope(ScopeKind.ENTERPRISE, uscc)] = name
    return named


def places_called(words: str) -> Iterator[Scope]:
    """Give the zones, units and enterprises that have ``words`` in one of their names."""
    zones = Zone.objects.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    for code in zones.values_list("code", flat=True):
        yield Scope(ScopeKind.ZONE, code)
    for unit in units_named(Unit.objects.all(), words):
        yield Scope(ScopeKind.UNIT, unit.code)
    for uscc in Enterprise.objects.filter(name__icontains=words).values_list("uscc", flat=True):
        yield Scope(ScopeKind.ENTERPRISE, uscc)
