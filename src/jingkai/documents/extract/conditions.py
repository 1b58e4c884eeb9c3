"""Whether a figure stands in a condition: it says to whom or when a rule applies, and is never to be reached."""

from __future__ import annotations

import re

from jingkai.documents.extract.figures import Figure
from jingkai.documents.extract.passage import CONDITION_HEAD, Passage

_ON_CONDITION = re.compile(
    "(?:[^（）()，。；]{0,12}[）)])?(?:时|后|的情况下?|的前提下|的基础上|的条件下)(?!间|期|续|勤|备|代|效)"
)
_MAY_THEN = re.compile("方能|方可|(?<!人)才能(?!力)|才可|可以?申报|可以?享受|可以?申请|予以认定|予以备案")
_GRANTED_THEN = re.compile(
    "[^。；对]{0,60}?的[^，。；]{0,12}，[^。；]{0,40}?(?:给予|予以|享受)[^，。；]{0,12}(?:奖|补|支持|贴|资助|优惠)"
)
_OR_WHEN = re.compile("[^。；，]{0,10}，(?:或者?|且|并且)[^。；]{0,40}?[^。；小届临同及定实平准]时，")
_CAUSED = re.compile("(?:^|[，、；])(?:造成|导致|发生|或者?)[^，。；]{0,6}$")
_REQUIRED = re.compile(
    "(?:应当?|须|必须|需)(?:有|具有|具备|满足|符合|为|达到(?:下列|以下|规定|国家|相应|[^，。；0-9]{2,10}(?:标准|要求|条件))|成立|注册|在|依法)|(?:申报|申请|参评|参选|投标|评审)(?:企业|单位|主体|人|对象|项目)(?!数)"
)
_TOWARDS = re.compile("(?:^|[可应要将须])(?:对|对于)[^，。；]*$")
_TREATED = re.compile("的[^，。；]{0,16}(?:给予|予以|实行|执行|享受)")
_RULED_NEXT = re.compile("，(?:应当?|必须|须|不得|可以|由|需|一律|严禁|禁止|实行|按)")
_NOUN_AT_END = re.compile("的[^，。；]{1,16}$")


def is_asked_first(passage: Passage, figure: Figure) -> bool:
    """Whether something may be had only then: 投资达到3000万元方能申报, 抬高水位（156米）时, 大于10万元的 …，给予补贴."""
    if _ON_CONDITION.match(passage.right(figure)):
        return True
    if _OR_WHEN.match(passage.text, figure.end) or _CAUSED.search(passage.left(figure)):
        return True
    if _MAY_THEN.search(passage.text, figure.end, passage.clauses.sentence(figure.start)[1]):
        return True
    if not figure.lead and not figure.tail:
        return False
    return _GRANTED_THEN.match(passage.text, figure.end, passage.clauses.part(figure.start)[1]) is not None


def is_required(passage: Passage, figure: Figure) -> bool:
    """Whether the sentence says what somebody must have (社会团体应有10万元以上资金)."""
    start = passage.clauses.sentence(figure.start)[0]
    return _REQUIRED.search(passage.text, start, figure.start) is not None


def ends_condition(passage: Passage, figure: Figure) -> bool:
    """对 … 达到5000万元的 or 对 … 1亿元以上、亩均税收30万元以上的企业: the clause ends in 的 (and a noun)."""
    start, end = passage.clauses.clause(figure.start)
    clause = passage.text[start:end]
    if clause.endswith("的"):
        return True
    behind = passage.text[figure.end : end]
    if (
        _NOUN_AT_END.search(behind)
        and not re.search("[达增提]", behind)
        and _RULED_NEXT.match(passage.text, end)
    ):
        return True
    if _TOWARDS.search(passage.left(figure)) and _TREATED.search(behind):
        return True
    return CONDITION_HEAD.match(clause) is not None and _NOUN_AT_END.search(behind) is not None
