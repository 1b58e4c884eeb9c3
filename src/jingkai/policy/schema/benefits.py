"""Benefits: who is entitled to how much, by which clause; what is left to people is named and never computed."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.misfits import Misplaced
from jingkai.policy.schema.base import Cited, Mandate, Slug, Strict, Words

LONGEST_PUBLICATION = 60
"""For so many working days a claim is published at most."""

Expression = Annotated[
    str,
    Field(
        min_length=1,
        max_length=2000,
        description="In the rule language: a closed subset of SQL expressions over the pack's variables.",
    ),
]
Yuan = Annotated[
    Decimal,
    Field(ge=0, max_digits=18, decimal_places=2, description="Money in yuan, exact to the fen."),
]
Rate = Annotated[
    Decimal, Field(gt=0, le=100, max_digits=12, decimal_places=8, description="A share: 0.6 is 60 %.")
]


class Condition(Cited):
    """Something that must hold. It is true, false or unknown; unknown is asked for and never counts as false."""

    id: Slug
    label: Annotated[Words, Field(description="What must hold, in our own words.")]
    test: Expression
    remedy: Annotated[
        str,
        Field(
            max_length=300,
            description="What the subject can do to make it hold; empty where nothing can be done.",
        ),
    ] = ""


class Judgement(Cited):
    """A part of the decision that a person makes, with a reason. It is never computed."""

    id: Slug
    label: Words
    guidance: Annotated[str, Field(max_length=600)] = ""


class Fixed(Strict):
    """A sum that is the same for all."""

    kind: Literal["fixed"]
    yuan: Yuan


class Share(Strict):
    """A share of a base."""

    kind: Literal["rate"]
    rate: Rate
    base: Expression


class Match(Strict):
    """``ratio`` yuan for each yuan of another award."""

    kind: Literal["match"]
    ratio: Rate
    award: Annotated[Slug, Field(description="Variable that holds the other award, in yuan.")]


class Tier(Strict):
    """From ``least`` on (included): a rate of the base, or a sum."""

    least: Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=4)]
    rate: Rate | None = None
    yuan: Yuan | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Tier:
        if (self.rate is None) == (self.yuan is None):
            raise Misplaced(
                ("least",), _("A tier has either a rate or a sum."), _("Write “rate” or “yuan”, not both.")
            )
        return self


class Tiers(Strict):
    """Steps over a base. ``whole``: the step reached holds for the whole base. ``marginal``: each for its own part."""

    kind: Literal["tiers"]
    base: Expression
    mode: Literal["marginal", "whole"]
    tiers: Annotated[tuple[Tier, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _rise(self) -> Tiers:
        for at, (lower, upper) in enumerate(pairwise(self.tiers), start=1):
            if upper.least <= lower.least:
                raise Misplaced(
                    ("tiers", at, "least"),
                    _("The tiers must rise, each from a greater least on."),
                    _("Put the tiers in order."),
                )
        for at, tier in enumerate(self.tiers):
            if self.mode == "marginal" and tier.rate is None:
                raise Misplaced(
                    ("tiers", at, "yuan"),
                    _("Marginal tiers have rates: a sum belongs to a whole step."),
                    _("Write “rate”, or “mode: whole”."),
                )
        return self


class PerUnit(Strict):
    """A sum for each unit counted: for each person, each certificate, each kilowatt."""

    kind: Literal["per_unit"]
    yuan: Yuan
    count: Expression


class Formula(Strict):
    """Whatever else the rule language can say, in yuan."""

    kind: Literal["formula"]
    expression: Expression


Amount = Annotated[Fixed | Share | Match | Tiers | PerUnit | Formula, Field(discriminator="kind")]


class Rounding(Strict):
    """To which multiple of yuan a sum is rounded, and how. ``half_up`` rounds half away from zero."""

    to: Annotated[Literal["0.01", "0.1", "1", "10", "100", "1000", "10000"], Field(description="In yuan.")]
    mode: Literal["half_up", "half_even", "down", "up"]


class Cap(Cited):
    """At most so much: for one award, or for all awards of a subject or a stacking group in a period."""

    per: Literal["award", "subject", "group"]
    period: Literal["ever", "year"] = "ever"
    yuan: Yuan

    @model_validator(mode="after")
    def _award_has_no_period(self) -> Cap:
        if self.per == "award" and self.period != "ever":
            raise Misplaced(
                ("period",),
                _("A cap on one award has no period."),
                _("Take “period” out, or write “per: subject”."),
            )
        return self


class Stacking(Strict):
    """How awards of one group go together.

    ``cumulative``: all are paid. ``highest``: only the greatest. ``exclusive``: only the first by ``order``.
    ``on_top``: paid besides whatever the others of the group give.
    """

    group: Slug
    mode: Literal["cumulative", "highest", "exclusive", "on_top"]
    order: Annotated[int, Field(ge=0, le=1000)] = 0


class BudgetUse(Strict):
    """Which pool of money pays, and who comes first when it falls short: ``unstated`` where no clause says."""

    pool: Slug
    name: Annotated[
        str, Field(max_length=80, description="What people call the pool; said once for each pool.")
    ] = ""
    english: Annotated[str, Field(max_length=80, description="Its name in English.")] = ""
    order: Literal["first_come", "pro_rata", "priority", "unstated"]
    priority: Annotated[int, Field(ge=0, le=1000)] = 0


class Evidence(Strict):
    """What proves a fact, and from whom: a paper of the subject, or another unit's record."""

    fact: Slug
    paper: Words
    source: Literal["subject", "unit", "registry"] = "subject"
    unit: Annotated[str, Field(max_length=60, description="Canonical name of the unit that confirms it.")] = (
        ""
    )


class Term(Cited):
    """How long a step of a claim takes, in working days, where a clause says so.

    ``verification`` from the consent to its verification; ``publishing`` from there to its publication; ``publication``
    for how long it is published for objections; ``settlement`` of an objection; ``decision`` after the publication has
    ended; ``payment`` from the approval to the payment.
    """

    step: Literal["verification", "publishing", "publication", "settlement", "decision", "payment"]
    days: Annotated[int, Field(ge=1, le=250, description="Working days; a publication lasts at most 60.")]

    @model_validator(mode="after")
    def _publication_is_short(self) -> Term:
        if self.step == "publication" and self.days > LONGEST_PUBLICATION:
            raise Misplaced(
                ("days",),
                _("A publication lasts 1 to %(most)d working days, not %(days)d.")
                % {"most": LONGEST_PUBLICATION, "days": self.days},
                _("Write the number that the clause sets."),
            )
        return self


class Benefit(Mandate):
    """Money or its like that a provision grants.

    The amount is computed from ``amount``, rounded, then capped. ``known_amount`` false: the clause grants something and
    names no sum; it is found and explained, and never computed.
    """

    kind: Annotated[
        Literal["award", "subsidy", "interest", "match", "fund", "relief", "service", "agreement"],
        Field(description="Award 奖励, subsidy 补助, loan interest 贴息, match 配套, fund 基金, relief 减免, service 服务, "
                          "agreement 一企一策."),
    ]  # fmt: skip
    subject: Literal["enterprise", "project", "person", "park"]
    conditions: tuple[Condition, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    amount: Annotated[
        Amount | None,
        Field(description="Left out where the clause names no sum: then none is ever computed."),
    ] = None
    rounding: Rounding | None = None
    frequency: Literal["once", "once_per_recognition", "yearly", "per_project", "unstated"]
    recognition: Annotated[
        str, Field(max_length=60, description="Variable that tells one recognition from another.")
    ] = ""
    caps: tuple[Cap, ...] = ()
    stacking: Stacking | None = None
    budget: BudgetUse | None = None
    evidence: tuple[Evidence, ...] = ()
    terms: Annotated[
        tuple[Term, ...],
        Field(description="How long steps of a claim take; only what a clause says, never what is usual."),
    ] = ()
    without_application: Annotated[
        bool, Field(description="免申即享: found and offered, needs consent only.")
    ] = False

    @model_validator(mode="after")
    def _sound(self) -> Benefit:
        if self.amount is not None and self.rounding is None:
            raise Misplaced(
                ("amount",),
                _("An amount needs its rounding."),
                _("Add “rounding”: to which multiple of yuan, and how."),
            )
        if self.frequency == "once_per_recognition" and not self.recognition:
            raise Misplaced(
                ("frequency",),
                _("Nothing tells one recognition from another."),
                _("Name the variable that does in “recognition”."),
            )
        seen: set[str] = set()
        for place, name in (
            *((("conditions", at, "id"), one.id) for at, one in enumerate(self.conditions)),
            *((("judgements", at, "id"), one.id) for at, one in enumerate(self.judgements)),
        ):
            if name in seen:
                raise Misplaced(
                    place,
                    _("Two conditions have the same id."),
                    _("Give each condition and judgement a name of its own."),
                )
            seen.add(name)
        steps = [term.step for term in self.terms]
        for at, step in enumerate(steps):
            if step in steps[:at]:
                raise Misplaced(
                    ("terms", at, "step"),
                    _("The same step has two terms."),
                    _("Keep the one that the clause says."),
                )
        for at, cap in enumerate(self.caps):
            if cap.per == "group" and self.stacking is None:
                raise Misplaced(
                    ("caps", at, "per"),
                    _("A cap of a group needs the stacking group."),
                    _("Add “stacking” with the group."),
                )
        return self
