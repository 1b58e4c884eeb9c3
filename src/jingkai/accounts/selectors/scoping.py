"""The filter that a view cannot forget: only the rows that somebody's scope allows."""

from __future__ import annotations

from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model, Q, QuerySet

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal, scopes_for
from jingkai.accounts.scopes import Scope, ScopeKind

Row = TypeVar("Row", bound=Model)


def visible(user: Principal, queryset: QuerySet[Row], action: str | Action) -> QuerySet[Row]:
    """Return the rows of ``queryset`` on which ``user`` may carry out ``action``.

    The model names where its rows lie in ``scope_paths`` (kind of scope → path of the ORM to the code); a scope of a
    kind that it does not name shows nothing. Raises :class:`ImproperlyConfigured` for a model that names nothing at
    all: rows that lie nowhere are guarded by their view alone.
    """
    paths = getattr(queryset.model, "scope_paths", None)
    if paths is None:
        raise ImproperlyConfigured(f"{queryset.model.__name__} does not say where its rows lie (scope_paths)")
    scopes = scopes_for(user, action)
    if any(scope.kind is ScopeKind.EVERYTHING for scope in scopes):
        return queryset
    condition = Q()
    for kind, path in paths.items():
        if keys := [scope.key for scope in _sorted(scopes) if scope.kind is kind]:
            condition |= Q(**{f"{path}__in": keys})
    if not condition:
        return queryset.none()
    if any(_fans_out(queryset.model, path) for path in paths.values()):
        # A join over several related rows would give the same row several times, and spoil counts.
        inside = queryset.model._default_manager.filter(condition).values("pk")
        return queryset.filter(pk__in=inside)
    return queryset.filter(condition)


def _sorted(scopes: frozenset[Scope]) -> list[Scope]:
    return sorted(scopes, key=str)


def _fans_out(model: type[Model], path: str) -> bool:
    """Whether a path leads from one row to several."""
    current: type[Model] | None = model
    for step in path.split("__"):
        if current is None:
            return False
        field = current._meta.get_field(step)
        if field.many_to_many or field.one_to_many:
            return True
        current = field.related_model if isinstance(field.related_model, type) else None
    return False
