"""What the demo's policy officer has tried: one simulation with its result, one whose figures are being chosen."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone, translation

from jingkai.accounts.models import User
from jingkai.accounts.roles import Role
from jingkai.benefits.selectors.simulations import granted, pack_called
from jingkai.benefits.services import simulating, simulation_work
from jingkai.config.demo.world import ZONE_CODE
from jingkai.portal.selectors.demo import PREFIX
from jingkai.registry.models import Zone

PACK = "cn-demo/chengzhengbanfa-2025-11"
TRIED = {
    "digital_retrofit.amount.rate": "40%",
    "high_tech_award.amount.yuan": "150,000",
    "equipment_grant.conditions.1.test~0": "1亿",
}
_LANGUAGE = "zh-hans"


def simulate() -> None:
    """Lay the simulations out, by the services that people use."""
    officer = User.objects.get(username=f"{PREFIX}{Role.POLICY_OFFICER}")
    zone = Zone.objects.get(code=ZONE_CODE)
    installed = pack_called(PACK, zone)
    if installed is None:
        return
    on = timezone.localdate()
    with translation.override(_LANGUAGE):
        tried = simulating.open_simulation(
            officer, zone, installed, title="软件补贴提到四成，高企奖励降到十五万"
        )
        budgets = granted(zone, installed.pack, on)
        if budgets.get("green") is None:
            budgets["green"] = Decimal(4_000_000)
        simulating.send_off(
            tried,
            installed,
            typed=TRIED,
            on=on,
            title=tried.title,
            budgets=budgets,
            language=_LANGUAGE,
        )
        simulation_work.work_on(tried.pk)
        simulating.open_simulation(officer, zone, installed, title="设备补助门槛再降一些")
