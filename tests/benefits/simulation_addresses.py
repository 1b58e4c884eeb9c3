"""Pages of simulations, which lie in a zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jingkai.accounts.scopes import Place

MAKE, SHARED = "benefits.simulation.make", "benefits.simulation.shared"


def simulation_addresses(zone: str) -> Iterator[tuple[str, str, Place]]:
    """Give path, action and place of each."""
    from jingkai.benefits.models import Simulation
    from jingkai.benefits.selectors.simulations import token_of
    from jingkai.benefits.services import simulating
    from jingkai.benefits.simulation.comparing import Comparison
    from jingkai.benefits.simulation.stored import Result, plain
    from jingkai.registry.models import Zone
    from people import make_person

    done = Simulation.objects.create(
        zone=Zone.objects.get(code=zone),
        pack="cn-demo/chengzhengbanfa-2025-11",
        document="澄政办发〔2025〕11号",
        title="试算",
        on=date(2026, 3, 1),
        state="done",
        result=plain(Result(Comparison(0, 0, 0, (), (), ()), (), (), (), (), (), "rules/1")),
        owner=make_person(),
    )
    place = done.place()
    shared = simulating.share(done, done.owner, days=7)
    for page in (
        "",
        "figures/",
        "progress/",
        "cancel/",
        "copy/",
        "forget/",
        "share/",
        f"share/{shared.pk}/revoke/",
    ):
        yield f"/benefits/simulations/{done.pk}/{page}", MAKE, place
    yield f"/benefits/simulations/shared/{token_of(shared)}/", SHARED, place
