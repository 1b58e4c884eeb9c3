"""The grammar of a unit's name: level word or place in front, department behind; or a government, a zone's
committee, a collective (各有关部门), a central body, a company.

Nothing is carried over here: a name is read by itself. What it takes from its neighbours in a list is decided where
the list is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from jingkai.registry.lexicon import lexicon

NATIONAL, PROVINCE, CITY, COUNTY, ZONE = "national", "province", "city", "county", "zone"

LEVEL_WORDS = {
    "自治区": PROVINCE,
    "兵团": PROVINCE,
    "省": PROVINCE,
    "自治州": CITY,
    "地区": CITY,
    "市": CITY,
    "州": CITY,
    "盟": CITY,
    "自治县": COUNTY,
    "自治旗": COUNTY,
    "县": COUNTY,
    "旗": COUNTY,
    "区": COUNTY,
    "经开区": ZONE,
    "开发区": ZONE,
    "高新区": ZONE,
    "新区": ZONE,
    "园区": ZONE,
    "示范区": ZONE,
    "自贸区": ZONE,
    "综保区": ZONE,
    "农高区": ZONE,
    "管委会": ZONE,
}
"""Words that stand for the level of a department when its place is understood."""

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
PROVINCES = tuple(
    "内蒙古 黑龙江 北京 天津 河北 山西 辽宁 吉林 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 "
    "四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆".split()
)


class NameKind(StrEnum):
    """What sort of unit a name names."""

    DEPARTMENT = "department"  # known to the lexicon
    NATIONAL = "national"  # a ministry or other central body
    GOVERNMENT = "government"  # 人民政府, 行政公署, 党委
    COMMITTEE = "committee"  # a zone's 管委会
    COLLECTIVE = "collective"  # 各有关部门, 各旗县区
    BODY = "body"  # company, bank, customs, branch of a central agency: no level
    OTHER = "other"  # ends like a unit and is not known


@dataclass(frozen=True, slots=True)
class UnitName:
    """A name taken apart; ``text`` is without white space, ``prefix + core`` is ``text``.

    ``prefix`` is the level word (市, 自治区, 市委) or place (澄江市) in front, ``""`` where there is none;
    ``family`` the key of the lexicon's family, ``""`` where it is none; ``stands_alone`` is true for names of the
    kind :attr:`NameKind.OTHER` that no level word belongs to (企业, 国网供电所).
    """

    text: str
    kind: NameKind
    level: str = ""
    prefix: str = ""
    core: str = ""
    family: str = ""
    stands_alone: bool = False

    @property
    def known(self) -> bool:
        """Whether the name is certainly a unit's, wherever it stands."""
        return self.kind is not NameKind.OTHER

    @property
    def takes_level(self) -> bool:
        """Whether a level word in front of an earlier name of the list belongs to this name too."""
        return (
            not self.prefix and not self.stands_alone and self.kind in (NameKind.DEPARTMENT, NameKind.OTHER)
        )


_HAN = "[\u4e00-\u9fff]"
_SPACE = re.compile(r"\s+")
_LEVEL = re.compile("|".join(sorted(LEVEL_WORDS, key=len, reverse=True)))
_PARTY = re.compile(
    r"(?P<base>自治区|兵团|区)党委(?!政府)|(?P<short>[省市州盟县区旗地])委(?!员)|(?P<zone>经开区|开发区|高新区|新区|园区)党工委|(?:党工委|党委)"
)
# 市场监管局 begins with 市场 and 区域合作局 with 区域: there the first character is no level word.
_NO_LEVEL = re.compile(
    r"市场|市政(?!府|协|务|法|数|研)|市容|市域|市民|市区|市监|区域|区块|区位|县域|省际|地区[局办]"
)
_PLACE_END = re.compile(r"自治区|自治州|自治县|自治旗|兵团|地区|新区|开发区|经开区|高新区|[省市州盟县区旗]")
_NO_PLACE = re.compile(
    r"(?:城市|都市|超市|股市|上市|地市|盟市|省市|市县|旗县|区县|县区|城区|社区|园区|辖区|灾区|山区|景区|库区|矿区|林区|牧区|"
    r"片区|市区|厂区|小区|地区|特区|军区|校区|各区|各市|各县|街区|专区|港区|保护区|自贸区|保税区)$"
)
_NO_PLACE_START = re.compile(
    r"[由向对和与及请为从以将把在使让同并各]|有关|相关|其他|其中|会同|负责|建立|完善"
)

_GOV_CORE = r"(?:人民政府|政府|行政公署|行署)(?:办公厅|办公室|办)?|党工委|党委、?政府|委、?(?:市|省|县|区|旗|州|盟)?政府"
_GOVERNMENT = re.compile(
    rf"(?P<prefix>{_HAN}{{0,14}}?(?:自治区|自治州|自治县|自治旗|兵团|地区|新区|[省市州盟县区旗镇乡]|街道)(?:级|（[^（）]*）)?)"
    rf"(?P<core>{_GOV_CORE})"
)
_PARTY_ALONE = re.compile(
    rf"(?P<place>{_HAN}{{0,10}}?)(?:(?P<word>自治区|兵团)党委|(?P<short>[省市州盟县区旗地])委)(?P<office>办公厅|办公室|办)?"
)
_COMMITTEE = re.compile(
    r"[\u4e00-\u9fff（）“”]*?(?:管委会|管（筹）委会|党工委|(?:区|园|口岸|港|城|基地|谷|岛|镇)(?:开发建设)?管理委员会|管委会办公室)"
)
_YOUTH = re.compile(
    r"(?:共青)?团(?P<word>自治区|省|市|州|盟|县|区|旗)(?:工)?委|(?:共青团)(?P<place>.{1,10}(?:自治区|省|市|州|盟|县|区|旗))委员?会?"
)

_COLLECTIVE_HEAD = (
    r"(?:部门|单位|机构|处室|地区|地方|地|省份|企业|公司|园区|开发区|经开区|高新区|新区|片区|基地|口岸|平台|人民政府|政府|行政公署|行署|公署|"
    r"党委|党组织|党组|管委会|管理机构|管理委员会|盟市|旗县区|旗县市区|旗县|县市区|市县区|县区|县市|市县|区县|市区|市州|州市|地市|市地|"
    r"乡镇街道|乡镇|镇街|街镇|街道|街道办|街道办事处|办事处|苏木乡镇|苏木镇|苏木|嘎查村|村居|社区|[省市县区旗盟州乡镇]|自治区|直辖市|兵团|银行|金融机构|高校|高等学校|"
    r"院校|学校|科研院所|医院|协会|商会|行业协会|委办局|委局办|局|厅|委|办|委员会|人民团体|群团组织|成员单位|责任单位|牵头单位|主体|中心|支队|大队|科室|国企)"
)
_BRACKET = r"(?:（[^（）]{1,12}）)?"
_EACH = re.compile(
    rf"各(?!项|类|种|自|方|环|界|族|式|个)[\u4e00-\u9fff（）、]{{0,24}}?{_COLLECTIVE_HEAD}{_BRACKET}(?:{_COLLECTIVE_HEAD})?"
    r"(?:(?:和|与|及)[\u4e00-\u9fff]{2,12}(?:兵团|单位|部门|机构|开发区|管委会|城市|市))?"
)
_SOME = re.compile(
    rf"(?P<prefix>(?:自治区|国务院|中央|全国|国家|省|市|州|盟|县|区|旗|旗县区|县区|开发区|经开区|高新区|园区|新区)?(?:[级直属驻]|机关)?)"
    rf"(?P<core>(?:其他|其它|各级|各相关|各有关|各|有关|相关|所属|地方各级|地方|属地|所在|涉及|职能|主管|成员|下级|上级|以上|区域内|辖区|涉农|基层)+"
    rf"(?:[\u4e00-\u9fff（）、]{{0,12}}?)?{_COLLECTIVE_HEAD}{_BRACKET}(?:{_COLLECTIVE_HEAD})?)"
)
_LEVEL_GOVERNMENTS = re.compile(
    r"(?P<word>省|市|县|区|乡|镇|旗)[级]?(?:以上|以下)?(?:地方)?(?:各级)?(?:人民政府|政府|党委和政府)"
)
_REGION_WORD = re.compile(r"省|自治区|直辖市|兵团|旗|县|区(?!域)|盟|市|州|地市")

_BODY = re.compile(
    r"海关|公司|集团|银行|[分支]行|营业部|业务处|营业管理部|信保|营业所|供电局|电网|铁塔|电信|联通|大学|[学院]院|研究院|研究所|设计院|科学院|学校|高校|"
    r"医院|机场|银行业协会|行业协会|协会|学会|商会|基金会|企业|出版社|报社|日报|电视台|广播电视台|传媒中心|交易所|人行|"
    r"人民银行|监管局|监察局|专员办|特派办|特派员办事处|调查总队|监管办|仓储|石油|石化|移动|航空"
)
_BODY_END = re.compile(rf"(?:{_BODY.pattern})(?:（[^（）]+）)?$")
_CENTRAL = re.compile(r"国家(?!级)|全国|中央|国务院|最高|中共中央|中华全国|中国|国网|国铁|人民银行|人行")
_BRANCH = re.compile(
    r"(?:总局|总署|国家\w{2,8}局|委员会|人民银行|人行|水利部|自然资源部|生态环境部|财政部|商务部|交通运输部|民航局|审计署)[\u4e00-\u9fff]+"
    r"(?:局|总队|[分支]行|专员办|特派办|办事处|督察局|管理部|调查队|委员会|监管办|站)$"
)
_MINISTRY = re.compile(rf"{_HAN}{{2,8}}部")
_OTHER_END = re.compile(
    r"(?:局|厅|委|委员会|办|办公室|办公厅|部|署|中心|总社|供销社|社|站|所|院|处|科|室|总队|支队|大队|中队|队|法院|检察院|会|联|政府|公署|行署|党委|党组|"
    r"工委|纪委|园区|开发区|经开区|高新区|新区|示范区|保税区|自贸区|单位|部门|机构|街道|街道办|乡镇|苏木|平台|口岸|兵团|馆|台|专班|指挥部|领导小组|行|司|林场|农场|库|团|"
    r"盟市|旗县区|旗县|县区|县市区|区县|市县|市州|州市|地市|市地|街镇|镇街|地区|[省市县区旗盟州乡镇])(?:（[^（）]+）)?$"
)
_FUNCTION_WORD = re.compile(
    r"[的了、，。；：,;:？！《》“”\"'0-9%]|应当|以下|以上|以内|以外|简称|包括|不含|含|按照|根据|依据|进行|开展|加强|加快|提升|提高|确保|"
    r"其中|之一|分别|负责|牵头|配合|不得|可以|已经|除外|达到|完善|建立|做好|实现|研究制定|要求|期限|另有|每年|月底|年底|试行|修订|暂行"
)


@lru_cache(maxsize=16384)
def read_name(text: str) -> UnitName | None:
    """Take a name apart, or return ``None`` when it is no unit's name.

    >>> read_name("市市场监督管理局").prefix
    '市'
    >>> read_name("市场监督管理局").prefix
    ''
    """
    name = _SPACE.sub("", text)
    if not 2 <= len(name) <= 40:
        return None
    return (
        _exact(name)
        or _with_level(name)
        or _branch(name)
        or _collective(name)
        or _committee(name)
        or _government(name)
        or _with_place(name)
        or _with_office_in_brackets(name)
        or _department_in_general(name)
        or _other(name)
    )


def level_of_place(place: str) -> str:
    """The level of a place by its last word; a municipality counts as a province."""
    if place.startswith(MUNICIPALITIES) and place in MUNICIPALITIES:
        return PROVINCE
    found = [match for match in _PLACE_END.finditer(place) if match.end() == len(place)]
    if found:
        return LEVEL_WORDS.get(found[0].group(), "")
    return PROVINCE if place in PROVINCES else ""


def _exact(name: str) -> UnitName | None:
    known = lexicon()
    family = known.forms.get(name)
    if family:
        return UnitName(name, NameKind.DEPARTMENT, core=name, family=family.key)
    if name in known.national:
        return UnitName(
            name, NameKind.NATIONAL, NATIONAL, core=name, family=known.national_family.get(name, "")
        )
    return None


def _with_level(name: str) -> UnitName | None:
    forms = lexicon().forms
    party = _PARTY.match(name)
    if party:
        rest = name[party.end() :]
        family = forms.get(rest)
        word = party["base"] or party["short"] or party["zone"] or ""
        level = LEVEL_WORDS.get(word, CITY if word == "地" else PROVINCE if party["base"] else "")
        if family and family.kind in ("party", "both"):
            return UnitName(name, NameKind.DEPARTMENT, level, party.group(), rest, family.key)
        if rest in ("办公室", "办公厅", "办"):
            return UnitName(name, NameKind.DEPARTMENT, level, party.group(), rest, "office_party")
    youth = _YOUTH.fullmatch(name)
    if youth:
        word = youth["word"] or youth["place"]
        return UnitName(
            name, NameKind.DEPARTMENT, LEVEL_WORDS.get(word) or level_of_place(word), word, name, "youth"
        )
    match = _LEVEL.match(name)
    while match:
        family = forms.get(name[match.end() :])
        if family:
            return UnitName(
                name,
                NameKind.DEPARTMENT,
                LEVEL_WORDS[match.group()],
                match.group(),
                name[match.end() :],
                family.key,
            )
        shorter = match.group()[:-1]
        match = _LEVEL.match(shorter) if shorter else None
    return None


def _branch(name: str) -> UnitName | None:
    if _BRANCH.search(name):
        return UnitName(name, NameKind.BODY, core=name)
    return None


def _collective(name: str) -> UnitName | None:
    if _EACH.fullmatch(name):
        return UnitName(name, NameKind.COLLECTIVE, _level_within(name), core=name)
    some = _SOME.fullmatch(name)
    if some:
        prefix = some["prefix"]
        word = prefix.removesuffix("机关").rstrip("级直属驻")
        level = LEVEL_WORDS.get(word) or (NATIONAL if word in ("国务院", "中央", "全国", "国家") else "")
        return UnitName(name, NameKind.COLLECTIVE, level or _level_within(some["core"]), prefix, some["core"])
    governments = _LEVEL_GOVERNMENTS.fullmatch(name)
    if governments and ("级" in name):
        return UnitName(name, NameKind.COLLECTIVE, LEVEL_WORDS.get(governments["word"], ""), core=name)
    return None


def _level_within(name: str) -> str:
    """The level a collective speaks of: 各国家级经开区管委会 zones, 各盟市 cities, 各旗县区 counties."""
    if re.search(r"开发区|经开区|高新区|管委会|园区|新区|口岸|保税区", name):
        return ZONE
    match = _REGION_WORD.search(name)
    if not match:
        return ""
    return LEVEL_WORDS.get(match.group(), PROVINCE if match.group() == "直辖市" else CITY)


def _committee(name: str) -> UnitName | None:
    if name == "管委会" or _COMMITTEE.fullmatch(name):
        return UnitName(name, NameKind.COMMITTEE, ZONE, core=name)
    return None


def _government(name: str) -> UnitName | None:
    match = _GOVERNMENT.fullmatch(name)
    if match:
        prefix = match["prefix"]
        level = LEVEL_WORDS.get(prefix) or level_of_place(prefix) or _level_within(prefix)
        return UnitName(name, NameKind.GOVERNMENT, level, prefix, match["core"])
    match = _PARTY_ALONE.fullmatch(name)
    if match and not match["place"].endswith(("监", "管", "常")):
        place, word = match["place"], match["word"] or match["short"]
        level = LEVEL_WORDS.get(word, CITY)
        return UnitName(name, NameKind.GOVERNMENT, level, place + word, name.removeprefix(place + word))
    return None


def _with_place(name: str) -> UnitName | None:
    known = lexicon()
    if not _NO_PLACE_START.match(name):
        for match in _PLACE_END.finditer(name, 1, 16):
            place, rest = name[: match.end()], name[match.end() :]
            if (_NO_PLACE.search(place) and not place.endswith("地区")) or len(place) < 2:
                continue
            core = rest.removeprefix("委") if rest.startswith("委") else rest.removeprefix("党委")
            family = known.forms.get(rest) or known.forms.get(core)
            if family and (rest == core or family.kind in ("party", "both")):
                prefix = place + rest[: len(rest) - len(core)]
                return UnitName(name, NameKind.DEPARTMENT, level_of_place(place), prefix, core, family.key)
    for short in PROVINCES:
        if name.startswith(short) and name[len(short) :] in known.forms:
            rest = name[len(short) :]
            return UnitName(name, NameKind.DEPARTMENT, PROVINCE, short, rest, known.forms[rest].key)
    for form in known.vertical_forms:
        # 包头税务局: run from above, and named after a place without its level word.
        if name.endswith(form) and 2 <= len(name) - len(form) <= 8 and not _NO_PLACE_START.match(name):
            if _LEVEL.match(name) or _FUNCTION_WORD.search(name):
                return None
            prefix = name[: -len(form)]
            return UnitName(name, NameKind.BODY, "", prefix, form, known.forms[form].key)
    return None


def _with_office_in_brackets(name: str) -> UnitName | None:
    """市农业农村局（乡村振兴局）: one unit with two name plates."""
    match = re.fullmatch(r"([^（）]{2,})（([^（）]{2,12})）", name)
    if not match:
        return None
    first = read_name(match[1])
    if first is None or not first.known or first.kind is NameKind.BODY or read_name(match[2]) is None:
        return None
    return UnitName(
        name, first.kind, first.level, first.prefix, name.removeprefix(first.prefix), first.family
    )


def _department_in_general(name: str) -> UnitName | None:
    """县级以上人民政府发展改革部门, 自然资源主管部门: the department of whatever place."""
    match = re.fullmatch(
        r"(?P<lead>(?:县级以上|市级以上|各级|地方各级|地方|省级|市级|县级|国务院|自治区|省|市|县|区|旗|盟市|旗县区)?(?:人民政府)?)"
        r"(?P<stem>[\u4e00-\u9fff]{2,10}?)(?:行政)?(?:主管)?部门",
        name,
    )
    if match and match["stem"] in lexicon().departments:
        level = LEVEL_WORDS.get(match["lead"].rstrip("级"), NATIONAL if match["lead"] == "国务院" else "")
        return UnitName(name, NameKind.COLLECTIVE, level, "", name)
    return None


def _other(name: str) -> UnitName | None:
    if _FUNCTION_WORD.search(name):
        return None
    if _BODY_END.search(name):
        prefix = _LEVEL.match(name)
        if prefix and not _NO_LEVEL.match(name) and len(name) - prefix.end() >= 2:
            return UnitName(
                name, NameKind.OTHER, LEVEL_WORDS[prefix.group()], prefix.group(), name[prefix.end() :]
            )
        kind = NameKind.BODY if _is_certain_body(name) else NameKind.OTHER
        return UnitName(name, kind, core=name, stands_alone=True)
    if not _OTHER_END.search(name):
        return None
    if _CENTRAL.match(name):
        level = NATIONAL if not name.startswith(("国网", "国铁", "人行")) else ""
        return UnitName(name, NameKind.OTHER, level, core=name, stands_alone=True)
    prefix = _LEVEL.match(name)
    if prefix and not _NO_LEVEL.match(name) and len(name) - prefix.end() >= 2:
        return UnitName(
            name, NameKind.OTHER, LEVEL_WORDS[prefix.group()], prefix.group(), name[prefix.end() :]
        )
    for match in _PLACE_END.finditer(name, 2, 14):
        place, rest = name[: match.end()], name[match.end() :]
        if len(rest) >= 3 and not _NO_PLACE.search(place) and not _NO_PLACE_START.match(name):
            return UnitName(name, NameKind.OTHER, level_of_place(place), place, rest)
    return UnitName(name, NameKind.OTHER, core=name)


def _is_certain_body(name: str) -> bool:
    """A customs office, bank or company with a name of its own; bare 银行 or 企业 is none."""
    return bool(
        len(name) >= 4
        and re.search(r"(?:海关|公司|集团|[分支]行|信保|业务处|营业部|监管局|专员办|大学)$", name)
    )
