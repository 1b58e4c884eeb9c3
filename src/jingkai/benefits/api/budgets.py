"""Budgets: what was granted by whom, what is bound, what is paid, what is left."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from jingkai.accounts.api.gate import operation, principal
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Exact, Page, PageAsked, Shape, Words, page_of
from jingkai.benefits.claim_actions import READ_BUDGETS
from jingkai.benefits.selectors.money import budgets_for
from jingkai.kernel.language import msgid

router = Router()


class BudgetShape(Shape):
    """A budget, up to the latest entry of the ledger. Sums in yuan."""

    budget: str
    """Its id: zone, pool and year."""
    zone: str
    """Code of the zone."""
    pool: str
    """Pool of money that packs name."""
    year: int
    """Year."""
    city: Exact
    """Granted by the city."""
    region: Exact
    """Granted by the region."""
    transfer: Exact
    """Granted as a transfer payment."""
    reserved: Exact
    """Set aside for approved claims."""
    committed: Exact
    """On the way in batches of payments."""
    paid: Exact
    """Paid."""
    available: Exact
    """What is neither bound nor paid."""
    claims: int
    """Claims that it pays or has paid."""
    entry: int
    """Number of its last entry in the ledger."""


class BudgetsAsked(PageAsked):
    """Which budgets."""

    zone: Words | None = None
    """Code of a zone."""
    pool: Words | None = None
    """Pool of money that packs name."""
    year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    """Year."""


@operation(
    router.get,
    "/budgets",
    READ_BUDGETS,
    msgid("Budgets within the token's scope, the latest year first"),
    response=Page[BudgetShape],
)
def list_budgets(request: HttpRequest, asked: Query[BudgetsAsked]) -> Page[BudgetShape]:
    """Budgets within the token's scope, the latest year first."""
    wanted = {
        name: value
        for name, value in asked.model_dump(exclude={"page", "per_page"}).items()
        if value is not None
    }
    return page_of(request, budgets_for(principal(request)).filter(**wanted), asked, BudgetShape.from_orm)


@operation(
    router.get,
    "/budgets/{str:zone}/{str:pool}/{int:year}",
    READ_BUDGETS,
    msgid("A budget"),
    response=BudgetShape,
)
def read_budget(
    request: HttpRequest, zone: Path[str], pool: Path[str], year: Path[Annotated[int, Field(ge=0, le=9999)]]
) -> BudgetShape:
    """A budget."""
    row = budgets_for(principal(request)).filter(zone=zone, pool=pool, year=year).first()
    if row is None:
        raise not_found()
    return BudgetShape.from_orm(row)
