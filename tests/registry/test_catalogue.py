"""The public catalogue: open to everybody, as a page and as data, with what is unknown left unknown."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse


@pytest.fixture
def visitor(home, neighbour):
    from jingkai.registry.models import Zone

    Zone.objects.create(code="real", name="澄江工业园区", kind="other", source="澄政办发〔2025〕11号 第1条")
    return Client()


def _file(visitor, kind, **query):
    answer = visitor.get(reverse("registry:catalogue_file", args=[kind]), query)
    assert answer.status_code == 200
    return answer


def test_the_catalogue_needs_no_account_and_shows_every_zone(visitor):
    page = visitor.get(reverse("registry:catalogue")).content.decode()
    for name in ("青岚经济技术开发区", "松海经济技术开发区", "澄江工业园区"):
        assert name in page


def test_every_zone_is_a_link_on_the_map_with_its_name(visitor):
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(visitor.get(reverse("registry:catalogue")).content)
    points = {node.attributes["aria-label"]: node.attributes["href"] for node in tree.css("a.map-point")}
    assert points["澄江工业园区"] == "/registry/catalogue/zones/real/"
    assert len(points) == 3
    assert visitor.get(points["澄江工业园区"]).status_code == 200


def test_json_says_null_for_what_is_unknown_and_marks_what_is_synthetic(visitor):
    data = json.loads(_file(visitor, "json").content)
    zones = {zone["code"]: zone for zone in data["zones"]}
    assert zones["real"]["area_km2"] is None
    assert zones["real"]["approved_year"] is None
    assert zones["real"]["level"] is None
    assert zones["real"]["synthetic"] is False
    assert zones["qinglan"]["area_km2"] == "12.5"
    assert zones["qinglan"]["synthetic"] is True
    assert len(data["notes"]) == 2


def test_the_json_keeps_to_its_published_schema(visitor):
    from jingkai.registry.catalogue import Catalogue

    schema = json.loads(_file(visitor, "schema").content)
    data = json.loads(_file(visitor, "json").content)
    Catalogue.model_validate(data)
    described = schema["$defs"]["CatalogueZone"]
    assert set(described["properties"]) == set(described["required"]) == set(data["zones"][0])
    assert all(field.get("description") for field in described["properties"].values())
    assert data["described_by"].endswith(reverse("registry:catalogue_file", args=["schema"]))


def test_geojson_has_a_feature_for_each_zone_and_no_geometry_for_an_unknown_boundary(visitor):
    from jingkai.registry.geometry import boundary

    data = json.loads(_file(visitor, "geojson").content)
    found = {feature["id"]: feature for feature in data["features"]}
    assert boundary(found["qinglan"]["geometry"])
    assert found["real"]["geometry"] is None
    assert found["real"]["properties"]["name"] == "澄江工业园区"


def test_files_follow_the_filters_and_unknown_cells_are_empty(visitor):
    answer = _file(visitor, "csv", q="澄江工业")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert len(rows) == 2
    named = dict(zip(rows[0], rows[1], strict=True))
    assert "0" not in named.values()
    assert named["名称" if "名称" in named else rows[0][0]] == "澄江工业园区"


def test_synthetic_rows_say_so_in_the_table(visitor):
    answer = _file(visitor, "csv", q="青岚")
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows[1][-1], "the remark says that the zone is synthetic"


def test_another_kind_of_file_is_told_what_there_is(visitor):
    assert visitor.get(reverse("registry:catalogue_file", args=["pdf"])).status_code == 404


def test_signed_out_people_see_nothing_but_the_catalogue(visitor, home):
    for thing in (home.zone, home.enterprise, home.unit):
        answer = visitor.get(thing.get_absolute_url())
        assert answer.status_code == 302
        assert "sign-in" in answer.headers["Location"]
