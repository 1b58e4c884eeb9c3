"""Examples: each names a benefit, conditions and variables that are there, with values that they may have."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.checks.draft import Draft, did_you_mean
from jingkai.policy.faults import Fault
from jingkai.policy.language.facts import FactError, read_fact
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.examples import Example


def check_examples(draft: Draft) -> Iterator[Fault]:
    """Find examples that could not be run or contradict themselves, and benefits with money that none tests."""
    benefits = {one.id: one for one in draft.pack.benefits}
    names: set[tuple[str, str]] = set()
    for at, example in enumerate(draft.pack.examples):
        way: Way = ("examples", at)
        if (example.benefit, example.name) in names:
            yield draft.fault(
                (*way, "name"),
                _("“%(name)s” stands here for the second time.") % {"name": example.name},
                _("Give each example of a benefit a name of its own."),
            )
        names.add((example.benefit, example.name))
        if example.benefit not in benefits:
            if draft.whole("benefits"):
                yield draft.fault(
                    (*way, "benefit"),
                    _("There is no benefit “%(name)s”.") % {"name": example.benefit},
                    did_you_mean(example.benefit, benefits),
                )
        else:
            yield from _truths(draft, way, example, benefits[example.benefit])
        yield from _outcome(draft, way, example)
        if draft.whole("facts"):
            yield from _facts(draft, way, example)
    if draft.whole("benefits", "examples"):
        tried = {one.benefit for one in draft.pack.examples}
        for way, benefit in draft.benefits():
            if benefit.amount is not None and benefit.id not in tried:
                yield draft.fault(
                    (*way, "id"),
                    _("No example tries this benefit."),
                    _("Compute one by hand and write it into examples/."),
                    "warning",
                )


def _truths(draft: Draft, way: Way, example: Example, benefit: Benefit) -> Iterator[Fault]:
    conditions = {one.id for one in benefit.conditions}
    for name in example.truths:
        if name not in conditions:
            yield draft.fault(
                (*way, "truths", name),
                _("The benefit %(benefit)s has no condition “%(name)s”.")
                % {"benefit": benefit.id, "name": name},
                did_you_mean(name, conditions),
            )
    if example.yuan is not None and benefit.amount is None:
        yield draft.fault(
            (*way, "yuan"),
            _("The benefit names no sum: none is ever computed."),
            _("Take “yuan” out."),
        )


def _outcome(draft: Draft, way: Way, example: Example) -> Iterator[Fault]:
    if example.yuan is not None and example.outcome != "entitled":
        yield draft.fault(
            (*way, "yuan"),
            _("A sum stands here, and the outcome is “%(outcome)s”.") % {"outcome": example.outcome},
            _("Take “yuan” out, or write “outcome: entitled”."),
        )
    if example.outcome == "entitled" and any(truth != "true" for truth in example.truths.values()):
        yield draft.fault(
            (*way, "outcome"),
            _("It is entitled, and one of its conditions is not true."),
            _("Compute the example again."),
        )


def _facts(draft: Draft, way: Way, example: Example) -> Iterator[Fault]:
    variables = draft.variables()
    for name, value in example.facts.items():
        place = (*way, "facts", name)
        variable = variables.get(name)
        if variable is None:
            yield draft.fault(
                place,
                _("There is no variable “%(name)s” in facts.yaml.") % {"name": name},
                did_you_mean(name, variables),
            )
            continue
        if value is None:
            continue
        try:
            read_fact(value, variable)
        except FactError as error:
            yield draft.fault(
                place,
                _("“%(name)s” does not fit: %(problem)s") % {"name": name, "problem": error.what},
                error.mend or _("Write it as its variable in facts.yaml says."),
            )
            continue
        if isinstance(value, Decimal):
            for bound, beyond in (("least", variable.least), ("most", variable.most)):
                if beyond is not None and (value < beyond if bound == "least" else value > beyond):
                    yield draft.fault(
                        place,
                        _("“%(name)s” is %(value)s, beyond the %(bound)s it can be: %(beyond)s.")
                        % {"name": name, "value": value, "bound": bound, "beyond": beyond},
                        _("Mend the value, or the bounds of the variable."),
                    )
    for at, name in enumerate(example.missing):
        place = (*way, "missing", at)
        if name not in variables:
            yield draft.fault(
                place,
                _("There is no variable “%(name)s” in facts.yaml.") % {"name": name},
                did_you_mean(name, variables),
            )
        elif example.facts.get(name) is not None:
            yield draft.fault(
                place,
                _("“%(name)s” is given and said to be missing.") % {"name": name},
                _("Take it out of one of the two."),
            )
