"""What the demo states about its enterprise so that it can try a real document: made up, and marked so.

The measures of Bayannur (巴政办发〔2024〕8号) do not apply to a zone that is made up; a trial shows what they would bring. The
facts stand under the dictionary's names. One is left out, so that something is one fact away.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jingkai.config.demo.entitling import StatedFact, Value, employer
from jingkai.config.demo.world import DemoWorld

_ENTERPRISE: dict[str, Value] = {
    "enterprise_chairman_quality_award": True,
    "enterprise_platform_in_zone": True,
    "enterprise_platform_kind": "企业技术中心",
    "enterprise_platform_level": "自治区级",
    "enterprise_platform_newly_recognised": True,
    "enterprise_platform_assessed_excellent": False,
    "enterprise_region_platform_award": Decimal("800000.00"),
    # Whether it is a standard leader is left out: it is the one fact that the 200,000 lack.
}
_PROJECT: dict[str, Value] = {
    "project_upgrade_kind": "智能化改造",
    "project_upgrade_new_technology": True,
    "project_upgrade_investment": Decimal("12640000.00"),
    "project_introduced": False,
}


def trial_facts(made: DemoWorld) -> Iterator[StatedFact]:
    """Give what is stated about the enterprise whose people sign in, and about its projects."""
    host = employer(made).uscc
    for name, value in _ENTERPRISE.items():
        yield StatedFact(name, "enterprise", host, host, value)
    for project in made.projects:
        if project.enterprise == host:
            for name, value in _PROJECT.items():
                yield StatedFact(name, "project", project.code, host, value)
