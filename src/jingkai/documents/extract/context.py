"""What a provision inherits from where it stands: goal or review section, and the term that carries on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jingkai.documents.extract.timeline import (
    Moment,
    Tense,
    Timeline,
    document_year,
    is_goal_heading,
    is_past_heading,
    moments,
)
from jingkai.documents.provision import BlockKind, Metadata, Parsed, Provision, ProvisionKind


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a provision stands.

    ``goals``
        under a heading that announces goals.
    ``review``
        under a heading that announces what has been (发展基础, 面临形势): its figures are baselines.
    ``conditions``
        in a list of what is asked of those to whom a rule applies (应具备下列条件之一：).
    ``rules``
        in a document that sets rules (办法, 细则) rather than tasks: what it bounds are mostly conditions.
    ``title_year``
        the year that the title names alone (2024年工作要点), which 全年 then means.
    ``period_end``
        the year by which all tasks of the document are to be done: the year of a yearly document (2024年工作要点), or the last
        one of a plan's period (行动方案（2024—2026年）).
    ``moment``
        the term that holds at the first character of its text, from a heading, its parents or, in a goal
        section, the paragraph before.
    ``year``
        the document's own year.
    """

    goals: bool = False
    review: bool = False
    conditions: bool = False
    rules: bool = False
    title_year: str | None = None
    period_end: str | None = None
    moment: Moment | None = None
    year: int | None = None


_CONDITIONS = re.compile(
    "(?:下列|以下|如下|上述)[^，。；：]{0,8}(?:条件|要求|情形)[^。；]{0,12}[：:，。]?$|(?:情形|条件)(?:包括|有)[：:]?$|"
    "(?:符合|满足|具备)(?:下列|以下|如下|上述)[^，。；：]{0,8}(?:指标|标准|规定)[^。；]{0,12}[：:，。]?$"
)
_CONDITIONS_HEADING = re.compile(
    "(?:申报|准入|入驻|认定|享受|支持|适用|入园|入选|参评)?条件$|(?:起奖|申报|认定|准入|评定|入库)标准$|"
    "(?:适用|支持|奖励|扶持|认定|申报)(?:范围|对象)$"
)


_RULES = re.compile("(?:办法|规定|细则|条例|规则|规程|章程|通报|须知)(?:（[^）]{0,12}）)?(?:的通知)?$")


_FULL_DATE = re.compile(
    "(20[0-9]{2})年(?:[0-9]{1,2}月[0-9]{1,2}日|第[0-9]{1,4}[号期次])|[〔\\[（(](20[0-9]{2})[〕\\]）)]"
)
_DATED = (
    BlockKind.FRONT,
    BlockKind.NUMBER,
    BlockKind.TITLE,
    BlockKind.DATE,
    BlockKind.SIGNATURE,
    BlockKind.COLOPHON,
)
_WORK_OF_YEAR = re.compile(
    "(20[0-9]{2})年[^，。；]{0,14}(?:工作|任务|目标|重点|安排|要求|建议|计划|打算)(?!回顾|总结|情况)"
)
_TITLE_YEAR = re.compile("(?<![—－-])(20[0-9]{2})年(?![—－-]|度?(?:版|修订))")


_CITED = re.compile("(?<!印发)(?<!转发)(?<!发布)(?<!公布)《[^》]*》")
_YEARLY_WORK = re.compile(
    "(?<![—－–~～-])(20[0-9]{2})年(?:度)?(?![—－–~～-])[^《》]{0,24}?(?:要点|分工|任务|计划|安排|方案|清单|目标|实事|工作报告|措施|台账)"
)
_WORK_OF_TITLE = re.compile("要点|分工|任务|计划|安排|方案|清单|目标|实事|工作报告|行动|规划|举措|措施")
_OTHER_PAPER = re.compile("批复|复函|关于同意|评估|总结|的(?:实施)?意见$|回顾|执行情况")
_PERIOD = re.compile(r"20[0-9]{2}年?\s*(?:—|－|–|-|~|～|至|到)+\s*(20[0-9]{2})年?")


def _years_of_title(metadata: Metadata) -> tuple[str | None, str | None]:
    """The one year a title names, and the year in which what it announces ends; a title cited in it has no say."""
    title = _CITED.sub("", (metadata.title or "").strip())
    if title.startswith("《"):
        title = metadata.title or ""
    named = _TITLE_YEAR.findall(title)
    title_year = named[0] if len(named) == 1 else None
    if _OTHER_PAPER.search(title):
        return title_year, None
    period = _PERIOD.search(title)
    if period and _WORK_OF_TITLE.search(title) and not _RULES.search(title):
        return title_year, period[1]
    yearly = _YEARLY_WORK.findall(title)
    return title_year, yearly[-1] if yearly and not _RULES.search(title) else None


def sets_rules(metadata: Metadata) -> bool:
    """Whether a document's title says that it sets rules, not tasks."""
    return _RULES.search((metadata.title or "").replace("》", "").strip()) is not None


def _lists_conditions(text: str) -> bool:
    """Whether a provision's text announces the conditions that its children list."""
    return _CONDITIONS.search(text[-60:]) is not None


def standings(parsed: Parsed, metadata: Metadata) -> Mapping[str, Standing]:
    """Return the standing of every provision by id."""
    year = document_year(metadata) or _year_told(parsed)
    found: dict[str, Standing] = {}
    rules = sets_rules(metadata)
    title_year, ends = _years_of_title(metadata)
    by_id = parsed.by_id()
    carried: dict[str, Moment | None] = {}  # by provision: what its children inherit
    for provision in parsed.provisions:
        above = found.get(provision.parent or "")
        goals = above.goals if above else False
        review = above.review if above else False
        conditions = above.conditions if above else False
        if above and not conditions:
            conditions = _lists_conditions(by_id[provision.parent or ""].text)
        conditions = conditions or _CONDITIONS_HEADING.search(provision.heading) is not None
        if is_past_heading(provision.heading) and not goals:  # under goals 取得新成效 is one of them
            goals, review = False, True
        elif is_goal_heading(provision.heading):
            goals, review = True, False
        moment = _last_term(provision.heading, year) or carried.get(provision.parent or "")
        found[provision.id] = Standing(goals, review, conditions, rules, title_year, ends, moment, year)
        timeline = Timeline(provision.text, year, moment)
        carried[provision.id] = timeline.last if _leads_children(provision, timeline) else moment
        told = timeline.last is not None and timeline.last.tense is Tense.FUTURE
        if goals and provision.kind is ProvisionKind.PARAGRAPH and provision.parent and told:
            carried[provision.parent] = timeline.last
    return found


def _year_told(parsed: Parsed) -> int | None:
    """The year of the first number or full date around the body, or else in its preamble (2032年7月11日下午，…)."""
    around = [block.text for block in parsed.blocks if block.kind in _DATED]
    opening = [
        one.text[:80]
        for one in parsed.provisions[:2]
        if one.kind in (ProvisionKind.PREAMBLE, ProvisionKind.PARAGRAPH)
    ]
    for text in around:
        if found := _FULL_DATE.search(text):
            return int(found[1] or found[2])
    dated = (found for text in opening for found in _FULL_DATE.finditer(text) if found[1])
    return next((int(found[1]) for found in dated), None)  # a number there is another document's


def _leads_children(provision: Provision, timeline: Timeline) -> bool:
    """Whether what a provision's own text names last still holds for its children."""
    return timeline.last is not None and bool(provision.text)


def _last_term(heading: str, year: int | None) -> Moment | None:
    """The term a heading names (到2027年的目标)."""
    named = [moment for moment in moments(heading, year) if moment.tense is Tense.FUTURE]
    if not named and year and (told := _WORK_OF_YEAR.search(heading)) and int(told[1]) >= year:
        return Moment(Tense.FUTURE, told.start(), told.end(), told[1])  # 对2031年政府工作的建议
    return named[-1] if named else None
