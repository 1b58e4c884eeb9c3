"""Lists and pages of the registry: what is shown to whom."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jingkai.accounts.roles import Role
from jingkai.registry.models import Parcel

LISTS = ["zones", "parks", "units", "enterprises", "projects", "parcels"]


@pytest.mark.parametrize("plural", LISTS)
def test_a_list_shows_the_own_zone_and_nothing_of_the_neighbour(plural, home, neighbour, client_as):
    page = client_as(Role.CASE_OFFICER).get(reverse(f"registry:{plural}")).content.decode()
    assert "青岚" in page or "QINGLAN" in page
    assert "松海" not in page
    assert "SONGHAI" not in page


def test_a_list_costs_as_many_queries_for_twenty_rows_as_for_two(
    home, client_as, django_assert_max_num_queries
):
    client = client_as(Role.CASE_OFFICER)
    client.get(reverse("registry:parcels"))  # what is read once a process is read
    before = CaptureQueriesContext(connection)
    with before:
        client.get(reverse("registry:parcels"))
    for number in range(20):
        row = {"zone": home.zone, "park": home.park, "enterprise": home.enterprise}
        Parcel.objects.create(number=f"QINGLAN-9-{number}", use=home.parcel.use, **row)
    with django_assert_max_num_queries(len(before)):
        client.get(reverse("registry:parcels"))


@pytest.mark.parametrize("name", ["zone", "park", "unit", "enterprise", "project", "parcel"])
def test_a_page_of_the_own_zone_opens_and_one_of_the_neighbour_does_not(name, home, neighbour, client_as):
    client = client_as(Role.CASE_OFFICER)
    own = client.get(getattr(home, name).get_absolute_url())
    assert own.status_code == 200
    assert client.get(getattr(neighbour, name).get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "role",
    [Role.ENTERPRISE_MEMBER, Role.UNIT_OFFICER, Role.CASE_OFFICER, Role.ZONE_LEADER, Role.POLICY_OFFICER],
)
def test_no_link_leads_where_somebody_may_not_go(role, home, neighbour, client_as):
    from selectolax.lexbor import LexborHTMLParser

    client = client_as(role)
    waiting, seen = (
        [reverse(f"registry:{plural}") for plural in [*LISTS, "variables", "facts", "catalogue"]],
        set(),
    )
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in seen or "export=" in address or "/files/" in address:
            continue
        seen.add(address)
        answer = client.get(address)
        if address.count("/") == 3 and answer.status_code == 403:
            continue  # a list that is not in this role's menu: nothing has led here
        assert answer.status_code == 200, address
        links = LexborHTMLParser(answer.content).css("main a[href^='/registry/']")
        waiting += [link.attributes["href"].partition("?")[0] for link in links]
    assert len(seen) > 12
