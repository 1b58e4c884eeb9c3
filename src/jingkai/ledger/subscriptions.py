"""Who wants to hear of entries: read models that are fed in order, each entry once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jingkai.ledger.entry import Entry

Handler = Callable[[Entry], None]


@dataclass(frozen=True, slots=True)
class Subscription:
    """A read model: its name (the key of its stored position), what it does with an entry, and which it wants.

    ``kinds`` are kinds of streams (``account`` of ``account/7f3c``); empty: all. ``clear`` empties the read model, so
    that it can be built anew.
    """

    name: str
    handler: Handler
    kinds: frozenset[str]
    clear: Callable[[], None] | None


_known: dict[str, Subscription] = {}


def subscribe(
    name: str,
    handler: Handler,
    *,
    kinds: frozenset[str] = frozenset(),
    clear: Callable[[], None] | None = None,
) -> None:
    """Let ``handler`` hear of every entry, in order; called by a slice when Django starts.

    The handler runs inside the transaction that stores how far it has come: what it writes to the database is written
    once. Raises :class:`ValueError` for a name that is taken.
    """
    if name in _known and _known[name].handler is not handler:
        raise ValueError(f"two read models are called {name}")
    _known[name] = Subscription(name, handler, kinds, clear)


def unsubscribe(name: str) -> None:
    """Forget a read model (its stored position stays)."""
    _known.pop(name, None)


def subscription(name: str) -> Subscription:
    """Return a read model by name. Raises :class:`KeyError`."""
    return _known[name]


def subscriptions() -> Iterator[Subscription]:
    """Return every read model."""
    return iter(tuple(_known.values()))
