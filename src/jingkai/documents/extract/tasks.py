"""Work to be done: a verb, its object, and how much of it stands at the end (培训带头人20万人次, 更新公交车150辆).

Documents of tasks say most of their figures so, without 达到 and without 以上. What keeps a figure from being one: a verb
that only tells what there is (涉及, 共有), a condition, and whatever hangs on a preposition.
"""

from __future__ import annotations

import re

from jingkai.documents.extract import wording
from jingkai.documents.extract.figures import Figure, FigureKind
from jingkai.documents.extract.passage import Passage
from jingkai.documents.mentions import Comparator

_ENDS = re.compile("[、和及与（()）0-9 \u3000|]|以及|左右|以上|$")
_TELLS = re.compile(
    "涉及|包括|包含|涵盖|共有|共计|合计|现有|原有|已有|设有|下设|其中|分为|划分|位于|占地|距|限(?![上额下])|不足|未|超过|比例|按|每(?![年千万百亿])|如|若|凡|的[^，。；]{0,3}$"
)
_IN_EACH = re.compile("每(?:招用|带动|增加|吸纳|新增|引进|培养|多|减少|提高|满|超)[^，。；]{0,6}$")
_LIMIT_OF_EACH = re.compile(
    "(?:每(?:个|家|人|户|年|次|项|县|市|旗|类|件)?|单个|单户|单家|单项|单套|单笔|同一)[^，。；]{0,20}$"
)
_MAY_NOT_PASS = re.compile("不超过|不得超过|不高于|不得高于|最多|最高|至多|控制在")
_CHARGED = re.compile(
    "(?:费率|利率|税率|费用?|收费标准|加价幅度|浮动幅度|下浮幅度|上浮幅度)(?:原则上|一般|均|应)?$"
)
_BORNE = re.compile(
    "(?:承担|分担|负担|分成|共担|缴纳|首付款?|出资|缴存|预付款?|持股)[^，。；]{0,10}比例[^，。；]{0,3}$"
)
_CHARGE_OF = re.compile(
    "(?:收费|费率|利率|收费标准|保证金|手续费|服务费|佣金|违约金|预付款)[^。；]{0,12}(?:不高于|不超过|不得超过|不得高于)[^，。；]{1,16}的$"
)
_EVERY = re.compile("每(?:个?小时|个?月|周|半年|[两二三四五]?年|个?季度?|日|天|旬|学期)[^，。；]{0,16}$")
_BOUNDS = re.compile(
    "不[得应宜能可]?(?:低于|少于|小于|超过|高于|大于|多于)|至少|最低|最高|最多|至多|大于|小于|高于|低于|≥|≤|>|<|＞|＜"
)
_SCORED = re.compile("百分制|加分|扣分|减分|计分|得分|分值|满分|记分|评分|扣[0-9]")
_SOME = 2
"""From how many on a number is one that counts: 选派1名 is a turn of speech."""
_PROJECT = re.compile(
    "建设(?:规模|内容|规模及内容|内容及规模)(?:为|：|是|包括)|概算(?:总?投资)?|估算(?:总?投资)?(?:为|约)?"
)
_RATE_OF_PAY = re.compile(
    "(?:补贴|补助|奖励|奖补|贴息|资助|支持|返还|累加|加成)比例(?:再|可|相应|适当|分别)*$"
)
_OF_ONE = re.compile("(?:单[台艘座套辆栋体机池个]|每[台艘座套辆栋])[^，。；]{0,14}$")
_OF_USE = re.compile(
    "(?:使用|占用|征用|征收|涉及)[^，。；]{0,8}(?:林地|土地|海域|耕地|草原)涉及|涉及的[^，。；]{2,16}$"
)
_TOLD_WHO = re.compile("由[^，。；]{2,30}(?:负责|牵头)(?:统筹|组织|协调)?$")
_EACH_HAS = re.compile(
    "每(?:[0-9]+(?:公里|千米|平方公里|户|人|名|万人|亩)|个[一-龥]{1,6})[^，。；]{0,8}"
    "(?:配备|建成|设立|建设|布设|设置|配置|培育|办好|建有|设有)(?:至少)?$"
)
_KEPT_BACK = re.compile(
    "(?:拿出|预留|留出|安排|划出|提取|切出|配置)$|(?:拿出|预留|留出|划出|切出)[^，。；]{2,24}的$"
)
_NORMED = re.compile(
    "(?:高度|宽度|深度|厚度|间距|距离|车速|时速|坡度|层高|净高|净宽|限速|层数)(?:应|须|一般|均)*$"
)
_OF_PROCEDURE = re.compile(
    "(?:评审|技术|咨询|评标)专家|专家组|评委|参会人员|会议代表|参会代表|工作人员|陪同人员|执法人员|现场人员|听证"
)
_FIRST_RATE = re.compile("(?:首期|首付|首次|预付|股比|股权比例)[^，。；]{0,4}$")
_CAPITAL = re.compile(
    "(?:注册资本|净资产|实缴资本|注册资金|资产总额|总资产|保证金|最低投资额)(?:金?额?|应|须)*$"
)
_STOCK = re.compile(
    "的?[^，。；]{0,12}?(?:库存|储备|储备量|消费量|用量|供应量|需求量|用水量|销量)(?![^，。；]{0,4}时)"
)
_GATHERED = re.compile("等$")
_BODIES = re.compile("部门|单位|地区|城市|省份|领域|行业|方面|环节|国家|省|市|县|区")
_OF_STANDARD = re.compile("(?:标准|工资|基数|限额|价格|收费|房价|租金|限价|额度)的$")
_NORM_OF_SIZE = re.compile("不小于|不大于|大于|小于")
_RATE_KEPT = re.compile(
    "(?:可用性|满意度|知晓度|使用比例|(?:办理|办结|合格|准确|及时|完好|在线|达标|整改|公开|处置|回收|利用|拆解|响应|在岗|到位|"
    "投诉处理|受理|好评|覆盖|可用|保存|安全)率)(?:应当?|须|要)?$"
)
_SIZES_OF_THINGS = ("米", "厘米", "毫米", "度", "人/平方米", "℃", "公斤", "千克", "千伏")
_RATED = ("千伏", "蒸吨", "蒸吨/小时", "千瓦", "万千瓦", "兆瓦", "岁", "吨", "米")


def is_work(left: str, right: str) -> bool:
    """Whether a clause says what is to be done and ends in how much of it."""
    if _ENDS.match(right) is None or _TELLS.search(left):
        return False
    verbs = [*wording.ACT_RE.finditer(left), *wording.CREATE_RE.finditer(left)]
    if not verbs:
        return False
    verb = min(verbs, key=lambda found: found.start())
    skipped = len(left) - len(wording.strip_head(left))
    before = wording.strip_head(left[min(skipped, verb.start()) : verb.start()])
    before = _TOLD_WHO.sub("", before)
    return (
        len(left) - verb.end() >= 1 and re.search("(?:对|对于|在|由|经|为|向|从)[^，。；]*$", before) is None
    )


def is_work_on(figure: Figure, left: str, right: str) -> bool:
    """选派1000名特派员下沉一线: a verb of work, and right behind it how many."""
    done = list(wording.ACT_RE.finditer(left))
    if not done or done[-1].end() != len(left) or figure.chinese or figure.value < _SOME:
        return False
    before = wording.strip_head(left[: done[-1].start()])
    return not _TELLS.search(left) and re.search("(?:对|在|由|经|为|向|从|已)[^，。；]*$", before) is None


def is_had_by_each(figure: Figure, left: str) -> bool:
    """每10公里岸线配备1支队伍, 每个县办好1所学校."""
    return not figure.chinese and _EACH_HAS.search(left) is not None


def is_capital_asked(figure: Figure, left: str) -> bool:
    """注册资本不低于5000万元: what somebody must have."""
    return bool(_CAPITAL.search(left)) and _BOUNDS.search(figure.lead) is not None


def goes_on(passage: Passage, figure: Figure, last_target_end: int) -> bool:
    """Whether a clause goes on with a list of targets (新增就业6万人，失业人员再就业2万人)."""
    left, right = re.sub("^，?其中", "", passage.left(figure)), passage.right(figure)
    if not passage.clauses.sentence(figure.start)[0] < last_target_end < figure.start:
        return False
    if (
        _ENDS.match(right) is None
        or _TELLS.search(left)
        or re.search("^(?:对|在|由|经)|。", left.lstrip("，；"))
    ):
        return False
    if passage.text[last_target_end : figure.start].count("，") > 3:
        return False
    return len(wording.noun_before(left)) > 1


def counts_of_size(passage: Passage, index: int, figure: Figure, last_target_end: int) -> bool:
    """亿元以上项目50个（其中10亿元以上5个）: so many of those told before are to be of that size."""
    if index == 0 or passage.clauses.sentence(figure.start)[0] > last_target_end:
        return False
    before = passage.figures[index - 1]
    return before.kind is FigureKind.MONEY and bool(before.tail) and before.end == figure.start


def is_step(left: str, figure: Figure) -> bool:
    """每招用1人, 每增加1人: what something is counted by."""
    return figure.value == 1 and _IN_EACH.search(left + figure.lead) is not None


def is_limit_of_each(left: str) -> bool:
    """每家不超过2项, 同一企业年度检查不超过2次: how many a single one may have."""
    return _LIMIT_OF_EACH.search(left) is not None


def is_ceiling_for_each(figure: Figure, left: str) -> bool:
    """收取的担保费率不超过1%, 单个企业每年累计不超过3000万元: what may be asked of or given to a single one."""
    if figure.unit == "倍" and _OF_STANDARD.search(left) and _MAY_NOT_PASS.search(left):
        return True  # 一般不超过低保标准的12倍
    if figure.comparator is not Comparator.AT_MOST or not _MAY_NOT_PASS.search(figure.lead):
        return False
    if figure.kind in (FigureKind.MONEY, FigureKind.MEASURE):
        return is_limit_of_each(left)
    return (
        figure.kind is FigureKind.PERCENT
        and _CHARGED.search(left) is not None
        and not re.search("平均|综合", left)
    )


def is_term_of_payment(figure: Figure, left: str) -> bool:
    """补助比例提高10个百分点: what is paid, told by how much it grows."""
    return "百分点" in figure.unit and _RATE_OF_PAY.search(left) is not None


def is_size_of_each(figure: Figure, left: str) -> bool:
    """单台水体不小于1万立方米, 使用林地涉及的公益林368公顷: what one thing is like, or what a project takes up."""
    if figure.kind is not FigureKind.MEASURE:
        return False
    if not figure.lead and not figure.tail and _OF_USE.search(left):
        return True
    return _BOUNDS.search(figure.lead) is not None and _OF_ONE.search(left) is not None


def is_shared_out(passage: Passage, figure: Figure) -> bool:
    """承担的风险责任比例不低于20%, 收费不高于责任额的0.5%: who bears how much, or is charged how much, of every case."""
    if figure.kind is not FigureKind.PERCENT:
        return False
    if _BORNE.search(passage.left(figure)) or _FIRST_RATE.search(passage.left(figure)):
        return True
    start = passage.clauses.part(figure.start)[0]
    return _CHARGE_OF.search(passage.text, start, figure.start) is not None


def is_recurring(figure: Figure, left: str) -> bool:
    """每月至少检查1次: how often a duty comes round."""
    return figure.unit in ("次", "遍", "场次", "轮") and figure.value <= 4 and _EVERY.search(left) is not None


def is_rule(figure: Figure, left: str, *, yearly: bool = False) -> bool:
    """In a document of rules: 绿地率不低于30% bounds every case; 占比控制在5%以内 and 建成2座 are to be reached."""
    if figure.kind is FigureKind.PERCENT and (
        re.search("每年|年度|全年|逐年|年底", left) or _RATE_KEPT.search(left)
    ):
        return False  # 抽查比例每年不低于30%, 平台可用性不低于99.9%
    if yearly and figure.kind in (FigureKind.PERCENT, FigureKind.COUNT):
        return False  # 年度更新不少于2500台，满意度达到90%以上
    if figure.lead:
        return _BOUNDS.search(figure.lead) is not None and wording.CREATE_RE.search(left) is None
    return wording.CREATE_RE.search(left) is None and wording.ACT_RE.search(left) is None


def is_score(passage: Passage, figure: Figure) -> bool:
    """经济发展40分: how much something counts in an assessment."""
    if figure.unit != "分":
        return False
    return _SCORED.search(passage.text, *passage.clauses.sentence(figure.start)) is not None


def describes_project(passage: Passage, figure: Figure) -> bool:
    """建设规模为厂房12栋，概算总投资5亿元: what one project is."""
    start = passage.clauses.sentence(figure.start)[0]
    return _PROJECT.search(passage.text, start, figure.start) is not None


def is_kept_back(left: str) -> bool:
    """拿出不低于70%的岗位, 预留40%以上的份额: a share that is to be set aside."""
    return _KEPT_BACK.search(left) is not None


def is_norm(figure: Figure, left: str) -> bool:
    """建筑高度不超过24米, 评审专家不少于5人: how a thing is to be made or a procedure to be held."""
    if _BOUNDS.search(figure.lead) is None:
        return False
    if figure.kind is FigureKind.MEASURE:
        return _NORMED.search(left) is not None
    return _OF_PROCEDURE.search(left) is not None


def is_stock(figure: Figure, right: str) -> bool:
    """不少于7天的应急库存: a store that is to last so long."""
    return bool(figure.lead or figure.tail) and _STOCK.match(right) is not None


def sums_up_bodies(left: str, right: str) -> bool:
    """甲、乙等8个部门: how many were named before."""
    return _GATHERED.search(left) is not None and _BODIES.match(right) is not None


def is_size_of_thing(figure: Figure) -> bool:
    """宽度不小于1.4米: how a thing is to be made, in a rule."""
    return figure.unit in _SIZES_OF_THINGS and _NORM_OF_SIZE.search(figure.lead) is not None


def rates_a_thing(passage: Passage, index: int, figure: Figure) -> bool:
    """110千伏及以上变电站12座, 15年以上电梯300台: what kind of thing is counted behind."""
    if figure.kind not in (FigureKind.MEASURE, FigureKind.TIME, FigureKind.MONEY) or not figure.tail:
        return False
    if figure.unit == "岁":
        return passage.left(figure)[-2:] not in ("年龄", "寿命")
    if index + 1 == len(passage.figures):
        return False
    following = passage.figures[index + 1]
    between = passage.text[figure.end : following.start]
    if figure.kind is FigureKind.MONEY:
        return following.kind is FigureKind.COUNT and not between
    rated = figure.unit in _RATED or figure.kind is FigureKind.TIME or figure.tail.startswith("及")
    return (
        rated
        and following.kind is FigureKind.COUNT
        and re.fullmatch("[^，。；、：]{1,14}", between) is not None
    )
