"""The demo's claims, from the first money granted until yesterday: every step through the services that people use.

Each step is recorded as of its own day (:func:`jingkai.kernel.clock.telling`), in the order of days, so that the ledger
reads like one that has been kept since.
"""

from __future__ import annotations

from datetime import time

from django.db import transaction
from django.utils import timezone

from jingkai.accounts.roles import Role
from jingkai.benefits.claims.terms import Step
from jingkai.benefits.packs import policy_named
from jingkai.benefits.services.terms import set_term
from jingkai.config.demo.agreeing import note_agreements
from jingkai.config.demo.beginning import Progress
from jingkai.config.demo.claiming import Claiming
from jingkai.config.demo.entitling import PACK, employer
from jingkai.config.demo.journeys import PUBLISHED, plan
from jingkai.config.demo.paying import note_grants, note_payments
from jingkai.config.demo.stage import RULE, Stage
from jingkai.config.demo.world import SEED, ZONE_CODE, DemoWorld
from jingkai.kernel.language import gettext as _
from jingkai.ledger import services as ledger

TERMS = (
    (Step.VERIFICATION, 5),
    (Step.PUBLISHING, 3),
    (Step.PUBLICATION, PUBLISHED),
    (Step.SETTLEMENT, 5),
    (Step.DECISION, 3),
    (Step.PAYMENT, 15),
)
"""Working days that the made-up zone gives itself: the sample document says nothing of them."""


@transaction.atomic
def tell(made: DemoWorld, seed: int = SEED, progress: Progress | None = None) -> int:
    """Make the claims of the demo, and sign the ledger's head; return how many there are.

    To be called right after the zone was built: whatever is recorded later is recorded at its own time.
    """
    policy = policy_named(PACK)
    if policy is None:
        return 0
    drawn = plan(made, policy, timezone.localdate(), seed)
    if not drawn.journeys:
        return 0
    stage = Stage(policy, drawn, employer(made).uscc, seed)
    stage.note(0, time(8, 30), lambda: _set_terms(stage))
    for number, journey in enumerate(drawn.journeys):
        Claiming(stage, number, journey).note()
    note_grants(stage)
    note_payments(stage)
    further = note_agreements(stage, made)
    stage.play(lambda done, total: progress(_("Claims and payments"), done, total) if progress else None)
    ledger.publish_head()
    return len(drawn.journeys) + further


def _set_terms(stage: Stage) -> None:
    for step, days in TERMS:
        set_term(ZONE_CODE, step, days, basis=RULE, by=stage.by(Role.POLICY_OFFICER))
