"""Change figures of a pack: what was typed is read, the changed pack is held against the schema, and nothing runs before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jingkai.benefits.asking import read_answer
from jingkai.benefits.simulation.figures import Figure, Kind, figures, written
from jingkai.benefits.simulation.literals import Written, with_literals
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.misfits import Misfit, misfits
from jingkai.policy.field_names import field_in_words
from jingkai.policy.language.errors import ExpressionError
from jingkai.policy.language.facts import FactError
from jingkai.policy.language.parse import parse
from jingkai.policy.language.printing import printed
from jingkai.policy.loading import digest_of
from jingkai.policy.rules.compile import compile_query
from jingkai.policy.rules.interpret import prepare_benefit
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.facts import Variable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jingkai.policy.schema.pack import Pack


@dataclass(frozen=True, slots=True)
class Change:
    """A figure and what it becomes."""

    figure: Figure
    value: Written

    @property
    def shown(self) -> str:
        """The new value as it is read."""
        return written(self.figure.kind, self.value)


@dataclass(frozen=True, slots=True)
class ChangedPack:
    """A pack with other figures. ``digest`` is the version of its rules; that of the pack itself where nothing changed."""

    pack: Pack
    digest: str
    changes: tuple[Change, ...]


class FigureFaults(JingkaiError):  # noqa: N818 - it holds faults, one or many
    """Figures that the pack cannot have. ``faults`` are words by key of the figure, in the order of the pack."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = dict(faults)
        place, what = next(iter(self.faults.items()))
        super().__init__(what, place=place)


def change(pack: Pack, typed: Mapping[str, str], on: date) -> ChangedPack:
    """Return a pack with figures as they were typed, by key of :class:`Figure`; one that is left empty stays.

    Raises :class:`FigureFaults` where a figure cannot be read, is unknown to the pack, or where the schema, the rule
    language or the digits of money do not allow it. Nothing has run then.
    """
    known = {one.key: one for one in figures(pack)}
    faults = {key: _("The pack has no such figure any more.") for key in typed if key not in known}
    changes: list[Change] = []
    for key, one in known.items():
        text = typed.get(key, "").strip()
        if not text:
            continue
        try:
            value = read_figure(one.kind, text)
        except FactError as error:
            faults[key] = f"{error.what} {error.mend}".strip()
            continue
        if value != one.value:
            changes.append(Change(one, value))
    if faults:
        raise FigureFaults(faults)
    changed = _with_changes(pack, changes)
    _hold_together(changed, changes, on)
    return ChangedPack(changed, digest_of(changed), tuple(changes))


def read_figure(kind: Kind, text: str) -> Written:
    """Read a figure as it is typed: ``40%``, ``0.4``, ``50万``, ``1,200,000.50``, ``2025-05-09``.

    Raises :class:`~jingkai.policy.language.facts.FactError`.

    >>> read_figure("share", "40%"), read_figure("yuan", "50万")
    (Decimal('0.4'), Decimal('500000'))
    """
    value = read_answer(_SHAPES[kind], text)
    assert isinstance(value, Decimal | date)
    if kind == "share" and isinstance(value, Decimal) and value > 1 and text[-1] not in "%％":
        raise FactError("figure", _("Write a share as 40% or 0.4."))
    return value


def _shape(type_: Any, *, least: Decimal | None = None) -> Variable:
    return Variable(name="figure", label="figure", subject="zone", type=type_, least=least)


_SHAPES: Mapping[Kind, Variable] = {
    "share": _shape("share"),
    "ratio": _shape("share"),
    "yuan": _shape("money"),
    "number": _shape("number"),
    "count": _shape("count"),
    "day": _shape("day"),
}
"""Which digits a figure of a kind has."""


def _with_changes(pack: Pack, changes: Iterable[Change]) -> Pack:
    """Put changes into their benefits, each held against the schema. Raises :class:`FigureFaults`."""
    by_benefit: dict[str, list[Change]] = {}
    for one in changes:
        by_benefit.setdefault(one.figure.benefit, []).append(one)
    variables = {one.name: one for one in pack.facts}
    faults: dict[str, str] = {}
    benefits = []
    for benefit in pack.benefits:
        mine = by_benefit.get(benefit.id)
        if not mine:
            benefits.append(benefit)
            continue
        changed = _changed(benefit, mine, variables, faults)
        if changed is not None:
            benefits.append(changed)
    if faults:
        raise FigureFaults(faults)
    return pack.model_copy(update={"benefits": tuple(benefits)})


def _changed(
    benefit: Benefit, changes: list[Change], variables: Mapping[str, Variable], faults: dict[str, str]
) -> Benefit | None:
    from pydantic import ValidationError

    data: dict[str, Any] = _lists(benefit.model_dump())
    inside: dict[tuple[str | int, ...], dict[int, Written]] = {}
    for one in changes:
        if one.figure.literal is None:
            _put(data, one.figure.way, one.value)
        else:
            inside.setdefault(one.figure.way, {})[one.figure.literal] = one.value
    for way, values in inside.items():
        try:
            expression = with_literals(parse(_get(data, way), variables), values)
        except ExpressionError as error:
            faults.update({one.figure.key: error.what for one in changes if one.figure.way == way})
        else:
            _put(data, way, printed(expression))
    try:
        found = Benefit.model_validate(data)
        prepare_benefit(found, variables)
    except ValidationError as error:
        for misfit in misfits(error, data):
            faults.setdefault(_nearest(changes, misfit.place), _told(misfit))
        return None
    except ExpressionError as error:
        faults.setdefault(changes[0].figure.key, f"{error.what} {error.mend}".strip())
        return None
    return found


def _hold_together(pack: Pack, changes: Iterable[Change], on: date) -> None:
    """Compile the whole as it will run. Raises :class:`FigureFaults` naming the first change of the benefit at fault."""
    changed = tuple(changes)
    if not changed:
        return
    try:
        compile_query(pack, on)
    except ExpressionError as error:
        benefit = error.place.partition(".")[0]
        key = next(
            (one.figure.key for one in changed if one.figure.benefit == benefit), changed[0].figure.key
        )
        raise FigureFaults({key: f"{error.what} {error.mend}".strip()}) from error


def _told(misfit: Misfit) -> str:
    """Say what does not fit, the field by what people call it."""
    name = next((part for part in reversed(misfit.place) if isinstance(part, str)), "")
    words = misfit.words.replace(f"“{name}”", f"“{field_in_words(name)}”") if name else misfit.words
    return f"{words} {misfit.mend}".strip()


def _nearest(changes: list[Change], place: tuple[str | int, ...]) -> str:
    """Return the key of the change that a fault is about: the one whose way shares most with the place of the fault."""

    def shared(one: Change) -> int:
        count = 0
        for mine, other in zip(one.figure.way, place, strict=False):
            if mine != other:
                break
            count += 1
        return count

    return max(changes, key=shared).figure.key


def _lists(value: Any) -> Any:
    """Return plain data whose tuples are lists, so that they can be written to."""
    if isinstance(value, dict):
        return {key: _lists(part) for key, part in value.items()}
    return [_lists(part) for part in value] if isinstance(value, tuple | list) else value


def _get(data: Any, way: tuple[str | int, ...]) -> Any:
    for part in way:
        data = data[part]
    return data


def _put(data: Any, way: tuple[str | int, ...], value: object) -> None:
    _get(data, way[:-1])[way[-1]] = value
