"""Feed read models: hand them the entries they have not seen, in order, each once."""

from __future__ import annotations

from django.db import transaction

from jingkai.ledger.entry import read_entry
from jingkai.ledger.models import LedgerEntry, ReadPosition
from jingkai.ledger.subscriptions import Subscription, subscription, subscriptions

_AT_ONCE = 500


def catch_up(name: str, *, limit: int | None = None) -> int:
    """Feed one read model up to the present end, or ``limit`` entries; return how many entries it has gone forward.

    What the handler writes and how far it has come are committed together: after a fault it goes on where it was.
    """
    wanted = subscription(name)
    done = 0
    while limit is None or done < limit:
        step = _one_batch(wanted, _AT_ONCE if limit is None else min(_AT_ONCE, limit - done))
        done += step
        if not step:
            break
    return done


def catch_up_all() -> int:
    """Feed every read model; return how many entries they have gone forward together."""
    return sum(catch_up(known.name) for known in subscriptions())


def rebuild(name: str) -> int:
    """Empty a read model and feed it from the first entry. Raises :class:`ValueError` for one that cannot be emptied."""
    wanted = subscription(name)
    if wanted.clear is None:
        raise ValueError(f"the read model {name} does not say how it is emptied")
    with transaction.atomic():
        wanted.clear()
        ReadPosition.objects.update_or_create(name=name, defaults={"number": 0})
    return catch_up(name)


def _one_batch(wanted: Subscription, size: int) -> int:
    if not LedgerEntry.objects.filter(number__gt=_seen(wanted.name)).exists():
        return 0  # the usual case: nothing is locked
    with transaction.atomic():
        ReadPosition.objects.get_or_create(name=wanted.name)
        position = ReadPosition.objects.select_for_update().get(name=wanted.name)
        rows = list(
            LedgerEntry.objects.filter(number__gt=position.number).values_list(
                "number", "stream", "content", "hash"
            )[:size]
        )
        for _number, stream, content, hash_ in rows:
            if not wanted.kinds or stream.partition("/")[0] in wanted.kinds:
                wanted.handler(read_entry(content, hash_))
        if rows:
            position.number = rows[-1][0]
            position.save(update_fields=("number", "moved"))
    return len(rows)


def _seen(name: str) -> int:
    return ReadPosition.objects.filter(name=name).values_list("number", flat=True).first() or 0
