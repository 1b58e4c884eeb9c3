"""Which unit a name names, and how a name is taken apart."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jingkai.registry.lexicon import lexicon
from jingkai.registry.unit_names import NameKind, general_department, level_of_place, read_name
from jingkai.registry.unit_patterns import LEVEL_WORDS
from jingkai.registry.units import Jurisdiction, Unit, national_name, resolve


@pytest.mark.parametrize(
    ("names", "expected", "level"),
    [
        (["市发改委", "市发展改革委", "市发展和改革委员会", "市发改局"], "市发展改革委", "city"),
        (["自治区财政厅"], "自治区财政厅", "province"),
        (["省工信厅", "省工业和信息化厅"], "省工业和信息化厅", "province"),
        (["市市场监管局", "市市场监督管理局"], "市市场监管局", "city"),
        (["国家发展改革委", "国家发展和改革委员会", "国家发改委"], "国家发展改革委", "national"),
        (["工信部", "工业和信息化部"], "工业和信息化部", "national"),
        (["市委组织部"], "市委组织部", "city"),
        (["县人社局", "县人力资源和社会保障局"], "县人力资源社会保障局", "county"),
        (["经开区招商局", "经开区投资促进局"], "经开区投资促进局", "zone"),
        (["团市委"], "市团委", "city"),
    ],
)
def test_short_and_long_names_are_one_unit(names: list[str], expected: str, level: str) -> None:
    for name in names:
        unit = resolve(name)
        assert unit is not None
        assert (unit.name, unit.level) == (expected, level)


def test_a_level_word_stands_for_the_place_of_the_document() -> None:
    where = Jurisdiction("city", ("临澜省", "澄江市"))
    city = resolve("市发改委", where)
    assert city is not None
    assert city.name == "澄江市发展改革委"
    assert city == resolve("澄江市发展和改革委员会", where)
    province = resolve("省发改委", where)
    assert province is not None
    assert province.name == "临澜省发展改革委"


def test_a_name_without_level_word_takes_the_level_of_the_issuer() -> None:
    assert resolve("财政局", Jurisdiction("city", ("澄江市",))) == resolve("澄江市财政局")
    ministry = resolve("发展改革委", Jurisdiction("national"))
    assert ministry is not None
    assert ministry.name == "国家发展改革委"


def test_two_places_of_one_level_leave_the_level_word_standing() -> None:
    unit = resolve("市财政局", Jurisdiction("city", ("澄江市", "临河市")))
    assert unit is not None
    assert unit.name == "市财政局"


def test_departments_of_different_places_are_different_units() -> None:
    assert resolve("澄江市财政局") != resolve("临河市财政局")
    assert resolve("省财政厅") != resolve("市财政局")


def test_aliases_name_the_same_unit() -> None:
    unit = resolve("市财政局")
    assert unit is not None
    assert unit.family == "finance"
    assert unit.name not in unit.aliases
    for alias in unit.aliases:
        again = resolve(alias)
        assert again is not None
        assert again.family == unit.family


@pytest.mark.parametrize(
    "words", ["", "市", "试行", "GDP", "的有关要求", "10000吨", "以下简称经开区", "加强领导"]
)
def test_what_is_no_name_is_no_unit(words: str) -> None:
    assert resolve(words) is None


def test_governments_and_committees_are_units_without_family() -> None:
    assert resolve("临河区人民政府") == Unit("临河区人民政府", "county")
    assert resolve("市人民政府", Jurisdiction("city", ("澄江市",))) == Unit("澄江市人民政府", "city")
    assert resolve("青岚经开区管委会") == Unit("青岚经开区管委会", "zone")


@pytest.mark.parametrize(
    ("name", "prefix", "level", "kind"),
    [
        ("市场监督管理局", "", "", NameKind.DEPARTMENT),
        ("市市场监督管理局", "市", "city", NameKind.DEPARTMENT),
        ("省市场监管局", "省", "province", NameKind.DEPARTMENT),
        ("市政务服务局", "市", "city", NameKind.DEPARTMENT),
        ("市政协", "市", "city", NameKind.DEPARTMENT),
        ("市政管理局", "", "", NameKind.DEPARTMENT),
        ("市政府办公室", "市", "city", NameKind.DEPARTMENT),
        ("区域合作局", "", "", NameKind.DEPARTMENT),
        ("市委政法委", "市委", "city", NameKind.DEPARTMENT),
        ("自治区党委宣传部", "自治区党委", "province", NameKind.DEPARTMENT),
        ("澄江市委宣传部", "澄江市委", "city", NameKind.DEPARTMENT),
        ("澄江市财政局", "澄江市", "city", NameKind.DEPARTMENT),
        ("内蒙古通信管理局", "内蒙古", "province", NameKind.DEPARTMENT),
        ("市不动产登记中心", "市", "city", NameKind.OTHER),
        ("商务部", "", "national", NameKind.NATIONAL),
        ("各旗县区人民政府", "", "county", NameKind.COLLECTIVE),
        ("各省、自治区、直辖市人民政府", "", "province", NameKind.COLLECTIVE),
        ("各国家级经开区管委会", "", "zone", NameKind.COLLECTIVE),
        ("国务院有关部门", "国务院", "national", NameKind.COLLECTIVE),
        ("青岚口岸管委会", "", "zone", NameKind.COMMITTEE),
        ("临河区人民政府", "临河区", "county", NameKind.GOVERNMENT),
        ("澄江海关", "", "", NameKind.BODY),
        ("国家税务总局临澜省税务局", "", "", NameKind.BODY),
        ("中国人民银行临澜自治区分行", "", "", NameKind.BODY),
    ],
)
def test_a_name_is_taken_apart(name: str, prefix: str, level: str, kind: NameKind) -> None:
    found = read_name(name)
    assert found is not None
    assert (found.prefix, found.level, found.kind) == (prefix, level, kind)
    assert found.prefix + found.core == name


def test_white_space_in_a_name_does_not_matter() -> None:
    assert read_name("市 住建局") == read_name("市住建局")


def test_the_level_of_a_place_is_that_of_its_last_word() -> None:
    places = ("临澜自治区", "澄江市", "临河区", "青岚经济技术开发区", "临河中旗", "北京市", "某处")
    assert [level_of_place(place) for place in places] == [
        "province",
        "city",
        "county",
        "zone",
        "county",
        "province",
        "",
    ]


def test_only_a_central_department_of_the_same_form_lends_its_name() -> None:
    assert national_name("发展改革委") == "国家发展改革委"
    assert national_name("能源局") == "国家能源局"
    assert national_name("财政局") is None


def test_every_preferred_name_is_a_name_the_lexicon_knows() -> None:
    known = lexicon()
    for family in known.families.values():
        for preferred in (family.province, family.city):
            assert not preferred or known.forms[preferred] is family, (family.key, preferred)
        for name in family.national:
            assert known.national[name] == family.national[0]


def test_no_form_belongs_to_two_families() -> None:
    owners: dict[str, str] = {}
    for family in lexicon().families.values():
        for form in family.forms:
            assert owners.setdefault(form, family.key) == family.key, form


def test_the_lexicon_is_not_read_before_a_name_is_looked_up() -> None:
    code = (
        "import jingkai.registry.units, jingkai.registry.lexicon as lexicon;"
        "print(lexicon.lexicon.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_no_form_reads_as_a_level_word_before_another_form() -> None:
    forms = lexicon().forms
    read_twice = [
        form
        for form in forms
        for word in LEVEL_WORDS
        if form.startswith(word) and form.removeprefix(word) in forms
    ]
    assert read_twice == []


def test_the_party_s_discipline_commission_is_no_market_regulator() -> None:
    for name in ("市监委", "市监察委", "市纪委监委"):
        unit = resolve(name)
        assert unit is not None
        assert unit.family == "discipline"


def test_an_office_of_party_and_government_is_one_unit_under_both_names() -> None:
    assert resolve("市委网信办") == resolve("市网信办")
    unit = resolve("市网信办")
    assert unit is not None
    assert "市委网信办" in unit.aliases


def test_offices_that_share_a_pattern_of_names_stay_units_of_their_own() -> None:
    names = ("经开区安监局", "经开区规划建设局", "市禁毒办", "市河长办", "市公积金管理中心")
    units = [resolve(name) for name in names]
    assert [unit.name for unit in units if unit] == list(names)
    assert all(unit.aliases == () for unit in units if unit)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("发展改革委", "国家发展改革委"),
        ("网信办", "中央网信办"),
        ("民航局", "中国民航局"),
        ("扶贫办", "国务院扶贫办"),
        ("国际发展合作署", "国家国际发展合作署"),
        ("林业局", "国家林业局"),
        ("财政局", None),
    ],
)
def test_a_central_body_is_found_by_its_name_without_the_state(form: str, expected: str | None) -> None:
    assert national_name(form) == expected


@pytest.mark.parametrize(
    ("name", "lead"),
    [
        ("县级以上人民政府发展改革部门", "县级以上人民政府"),
        ("同级税务部门", "同级"),
        ("各县（市、区）财政部门", "各县（市、区）"),
        ("专利行政部门", ""),
    ],
)
def test_a_department_in_general_says_whose_it_is(name: str, lead: str) -> None:
    found = general_department(name)
    assert found is not None
    assert (found.prefix, found.kind) == (lead, NameKind.COLLECTIVE)


def test_whatever_department_is_nobody_s_in_particular() -> None:
    assert general_department("业务主管部门") is None
    assert general_department("有关部门") is None
