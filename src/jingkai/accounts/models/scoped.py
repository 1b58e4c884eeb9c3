"""Rows that say where they lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models

from jingkai.accounts.scopes import Place, ScopeKind


class ScopedModel(models.Model):
    """A row that belongs to zones, units or enterprises.

    ``scope_paths`` names, for each kind of scope, the path in terms of the ORM to the code that scopes are keyed by:
    ``{ScopeKind.ZONE: "park__zone__code", ScopeKind.ENTERPRISE: "uscc"}``. Selectors filter by the same paths, so that
    what a list shows and what a page lets through cannot differ.
    """

    scope_paths: ClassVar[Mapping[ScopeKind, str]] = {}

    class Meta:
        """No table of its own."""

        abstract = True

    def place(self) -> Place:
        """Return the zones, units and enterprises this row belongs to."""
        codes = {
            kind: frozenset(str(code) for code in _walk(self, path.split("__")) if code)
            for kind, path in self.scope_paths.items()
        }
        return Place(
            zones=codes.get(ScopeKind.ZONE, frozenset()),
            units=codes.get(ScopeKind.UNIT, frozenset()),
            enterprises=codes.get(ScopeKind.ENTERPRISE, frozenset()),
        )


def _walk(start: Any, steps: list[str]) -> Iterator[Any]:
    """Follow a path of the ORM over the objects themselves; related managers fan out."""
    if start is None:
        return
    if not steps:
        yield start
        return
    step = steps[0]
    if not hasattr(start, step):
        # A reverse relation without related_name is called by its query name in paths and otherwise in Python.
        step = start._meta.get_field(step).get_accessor_name()
    following = getattr(start, step)
    for found in following.all() if isinstance(following, models.Manager) else [following]:
        yield from _walk(found, steps[1:])
