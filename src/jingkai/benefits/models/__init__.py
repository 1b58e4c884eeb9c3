"""Tables of benefits. They are read models: what decides rights and money is in the ledger, and rebuilds them."""

from jingkai.benefits.models.agreements import AgreementRow
from jingkai.benefits.models.claims import ClaimRow
from jingkai.benefits.models.evidence import Evidence
from jingkai.benefits.models.money import BatchRow, BudgetRow
from jingkai.benefits.models.runs import BenefitRun
from jingkai.benefits.models.simulations import SimulatedEnterprise, Simulation, SimulationShare
from jingkai.benefits.models.terms import ZoneTerm

__all__ = [
    "AgreementRow",
    "BatchRow",
    "BenefitRun",
    "BudgetRow",
    "ClaimRow",
    "Evidence",
    "SimulatedEnterprise",
    "Simulation",
    "SimulationShare",
    "ZoneTerm",
]
