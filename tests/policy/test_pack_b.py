"""The pack of 巴政办发〔2024〕8号: every mandate is there, on the right clause, with the document's figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from jingkai.policy.loading import load_pack
from jingkai.policy.schema.base import Mandate
from jingkai.policy.schema.benefits import Benefit, Fixed, Match, Share
from jingkai.policy.schema.pack import Pack
from jingkai.registry.units import resolve

FOLDER = Path(__file__).resolve().parents[2] / "packs/cn-150800/bazhengbanfa-2024-8"

GOALS = "art_1"
KINDS = ("targets", "duties", "benefits", "procedures", "standards")

# Written by hand from the map of what the document commands: clause, and how many mandates of each kind it gives.
MANDATES: dict[str, dict[str, int]] = {
    GOALS: {"targets": 6},
    "1": {"procedures": 1, "standards": 1},
    "2": {"procedures": 1, "duties": 1},
    "3": {"procedures": 1},
    "4": {"procedures": 3, "duties": 1, "standards": 1},
    "5": {"benefits": 1, "duties": 1},
    "6": {"duties": 2},
    "7": {"duties": 1, "standards": 1},
    "8": {"duties": 2},
    "9": {"benefits": 1, "duties": 1},
    "10": {"benefits": 2},
    "11": {"benefits": 1},
    "12": {"benefits": 1},
    "13": {"duties": 2},
    "14": {"duties": 1, "standards": 1},
    "15": {"duties": 1, "procedures": 2},
    "16": {"duties": 2},
    "17": {"procedures": 1, "standards": 1},
    "18": {"duties": 2},
    "19": {"duties": 1, "standards": 1},
    "20": {"duties": 1},
}

TARGETS = {
    "output_growth": (">=", "0.15", "average", ""),
    "used_fdi_growth": (">=", "0.1", "average", ""),
    "used_fdi_share": (">=", "0.3", "year", ""),
    "ten_billion_clusters": (">=", "3", "once", ""),
    "national_rank": ("<=", "150", "once", "2027-12-31"),
    "western_rank": ("<=", "25", "once", "2027-12-31"),
}

# What a clause must say in its own text for the pack's figures to rest on it.
WORDS = {
    "art_1": ("15%", "10%", "30%", "三个百亿级", "150名", "25名", "2027年末"),
    "1": ("10000吨标准煤", "不含10000吨"),
    "9": ("1:1",),
    "10": ("50万元", "20万元", "一次性"),
    "11": ("60%", "300万元", "单个项目"),
    "12": ("60%", "300万元", "单个项目"),
}

# Names that the document shares with the rest of the world: titles, numbers, terms. Nothing else of it may stand here.
TERMS = (
    "巴政办发〔2024〕8号",
    "内政办发〔2024〕5号",
    "巴彦淖尔市人民政府办公室",
    "关于支持巴彦淖尔经济技术开发区高质量发展的具体措施",
    "国家级企业标准“领跑者”",
    "国家级经开区综合发展水平考核排名",
    "新建项目社会稳定风险评估",
)
LONGEST_RUN = 12


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(FOLDER).pack


def provision_of(clause: str) -> str:
    return clause if clause == GOALS else f"art_2__item_{clause}"


def benefit_of(pack: Pack, id_: str) -> Benefit:
    found = pack.benefit(id_)
    assert found is not None, id_
    return found


def mandates_of(pack: Pack, clause: str, kind: str) -> list[Mandate]:
    return [one for one in getattr(pack, kind) if one.provision == provision_of(clause)]


@pytest.mark.parametrize("clause", MANDATES)
def test_every_clause_gives_the_mandates_that_it_commands(pack: Pack, clause: str) -> None:
    found = {kind: len(mandates_of(pack, clause, kind)) for kind in KINDS}
    assert {kind: count for kind, count in found.items() if count} == MANDATES[clause]


def test_no_mandate_rests_on_anything_but_the_goals_and_the_twenty_measures(pack: Pack) -> None:
    known = {provision_of(clause) for clause in MANDATES}
    assert len(known) == 21
    assert {one.provision for one in pack.mandates()} == known
    assert {provision for one in pack.mandates() for provision in one.also} <= known
    assert not pack.evaluations


def test_the_document_is_named_with_what_it_says_of_itself_and_no_end(pack: Pack) -> None:
    document = pack.document
    assert (document.number, document.jurisdiction) == ("巴政办发〔2024〕8号", "150800")
    assert document.implements == ("内政办发〔2024〕5号",)
    assert f"{document.adopted}" == "2024-03-20"
    assert document.printed is None
    assert document.valid_to is None
    assert "读法" in document.valid_from_basis


def test_targets_have_the_figures_of_the_goals_and_no_deadline_that_is_not_said(pack: Pack) -> None:
    found = {one.id: (one.comparator, one.value, one.per, one.deadline) for one in pack.targets}
    assert found == {
        id_: (comparator, Decimal(value), per, deadline)
        for id_, (comparator, value, per, deadline) in TARGETS.items()
    }


def test_the_bound_of_the_energy_review_excludes_ten_thousand_tonnes(pack: Pack) -> None:
    bound = next(one for one in pack.standards if one.provision == provision_of("1"))
    assert (bound.comparator, bound.value, bound.unit) == ("<", Decimal(10000), "吨标准煤")


def test_the_platforms_are_matched_one_to_one_without_a_cap(pack: Pack) -> None:
    benefit = benefit_of(pack, "innovation_platform_match")
    assert benefit.provision == provision_of("9")
    assert isinstance(benefit.amount, Match)
    assert benefit.amount.ratio == 1
    assert benefit.caps == ()
    assert benefit.frequency == "unstated"


@pytest.mark.parametrize(
    ("id_", "yuan"), [("chairman_quality_award", 500_000), ("standard_leader_award", 200_000)]
)
def test_the_two_honours_are_fixed_sums_paid_once(pack: Pack, id_: str, yuan: int) -> None:
    benefit = benefit_of(pack, id_)
    assert benefit.provision == provision_of("10")
    assert isinstance(benefit.amount, Fixed)
    assert benefit.amount.yuan == yuan
    assert benefit.frequency == "once"
    assert benefit.caps == ()
    assert benefit.stacking is not None
    assert benefit.stacking.mode in {"on_top", "cumulative"}


@pytest.mark.parametrize(
    ("clause", "id_"), [("11", "foreign_market_support"), ("12", "import_and_upgrade_support")]
)
def test_projects_get_sixty_per_cent_up_to_three_million_yuan(pack: Pack, clause: str, id_: str) -> None:
    benefit = benefit_of(pack, id_)
    assert benefit.provision == provision_of(clause)
    assert benefit.subject == "project"
    assert isinstance(benefit.amount, Share)
    assert benefit.amount.rate == Decimal("0.6")
    (cap,) = benefit.caps
    assert (cap.per, cap.yuan, cap.provision) == ("award", Decimal(3_000_000), provision_of(clause))
    assert benefit.frequency == "per_project"
    assert benefit.budget is not None
    assert benefit.budget.order == "unstated"


def test_an_agreement_has_no_sum_and_is_left_to_people(pack: Pack) -> None:
    agreement = benefit_of(pack, "one_enterprise_one_policy")
    assert agreement.amount is None
    assert agreement.caps == ()
    assert agreement.frequency == "unstated"
    assert agreement.judgements


def test_every_clause_of_money_leaves_something_to_people_and_says_what(pack: Pack) -> None:
    assert [one.id for one in pack.benefits if not one.judgements] == []
    assert [
        judgement.id for one in pack.benefits for judgement in one.judgements if not judgement.guidance
    ] == []


def test_every_mandate_is_said_in_both_languages_and_chinese_has_no_gaps_of_folded_lines(pack: Pack) -> None:
    assert [one.id for one in pack.mandates() if not one.english] == []
    gap = re.compile(r"[\u3000-\u9fff\uff00-\uffef] +[\u3000-\u9fff\uff00-\uffef]")
    assert [one.id for one in pack.mandates() if gap.search(one.model_dump_json())] == []


def test_every_variable_is_asked_for_in_both_languages(pack: Pack) -> None:
    unasked = [one.name for one in pack.facts if not (one.english and one.question and one.question_english)]
    assert unasked == []


def test_every_fact_that_a_benefit_asks_for_has_its_evidence(pack: Pack) -> None:
    for benefit in pack.benefits:
        asked = " ".join(condition.test for condition in benefit.conditions)
        if isinstance(benefit.amount, Match):
            asked += f" {benefit.amount.award}"
        if isinstance(benefit.amount, Share):
            asked += f" {benefit.amount.base}"
        names = {variable.name for variable in pack.facts} & set(re.findall(r"[a-z_]+", asked))
        assert {evidence.fact for evidence in benefit.evidence} == names, benefit.id


def test_every_unit_is_known_and_leads_only_where_it_stands_alone_or_the_clause_says_so(pack: Pack) -> None:
    for mandate in pack.mandates():
        assert [unit for unit in mandate.units if resolve(unit) is None] == []
        if mandate.provision == provision_of("3"):
            assert mandate.lead == "经开区管委会"
        else:
            assert mandate.lead == (mandate.units[0] if len(mandate.units) == 1 else ""), mandate.id


def test_the_units_are_those_of_each_clause(pack: Pack, gold_units: dict[str, list[list[str]]]) -> None:
    for number, units in enumerate(gold_units["004"], start=1):
        for kind in KINDS:
            for mandate in mandates_of(pack, str(number), kind):
                assert list(mandate.units) == units, mandate.id
    assert [one.id for one in pack.targets if one.units] == []


def by_fen(benefit: str, fen: int) -> int:
    """The sum of a clause in whole fen, worked out without the pack: 60 % rounded half up, at most 3,000,000 yuan."""
    if benefit == "innovation_platform_match":
        return fen
    return min((fen * 6 + 5) // 10, 300_000_000)


BASES = {
    "innovation_platform_match": "region_platform_award",
    "foreign_market_support": "market_project_investment",
    "import_and_upgrade_support": "upgrade_project_investment",
}
SUMS = {"chairman_quality_award": Decimal("500000.00"), "standard_leader_award": Decimal("200000.00")}


def test_the_examples_are_many_and_agree_with_whole_fen(pack: Pack) -> None:
    money = [one for one in pack.examples if one.benefit in BASES or one.benefit in SUMS]
    assert len(money) >= 40
    assert {one.benefit for one in money} == {*BASES, *SUMS}
    assert len({(one.benefit, one.name) for one in pack.examples}) == len(pack.examples)
    for example in money:
        if example.outcome != "entitled":
            assert example.yuan is None, example.name
        elif example.benefit in SUMS:
            assert example.yuan == SUMS[example.benefit], example.name
        elif (base := example.facts.get(BASES[example.benefit])) is None:
            assert example.yuan is None, example.name
            assert example.missing, example.name
        else:
            assert isinstance(base, Decimal)
            assert example.yuan is not None, example.name
            assert example.yuan * 100 == by_fen(example.benefit, int(base * 100)), example.name


def test_the_examples_try_the_cap_and_the_fen_beside_it(pack: Pack) -> None:
    for benefit in ("foreign_market_support", "import_and_upgrade_support"):
        tried = {
            one.facts.get(BASES[benefit]): one.yuan
            for one in pack.examples
            if one.benefit == benefit and one.yuan
        }
        assert tried[Decimal("4999999.99")] == Decimal("2999999.99")
        assert tried[Decimal("5000000.00")] == Decimal("3000000.00")
        assert tried[Decimal("5000000.01")] == Decimal("3000000.00")


def test_the_examples_come_out(pack: Pack) -> None:
    from jingkai.policy.rules.interpret import prepare

    rules, words = prepare(pack), {True: "true", False: "false", None: "unknown"}
    for example in pack.examples:
        found = rules.find(example.benefit, dict(example.facts), example.on)
        assert (found.outcome, found.yuan) == (example.outcome, example.yuan), example.name
        assert {key: words[found.truths[key]] for key in example.truths} == example.truths, example.name
        assert set(example.missing) <= set(found.missing), example.name


def test_one_query_says_of_all_examples_what_is_said_of_each(pack: Pack) -> None:
    import duckdb

    from jingkai.policy.engines.columns import COLUMN_TYPES
    from jingkai.policy.rules.compile import compile_query

    names = [one.name for one in pack.facts]
    with duckdb.connect() as database:
        columns = ", ".join(f"{one.name} {COLUMN_TYPES[one.type]}" for one in pack.facts)
        database.execute(f"CREATE TABLE facts (subject VARCHAR, {columns})")
        rows = [[f"{at}", *map(one.facts.get, names)] for at, one in enumerate(pack.examples)]
        database.executemany(f"INSERT INTO facts VALUES (?{', ?' * len(names)})", rows)
        for on in {one.on for one in pack.examples}:
            query = compile_query(pack, on)
            found = {
                row[0]: dict(zip(query.columns, row, strict=True))
                for row in database.sql(query.sql).fetchall()
            }
            for at, example in enumerate(pack.examples):
                if example.on == on:
                    row = found[f"{at}"]
                    outcome = row.get(f"{example.benefit}__outcome", "not_entitled")
                    assert (outcome, row.get(f"{example.benefit}__yuan")) == (
                        example.outcome,
                        example.yuan,
                    ), example


def test_both_honours_are_paid_together_and_neither_twice(pack: Pack) -> None:
    from jingkai.policy.rules.interpret import prepare
    from jingkai.policy.rules.settle import EarlierAward, settle

    facts = {"enterprise_in_zone": True, "chairman_quality_award": True, "standard_leader": True}
    on, benefits = date(2025, 6, 30), {one.id: one for one in pack.benefits}
    findings = prepare(pack).find_all(facts, on).values()
    assert settle(findings, benefits, on).total == 700_000
    had = [EarlierAward("chairman_quality_award", date(2024, 9, 1), Decimal(500_000))]
    assert settle(findings, benefits, on, had).total == 200_000


@pytest.mark.parametrize("benefit", ["foreign_market_support", "import_and_upgrade_support"])
def test_every_fen_around_the_cap_is_exact(pack: Pack, benefit: str) -> None:
    from jingkai.policy.rules.interpret import prepare

    rules = prepare(pack)
    facts: dict[str, object] = {
        "enterprise_in_zone": True,
        "market_project_kind": "overseas_warehouse",
        "upgrade_project_kind": "imported_equipment",
    }
    for fen in (*range(1, 12), *range(499_999_980, 500_000_021), 10**17):
        facts[BASES[benefit]] = Decimal(fen) / 100
        found = rules.find(benefit, facts, pack.document.valid_from)
        assert found.yuan is not None
        assert found.yuan * 100 == by_fen(benefit, fen)


def test_the_energy_review_and_build_first_are_for_what_the_clauses_say(pack: Pack) -> None:
    from jingkai.policy.language.evaluate import evaluator
    from jingkai.policy.language.facts import read_facts
    from jingkai.policy.language.parse import parse_condition

    variables = {one.name: one for one in pack.facts}
    procedures = {one.id: one for one in pack.procedures}

    def holds(procedure: str, **known: object) -> tuple[bool | None, ...]:
        facts = read_facts(known, variables)
        scopes = (*procedures[procedure].applies_to, *procedures[procedure].excludes)
        return tuple(evaluator(parse_condition(one.test, variables))(facts) for one in scopes)

    energy = "regional_energy_review"
    assert holds(energy, project_fixed_asset=True, project_energy_tce=Decimal("9999.9999")) == (True, False)
    assert holds(energy, project_fixed_asset=True, project_energy_tce=Decimal(10000)) == (False, True)
    assert holds(energy, project_fixed_asset=True) == (None, None)
    first = "build_first_verify_later"
    known = {"fits_industry_plan": True, "government_invested": False}
    assert holds(first, project_nature="rebuilt", **known) == (True, False)
    assert holds(first, project_nature="other", supporting_infrastructure=True, **known) == (True, False)
    assert holds(first, project_nature="other", supporting_infrastructure=False, **known) == (False, False)


# The document itself, where it is at hand.


@pytest.fixture(scope="module")
def provisions(request: pytest.FixtureRequest) -> dict[str, str]:
    from jingkai.documents.pipeline import read_file

    record = read_file(request.getfixturevalue("seed")("004"))
    return {one.id: f"{one.heading}{one.text}" for one in record.parsed.provisions}


def test_every_provision_of_the_pack_is_one_of_the_document(pack: Pack, provisions: dict[str, str]) -> None:
    cited = {one.provision for one in pack.mandates()} | {id_ for one in pack.mandates() for id_ in one.also}
    cited |= {
        part.provision for one in pack.benefits for part in (*one.conditions, *one.judgements, *one.caps)
    }
    cited |= {part.provision for one in pack.procedures for part in (*one.applies_to, *one.excludes)}
    assert cited <= set(provisions)
    items = {provision for provision in provisions if "__item_" in provision}
    assert items == {provision_of(clause) for clause in MANDATES if clause != GOALS}


@pytest.mark.parametrize("clause", WORDS)
def test_the_figures_stand_in_the_text_of_their_clause(provisions: dict[str, str], clause: str) -> None:
    text = provisions[provision_of(clause)]
    assert [words for words in WORDS[clause] if words not in text] == []


def test_the_pack_agrees_with_its_document_and_a_wrong_figure_is_found(
    pack: Pack, seed: Callable[[str], Path]
) -> None:
    from jingkai.documents.pipeline import read_file
    from jingkai.policy.against_law import compare_with
    from jingkai.policy.law_text import law_of

    law = law_of(read_file(seed("004")))
    assert compare_with(pack, law) == []

    market = benefit_of(pack, "foreign_market_support")
    amount = Share(kind="rate", rate=Decimal("0.7"), base="market_project_investment")
    wrong = market.model_copy(update={"amount": amount})
    benefits = tuple(wrong if one is market else one for one in pack.benefits)
    faults = compare_with(pack.model_copy(update={"benefits": benefits}), law)
    assert [(one.code, one.provision) for one in faults] == [("figure", provision_of("11"))]


def shared_runs(text: str, document: str) -> Iterator[str]:
    """Every longest run of characters that a text shares with a document, white space aside, from LONGEST_RUN on."""
    text, document = (re.sub(r"\s", "", one) for one in (text, document))
    at = 0
    while at + LONGEST_RUN <= len(text):
        end = at + LONGEST_RUN
        if text[at:end] not in document:
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in document:
            end += 1
        yield text[at:end]
        at = end


def test_no_sentence_of_the_document_stands_in_the_pack(seed: Callable[[str], Path]) -> None:
    document = seed("004").read_text(encoding="utf-8")
    for file in sorted(FOLDER.rglob("*.yaml")):
        for line in file.read_text(encoding="utf-8").splitlines():
            for run in shared_runs(line, document):
                rest = run
                for term in TERMS:
                    rest = rest.replace(term, "")
                assert len(rest) <= 1, f"{file.name}: {run}"
