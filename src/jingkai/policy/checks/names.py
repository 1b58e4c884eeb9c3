"""Names: each stands for one thing, and whatever is named is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.checks.draft import Draft, did_you_mean
from jingkai.policy.faults import Fault
from jingkai.policy.schema.benefits import Match


def check_names(draft: Draft) -> Iterator[Fault]:
    """Find names that stand for two things, and names of nothing."""
    yield from _twice(draft, (((*way, "id"), one.id) for way, one in draft.mandates()))
    yield from _twice(draft, ((("facts", at, "name"), one.name) for at, one in enumerate(draft.pack.facts)))
    for part, number, field in (
        ("procedures", len(draft.pack.procedures), ("steps", "materials")),
        ("evaluations", len(draft.pack.evaluations), ("dimensions", "consequences")),
    ):
        for at in range(number):
            for inner in field:
                rows = getattr(getattr(draft.pack, part)[at], inner)
                yield from _twice(
                    draft, (((part, at, inner, place, "id"), one.id) for place, one in enumerate(rows))
                )
    yield from _variables_of_benefits(draft)
    yield from _steps(draft)
    yield from _dictionary(draft)


def _twice(draft: Draft, named: Iterable[tuple[Way, str]]) -> Iterator[Fault]:
    seen: dict[str, Way] = {}
    for way, name in named:
        if name in seen:
            first = draft.contents.place_of(seen[name])
            yield draft.fault(
                way,
                _("“%(name)s” stands here for the second time.") % {"name": name},
                _("Give one of the two another name; the first is at %(place)s.")
                % {"place": f"{first.file.name}:{first.line}"},
            )
        seen.setdefault(name, way)


def _variables_of_benefits(draft: Draft) -> Iterator[Fault]:
    if not draft.whole("facts"):
        return
    known = draft.variables()
    for way, benefit in draft.benefits():
        named: list[tuple[Way, str]] = [
            ((*way, "evidence", at, "fact"), one.fact) for at, one in enumerate(benefit.evidence)
        ]
        if benefit.recognition:
            named.append(((*way, "recognition"), benefit.recognition))
        if isinstance(benefit.amount, Match):
            named.append(((*way, "amount", "award"), benefit.amount.award))
        for place, name in named:
            if name not in known:
                yield draft.fault(
                    place,
                    _("There is no variable “%(name)s” in facts.yaml.") % {"name": name},
                    did_you_mean(name, known),
                )


def _steps(draft: Draft) -> Iterator[Fault]:
    """Find steps that wait for a step that is not there, or for themselves."""
    for at, procedure in enumerate(draft.pack.procedures):
        waits = {step.id: set(step.after) for step in procedure.steps}
        for place, step in enumerate(procedure.steps):
            way = ("procedures", at, "steps", place, "after")
            for number, name in enumerate(step.after):
                if name not in waits:
                    yield draft.fault(
                        (*way, number),
                        _("There is no step “%(name)s” in this procedure.") % {"name": name},
                        did_you_mean(name, waits),
                    )
            if step.id in _before(step.id, waits):
                yield draft.fault(
                    way,
                    _("The step waits for itself."),
                    _("Take out one “after” on the way round."),
                )


def _before(step: str, waits: dict[str, set[str]]) -> set[str]:
    """Return every step that must be over before ``step``."""
    found: set[str] = set()
    open_ = list(waits.get(step, ()))
    while open_:
        name = open_.pop()
        if name not in found:
            found.add(name)
            open_ += waits.get(name, ())
    return found


def _dictionary(draft: Draft) -> Iterator[Fault]:
    """Find variables of the registry's dictionary that it does not have."""
    known = _dictionary_names()
    if not known:
        return
    named: list[tuple[Way, str]] = [
        (("facts", at, "dictionary"), one.dictionary) for at, one in enumerate(draft.pack.facts)
    ]
    named += [(("targets", at, "variable"), one.variable) for at, one in enumerate(draft.pack.targets)]
    named += [(("standards", at, "variable"), one.variable) for at, one in enumerate(draft.pack.standards)]
    for way, name in named:
        if name and name not in known:
            yield draft.fault(
                way,
                _("The dictionary that Jingkai brings has no variable “%(name)s”.") % {"name": name},
                did_you_mean(name, known),
                "warning",
            )


def _dictionary_names() -> set[str]:
    from jingkai.registry.packs import packs_folder, read_variables

    try:
        return {one.name for one in read_variables(packs_folder() / "variables.yaml").variables}
    except JingkaiError:
        return set()
