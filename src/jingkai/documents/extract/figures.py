"""Figures in running text: a number, the unit it counts in, and the words beside it that say how it binds.

This module only reads; whether a figure is a target, a sum, a threshold or nothing is decided in
:mod:`jingkai.documents.extract.roles`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jingkai.documents.extract.bare_figures import bare_figures
from jingkai.documents.extract.binding import TAIL, Figure, FigureKind, bind
from jingkai.documents.mentions import Comparator
from jingkai.kernel.numerals import parse_numeral, parse_quantity

__all__ = ["Figure", "FigureKind", "find_figures"]

_DIGIT = "0-9０-９"
_CHINESE = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = rf"(?:[{_DIGIT}]{{1,3}}(?:[,，][{_DIGIT}]{{3}})+(?![{_DIGIT}])|[{_DIGIT}]{{1,15}})(?:[.．][{_DIGIT}]{{1,8}})?"
_SCALE = "(?:[十百千]?万亿|[十百千]万|[百千]亿|[百千万亿])?"
_TO = "(?:——|—|－|–|-|~|～|至|到)"

_PERCENTS = "个百分点|百分点|%|％|‰"
_TIMES = "个工作日|工作日|个小时|小时|分钟|个月|天|年(?![度级代龄间来前内期均初末底版鉴产月中底])"
_MONEYS = "元人民币|元|美元|欧元|港元|港币|日元|人民币|卢布"
_PER = (
    "(?:[/／](?:10万|十万|百万|平方公里|平方米|立方米|千瓦时|万千瓦时|千瓦|公里|公顷|万元|亿元|万人|小时|亩|吨|人|家|户|台|年|月|日|天|件|个|"
    "米|度|秒|次|㎡))?"
)
_MEASURES = (
    "[/／](?:10万|十万)(?!元)|个等级（别）|个等级|个位次|个名次|个档次|千克标准煤|克标准煤|吨标准煤|吨标煤|吨公里|人公里|载重吨|吨级|标准吨|蒸吨|公斤|千克|毫克|微克|吨|斤|千瓦时|千瓦|兆瓦|吉瓦|千伏安|千伏|平方公里|平方千米|平方米|立方米|平方公尺|平米|"
    "立方|平方(?![公千米厘分])|方(?=[，。；、）]|$)|毫升|升(?=[，。；、）/／以]|$)|毫秒|分贝|赫兹|兆赫|吉赫|兆伏安|千乏|万大卡|吉焦|勒克斯|公里|千米|海里|厘米|毫米|公顷|亩(?!次)|标准箱|标箱|标准机架|机架|架次|岁|"
    "kWh|KWh|kW|KW|MWh|GWh|MW|GW|kV|KV|TEU|TB|PB|EB|GB(?!/)|Gbps|Mbps|kg|km|PFLOPS|EFLOPS|TFLOPS|EFlops|PFlops|EOPS|POPS|TOPS|Tbps|㎡|m³|℃|P(?![A-Za-z])|米(?![兰粉])|"
    "度(?![假过])|分(?![别类级钟工期步批之公行局支离享配析布层段])"
)
_COUNTS = (
    "(?:起|尾|棵|颗|篇|款|片|块|门|眼|孔|期|趟|轮|本|幅|首|班|路|床|对|集|卷|批|届|道|股|面|卡|核|单|版|峰|匹|副|把|块|层|栏|箱|包|瓶|袋|车|标段|学时|课时|学分|单元|机位|席)(?=[，。；、）以左和及]|$)|家次|户次|车次|航次|件次|人户|艘次|台次|车次|人年|人月|人日|人次|亩次|重量箱|标台|台套|台（套）|套（台）|册|场次|班次|列次|批次|张床位|个床位|"
    "家(?![庭电居政属长纺用]|具(?![有备]))|户(?![籍均口数外用])|个|项(?!目(?!标)|下)|件(?!数)|台(?!阶)|套(?![餐利])|"
    "名(?![单称录牌优义城村企校师医额列]|特[优产色])|人(?![才员民均工口力社大事数类物体群居文身选为与机气间防])|位(?![于居列置])|"
    "所(?![有在属需得辖对占涉述谓长]|以(?![上下内]))|座(?![谈位])|条(?![件例款文])|处(?![于理置罚分长室])|份(?![额子量内])|根(?![据本源基治])|口(?![岸径碑])|盏|枚|辆|架(?![构次])|艘|"
    "列(?![入为出全席车支示明])|种(?![植子业])|类(?!似)|部(?![门委分署队])|张(?!家)|次(?!数)|场(?![所地景馆站])|"
    "组(?![织建成合])|支(?![持付撑出行部线点局农])|宗|笔(?!试)|幢|栋|间|株|只|头(?!部)|羽|对(?![接外口于])|例(?!外)|条"
)
_UNIT = (
    f"(?P<percent>{_PERCENTS})|(?P<money>(?:{_MONEYS}){_PER})|(?P<measure>(?:{_MEASURES}){_PER})(?!级)|"
    f"(?P<time>{_TIMES})|(?P<count>(?:{_COUNTS}){_PER})|(?P<fold>倍)"
)
_ARABIC_FIGURE = re.compile(
    rf"(?<![A-Za-z{_DIGIT}.．第〔\[#+])(?P<first>{_NUMBER})(?P<scale1>{_SCALE})"
    rf"(?:(?P<unit1>%|％|个|家|元|美元|项|名|年|天|吨|亩)?{_TO}(?P<second>{_NUMBER})(?P<scale2>{_SCALE}))?"
    rf"(?P<more>[多余](?P<scale3>[十百千]?(?:万亿|万|亿))?)?(?:{_UNIT})(?P<some>[多余](?=[家个户]))?(?:{TAIL})?"
)
_CHINESE_FIGURE = re.compile(
    rf"(?<![第{_CHINESE}几数{_DIGIT}点多余])(?<!(?<![迈跨登])上)(?:(?P<hundredths>百分之|千分之)(?P<part>[{_CHINESE}点]+)|"
    rf"(?P<first>[{_CHINESE}]+(?:点[〇零一二三四五六七八九]+[万亿]*)?)"
    rf"(?:(?P<money>{_MONEYS})|(?P<time>个工作日|工作日|个月)|(?P<fold>倍)|"
    r"(?P<count>家(?![庭电居政属长纺用]|具(?![有备]))|个|所(?![有在属需得]|以(?![上下内]))|座(?![谈位])|条(?![件例款文])|项(?!目(?!标)|下)|处(?![于理置罚])|"
    r"名(?![单称录牌优特])|台(?!阶)))"
    rf"(?![{_CHINESE}](?!亿|千亿|百亿|万)))(?:{TAIL})?"
)
_POINTS_NEXT = re.compile(rf"[、和及与或]{_NUMBER}个百分点")
_BARE = re.compile(rf"{_NUMBER}[万亿]?(?:{TAIL})?")
_RANK = re.compile(
    rf"(?P<side>[前后末])(?P<first>[{_DIGIT}]{{1,6}}|[一二三四五六七八九十百]{{1,6}})(?P<unit>名|位(?![于居列置])|强|%|％|(?=[，。；、）]|$|行列|水平|方阵))"
    r"|(?P<strong>[0-9]{1,5}|百|十)强(?![企央制化县镇国省市力])"
)
_RATIO = re.compile(
    rf"(?<![{_DIGIT}.:：∶])(?P<first>[{_DIGIT}]{{1,6}}(?:\.[{_DIGIT}]{{1,6}})?)(?:[:：∶]|比)(?P<second>[{_DIGIT}]{{1,6}}(?:\.[{_DIGIT}]{{1,6}})?)"
    rf"(?![{_DIGIT}.:：∶])"
)
_DOUBLING = re.compile(r"翻(?P<first>[一两二三四]|[0-9])?番(?:以上|左右)?")
_HAS_CHINESE_SCALE = re.compile("(?P<scale>万亿|亿|万)$")


def find_figures(text: str) -> list[Figure]:
    """Return every figure of ``text`` that has a unit, in reading order.

    Of overlapping readings the one that begins first is kept.
    """
    found = [
        *bare_figures(text),
        *_ranks(text),
        *_ratios(text),
        *_doublings(text),
        *_arabic(text),
        *_chinese(text),
    ]
    found.extend(_sharing_units(text, found))
    found.sort(key=lambda figure: (figure.number_start, -figure.end))
    kept: list[Figure] = []
    at = 0
    for figure in found:
        if figure.number_start >= at:
            kept.append(figure)
            at = figure.end
    return kept


_LISTED_BARE = re.compile(rf"(?P<bare>{_NUMBER}[万亿]?(?:、{_NUMBER}[万亿]?)*)(?:、|和|及|以及)$")
_SEVERALLY = re.compile("分别[^，。；0-9]{0,8}$")


def _sharing_units(text: str, found: list[Figure]) -> Iterator[Figure]:
    """The bare numbers that a list with 分别 writes before the one with the unit (分别降至38、40和42微克/立方米)."""
    for figure in found:
        if figure.lead or figure.kind is FigureKind.RANK:
            continue
        clause = max(0, figure.number_start - 60)
        listed = _LISTED_BARE.search(text, clause, figure.number_start)
        if listed is None or _SEVERALLY.search(text, clause, listed.start()) is None:
            continue
        for number in re.finditer(_NUMBER, listed["bare"]):
            value = parse_quantity(number[0])
            at = listed.start() + number.start()
            if value is None:
                continue
            bare = _BARE.match(text, at)
            if bare is not None:
                yield bind(text, bare, figure.kind, value, figure.unit)


def _arabic(text: str) -> Iterator[Figure]:
    for found in _ARABIC_FIGURE.finditer(text):
        kind, unit = _kind_and_unit(found)
        if unit == "个" and _POINTS_NEXT.match(text, found.end()):  # 分别提高3个和4个百分点
            kind, unit = FigureKind.PERCENT, "个百分点"
        first = parse_quantity(found["first"])
        if first is None or (kind is FigureKind.TIME and unit == "年" and _is_year(found["first"])):
            continue
        scale = (found["scale1"] or "") + (found["scale3"] or "")
        high: Decimal | None = None
        if found["second"]:
            high = parse_quantity(found["second"])
            scale2 = found["scale2"] or ""
            if high is None:
                continue
            unlike = scale or found["unit1"] or first >= high  # 8000元至1.2万元, 8000至1.2万元
            if unlike and scale != scale2:  # 5000万元—1亿元: both in the first one's unit
                ratio = (parse_quantity(scale2) or Decimal(1)) / (parse_quantity(scale) or Decimal(1))
                high *= ratio
            else:
                scale = scale2
        yield bind(text, found, kind, first, scale + unit, high=high)


def _chinese(text: str) -> Iterator[Figure]:
    for found in _CHINESE_FIGURE.finditer(text):
        if found["hundredths"]:
            value = parse_quantity(found["part"])
            if value is not None:
                unit = "%" if found["hundredths"] == "百分之" else "‰"
                yield bind(text, found, FigureKind.PERCENT, value, unit, chinese=True)
            continue
        kind, unit = _kind_and_unit(found)
        run = found["first"]
        scaled = _HAS_CHINESE_SCALE.search(run)
        if scaled and kind in (FigureKind.MONEY, FigureKind.COUNT):
            head, scale = run[: scaled.start()], scaled["scale"]
            if not head and kind is FigureKind.COUNT:
                continue  # 万家, 千家万户: a manner of speaking
            value = parse_quantity(head) if head else Decimal(1)
        else:
            number, scale = parse_numeral(run), ""
            value = None if number is None else Decimal(number)
        if value is not None:
            yield bind(text, found, kind, value, scale + unit, chinese=True)


def _ranks(text: str) -> Iterator[Figure]:
    for found in _RANK.finditer(text):
        value = parse_quantity(found["first"] or found["strong"])
        if value is None:
            continue
        unit = "强" if found["strong"] else found["unit"] or "名"
        yield Figure(
            FigureKind.RANK,
            value,
            unit,
            found.start(),
            found.end(),
            found.start(),
            lead=found["side"] or "",
            comparator=Comparator.AT_MOST,
        )


def _ratios(text: str) -> Iterator[Figure]:
    for found in _RATIO.finditer(text):
        first, second = parse_quantity(found["first"]), parse_quantity(found["second"])
        if first and second is not None:
            yield Figure(
                FigureKind.RATIO, second / first, ":", found.start(), found.end(), found.start(), high=None
            )


def _doublings(text: str) -> Iterator[Figure]:
    for found in _DOUBLING.finditer(text):
        value = parse_quantity(found["first"] or "一")
        if value is not None:
            tail = Comparator.AT_LEAST if found[0].endswith("以上") else Comparator.EQUAL
            tail = Comparator.ABOUT if found[0].endswith("左右") else tail
            yield Figure(
                FigureKind.PERCENT,
                value,
                "番",
                found.start(),
                found.end(),
                found.start(),
                "翻",
                "",
                comparator=tail,
            )


def _kind_and_unit(found: re.Match[str]) -> tuple[FigureKind, str]:
    groups = found.groupdict()
    for name, kind in (
        ("percent", FigureKind.PERCENT),
        ("money", FigureKind.MONEY),
        ("measure", FigureKind.MEASURE),
        ("time", FigureKind.TIME),
        ("count", FigureKind.COUNT),
        ("fold", FigureKind.PERCENT),
    ):
        unit = groups.get(name)
        if unit:
            return kind, unit.replace("％", "%").replace("／", "/")
    raise AssertionError("a figure without a unit")  # pragma: no cover


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and digits[0] in "12１２"
