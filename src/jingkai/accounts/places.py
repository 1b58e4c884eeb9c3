"""Names of the places in which roles are held. The tables of zones, units and enterprises lie beyond this slice.

Whoever keeps them lends two functions (:func:`use`); without them, places are known by their codes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from jingkai.accounts.scopes import Scope, ScopeKind

Names = Callable[[Iterable[Scope]], Mapping[Scope, str]]
"""Returns the names of those scopes that lead to something which is there."""

Called = Callable[[str], Iterable[Scope]]
"""Returns the scopes of places that have these words in one of their names."""

_lent: list[Names] = []
_lent_search: list[Called] = []


def use(names: Names, called: Called) -> None:
    """Take names, whether a place is there, and which places bear a name, from these functions."""
    _lent[:] = [names]
    _lent_search[:] = [called]


def names_of(scopes: Iterable[Scope]) -> Mapping[Scope, str]:
    """Return the names of places, as far as they are known."""
    return _lent[0](tuple(scopes)) if _lent else {}


def called(words: str) -> tuple[Scope, ...]:
    """Return the places that have ``words`` in one of their names, as far as names are known."""
    return tuple(_lent_search[0](words)) if _lent_search else ()


def is_known(scope: Scope) -> bool:
    """Whether a scope leads to something that is there; where nobody can tell, it does."""
    return scope.kind is ScopeKind.EVERYTHING or not _lent or scope in names_of((scope,))


def in_words(scope: Scope, names: Mapping[Scope, str]) -> str:
    """Return a scope as people call it: by its name, or by its kind and code where no name is known."""
    return names.get(scope) or scope.words
