"""Try a pack: run the examples that lie beside its rules, and say where the rules answer otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jingkai.kernel.language import gettext as _
from jingkai.policy.arithmetic import arithmetic, figure
from jingkai.policy.loading import LoadedPack
from jingkai.policy.reading import Place
from jingkai.policy.rules.finding import Finding
from jingkai.policy.rules.interpret import Rules, SumError, prepare
from jingkai.policy.schema.examples import Example


@dataclass(frozen=True, slots=True)
class Difference:
    """What an example expects, and what the rules answer. ``about`` names it: outcome, sum, a condition, a fact."""

    about: str
    expected: str
    actual: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One example and what came of it. ``sum_words`` is the arithmetic of the rules, empty where there is none."""

    example: Example
    place: Place
    provision: str
    differences: tuple[Difference, ...]
    sum_words: str = ""

    @property
    def passed(self) -> bool:
        """Whether the rules answer what the example expects."""
        return not self.differences


def run_examples(loaded: LoadedPack) -> list[Trial]:
    """Run every example of a pack that has been checked, in the order of its files."""
    rules = prepare(loaded.pack, loaded.digest)
    return list(_trials(loaded, rules))


def _trials(loaded: LoadedPack, rules: Rules) -> Iterator[Trial]:
    for at, example in enumerate(loaded.pack.examples):
        benefit = loaded.pack.benefit(example.benefit)
        provision = benefit.provision if benefit else ""
        place = loaded.line_of(("examples", at))
        try:
            finding = rules.find(example.benefit, example.facts, example.on)
        except SumError as error:
            difference = Difference(_("sum"), _yuan(example.yuan), error.what)
            yield Trial(example, place, provision, (difference,))
            continue
        yield Trial(
            example,
            place,
            provision,
            tuple(_differences(example, finding, sums=benefit is not None and benefit.amount is not None)),
            arithmetic(finding.steps),
        )


def _differences(example: Example, finding: Finding, *, sums: bool) -> Iterator[Difference]:
    if finding.outcome != example.outcome:
        yield Difference(_("outcome"), example.outcome, finding.outcome)
    for name, expected in example.truths.items():
        actual = _truth(finding.truths.get(name))
        if actual != expected:
            yield Difference(_("condition %(name)s") % {"name": name}, expected, actual)
    # Where the example expects a right to money and names no sum, the sum must be unknown: it is never passed over.
    if sums and (example.outcome == "entitled" or example.yuan is not None) and example.yuan != finding.yuan:
        yield Difference(_("sum"), _yuan(example.yuan), _yuan(finding.yuan))
    for name in example.missing:
        if name not in finding.missing:
            yield Difference(_("missing facts"), name, ", ".join(finding.missing) or _("none"))


def _truth(value: bool | None) -> str:
    return "unknown" if value is None else str(value).lower()


def _yuan(value: Decimal | None) -> str:
    return _("unknown") if value is None else figure(value)
