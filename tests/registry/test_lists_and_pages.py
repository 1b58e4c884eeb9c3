"""Lists and pages of the registry: what is shown to whom."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jingkai.accounts.roles import Role

LISTS = ["zones", "parks", "units", "enterprises", "projects", "parcels"]


@pytest.mark.parametrize("plural", LISTS)
def test_a_list_shows_the_own_zone_and_nothing_of_the_neighbour(plural, home, neighbour, client_as):
    page = client_as(Role.CASE_OFFICER).get(reverse(f"registry:{plural}")).content.decode()
    assert "青岚" in page or "QINGLAN" in page
    assert "松海" not in page
    assert "SONGHAI" not in page


@pytest.mark.parametrize("name", ["zone", "park", "unit", "enterprise", "project", "parcel"])
def test_a_page_of_the_own_zone_opens_and_one_of_the_neighbour_does_not(name, home, neighbour, client_as):
    client = client_as(Role.CASE_OFFICER)
    own = client.get(getattr(home, name).get_absolute_url())
    assert own.status_code == 200
    assert client.get(getattr(neighbour, name).get_absolute_url()).status_code == 404
