"""Targets: figures to be reached.

``comparator`` says what the words say: 以上, 不低于, 达到, 提高到 → at least; 不超过, 降至, 压缩到 → at most; 超过,
突破 → above; 左右 → about; 3—4个 → between; a rank 前25名 → at most 25; a bare figure → equal. Values stay in the
unit of the document (``14000 亿元``), growth words belong to the indicator (``生产总值年均增长``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from jingkai.documents.extract import tasks, wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import FigureRole, Passage
from jingkai.documents.extract.sharing import shares
from jingkai.documents.mentions import Comparator, Target

_BASELINE = re.compile(
    r"(?:比|较)(?:法定|承诺|原定|国家规定)[^，。；]{0,6}?(?=压|缩|减|提)|(?:比|较|相比|与)(?P<year>(?:20|19)[0-9]{2}年|上年|上一年|去年|前一年|“?十[一二三四五]五”?(?:末|期末)?)"
    r"|在(?P<base>(?:(?:20|19)[0-9]{2}年|去年|上年)(?:底|末)?|现有)(?:的)?基础上"
)
_SHARE_OF = re.compile(
    "(?P<bound>不低于|不少于|不[得应宜]低于|不[得应宜]少于|不高于|不大于|不超过|不[得应宜]超过|不[得应宜]大于|不[得应宜]高于|超过|达到|高于|低于)(?P<whole>[^，。；：]{2,20})的$"
)
_SHARE_SIGNS = (
    ("不低于|不少于|不[得应宜]低于|不[得应宜]少于|达到", Comparator.AT_LEAST),
    ("不高于|不大于|不超过|不[得应宜](?:超过|大于|高于)", Comparator.AT_MOST),
    ("超过|高于", Comparator.ABOVE),
    ("低于", Comparator.BELOW),
)
_REACHES_NAMED = re.compile("达到?(?:高程|标高|海拔|水位)$")
_REACHES_EACH = re.compile(
    "(?:达到?|提高到|提升到|增加到|不低于|不少于|(?P<down>降至|降到))每[一-龥0-9]{1,8}$"
)
_FROM = re.compile("(?:由|从)(?:每[一-龥]{1,2}(?:每[年月天日])?)?(?P<value>[0-9][^，。；]{0,10})$")
_THIS_YEAR = re.compile(
    "全年|今年(?!以来|上半年|初)|(?<![0-9一二两三四五六七八九十])年内(?!部)|(?:^|[，；、到至在])年底"
)
_BY_MONTH = re.compile("(?<![年0-9])[0-9]{1,2}月(?:底|末|[上中下]旬|[0-9]{1,2}日)?(?:之前|以前|前)")
_YEAR_BESIDE = re.compile("(?<![比较由从自于—－至到0-9])(?P<year>20[0-9]{2})年(?:底|末)?(?:前|力争|要)?$")
_ONLY_SCOPE = re.compile(
    "(?:[省市县区乡镇]级|城镇|城市|农村|城区|县城|建成区|乡村|男性|女性|中心城区|主城区|平原|山区)(?:地区)?"
)
_SIZE_OF = re.compile("总?规模$")
_SIZED_FIRST = re.compile("^[^，。；]*[0-9][^，。；]*?(?:以上|以下|左右)的(?=.{2,}$)")
_MADE_LAST = re.compile(
    "^(?![^，]*(?:每年|累计|新增)).{2,}(?:建设|建成|打造|培育|组建|共建|新建|创建|引进)(?!的|用地|资金|规模|水平|能力|任务|标准|项目|工程|面积|单位|工期)(?=[^，。；、]{3,}$)"
)
_WEAK_END = re.compile(f"(?:{wording.WEAK}|{wording.CREATE})+$")
_RELATIVE = re.compile("^(?:占|较|比|高于|快于)")
_SCOPE = re.compile(
    "^(?P<scope>全国|全省|全区|全市|全县|全旗|全盟|全州|全自治区|各地|每个[^，。；]{1,6}|我省|我市|我区)(?=.)"
)
_COUNTED_SCOPE = re.compile(
    r"^.{0,16}?[0-9０-９]+[个家](?:[^占达超]{0,12}?(?:园区|区|企业|城市|县|市|镇|村))(?:[和、][^占达超]{0,12}?(?:园区|区|企业|县|市|镇|村))?"
)
_ADJECTIVE_ONLY = re.compile(r"^[^，。；]{1,6}[级类型]$")
_ADJECTIVE = re.compile(r"^[^，。；、]{1,6}?[级类型](?=.)")
_RANKING = re.compile(
    "(?P<name>[^，。；：在]{0,30}(?:排名|排位|位次|名次))|在(?P<review>[^，。；：]{2,30}?(?:考核|评价|评估|评比)+)(?:中|内|里)"
)
_RANK_REGION = re.compile(
    "(?:进入|达到|跻身|跃居|位居|位列|保持在?|稳居|名列|列|居|排名|晋升至?)?(?P<region>[^，。；、]{0,12})$"
)


@dataclass(slots=True)
class _Previous:
    """What the next figure of the same sentence may leave out."""

    sentence: int = -1
    subject: str = ""
    verb: str = ""
    end: int = -1


def find_targets(passage: Passage) -> tuple[Target, ...]:
    """Return the targets of one provision, in reading order."""
    found: list[Target] = []
    previous = _Previous()
    figures = passage.of(FigureRole.TARGET)
    shared = shares(passage, figures)
    for index, figure in enumerate(figures):
        sentence = passage.clauses.sentence_number(figure.start)
        if sentence != previous.sentence:
            previous = _Previous(sentence, _topic(passage, figure))
        if figure.kind is FigureKind.RANK:
            indicator, scope = _rank(passage, figure, previous)
        elif index in shared:
            scope, indicator = shared[index].scope, shared[index].indicator
        else:
            indicator, scope = _indicator(passage, figure, figures[index + 1 :], previous)
        found.append(
            Target(
                indicator=indicator,
                comparator=shared[index].comparator if index in shared else _comparator(passage, figure),
                value=figure.value,
                unit=figure.unit,
                words=passage.text[figure.start : figure.end],
                start=figure.start,
                end=figure.end,
                high=figure.high,
                baseline=_baseline(passage, figure),
                deadline=(shared[index].deadline if index in shared else None) or _deadline(passage, figure),
                scope=scope,
            )
        )
        previous.end = figure.end
    return tuple(found)


def _comparator(passage: Passage, figure: Figure) -> Comparator:
    """How the figure binds; 至少 may stand before the verb (每个县至少建设1个园区)."""
    left = passage.left(figure)
    if figure.comparator is Comparator.EQUAL and re.search("至少[^，。；]{0,6}$", left):
        return Comparator.AT_LEAST
    if figure.comparator is Comparator.EQUAL and _REACHES_NAMED.search(left):
        return Comparator.AT_LEAST
    if figure.comparator is Comparator.EQUAL and (reached := _REACHES_EACH.search(left)):
        return Comparator.AT_MOST if reached["down"] else Comparator.AT_LEAST
    if figure.comparator is Comparator.EQUAL and (shared := _SHARE_OF.search(left)):
        return next(sign for words, sign in _SHARE_SIGNS if re.fullmatch(words, shared["bound"]))
    return figure.comparator


def _indicator(
    passage: Passage, figure: Figure, following: list[Figure], previous: _Previous
) -> tuple[str, str | None]:
    """Name what the figure measures, and for whom."""
    left, scope = _clause_before(passage, figure)
    right = passage.right(figure)
    change = wording.change_of(figure.lead)
    noun = _noun_before(figure, left)
    if sized := _sized(figure, noun, right):
        return sized, scope
    created = list(wording.CREATE_RE.finditer(left))
    counts = figure.kind is FigureKind.COUNT or (
        figure.kind is FigureKind.MEASURE and _ends_in_verb(left, created)
    )
    named_before = noun and scope is not None and not created
    if counts and not named_before and (counted := _counted(passage, figure, following)):
        told = wording.noun_before(left[: created[-1].start()]) if created else _WEAK_END.sub("", noun)
        verb = created[-1][0] if created and created[-1][0] in ("新增", "累计", "新认定") else ""
        previous.verb = verb or previous.verb
        previous.subject = counted
        return verb + counted, scope or told or None
    if figure.kind is FigureKind.PERCENT and right and not noun.strip("全省市区县国在有使") and not change:
        return wording.noun_after(right), noun.strip("在有使") or scope
    noun = _with_verb_of_list(left, noun, created, previous, counts=counts)
    scope, noun = _scope_within(noun, scope)
    if figure.kind is FigureKind.MONEY and right.startswith("的") and created:
        scope = scope or wording.noun_after(right) or None
    if _ONLY_SCOPE.fullmatch(noun) and previous.subject:  # 覆盖率，市级达到95%，县级达到80%
        return previous.subject + change, scope or noun
    if not noun or wording.is_only_change(noun) or _RELATIVE.match(noun):
        subject = previous.subject or _told_before(passage, figure)
        return subject + noun + change, scope
    previous.subject = wording.without_change(noun) or noun
    return (noun if noun.endswith(change) else noun + change) if change else noun, scope


def _clause_before(passage: Passage, figure: Figure) -> tuple[str, str | None]:
    """Return what stands before the figure in its clause, without where it sets out from, and the scope it begins with."""
    left = passage.left(figure)
    left = re.sub("[（(][^）)]*$", "", left) or left
    left = _FROM.sub("", left) or left
    if figure.kind is FigureKind.PERCENT:  # 不低于供地总量的40%: a share of what stands behind the bound
        left = _SHARE_OF.sub(r"占\g<whole>", left)
    if counted := _COUNTED_SCOPE.match(left):
        rest = left[counted.end() :]
        if len(wording.noun_before(rest)) > 1:
            return rest, wording.strip_head(counted[0])
    return left, None


def _noun_before(figure: Figure, left: str) -> str:
    noun = wording.noun_before(_BASELINE.sub("", left))
    if figure.lead:  # 引导机构将平均费率降至: what is changed stands behind 将
        noun = re.sub("^.*(?:将|把)(?=[^将把]{2,}$)", "", noun)
    if figure.kind is FigureKind.COUNT:
        noun = _MADE_LAST.sub("", _SIZED_FIRST.sub("", noun))
    return noun


def _sized(figure: Figure, noun: str, right: str) -> str:
    """总规模20亿元的产业基金, 不少于7天的应急库存: what is to be of that size stands behind; ``""`` for others."""
    if figure.kind is FigureKind.MONEY and right.startswith("的") and (sized := _SIZE_OF.search(noun)):
        return wording.noun_after(right) + sized[0]
    if figure.kind is FigureKind.TIME and tasks.is_stock(figure, right):
        return wording.noun_after(right)
    return ""


def _ends_in_verb(left: str, created: list[re.Match[str]]) -> bool:
    """建成300公里: a verb that creates stands right before the figure."""
    return bool(created) and created[-1].end() == len(left.rstrip("了约近"))


def _with_verb_of_list(
    left: str, noun: str, created: list[re.Match[str]], previous: _Previous, *, counts: bool
) -> str:
    """新增就业6万人、技能人才2万人: the next of a list is new as well."""
    if created and created[-1][0] in ("新增", "累计") and not left.endswith(created[-1][0]):
        previous.verb = created[-1][0]
    elif not left.startswith("、"):
        previous.verb = ""
    elif previous.verb and counts and not noun.startswith(previous.verb):
        return previous.verb + noun
    return noun


def _scope_within(noun: str, scope: str | None) -> tuple[str | None, str]:
    """Return the scope that a name begins with (全市规上企业, 每年), and the name without it."""
    if (scoped := _SCOPE.match(noun)) and len(noun) - scoped.end() > 1:
        scope, noun = scope or scoped["scope"], wording.strip_head(noun[scoped.end() :])
    if noun.startswith("每年") and len(yearly := wording.strip_head(noun.removeprefix("每年"))) > 1:
        scope, noun = scope or "每年", yearly if not wording.is_only_change(yearly) else noun
    return scope, noun


def _counted(passage: Passage, figure: Figure, following: list[Figure]) -> str:
    """The thing counted after the figure, ``""`` where nothing is.

    An adjective alone borrows the next one's noun (1家国家级、3家省级中心).
    """
    right = passage.right(figure)
    if not right or _is_joined(right):
        return ""
    after = wording.noun_after(right)
    if _ADJECTIVE_ONLY.match(after) and following and following[0].start - figure.end < len(after) + 3:
        shared = wording.noun_after(passage.right(following[0]))
        return after + _ADJECTIVE.sub("", shared, count=1)
    return after


def _is_joined(right: str) -> bool:
    """Whether nothing is counted after the figure: a list, an end, a bracket."""
    return right[0] in "、，和及与（(或以" or right.startswith(("左右", "以上"))


def _topic(passage: Passage, figure: Figure) -> str:
    """The subject of the clause before, where a sentence's first figure leaves it out (规模扩大，年均增长8%)."""
    start, _ = passage.clauses.sentence(figure.start)
    before = passage.text[start : passage.clauses.clause(figure.start)[0]].rstrip("，：、")
    clause = re.split("[，：；]", before)[-1] if before else ""
    noun = re.split(
        "持续|稳步|进一步|显著|明显|大幅|不断|全面|较快|平稳|保持|实现|达到", wording.strip_head(clause)
    )[0]
    noun = re.split("[0-9]", noun)[0]
    return noun if 1 < len(noun) <= 20 else ""


def _told_before(passage: Passage, figure: Figure) -> str:
    """The subject of the figure a passage told last (2023年产值达到8亿元。到2027年，力争达到20亿元)."""
    for other in islice(passage.before(figure), 30):
        noun = wording.noun_before(passage.left(other))
        noun = noun[scoped.end() :] if (scoped := _SCOPE.match(noun)) else noun
        if other.kind is figure.kind and other.unit == figure.unit and len(noun) > 1:
            return noun
    return ""


def _rank(passage: Passage, figure: Figure, previous: _Previous) -> tuple[str, str | None]:
    """Name the ranking; the region (全国, 西部地区) is the scope."""
    sentence = passage.clauses.sentence(figure.start)[0]
    before = passage.text[sentence : figure.start]
    named = list(_RANKING.finditer(before))
    name = ""
    for one in reversed(named):
        name = f"{one['review']}排名" if one["review"] else wording.noun_before(one["name"])
        if len(name) > 2:
            break
    name = re.sub("中?的(?=排名|排位|位次|名次)", "", name)
    region = ""
    if found := _RANK_REGION.search(passage.left(figure)):
        region = wording.strip_head(
            re.sub("^.*(?:进入|达到|跻身|跃居|位居|位列|稳居|名列|保持)", "", found["region"])
        ).strip("、，")
    previous.subject = name or previous.subject
    if not name:
        subject = wording.noun_before(
            re.split("进入|跻身|跃居|位居|位列|稳居|名列|保持|排名", passage.left(figure))[0]
        )
        name = f"{subject}排名" if subject and subject != region else "排名"
    return name, region or None


def _deadline(passage: Passage, figure: Figure) -> str | None:
    """The term that holds, or the year of the title: where the sentence says 全年, or where all tasks end with it."""
    term = passage.timeline.term(figure.start)
    own = passage.standing.title_year or (str(passage.standing.year) if passage.standing.year else None)
    start = passage.clauses.sentence(figure.start)[0]
    if beside := _YEAR_BESIDE.search(passage.text, start, figure.start):
        return beside["year"]
    moment = passage.timeline.at(figure.start)
    own_moment = (
        moment is not None and passage.timeline.first is not None and moment is not passage.standing.moment
    )
    since = max(start, moment.end) if term is not None and moment is not None and own_moment else start
    said = passage.text[since : figure.start]
    if own is not None and (_BY_MONTH.search(said) or (term is None and _THIS_YEAR.search(said))):
        return own
    return term if term is not None else passage.standing.period_end


def _baseline(passage: Passage, figure: Figure) -> str | None:
    """What a change is measured against (比2020年下降13.5%)."""
    start = passage.clauses.clause(figure.start)[0]
    found = list(_BASELINE.finditer(passage.text, start, figure.start))
    if found:
        return found[-1]["year"] or found[-1]["base"]
    before = _FROM.search(passage.text, start, figure.start)
    return before["value"] if before else None
