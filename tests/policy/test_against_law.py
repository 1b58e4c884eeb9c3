"""A pack is held against the law it claims to encode."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jingkai.documents.pipeline import read_file
from jingkai.documents.samples import MEASURES
from jingkai.policy.against_law import KINDS, LawCode, LawFault, compare_with
from jingkai.policy.claimed_figures import ClaimedFigure, claims_of
from jingkai.policy.law_text import Clause, LawText, law_of
from jingkai.policy.loading import load_pack
from jingkai.policy.schema.pack import Pack
from jingkai.registry.packs import packs_folder

DEMO = packs_folder() / "cn-demo" / "chengzhengbanfa-2025-11"
"""The pack of the fictional sample measures."""

LAW = LawText.of(
    [
        Clause("preamble", "为支持青岚经开区发展，到2028年实现以下目标，制定本办法。"),
        Clause("art_1", "奖励办法"),
        Clause(
            "art_1__item_1",
            "对企业设立海外仓的，按实际投入的百分之六十给予支持，单个项目最高不超过300万元。（责任单位：市商务局）",
            "art_1",
            frozenset({"市商务局"}),
        ),
        Clause("art_1__item_2", "年综合能耗10000吨标准煤以下的项目，奖励50万元，160家企业受益。", "art_1"),
        Clause("art_2", "自2025年6月1日起施行，有效期至2028年5月31日。"),
    ],
    number="青经发〔2025〕3号",
    adopted=date(2025, 5, 20),
)


def _pack(**changes: Any) -> Pack:
    document = {
        "number": "青经发〔2025〕3号",
        "title": "青岚经开区奖励办法",
        "issuer": "青岚经开区管委会",
        "jurisdiction": "000000",
        "adopted": "2025-05-20",
        "valid_from": "2025-06-01",
        "valid_to": "2028-05-31",
        "status": "reviewed",
        "version": "1.0",
    } | changes.pop("document", {})
    return Pack.model_validate({"document": document, **changes})


def _benefit(**changes: Any) -> dict[str, Any]:
    return {
        "id": "overseas",
        "provision": "art_1__item_1",
        "title": "海外仓支持",
        "summary": "海外仓花费补六成。",
        "units": ["市商务局"],
        "kind": "subsidy",
        "subject": "project",
        "amount": {"kind": "rate", "rate": "0.6", "base": "spent"},
        "rounding": {"to": "0.01", "mode": "down"},
        "frequency": "per_project",
        "caps": [{"provision": "art_1__item_1", "per": "award", "yuan": "3000000"}],
    } | changes


_FACTS = [
    {"name": "spent", "label": "实际投入", "subject": "project", "type": "money"},
    {"name": "energy", "label": "能耗", "subject": "project", "type": "number", "unit": "吨标准煤"},
]


def _faults(**changes: Any) -> list[LawFault]:
    return compare_with(_pack(facts=_FACTS, **changes), LAW)


def test_a_pack_that_says_what_its_law_says_has_no_fault() -> None:
    assert _faults(benefits=[_benefit()]) == []


def test_a_missing_provision_is_named_with_the_one_that_may_be_meant() -> None:
    (fault,) = _faults(
        benefits=[_benefit(provision="art_3__item_1", caps=[], amount=None, rounding=None, units=[])]
    )
    assert fault.code is LawCode.PROVISION
    assert fault.place == ("benefits", 0, "provision")
    assert "art_1__item_1" in fault.nearest


def test_a_missing_provision_of_a_part_is_named() -> None:
    (fault,) = _faults(benefits=[_benefit(caps=[{"provision": "art_9", "per": "award", "yuan": "3000000"}])])
    assert fault.place == ("benefits", 0, "caps", 0, "provision")


def test_a_wrong_rate_is_told_with_what_the_clause_says() -> None:
    (fault,) = _faults(benefits=[_benefit(amount={"kind": "rate", "rate": "0.5", "base": "spent"})])
    assert fault.code is LawCode.FIGURE
    assert fault.place == ("benefits", 0, "amount", "rate")
    assert (fault.sought, fault.nearest) == ("50%", ("百分之六十",))


def test_a_wrong_cap_is_told_with_what_the_clause_says() -> None:
    (fault,) = _faults(
        benefits=[_benefit(caps=[{"provision": "art_1__item_1", "per": "award", "yuan": "2000000"}])]
    )
    assert (fault.sought, fault.nearest) == ("2,000,000 元", ("300万元",))


def test_a_figure_of_another_clause_is_not_enough_and_that_clause_is_named() -> None:
    (fault,) = _faults(
        benefits=[
            _benefit(
                amount={"kind": "fixed", "yuan": "500000"}, caps=[], rounding={"to": "1", "mode": "down"}
            )
        ]
    )
    assert fault.code is LawCode.FIGURE
    assert "art_1__item_2" in fault.mend


def test_a_further_provision_makes_its_figures_good() -> None:
    benefit = _benefit(amount={"kind": "fixed", "yuan": "500000"}, also=["art_1__item_2"], caps=[])
    assert _faults(benefits=[benefit]) == []


def test_sixty_is_not_found_in_a_hundred_and_sixty() -> None:
    target = {
        "provision": "art_1__item_2",
        "id": "t",
        "title": "企业数",
        "summary": "受益企业数。",
        "indicator": "企业",
    }
    (fault,) = _faults(targets=[target | {"comparator": ">=", "value": 60, "unit": "家"}])
    assert fault.nearest[0] == "160"


def test_thresholds_of_conditions_are_looked_for_in_the_clause_of_the_condition() -> None:
    def condition(test: str) -> dict[str, str]:
        return {"id": "small", "provision": "art_1__item_2", "label": "能耗低于界限", "test": test}

    assert _faults(benefits=[_benefit(conditions=[condition("energy <= 10000")])]) == []
    (fault,) = _faults(benefits=[_benefit(conditions=[condition("energy <= 5000")])])
    assert fault.place == ("benefits", 0, "conditions", 0, "test")
    assert fault.provision == "art_1__item_2"


def test_a_threshold_counts_in_what_its_variable_counts_in() -> None:
    condition = {"id": "c", "provision": "art_1__item_2", "label": "x", "test": "spent >= 10000"}
    (fault,) = _faults(benefits=[_benefit(conditions=[condition])])
    assert fault.sought == "10,000 元"


@pytest.mark.parametrize("test", ["spent > 0", "energy >= 1", "ROUND(spent, 2) > 0"])
def test_zero_one_and_the_digits_of_rounding_claim_nothing(test: str) -> None:
    condition = {"id": "c", "provision": "art_1__item_2", "label": "x", "test": test}
    assert _faults(benefits=[_benefit(conditions=[condition])]) == []


def test_what_governs_a_clause_from_above_counts() -> None:
    target = {
        "id": "t",
        "provision": "art_1__item_2",
        "title": "受益企业",
        "summary": "受益企业数。",
        "indicator": "企业",
        "comparator": ">=",
        "value": 160,
        "unit": "家",
    }
    assert _faults(targets=[target | {"deadline": "2028"}]) == []  # the preamble says until when
    (fault,) = _faults(targets=[target | {"deadline": "2027"}])
    assert (fault.code, fault.sought) == (LawCode.DATE, "2027年")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("valid_from", "2025-05-20", ("2025-06-01",)),
        ("valid_to", "2027-05-31", ("2028-05-31",)),
        ("valid_to", None, ("2028-05-31",)),
        ("adopted", "2025-05-21", ("2025-05-20",)),
    ],
)
def test_dates_that_contradict_the_document_are_told(field: str, value: str | None, said: tuple[str]) -> None:
    (fault,) = _faults(document={field: value})
    assert (fault.code, fault.place, fault.nearest) == (LawCode.DATE, ("document", field), said)


def test_a_mandate_does_not_outlive_its_document() -> None:
    (fault,) = _faults(benefits=[_benefit(valid_to="2029-01-01")])
    assert fault.place == ("benefits", 0, "valid_to")


def test_another_document_is_refused_by_its_number() -> None:
    (fault,) = _faults(document={"number": "青经发〔2025〕4号"})
    assert fault.code is LawCode.DOCUMENT


def test_a_unit_that_the_clause_does_not_name_is_told() -> None:
    (fault,) = _faults(benefits=[_benefit(units=["市商务局", "市财政局"])])
    assert (fault.code, fault.place) == (LawCode.UNIT, ("benefits", 0, "units", 1))
    assert fault.nearest == ("市商务局",)


@pytest.mark.parametrize(
    ("unit", "words", "named"),
    [
        ("各盟市人民政府", "各盟（市）要加大投入。", True),
        ("自治区人民政府", "由自治区政府研究制定。", True),
        ("自治区人民政府", "自治区级开发区。", False),
        ("澄江市人民政府", "澄江市、白石县要抓紧出台办法。", True),
        ("柳溪区人民政府", "澄江市、白石县要抓紧出台办法。", False),
    ],
)
def test_a_government_is_named_by_its_place(unit: str, words: str, named: bool) -> None:
    law = LawText.of([Clause("art_1", words)])
    duty = {"id": "d", "provision": "art_1", "title": "办法", "summary": "出台办法。", "units": [unit]}
    assert (compare_with(_pack(duties=[duty]), law) == []) is named


@pytest.mark.parametrize(
    ("words", "sign", "right"),
    [
        ("能耗5000吨以上的项目", ">=", True),
        ("能耗5000吨以上的项目", ">", False),
        ("能耗超过5000吨的项目", ">", True),
        ("能耗超过5000吨的项目", ">=", False),
        ("能耗5000吨以下（不含5000吨）的项目", "<", True),
        ("能耗5000吨以下（不含5000吨）的项目", "<=", False),
        ("能耗5000吨以下的项目", "<", False),
        ("能耗不超过5000吨的项目", "<=", True),
        ("能耗5000吨以下的项目不予支持", ">", True),
        ("能耗5000吨以下的项目不予支持", ">=", False),
        ("能耗5000吨的项目", ">", True),
    ],
)
def test_a_bound_includes_its_figure_as_the_clause_does(words: str, sign: str, right: bool) -> None:
    law = LawText.of([Clause("art_1", words)])
    rule = {"id": "c", "provision": "art_1", "label": "能耗界限", "test": f"energy {sign} 5000"}
    benefit = _benefit(provision="art_1", conditions=[rule], amount=None, rounding=None, caps=[], units=[])
    faults = compare_with(_pack(facts=_FACTS, benefits=[benefit]), law)
    assert (faults == []) is right
    assert {fault.code for fault in faults} <= {LawCode.BOUND}


def test_a_target_that_is_about_a_figure_is_no_bound() -> None:
    law = LawText.of([Clause("art_1", "到2028年工业总产值年均增长15%左右。")])
    target = {
        "id": "t",
        "provision": "art_1",
        "title": "产值",
        "summary": "产值增速。",
        "indicator": "产值增速",
    }
    for sign, right in (("about", True), (">=", False)):
        pack = _pack(targets=[target | {"comparator": sign, "value": "0.15", "unit": "%"}])
        assert (compare_with(pack, law) == []) is right


def test_a_summary_in_the_words_of_the_document_is_told() -> None:
    copied = "对企业设立海外仓的，按实际投入的百分之六十给予支持，单个项目最高不超过300万元。"
    (fault,) = _faults(benefits=[_benefit(summary=copied)])
    assert fault.code is LawCode.COPIED


@pytest.fixture(scope="module")
def sample() -> LawText:
    """The fictional sample measures as the pipeline reads them."""
    return law_of(read_file(MEASURES))


def test_the_pack_of_the_sample_agrees_with_the_sample(sample: LawText) -> None:
    assert [str(fault) for fault in compare_with(load_pack(DEMO).pack, sample)] == []


def test_every_provision_of_the_sample_that_commands_something_has_a_mandate(sample: LawText) -> None:
    rests_on = {mandate.provision for mandate in load_pack(DEMO).pack.mandates()}
    assert {key for key in sample.clauses if "item" in key} <= rests_on


def test_every_figure_of_the_pack_of_the_sample_is_looked_for(sample: LawText) -> None:
    """Each figure is changed by itself; the check must find that one, and nothing else."""
    pack = load_pack(DEMO).pack
    variables = {one.name: one for one in pack.facts}
    changed = 0
    for kind in KINDS:
        for at, mandate in enumerate(getattr(pack, kind)):
            for claim in claims_of(mandate, variables):
                if not isinstance(claim, ClaimedFigure) or claim.place[-1] in {"test", "base", "count"}:
                    continue
                changed += 1
                raw = mandate.model_dump(mode="json")
                _multiply(raw, claim.place, Decimal("0.37"))
                wrong = type(mandate).model_validate(raw)
                others = [wrong if index == at else one for index, one in enumerate(getattr(pack, kind))]
                found = compare_with(pack.model_copy(update={kind: tuple(others)}), sample)
                assert [fault.place for fault in found] == [(kind, at, *claim.place)]
    assert changed >= 30


def _multiply(raw: Any, place: tuple[str | int, ...], by: Decimal) -> None:
    *way, last = place
    for part in way:
        raw = raw[part]
    value = Decimal(str(raw[last])) * by
    raw[last] = int(value) if last == "working_days" else str(value.normalize())


def test_a_term_must_stand_in_the_clause_that_is_said_to_set_it() -> None:
    law = LawText.of(
        [
            *LAW.clauses.values(),
            Clause("art_1__item_3", "奖补名单在开发区网站公示7个工作日。", "art_1"),
        ],
        number=LAW.number,
        adopted=LAW.adopted,
    )
    terms = [{"provision": "art_1__item_3", "step": "publication", "days": 7}]
    assert compare_with(_pack(facts=_FACTS, benefits=[_benefit(terms=terms)]), law) == []
    terms[0]["days"] = 5
    (fault,) = compare_with(_pack(facts=_FACTS, benefits=[_benefit(terms=terms)]), law)
    assert (fault.code, fault.place) == (LawCode.FIGURE, ("benefits", 0, "terms", 0, "days"))
