"""Packs: what is loaded, what is refused, and where the fault stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from jingkai.registry import packs

VARIABLE = "variables:\n  - {name: tax, label: 税收, subject: zone, type: money}\n"
ZONES = """jurisdiction: "150000"
documents:
  measures: 澄政办发〔2025〕11号
zones:
  - code: qinglan
    name: 青岚经济技术开发区
    level: national
    area: 12.30
    source: {document: measures, clause: 第1条}
"""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def _file(tmp_path: Path, text: str, name: str = "registry.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_numbers_with_a_point_stay_exact(tmp_path):
    zone = packs.read_zone_pack(_file(tmp_path, ZONES)).zones[0]
    assert zone.area == Decimal("12.30")
    assert zone.approved_year is None


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        (ZONES.replace("national", "federal"), 7, "“level” does not fit"),
        (ZONES.replace("    name: 青岚经济技术开发区\n", ""), 5, "“name” is missing."),
        (ZONES.replace("area:", "size:"), 8, "There is no field “size” here."),
        (ZONES.replace("document: measures", "document: opinion"), 9, "“opinion” is none of the documents"),
        (ZONES + ZONES.partition("zones:\n")[2], 10, "“qinglan” stands here for the second time."),
        (ZONES.replace('"150000"', '"15000"'), 1, "“jurisdiction” does not fit"),
        (ZONES.replace("level: national", "level: [national"), 8, "This is no YAML"),
    ],
)
def test_a_fault_names_file_and_line(tmp_path, text, line, what):
    path = _file(tmp_path, text)
    with pytest.raises(packs.PackError) as caught:
        packs.read_zone_pack(path)
    assert caught.value.place == f"{path}:{line}"
    assert what in caught.value.what
    assert caught.value.mend


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(packs.PackError, match="no such file"):
        packs.read_variables(tmp_path / "variables.yaml")


def test_a_choice_without_choices_is_refused(tmp_path):
    path = _file(tmp_path, VARIABLE.replace("money", "choice"))
    with pytest.raises(packs.PackError, match="choices"):
        packs.read_variables(path)


def test_the_packs_of_the_product_load_once_and_leave_what_is_there(db):
    from jingkai.registry import services
    from jingkai.registry.models import Variable, Zone

    first = services.load_packs()
    assert first.entered == Variable.objects.count() + Zone.objects.count()
    assert Variable.objects.count() >= 60
    bayannur = Zone.objects.get(code="bayannur-etdz")
    assert (bayannur.level, bayannur.city, bayannur.approved_year, bayannur.area) == (
        "national",
        "巴彦淖尔市",
        None,
        None,
    )
    assert "巴政办发〔2024〕8号" in bayannur.source
    assert not bayannur.synthetic
    services.update(bayannur, {"short_name": "巴彦淖尔"}, user=None, reason="简称")
    again = services.load_packs()
    assert again.entered == again.changed == 0
    assert Zone.objects.get(code="bayannur-etdz").short_name == "巴彦淖尔"


def test_no_zone_of_a_document_is_given_more_than_the_document_says(db):
    from jingkai.registry import services
    from jingkai.registry.models import Zone

    services.load_packs()
    assert not Zone.objects.exclude(approved_year=None).exists()
    assert not Zone.objects.exclude(area=None).exists()
    assert not Zone.objects.filter(source="").exists()


def test_a_variable_with_facts_keeps_its_meaning(home, tmp_path):
    from jingkai.registry import services
    from jingkai.registry.errors import RegistryError

    text = "variables:\n  - {name: tax_paid, label: 纳税, subject: enterprise, type: number, period: year, unit: 户}\n"
    pack = packs.read_variables(_file(tmp_path, text))
    with pytest.raises(RegistryError, match="cannot change any more"):
        services.load_variables(pack)
