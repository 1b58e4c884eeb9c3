"""Names in the clauses of running prose: in front of a verb, behind 会同, and the subject a sentence began with.

Strict on purpose: the words between a clause's beginning and its verb must be names and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jingkai.documents.extract.unit_items import Item, items_of
from jingkai.documents.extract.unit_runs import read_run
from jingkai.documents.extract.unit_verbs import PROSE_VERB
from jingkai.registry.unit_names import NameKind, UnitName, general_department, read_name
from jingkai.registry.unit_patterns import BRANCH, LEVEL_WORDS, NATIONAL

Named = tuple[Item, UnitName]

# 各县（市、区）人民政府 and 市商务局（牵头）: such brackets belong to a name and end no clause.
_CLAUSE_BREAK = re.compile(
    r"（(?:[省市县区旗州盟镇场、自治直辖管委会街道牵头主办单位]{1,12}|[一-鿿]{2,10}[局办处委室]|[局厅委]|以下[^（）]{0,6}称[^（）]{1,16})）|(?P<mark>[。；：，,;:\n！？（）()“”])"
)
_BY = re.compile(r"(?<![自理缘经来任])由(?!于|此|来|衷)")
_LEAD_IN = re.compile(
    r"(?:请|经(?![开信济营])|同时|其中|原则上|必要时|责成|授权|委托|今后|每年|具体|一般|各地|并|此外|目前|下一步|工作中|"
    r"(?:到|自|从)?\d{4}年(?:\d{1,2}月)?底?(?:前|起|以前)?)+"
)
_OF = re.compile(
    r"[^，。；]{0,40}的[^，。；]{0,20}(?:机制|制度|小组|体系|模式|格局|机构|联盟|团队|专班|会议|项目|事项|工作|部门|单位|资金|任务|平台)"
)
_RELATIVE = re.compile(
    r"(?:联合|共同|研究)?(?:制定|制订|印发|编制|发布|出台|拟订|提出|确定|公布|认定|批准|下达|组织|上报|报送|起草|审定|发出|"
    r"开展|建立|推荐|颁布|修订|签订|核定)的"
)
_NO_DUTY = re.compile(r"的|人(?!民)|制(?!定|订|作)")
_NAMED_DEPARTMENT = re.compile(
    r"^各(?!有关|相关|级|类|地|单位|部门)[一-龥]{4,10}(?<!有关)(?<!相关)机构$|"
    r"(?<!有关)(?<!相关)(?<!职能)(?<!各)(?:部门|机关)$"
)
_GOVERNMENTS = re.compile(r"(?:人民政府|行政公署|管委会)$")
_OF_EACH = re.compile(
    r"各(?:自治区|直辖市|[省市县区州盟旗、级]|（[^（）]*）)+(?P<core>[\u4e00-\u9fff]{2,10})"
)
_MORE_COLLECTIVE = re.compile(
    r"(?:[省市县区旗盟州乡镇级和及、]|（[^（）]*）|自治区|直辖市|人民政府|政府|行政公署|管委会|主管部门|部门|单位|机构|地区|企业|直属|有关|相关|"
    r"街道|办事处|园区|开发区)+"
)
_OFFICE_END = re.compile(r"(?:局|厅|委|办|署|办公室|中心|委员会|总队|支队)$")
_LEVELLED_BODY = re.compile(
    r"(?<!行业)(?:协会|学会|商会|公司|集团|大学|学院|研究院|督查室|研究室|领导小组|指挥部)$"
)
_NO_NAME = re.compile("支持|鼓励|引导|推动|依托|指导|督促|依靠|发挥|充分")
_CENTRAL_GROUP = re.compile("(?:领导小组|指挥部|委员会|联席会议)(?:办公室)?$")
_BESIDE = re.compile(
    "(?:企业|单位|高校|院校|机构|银行|公司|集团|协会|学院|大学|医院|海关|交易所|研究院|研究所|中心|学会|商会|总会|日报社|电视台|大队|事务所)$"
)
_OWN_OFFICE_END = re.compile(r"..(?:(?<!办事)处|(?<!学)科)(?:）)?$|机关(?:纪委|党委|工会)$")
_OTHER_OFFICE_END = re.compile(r"..(?<!事务)所$|..(?:处|馆|站|指挥部|领导小组|专班)$")
_MODAL = re.compile(
    r"应当?|必须|要|将|正在|已|须|需|负有|作为|是|为(?=[^，。；]{0,16}(?:主管部门|责任主体|实施主体|(?:牵头|责任|主管)单位)(?:[，。；]|$))|"
    r"根据|按照|依据|依照|继续|切实|统一|主要|定期|及时|组织|通过|加强|建立|对|可以|在"
)
_VERBAL = re.compile(r"[对就按将并报把使]|研究|制定|开展|组织|建立|推动|加强|做好")
_ADVERBIAL = re.compile(
    r"(?<=[厅局委部办署会府院行司心门区县市])(?:对|根据|按照?|依据|依照)[^，。；、]{2,30}$"
)
_ACTION = re.compile(
    r"(?:(?:根据|按照?|依据|依照|结合)[^，。；]{2,30}?)?(?:(?:依法|统一|分别|共同|联合|据实|具体|另行|分年|逐级|定期|及时|抓紧|认真|直接)*)"
    r"(?:组织|实施|制定|制订|拟订|编制|下达|分解|拨付|审核|初审|核定|核实|核拨|评审|验收|汇总|提出|发布|公布|统筹|推进|"
    r"推动|协调|指导|监督|考核|评估|办理|落实|研究|起草|受理|兑现|安排|开展|发放|"
    r"责令|处理|查处|追究|处罚|批准|审批|认定|约谈|督促|收回|调查|抽查|核查|备案|管理|监管|委托)(?!机构|委员会|局|处|中心|办)"
)
_RELATIVE_BEHIND = re.compile("[^，。；]{0,8}的")
_MODAL_END = re.compile("(?:要|应当?|必?须|需|将|可|可以|均|都)$")
_BRANCH_END = re.compile(
    r"^(?!.*[对就按将并报把使为及和])[\u4e00-\u9fff]{2,8}(?:监管局|分局|分行|支行|监察局|督察局|专员办|特派办|税务局)$"
)
_SHARED_RUN = re.compile(r"[\u4e00-\u9fff、]{2,60}?部门")
_OPEN_RUN = re.compile(r"等[\u4e00-\u9fff]{0,4}?(?:部门|单位|方面|机构)")
_LONGEST_CLAUSE, _LONGEST_NAME, _LONGEST_SENTENCE = 160, 26, 400


def names_before(
    text: str, verb: re.Match[str], first: int, *, generic: bool = False, follows: bool = False
) -> list[Named]:
    """The names in front of a verb, back to the beginning of its clause or to 由; none where other words stand there.

    Nothing in front of ``first`` belongs to the clause (市财政局牵头、市审计局参与: where 牵头 ends).

    One of them at least must be a unit the grammar knows, or, with ``generic``, whatever departments (有关部门).
    What only carries out counts behind 由, or where the sentence has named somebody before (``follows``).
    """
    floor = max(first, verb.start() - _LONGEST_CLAUSE)
    breaks = _breaks(text, floor, verb.start())
    start = breaks[-1] + 1 if breaks else floor
    if (not breaks and floor > first) or _NO_DUTY.match(text, verb.end()):
        return []
    introduced = False
    for by in _BY.finditer(text, start, verb.start()):
        if _OF.match(text, verb.end()):
            return []
        start, introduced = by.end(), True
    if verb["carry_out"] and not (introduced or follows):
        return []
    stop = _before_adverbial(text, start, verb)
    found = _only_names(text, start, stop, generic=generic, introduced=introduced)
    if found and not introduced:
        return [*_clauses_of_names(text, floor, breaks), *found]
    return found


def _before_adverbial(text: str, start: int, verb: re.Match[str]) -> int:
    """Where the names end, for 各市人民政府对本地区工作负总责, 市财政局根据有关规定负责…, 市财政局要按职责分工…."""
    adverbial = _ADVERBIAL.search(text, start, verb.start())
    modal = _MODAL_END.search(text, start, verb.start())
    return (adverbial or modal or verb).start()


def _clauses_of_names(text: str, floor: int, breaks: list[int]) -> list[Named]:
    """The clauses in front that hold nothing but names: 市自然资源局（牵头）、市林草局，各县人民政府负责."""
    found: list[Named] = []
    for index in range(len(breaks) - 1, -1, -1):
        start = breaks[index - 1] + 1 if index else floor
        names = _only_names(text, start, breaks[index]) if text[breaks[index]] == "，" else []
        if not names:
            break
        found = [*names, *found]
    return found


def told_off(text: str, start: int, stop: int) -> Iterator[list[Named]]:
    """The units that 由 tells off to do something: 由省财政厅根据进度分年下达; departments in general are left out."""
    for by in _BY.finditer(text, start, stop):
        clause = next((mark for mark in _breaks(text, by.end(), stop)), stop)
        clause = min(clause, by.end() + _LONGEST_CLAUSE)
        for action in list(_ACTION.finditer(text, by.end(), clause))[:4]:
            if _RELATIVE_BEHIND.match(text, action.end(), clause) or text[by.start() - 1] in "已原曾":
                break
            found = _only_names(text, by.end(), action.start())
            named = [_is_one_unit(name) for _, name in found]
            bodies = all(
                one or _BESIDE.search(name.text) for one, (_, name) in zip(named, found, strict=True)
            )
            if any(named) and bodies:
                yield found
                break


def _is_one_unit(name: UnitName) -> bool:
    return name.known and name.kind in (NameKind.DEPARTMENT, NameKind.NATIONAL) and name.text != "国务院"


def names_of(text: str, start: int, stop: int) -> list[Named]:
    """The names that ``text[start:stop]`` consists of, offices without a level among them; else none."""
    return _only_names(text, start, stop, introduced=True)


def begins_clause(text: str, verb: re.Match[str]) -> bool:
    """Whether a verb stands at the beginning of its clause, but for words like 同时."""
    if verb.group()[0] in "，,":
        return not re.search("职责|职能|职权", verb.group())
    near = max(0, verb.start() - _LONGEST_NAME)
    start = max(text.rfind(mark, near, verb.start()) for mark in "，；：。、\n") + 1
    if verb.start() == 0:
        return True
    return start > 0 and (start == verb.start() or _LEAD_IN.fullmatch(text, start, verb.start()) is not None)


def names_behind(text: str, verb: re.Match[str], stop: int) -> list[Named] | None:
    """The names behind 会同, ``None`` where they belong to a relative clause (会同财政部印发的).

    Whole pieces while they are names, then the longest name that the last piece begins with.
    """
    breaks = _breaks(text, verb.end(), stop)
    stop = breaks[0] if breaks else stop
    following = PROSE_VERB.search(text, verb.end(), stop)
    stop = min(following.start() if following else stop, verb.end() + _LONGEST_CLAUSE)
    found = _shared_run(text, verb.end(), stop)
    begin = found[-1][0].end if found else verb.end()
    for item in items_of(text, begin, stop):
        whole = _first_name(text, item)
        if whole is None:
            break
        found.append(whole)
        if whole[0].end < item.end:
            break
    return None if found and _RELATIVE.match(text, found[-1][0].end) else found


def subject_of(text: str, start: int, stop: int) -> list[Named]:
    """The units a sentence begins with (市商务局要加强统筹，会同…), none where a clause between has another subject."""
    if stop - start > _LONGEST_SENTENCE:
        return []
    breaks = _breaks(text, start, stop)
    if breaks and _LEAD_IN.fullmatch(text, start, breaks[0]):  # 目前，环保总局正在…
        start = breaks.pop(0) + 1
    first = breaks[0] if breaks else stop
    lead_in = _LEAD_IN.match(text, start, first)
    begin = lead_in.end() if lead_in else start
    for modal in list(_MODAL.finditer(text, begin, first))[:8]:
        found = _only_names(text, begin, modal.start())
        if not found:
            continue
        between = [mark + 1 for mark in breaks]
        return [] if any(_has_subject(text, clause, stop) for clause in between) else found
    return []


def _has_subject(text: str, clause: int, stop: int) -> bool:
    end = next(iter(_breaks(text, clause, stop)), stop)
    if clause >= end:
        return False
    if text[clause] in "各由" or text.startswith(("有关", "相关", "地方"), clause):
        return True
    return any(_longest_name(text, item) for item in items_of(text, clause, end)[:1])


def _breaks(text: str, start: int, stop: int) -> list[int]:
    return [found.start() for found in _CLAUSE_BREAK.finditer(text, start, stop) if found["mark"]]


def _only_names(
    text: str, start: int, stop: int, *, generic: bool = False, introduced: bool = False
) -> list[Named]:
    lead_in = _LEAD_IN.match(text, start, stop)
    whole = read_name(text[start:stop]) if lead_in else None
    if lead_in and not (whole and whole.known):
        start = lead_in.end()
    items = items_of(text, start, stop)
    found: list[Named] = []
    names = read_run(text, items)
    beside = any(name is not None and name.known for name in names)
    for item, name in zip(items, names, strict=True):
        if name is None or _NO_NAME.match(name.text):
            return []
        admitted = (
            generic or _is_office(name, introduced=introduced) or (beside and _BESIDE.search(name.text))
        )
        if name.kind is NameKind.OTHER and not admitted:
            return []
        found.append((item, name))
    specific = any(
        _is_specific(name) and (name.known or _is_office(name, introduced=introduced)) for _, name in found
    )
    return found if specific or (generic and all(name.known for _, name in found)) else []


def _is_office(name: UnitName, *, introduced: bool) -> bool:
    """Whether a name no lexicon knows is surely a unit's: behind 由 an office, else one with a level in front."""
    if introduced and (_OFFICE_END.search(name.text) or _OTHER_OFFICE_END.search(name.text)):
        return True
    if _OWN_OFFICE_END.search(name.text):
        return True
    if name.level == NATIONAL and _CENTRAL_GROUP.search(name.text):
        return True
    if name.prefix not in LEVEL_WORDS or name.core[0] in "级内外际直属域":
        return False
    return _LEVELLED_BODY.search(name.text) is not None or _OFFICE_END.search(name.text) is not None


def _is_specific(name: UnitName) -> bool:
    return bool(
        name.kind is not NameKind.COLLECTIVE
        or _NAMED_DEPARTMENT.search(name.text)
        or _GOVERNMENTS.search(name.text)
        or _names_department_of_each(name.text)
    )


def _names_department_of_each(text: str) -> bool:
    """各省（自治区、直辖市）发展改革委: a known department wherever it stands."""
    each = _OF_EACH.fullmatch(text)
    core = read_name(each["core"]) if each else None
    return core is not None and core.kind is NameKind.DEPARTMENT


def _shared_run(text: str, start: int, stop: int) -> list[Named]:
    """同级财政、税务部门, wherever the sentence goes on."""
    for match in _runs_to_department(text, start, stop):
        items = items_of(text, start, match)
        names = read_run(text, items)
        if len(items) > 1 and all(name and general_department(name.text) for name in names):
            return [(item, name) for item, name in zip(items, names, strict=True) if name]
    return []


def _runs_to_department(text: str, start: int, stop: int) -> Iterator[int]:
    match = _SHARED_RUN.match(text, start, stop)
    if match:
        yield match.end()


def _first_name(text: str, item: Item) -> Named | None:
    """The name a piece is or begins with; one that no lexicon knows only where 、 or 等部门 ends it."""
    known = _longest_name(text, item)
    if known and known[0].end == item.end:
        return known
    bounded = text[item.end : item.end + 1] == "、" or _OPEN_RUN.match(text, item.end)
    name = read_name(text[item.start : item.end]) if bounded else None
    if name and (name.known or _OFFICE_END.search(name.text)):
        return item, name
    return known


def _longest_name(text: str, item: Item) -> Named | None:
    """The name a piece begins with: the shortest known one, grown while it stays the same kind of name.

    国家卫生健康委 grows to 国家卫生健康委员会; 市财政局 does not grow to 市财政局审核后报市人民政府.
    """
    best: Named | None = None
    for end in range(item.start + 2, min(item.end, item.start + _LONGEST_NAME) + 1):
        name = read_name(text[item.start : end])
        if name is None or not name.known:
            continue
        if name.kind is NameKind.COLLECTIVE and _VERBAL.search(name.text):
            continue
        if best is None or _grows(text[best[0].end : end], best[1], name):
            opens = text.startswith("等", end) or (item.opens and end == item.end)
            best = Item(item.start, end, opens=opens), name
    if best and best[1].text == "国务院" and best[0].end < item.end:
        return None
    return best


def _grows(more: str, short: UnitName, long: UnitName) -> bool:
    if more == "门" and short.text.endswith("部"):
        return True  # 农业农村部门 is no 农业农村部
    if NameKind.COLLECTIVE in (short.kind, long.kind):
        return long.kind is NameKind.COLLECTIVE and _MORE_COLLECTIVE.fullmatch(more) is not None
    if short.kind is NameKind.COMMITTEE and more == "会":
        return True
    if short.kind is NameKind.NATIONAL and _BRANCH_END.search(more):
        return BRANCH.search(long.text) is not None
    return bool(long.family) or long.kind is NameKind.NATIONAL
