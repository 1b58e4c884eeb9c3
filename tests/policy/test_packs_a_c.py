"""The packs of 内政办发〔2024〕5号 and 内政办发〔2017〕11号: every mandate is there, with the documents' figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from jingkai.documents.pipeline import read_file
from jingkai.documents.record import Record
from jingkai.policy.checking import check_pack
from jingkai.policy.loading import load_pack
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.commands import Target
from jingkai.policy.schema.pack import Pack
from jingkai.policy.trials import run_examples
from jingkai.registry.units import resolve

PACKS = Path(__file__).resolve().parents[2] / "packs/cn-150000"
OPINION, PLAN = PACKS / "neizhengbanfa-2024-5", PACKS / "neizhengbanfa-2017-11"
DOCUMENTS = [(OPINION, "002"), (PLAN, "003")]
BOTH = pytest.mark.parametrize("folder", [OPINION, PLAN], ids=["opinion", "plan"])
READ = pytest.mark.parametrize(("folder", "document"), DOCUMENTS, ids=["opinion", "plan"])

# By hand, from the map of what the documents command: provision, and kinds of mandates that must rest on it.
OPINION_MAP = {
    "art_2__bul_1": "duties",
    "art_2__bul_2": "targets",
    "art_2__bul_3": "duties",
    "art_2__bul_4": "targets duties",
    "art_3__item_1": "procedures standards",
    "art_3__item_2": "procedures",
    "art_3__item_3": "benefits standards duties",
    "art_3__item_4": "duties benefits",
    "art_3__item_5": "standards duties",
    "art_3__item_6": "duties",
    "art_3__item_7": "duties benefits",
    "art_3__item_8": "duties",
    "art_3__item_9": "duties procedures benefits",
    "art_3__item_10": "duties benefits",
    "art_3__item_11": "duties standards",
    "art_3__item_12": "duties procedures benefits",
    "art_3__item_13": "duties",
    "art_3__item_14": "duties",
    "art_3__item_15": "targets duties evaluations",
    "art_3__item_16": "procedures benefits duties",
    "art_3__item_17": "standards procedures benefits duties",
    "art_3__item_18": "duties standards benefits",
    "art_3__item_19": "duties benefits",
    "art_3__item_20": "benefits procedures duties",
    "art_4__sub_1": "duties",
    "art_4__sub_2": "duties",
    "art_4__sub_3": "duties",
}
PLAN_MAP = {
    "chp_2__sec_3__para_2": "targets",
    "chp_2__sec_3__para_3": "targets",
    "chp_2__sec_3__para_4": "targets",
    "chp_2__sec_3__para_5": "targets standards",
    "chp_2__sec_3__para_6": "targets",
    "chp_3__sec_1__para_1": "standards duties",
    "chp_3__sec_1__para_2": "targets duties",
    "chp_3__sec_3__art_1": "standards duties",
    "chp_3__sec_3__art_3": "standards duties",
    "chp_3__sec_4__art_1": "targets duties",
    "chp_3__sec_4__art_2": "duties",
    "chp_3__sec_4__art_3__para_1": "duties",
    "chp_4__sec_2__art_1": "duties",
    "chp_4__sec_3__art_1": "duties",
    "chp_4__sec_3__art_2": "duties standards",
    "chp_4__sec_3__art_4": "duties",
    "chp_4__sec_4__art_1": "standards duties",
    "chp_4__sec_4__art_2": "targets standards duties",
    "chp_4__sec_5__art_3": "duties",
    "chp_4__sec_5__art_4": "duties",
    "chp_4__sec_6__art_3": "evaluations standards duties",
    "chp_4__sec_6__art_5": "procedures",
    "chp_5__sec_1": "duties standards procedures",
    "chp_5__sec_2": "duties standards procedures",
    "chp_5__sec_3": "evaluations duties",
    "chp_5__sec_4": "benefits duties standards",
    "chp_5__sec_5": "benefits duties",
    "chp_5__sec_6": "procedures duties",
}

# By hand: target, the figure as the document writes it, comparator, year ("" where it names none), baseline of 2015.
OPINION_TARGETS = [
    ("gdp_growth", "8%", ">=", "2027", ""),
    ("output_growth", "15%", ">=", "2027", ""),
    ("national_rank", "150名", "<=", "2027", ""),
    ("western_rank", "25名", "<=", "2027", ""),
    ("fdi_growth", "10%", ">=", "2027", ""),
    ("fdi_share", "30%", ">=", "2027", ""),
]
PLAN_TARGETS = [
    ("gdp", "14000亿元", ">=", "2020", "9209亿元"),
    ("gdp_growth", "9%", ">=", "2020", ""),
    ("value_added", "9900亿元", ">=", "2020", ""),
    ("value_added_growth", "10%", ">=", "2020", ""),
    ("national_zones", "15个", ">=", "2020", "11家"),
    ("zones_over_100bn", "14个", ">=", "2020", "2个"),
    ("zones_over_50bn", "10个", ">=", "2020", "5个"),
    ("yellow_river_share", "85%", ">=", "2020", ""),
    ("east_share", "70%", ">=", "2020", ""),
    ("clusters_100bn", "5个", ">=", "2020", ""),
    ("clusters_50bn", "10个", ">=", "2020", ""),
    ("clusters_10bn", "15个", ">=", "2020", ""),
    ("rd_share", "2.5%", ">=", "2020", ""),
    ("strategic_share", "15%", ">=", "2020", ""),
    ("new_key_laboratories", "2家", ">=", "2020", ""),
    ("new_technology_centres", "20家", ">=", "2020", ""),
    ("new_incubators", "20家", ">=", "2020", ""),
    ("high_tech_enterprises", "300家", ">=", "2020", ""),
    ("incubators", "30家", ">=", "2020", ""),
    ("land_intensity_national", "150万元", ">=", "2020", ""),
    ("land_intensity_region", "80万元", ">=", "2020", ""),
    ("trade", "170亿美元", ">=", "2020", "74亿美元"),
    ("used_fdi", "32亿美元", ">=", "2020", ""),
    ("used_fdi_share", "70%", ">=", "2020", ""),
    ("seven_zones_over_100bn", "7个", ">=", "", ""),
    ("belt_output", "万亿元", ">=", "", ""),
    ("leading_industries_national", "3—4个", "between", "", ""),
    ("leading_industries_region", "2—3个", "between", "", ""),
    ("meat_processors", "3—5家", "between", "", ""),
    ("servers", "300万台", ">=", "2020", ""),
    ("big_data_output", "1000亿元", ">", "2020", ""),
    ("graphene_national", "1家", ">=", "", ""),
    ("graphene_region", "2—3家", "between", "", ""),
    ("circular_share", "50%", ">=", "2020", ""),
]

_SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def _exactly(written: str, target: Target) -> tuple[Decimal, Decimal | None, str]:
    """Return value, upper bound and unit of a figure as it is written; intensity per land stays in 万元/亩."""
    if target.unit == "万元/亩":
        assert written.endswith("万元")
        return Decimal(written.removesuffix("万元")), None, "万元/亩"
    found = re.fullmatch(r"([\d.]*)(?:—(\d+))?(万亿|万|亿|)(%|元|美元|个|家|名|台)", written)
    assert found, written
    scale = Decimal(_SCALES[found[3]])
    if found[4] == "%":
        return Decimal(found[1]) / 100, None, ""
    return Decimal(found[1] or 1) * scale, Decimal(found[2]) * scale if found[2] else None, found[4]


def _kinds_on(pack: Pack, provision: str) -> set[str]:
    kinds = ("targets", "duties", "benefits", "procedures", "standards", "evaluations")
    return {kind for kind in kinds for one in getattr(pack, kind) if provision in (one.provision, *one.also)}


@pytest.mark.parametrize(
    ("folder", "provision", "kinds"),
    [(folder, *row) for folder, rows in ((OPINION, OPINION_MAP), (PLAN, PLAN_MAP)) for row in rows.items()],
)
def test_every_clause_of_the_map_has_its_kinds_of_mandates(folder: Path, provision: str, kinds: str) -> None:
    assert set(kinds.split()) <= _kinds_on(load_pack(folder).pack, provision)


@pytest.mark.parametrize(
    ("folder", "row"),
    [(folder, row) for folder, rows in ((OPINION, OPINION_TARGETS), (PLAN, PLAN_TARGETS)) for row in rows],
)
def test_a_target_has_the_figure_that_is_written(folder: Path, row: tuple[str, str, str, str, str]) -> None:
    name, written, comparator, deadline, baseline = row
    (target,) = [one for one in load_pack(folder).pack.targets if one.id == name]
    assert (target.value, target.high, target.unit) == _exactly(written, target)
    assert (target.comparator, target.deadline) == (comparator, deadline)
    if baseline:
        assert (target.baseline, target.baseline_year) == (_exactly(baseline, target)[0], 2015)
    else:
        assert (target.baseline, target.baseline_year) == (None, None)


@BOTH
def test_there_are_no_other_targets(folder: Path) -> None:
    rows = OPINION_TARGETS if folder == OPINION else PLAN_TARGETS
    assert [one.id for one in load_pack(folder).pack.targets] == [row[0] for row in rows]


def test_yearly_averages_are_told_from_growth_without_a_period() -> None:
    spans = {
        (folder.name, one.id): one.per
        for folder in (OPINION, PLAN)
        for one in load_pack(folder).pack.targets
        if one.id.endswith("growth")
    }
    assert spans == {
        (OPINION.name, "gdp_growth"): "average",
        (OPINION.name, "output_growth"): "once",
        (OPINION.name, "fdi_growth"): "average",
        (PLAN.name, "gdp_growth"): "average",
        (PLAN.name, "value_added_growth"): "average",
    }


@BOTH
def test_the_pack_has_no_fault_and_its_examples_pass(folder: Path) -> None:
    assert [str(fault) for fault in check_pack(folder)] == []
    trials = run_examples(load_pack(folder))
    assert trials
    assert [trial.differences for trial in trials if not trial.passed] == []


@BOTH
def test_no_benefit_has_a_sum_since_the_documents_name_none(folder: Path) -> None:
    benefits = load_pack(folder).pack.benefits
    assert benefits
    assert [one.id for one in benefits if one.amount is not None or one.caps] == []


@BOTH
def test_no_benefit_is_granted_to_everybody(folder: Path) -> None:
    assert [one.id for one in load_pack(folder).pack.benefits if not one.conditions] == []


def test_the_opinions_benefits_are_those_it_lists() -> None:
    benefits = load_pack(OPINION).pack.benefits
    by_clause = [(one.provision.removeprefix("art_3__item_"), one.kind) for one in benefits]
    assert by_clause[:5] == [
        ("3", "award"),
        ("3", "interest"),
        ("3", "subsidy"),
        ("3", "subsidy"),
        ("3", "fund"),
    ]
    assert ("16", "agreement") in by_clause
    assert [clause for clause, _kind in by_clause].count("20") == 3


def test_the_opinions_procedures_delegate_and_ease_approval() -> None:
    modes = {one.id: (one.kind, one.modes) for one in load_pack(OPINION).pack.procedures}
    assert modes["delegation"] == ("delegation", ())
    assert modes["build_first"] == ("approval", ("build_first",))
    assert modes["deferred_materials"] == ("approval", ("deferred",))
    assert modes["commitment"] == ("commitment", ("commitment",))
    assert modes["one_stop_hall"] == ("service", ("one_window", "online"))
    assert modes["full_course_agent"] == ("service", ("agent",))
    assert "construction_approval" in modes and "direct_channel" in modes


def test_the_plans_procedures_hold_lists_delegation_and_parallel_approval() -> None:
    procedures = {one.id: one for one in load_pack(PLAN).pack.procedures}
    assert {"power_lists", "direct_application", "online_approval", "zone_establishment"} <= set(procedures)
    assert procedures["parallel_approval"].modes == ("parallel",)
    assert [one.id for one in procedures.values() if one.kind == "delegation"] == [
        "city_powers_to_region_zones",
        "region_powers_to_national_zones",
    ]


def test_the_plans_standards_have_its_figures() -> None:
    standards = {one.id: one for one in load_pack(PLAN).pack.standards}
    figures = {
        name: (one.comparator, one.value, one.unit)
        for name, one in standards.items()
        if one.value is not None
    }
    assert figures == {
        "land_intensity_floor_national": (">=", Decimal(150), "万元/亩"),
        "land_intensity_floor_region": (">=", Decimal(80), "万元/亩"),
        "one_zone_per_county": ("<=", Decimal(1), "个"),
        "small_coal_boilers": (">", Decimal(20), "蒸吨/小时"),
    }
    assert {"wastewater_online_monitoring", "no_county_zones", "no_new_zones", "public_land_grant"} <= set(
        standards
    )


def test_the_opinions_standards_give_no_figure() -> None:
    standards = {one.id: one for one in load_pack(OPINION).pack.standards}
    wanted = {"entry_threshold", "quota_separate_listing", "transfer_payments_listed", "debt_separate"}
    assert wanted <= set(standards)
    assert [one.id for one in standards.values() if one.value is not None] == []


def test_the_opinion_names_the_sides_of_the_national_evaluation_without_weights() -> None:
    (scheme,) = load_pack(OPINION).pack.evaluations
    assert (scheme.provision, scheme.every) == ("art_3__item_15", "year")
    assert [(one.id, one.weight, one.heavier) for one in scheme.dimensions] == [
        (name, None, False) for name in ("opening", "innovation", "green", "coordination", "quality")
    ]
    assert scheme.consequences == ()


def test_the_plan_notifies_cards_and_dismisses_the_last_three() -> None:
    (scheme,) = load_pack(PLAN).pack.evaluations
    assert (scheme.provision, scheme.every, scheme.by) == ("chp_5__sec_3", "year", "自治区人民政府")
    assert [(one.last, one.years, one.within, one.action) for one in scheme.consequences] == [
        (3, 1, None, "notify"),
        (3, 2, None, "yellow_card"),
        (3, 3, None, "exit"),
    ]
    assert {one.id for one in scheme.dimensions} == {"innovation", "green", "opening", "institutions"}
    assert all(one.heavier and one.weight is None for one in scheme.dimensions)


@BOTH
def test_units_are_known_by_a_name_of_theirs(folder: Path) -> None:
    for mandate in load_pack(folder).pack.mandates():
        for name in (*mandate.units, *filter(None, [mandate.lead])):
            unit = resolve(name)
            assert unit is not None, name
            assert name in (unit.name, *unit.aliases)


@BOTH
def test_every_mandate_is_told_in_english_too(folder: Path) -> None:
    assert [one.id for one in load_pack(folder).pack.mandates() if not one.english] == []


def _record(seed: Callable[[str], Path], document: str) -> Record:
    return read_file(seed(document))


@pytest.fixture(scope="module")
def records() -> dict[str, Record]:
    return {}


@pytest.fixture
def record(seed: Callable[[str], Path], records: dict[str, Record], document: str) -> Record:
    """The real document, read once."""
    if document not in records:
        records[document] = _record(seed, document)
    return records[document]


def _cited(thing: Any) -> Iterator[str]:
    """Yield every provision that something rests on."""
    if isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            value = getattr(thing, name)
            if name == "provision":
                yield value
            elif name == "also":
                yield from value
            else:
                yield from _cited(value)
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _cited(one)


@READ
def test_every_provision_is_in_the_document(folder: Path, record: Record) -> None:
    known = {one.id for one in record.parsed.provisions}
    assert set(_cited(load_pack(folder).pack)) <= known


# The plan's chapter 1 tells what is, its chapter 2 begins with guidance; so do the first articles of the opinion.
_COMMANDS_NOTHING = re.compile(
    r"preamble|art_[12]|art_2__bul_\d|chp_1__.*|chp_2__sec_1|chp_2__sec_2__.*|.*__enum_\d+"
)


@READ
def test_every_provision_that_commands_has_a_mandate(folder: Path, record: Record) -> None:
    rests = set(_cited(load_pack(folder).pack))
    without = [one.id for one in record.parsed.provisions if one.text and one.id not in rests]
    assert [id_ for id_ in without if not _COMMANDS_NOTHING.fullmatch(id_)] == []


@READ
def test_every_target_is_the_one_that_was_checked_by_hand(
    folder: Path, document: str, record: Record, gold: dict[str, Any]
) -> None:
    """No tolerance: the figures are equal, in the order of the hand-checked list."""
    rows = OPINION_TARGETS if folder == OPINION else PLAN_TARGETS
    expected = gold["targets"]
    listed = (
        expected["002"] if document == "002" else expected["003_goal_section"] + expected["003_elsewhere"]
    )
    assert len(rows) == len(listed)
    targets = {one.id: one for one in load_pack(folder).pack.targets}
    texts = {one.id: one.text for one in record.parsed.provisions}
    for (name, written, _comparator, deadline, _baseline), words in zip(rows, listed, strict=True):
        assert written in words
        provision = targets[name].provision
        assert written in texts[provision]
        read = [one for one in record.mentions[provision].targets if written in one.words]
        assert deadline in {one.deadline or "" for one in read}


@READ
def test_baselines_stand_where_they_are_said_to(folder: Path, record: Record) -> None:
    rows = OPINION_TARGETS if folder == OPINION else PLAN_TARGETS
    targets = {one.id: one for one in load_pack(folder).pack.targets}
    texts = {one.id: one.text for one in record.parsed.provisions}
    for name, _written, _comparator, _deadline, baseline in rows:
        assert bool(targets[name].also) == bool(baseline) or folder == OPINION
        if baseline:
            assert any(baseline in texts[provision] for provision in targets[name].also)


def test_the_opinions_units_are_those_of_the_clause(gold_units: dict[str, list[list[str]]]) -> None:
    lists = gold_units["002"]
    clauses = [*(f"art_3__item_{number}" for number in range(1, 21)), "art_4__sub_1", "art_4__sub_2"]
    owed = dict(zip(clauses, lists, strict=True))
    for mandate in load_pack(OPINION).pack.mandates():
        if mandate.provision in owed:
            assert list(mandate.units) == owed[mandate.provision], mandate.id
            assert mandate.lead == ""


_LOST, _REPAIRED = "缺字", "修复"


@pytest.mark.parametrize("document", ["003"])
def test_a_mandate_on_a_doubtful_place_says_so(record: Record) -> None:
    """Where words of the damaged copy were lost or bytes repaired, a mandate that rests there says it."""
    mandates = list(load_pack(PLAN).pack.mandates())
    lost = {_at(record, flag.start) for flag in record.flags if flag.start is not None}
    repaired = {_at(record, one.start) for one in record.repairs if one.kind == "byte_slip"}
    for places, word in ((lost, _LOST), (repaired, _REPAIRED)):
        rests = {one.provision for one in mandates if one.provision in places}
        assert rests
        assert rests == {one.provision for one in mandates if word in one.summary}


def _at(record: Record, offset: int) -> str:
    return next(one.id for one in reversed(record.parsed.provisions) if one.start <= offset <= one.end)


_LONGEST = 11


@READ
def test_no_sentence_of_the_document_is_in_the_pack(folder: Path, record: Record) -> None:
    """No twelve characters in a row, punctuation apart; names of units are names."""
    bare = _bare(record.text)
    pack = load_pack(folder).pack
    for thing in (*pack.mandates(), *pack.facts, *pack.examples):
        for words in _words(thing):
            ours = _bare(words)
            runs = [ours[at : at + _LONGEST + 1] for at in range(len(ours) - _LONGEST)]
            assert [run for run in runs if run in bare] == [], getattr(thing, "id", words)


def _bare(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, BaseModel):
        for name in type(thing).model_fields:
            if not (isinstance(thing, Mandate) and name in {"units", "lead"}):
                yield from _words(getattr(thing, name))
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _words(one)
