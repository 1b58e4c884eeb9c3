"""What a page shows of a mandate: a headline, and lines of detail, each with the clause it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from jingkai.kernel.language import gettext as _
from jingkai.policy.against_law import LawFault
from jingkai.policy.claimed_figures import plain
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.benefits import Benefit
from jingkai.policy.schema.commands import Duty, Standard, Target
from jingkai.policy.schema.evaluation import Evaluation
from jingkai.policy.schema.pack import Pack
from jingkai.policy.schema.procedures import Procedure
from jingkai.policy.wording import (
    Wording,
    code_words,
    rounding_words,
    stacking_words,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A detail: what it is about, what it says, and the provision it rests on where that is its own."""

    label: str
    words: str
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A mandate as lists show it."""

    kind: str
    mandate: Mandate
    summary: str
    headline: str
    faults: tuple[LawFault, ...] = ()

    @property
    def provisions(self) -> tuple[str, ...]:
        """The provisions it rests on, its own first."""
        return (self.mandate.provision, *self.mandate.also)


def own_words(mandate: Mandate, *, english: bool) -> str:
    """Return the summary in the reader's language, where there is one."""
    return (mandate.english if english else "") or mandate.summary


def headline(mandate: Mandate, wording: Wording) -> str:
    """Say in one line what a mandate comes to: the sum, the value, the day, the steps."""
    match mandate:
        case Benefit():
            return wording.headline(mandate)
        case Target():
            return _join(f"{mandate.indicator} {wording.value(mandate)}", _by(mandate.deadline))
        case Standard():
            return f"{mandate.quantity} {wording.value(mandate)}".strip()
        case Duty():
            due = _by(mandate.due.isoformat() if mandate.due else "")
            return _join(
                code_words("action", mandate.action),
                due or code_words("recurs", mandate.recurs),
                mandate.result,
            )
        case Procedure():
            days = sum(step.working_days or 0 for step in mandate.steps)
            limit = _("%(days)d working days") % {"days": days} if days else ""
            return _join(mandate.item, *(code_words("mode", mode) for mode in mandate.modes), limit)
        case Evaluation():
            return _join(mandate.of, code_words("every", mandate.every))
    return ""


def _join(*parts: str) -> str:
    return _("; ").join(part for part in parts if part)


def _by(deadline: str) -> str:
    if len(deadline) == 4:
        return _("by the year %(year)s") % {"year": deadline}
    return _("by %(day)s") % {"day": deadline} if deadline else ""


def details(mandate: Mandate, wording: Wording, pack: Pack) -> list[Line]:
    """Return every detail of a mandate that is no table of its own."""
    lines = [*_own_details(mandate, wording), *_common(mandate, pack)]
    return [line for line in lines if line.words]


def _own_details(mandate: Mandate, wording: Wording) -> Iterator[Line]:
    match mandate:
        case Benefit():
            yield from _of_benefit(mandate, wording)
        case Target():
            yield Line(_("Indicator"), mandate.indicator)
            yield Line(_("To be reached"), wording.value(mandate))
            yield Line(_("How it counts"), code_words("per", mandate.per))
            if mandate.baseline is not None:
                began = mandate.model_copy(
                    update={"value": mandate.baseline, "high": None, "comparator": "="}
                )
                yield Line(_("Began at"), _join(wording.value(began), str(mandate.baseline_year or "")))
            yield Line(_("By when"), mandate.deadline)
            yield Line(_("Measured of"), mandate.scope)
        case Standard():
            yield Line(_("Quantity"), mandate.quantity)
            yield Line(_("Bound"), wording.value(mandate) or _("The clause gives no figure."))
            yield Line(_("Applies to"), mandate.applies_to)
            yield Line(_("What follows from a breach"), mandate.breach)
        case Duty():
            yield Line(_("Kind of duty"), code_words("action", mandate.action))
            yield Line(_("Result"), mandate.result)
            yield Line(_("Last day"), mandate.due.isoformat() if mandate.due else "")
            yield Line(_("How often"), code_words("recurs", mandate.recurs))
        case Procedure():
            yield from _of_procedure(mandate, wording)
        case Evaluation():
            yield Line(_("Evaluated"), mandate.of)
            yield Line(_("Evaluated by"), mandate.by)
            yield Line(_("How often"), code_words("every", mandate.every))


def _of_benefit(benefit: Benefit, wording: Wording) -> Iterator[Line]:
    yield Line(_("Kind of benefit"), code_words("benefit", benefit.kind))
    yield Line(_("For whom"), code_words("subject", benefit.subject))
    yield Line(_("How much"), wording.amount(benefit))
    for cap in benefit.caps:
        yield Line(_("Cap"), wording.cap(cap), cap.provision)
    if benefit.rounding:
        yield Line(_("Rounded"), rounding_words(benefit.rounding))
    yield Line(_("How often"), code_words("frequency", benefit.frequency))
    if benefit.stacking:
        yield Line(_("With other benefits"), stacking_words(benefit.stacking))
    if benefit.budget:
        yield Line(
            _("Paid from"),
            _("pool “%(pool)s”; %(order)s")
            % {
                "pool": benefit.budget.name or benefit.budget.pool,
                "order": code_words("order", benefit.budget.order),
            },
        )
    for term in benefit.terms:
        said = _("%(days)d working days %(step)s") % {
            "days": term.days,
            "step": code_words("term", term.step),
        }
        yield Line(_("Time allowed"), said, term.provision)
    if benefit.without_application:
        yield Line(_("Application"), _("None: it is found and offered, and needs consent only."))


def _of_procedure(procedure: Procedure, wording: Wording) -> Iterator[Line]:
    yield Line(_("Item"), procedure.item)
    yield Line(_("Kind of procedure"), code_words("procedure", procedure.kind))
    yield Line(_("Made easier"), _join(*(code_words("mode", mode) for mode in procedure.modes)))
    yield Line(_("Decided by"), procedure.decided_by)
    yield Line(_("Decided before by"), procedure.decided_by_before)
    for scope in procedure.applies_to:
        yield Line(_("Applies to"), _scope(scope.label, scope.test, wording), scope.provision)
    for scope in procedure.excludes:
        yield Line(_("Not for"), _scope(scope.label, scope.test, wording), scope.provision)
    yield Line(_("Result"), procedure.result)
    yield Line(_("Supervision"), procedure.supervision)


def _scope(label: str, test: str, wording: Wording) -> str:
    return f"{label} ({wording.expression(test)})" if test else label


def _common(mandate: Mandate, pack: Pack) -> Iterator[Line]:
    first = mandate.valid_from or pack.document.valid_from
    last = mandate.valid_to or pack.document.valid_to
    yield Line(_("Term of force"), term_words(first, last))


def term_words(first: date, last: date | None) -> str:
    """Say from when to when something applies."""
    if last is None:
        return _("from %(first)s on, no last day is named") % {"first": first.isoformat()}
    return _("%(first)s to %(last)s") % {"first": first.isoformat(), "last": last.isoformat()}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, and the provision it rests on where it names one."""

    cells: tuple[str, ...]
    provision: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of parts: conditions, evidence, steps. ``clauses`` is true where its rows name clauses."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    clauses: bool = False
    note: str = ""


def tables(mandate: Mandate, wording: Wording, pack: Pack) -> list[Table]:
    """Return the tables of a mandate that have rows."""
    match mandate:
        case Benefit():
            found: Sequence[Table] = _benefit_tables(mandate, wording, pack)
        case Procedure():
            found = _procedure_tables(mandate)
        case Evaluation():
            found = _evaluation_tables(mandate)
        case _:
            found = ()
    return [table for table in found if table.rows]


def _benefit_tables(benefit: Benefit, wording: Wording, pack: Pack) -> Sequence[Table]:
    return (
        Table(
            _("Conditions"),
            (_("Condition"), _("How it is tested"), _("What can be done")),
            tuple(
                Row((one.label, wording.expression(one.test), one.remedy), one.provision)
                for one in benefit.conditions
            ),
            clauses=True,
            note=_("All must hold. What is not known is asked for, and never counts as not met."),
        ),
        Table(
            _("Decided by a person"),
            (_("What is decided"), _("Guidance")),
            tuple(Row((one.label, one.guidance), one.provision) for one in benefit.judgements),
            clauses=True,
            note=_("A person decides these with a reason; they are never computed."),
        ),
        Table(
            _("Evidence"),
            (_("Fact"), _("What proves it"), _("From whom")),
            tuple(
                Row((wording.variable(one.fact), one.paper, one.unit or code_words("source", one.source)))
                for one in benefit.evidence
            ),
        ),
        Table(
            _("Examples"),
            (_("Example"), _("Result"), _("Sum in yuan"), _("By hand")),
            tuple(
                Row(
                    (
                        one.name,
                        code_words("outcome", one.outcome),
                        wording.money(one.yuan) if one.yuan is not None else "",
                        one.why,
                    )
                )
                for one in pack.examples
                if one.benefit == benefit.id
            ),
            note=_("Computed by hand; the rules must give the same."),
        ),
    )


def _procedure_tables(procedure: Procedure) -> Sequence[Table]:
    names = {step.id: step.name for step in procedure.steps}
    return (
        Table(
            _("Steps"),
            (_("Step"), _("Unit"), _("Working days"), _("After which step"), _("Basis of the limit")),
            tuple(
                Row(
                    (
                        one.name,
                        one.unit,
                        str(one.working_days) if one.working_days is not None else _("no limit"),
                        "、".join(names.get(before, before) for before in one.after),
                        one.limit_basis,
                    )
                )
                for one in procedure.steps
            ),
        ),
        Table(
            _("Materials"),
            (_("Material"), _("Remark")),
            tuple(
                Row(
                    (
                        one.name,
                        _join(
                            _("may come later") if one.deferrable else "",
                            _("the office has it already and does not ask for it") if one.shared else "",
                        ),
                    )
                )
                for one in procedure.materials
            ),
        ),
    )


def _evaluation_tables(scheme: Evaluation) -> Sequence[Table]:
    return (
        Table(
            _("Dimensions"),
            (_("Dimension"), _("Weight")),
            tuple(
                Row(
                    (
                        one.name,
                        f"{plain(one.weight * 100)}%"
                        if one.weight is not None
                        else (_("heavier, no figure named") if one.heavier else _("unknown")),
                    )
                )
                for one in scheme.dimensions
            ),
        ),
        Table(
            _("What follows"),
            (_("Consequence"), _("Who"), _("What happens")),
            tuple(
                Row(
                    (
                        one.label,
                        _join(
                            one.group,
                            _("last %(last)d") % {"last": one.last},
                            _("%(years)d years") % {"years": one.years} if one.years > 1 else "",
                        ),
                        code_words("consequence", one.action),
                    ),
                    one.provision,
                )
                for one in scheme.consequences
            ),
            clauses=True,
        ),
    )
