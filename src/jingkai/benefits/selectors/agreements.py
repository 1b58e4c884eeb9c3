"""Agreements as the ledger has them now, the list of them, and the claims of their years."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import Principal
from jingkai.accounts.selectors import visible
from jingkai.benefits.agreements.agreement import BENEFIT_START, Agreement, Year, step, stream_of
from jingkai.benefits.agreements.errors import AgreementError
from jingkai.benefits.claims.claim import Claim
from jingkai.benefits.models import AgreementRow
from jingkai.benefits.money_actions import READ_AGREEMENTS
from jingkai.benefits.packs import titles
from jingkai.benefits.selectors.claims import the_claim
from jingkai.benefits.services.agreement_rows import NAME
from jingkai.kernel.language import gettext as _
from jingkai.ledger import selectors as ledger
from jingkai.ledger.entry import Entry
from jingkai.ledger.services import catch_up
from jingkai.registry import selectors as registry
from jingkai.registry.models import Fact, Variable
from jingkai.registry.models.facts import ValueType


def the_agreement(agreement: str) -> Agreement:
    """Return an agreement by its id. Raises :class:`~jingkai.benefits.agreements.errors.AgreementError`."""
    found = ledger.fold(stream_of(agreement), _step, None).state
    if found is None:
        raise AgreementError(
            _("There is no such agreement."),
            place=stream_of(agreement),
            mend=_("Look for it in the list of agreements."),
        )
    return found


def find_claims(agreement: Agreement) -> list[Claim]:
    """Return the claims of the years that were met, the earliest first."""
    return [the_claim(one.claim) for _year, one in sorted(agreement.settled.items()) if one.claim]


def agreements_for(user: Principal, action: Action = READ_AGREEMENTS) -> QuerySet[AgreementRow]:
    """Return the agreements on which somebody may carry out ``action``, up to the latest entry."""
    catch_up(NAME)
    return visible(user, AgreementRow.objects.all(), action)


def stated(user: Principal, agreement: Agreement, year: Year) -> dict[str, Fact]:
    """Return what the registry knows of a year's targets: facts of that year whose variable is called as the indicator is.

    Only where its unit is that of the target. They are offered, and never taken by themselves.
    """
    targets = {target.indicator: target for target in year.targets}
    rows = (
        registry.facts(user)
        .known(None)
        .filter(
            subject=f"enterprise/{agreement.enterprise}",
            variable__label__in=targets,
            period=str(year.year),
            number__isnull=False,
        )
    )
    return {
        row.variable.label: row
        for row in rows.order_by("recorded")
        if targets[row.variable.label].unit in _units(row.variable)
    }


def _units(variable: Variable) -> tuple[str, ...]:
    return (variable.unit or "元", "") if variable.type == ValueType.MONEY else (variable.unit,)


def benefit_titles(keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return what benefits are called, by document number and id: those of packs, and those that agreements make."""
    named = {key: title for key, title in titles().items() if key in keys}
    agreed = {id_.removeprefix(BENEFIT_START): (number, id_) for number, id_ in keys if _is_agreed(id_)}
    if agreed:
        catch_up(NAME)
        rows = AgreementRow.objects.filter(agreement__in=agreed).values_list("agreement", "title")
        named |= {agreed[agreement]: title for agreement, title in rows}
    return named


def agreement_of(benefit: str) -> str:
    """Return the agreement that a claim's benefit belongs to; ``""`` where it is one of a pack."""
    return benefit.removeprefix(BENEFIT_START) if _is_agreed(benefit) else ""


def _is_agreed(benefit: str) -> bool:
    return benefit.startswith(BENEFIT_START)


def _step(agreement: Agreement | None, entry: Entry) -> Agreement | None:
    return step(agreement, entry)
