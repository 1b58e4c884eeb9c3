"""Pools of money: which clause is paid from which, and in what order where there is too little."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from jingkai.benefits import words
from jingkai.benefits.packs import Policy, policies

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit, BudgetUse

Order = Literal["first_come", "pro_rata", "priority", "unstated"]
Key = tuple[str, str]
"""Document number and id of a benefit."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of money with the benefits that it pays."""

    id: str
    pays: tuple[tuple[Policy, Benefit], ...]

    @property
    def words(self) -> str:
        """What people call it: the name that a pack gives it, else its id."""
        for _policy, benefit in self.pays:
            use = benefit.budget
            if use is not None and (name := _name(use)):
                return name
        return self.id

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that it pays, each once, as citations."""
        cited = (f"{policy.number} {words.clause(benefit.provision)}" for policy, benefit in self.pays)
        return tuple(dict.fromkeys(cited))

    @property
    def keys(self) -> tuple[Key, ...]:
        """Document and id of each benefit."""
        return tuple((policy.number, benefit.id) for policy, benefit in self.pays)


def pools(among: Iterable[Policy] | None = None) -> Mapping[str, Pool]:
    """Return every pool that a pack names, by id."""
    found: dict[str, list[tuple[Policy, Benefit]]] = {}
    for policy in policies() if among is None else among:
        for benefit in policy.pack.benefits:
            if benefit.budget is not None:
                found.setdefault(benefit.budget.pool, []).append((policy, benefit))
    return {id_: Pool(id_, tuple(pays)) for id_, pays in sorted(found.items())}


def pool_called(id_: str) -> Pool:
    """Return a pool by its id; one that no pack names pays nothing of its own."""
    return pools().get(id_) or Pool(id_, ())


def pool_of(key: Key) -> str:
    """Return the pool that a benefit's clause names, empty where it names none."""
    use = _use(key)
    return use.pool if use is not None else ""


def may_pay(pool: str, key: Key) -> bool:
    """Whether a pool pays a benefit: its clause names that pool, or none at all."""
    return pool_of(key) in {"", pool}


def order_of(keys: Iterable[Key]) -> Order:
    """Return how a pool is shared out among benefits: as their clauses say, where all say the same, else ``unstated``."""
    said = {use.order for use in map(_use, set(keys)) if use is not None}
    return said.pop() if len(said) == 1 else "unstated"


def priority_of(key: Key) -> int:
    """Return the priority that a benefit's clause gives it; 0 where it gives none."""
    use = _use(key)
    return use.priority if use is not None else 0


def _use(key: Key) -> BudgetUse | None:
    for policy in policies():
        if policy.number == key[0]:
            for benefit in policy.pack.benefits:
                if benefit.id == key[1]:
                    return benefit.budget
    return None


def _name(use: BudgetUse) -> str:
    return use.name if words.in_chinese() or not use.english else use.english
