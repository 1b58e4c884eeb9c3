"""The words around figures: verbs that create or reach something, words of payment, words of condition."""

from __future__ import annotations

import re

_INCREASE = "新增|新认定|累计"
_MAKE = (
    "建成|建立|新建|改扩建|改造|建设|培育壮大|培育形成|培育|打造形成|打造|创建|形成|引进培育|引进|引育|集聚|聚集|扶持|壮大|"
    "争创|创成|争取|培养|新培育|布局|落地|遴选|推广|孵化|设立|组建|构建|招引|认定|储备|谋划|选树|评选|新设|发展(?!改革|和改革|规划|研究|中心|银行|基金|局|委)|完成|实现|落户|"
    "招商引进|入库|开行|开通|开工|投产|转化|盘活|拥有|吸引|举办|新签约|签约|达成|推出|出台|制定|突破|获得|获批|取得|"
    "安排|筹集|投入|压减|压缩|减少|腾退|淘汰|处置"
)
CREATE = f"{_INCREASE}|{_MAKE}"
"""Verbs whose object is counted: 培育20家企业. What they govern is to be brought about."""

WEAK = (
    "推动|推进|支持|实施|开展|组织|促进|确保|力争|推荐|服务|带动|覆盖|帮助|完善|提供|启动|抓好|抓实|谋划实施"
)
"""Verbs whose counted object may also be a mere scope: 支持3个园区建设…"""

ACHIEVE = (
    "完成|实现|达到|达|建成|进入|跻身|入选|通过|获批|创建|投产|上市|开工|竣工|投入使用|初具规模|形成|建立|纳入|超过|突破|"
    "接入|上线|入驻|覆盖"
)
"""Predicates after a counted subject: 50%以上开发区完成循环化改造."""

PREPOSITION = "对|对于|在|向|从|由|以|于|将|按|按照|依托|围绕|针对|自|经|根据|与|为|距|每"

BENEFIT = (
    "奖励|奖补|奖金|奖|补助|补贴|资助|贴息|津贴|补偿|返还|减免|免除|配套(?!设施|建设|再生|管网|污水|工程|政策|服务|措施|机制|率|用房|学校|园区|产业|能力|完善|齐全|企业|半径|制度|功能|道路|电网|办法|文件|改革)|匹配|资金支持|扶持|支持资金|专项资金支持|安家费|"
    "报销|兑现(?!时间|率|周期|效率|情况|流程|机制|平台|时限)|救助金(?!融)|救助(?=金额|标准|额度)|慰问金|抚恤金|生活补贴|兑付|减按|减征|免征|抵扣|担保费(?!率)"
)
"""Words of payment."""

GIVE = (
    f"给予|{BENEFIT}|安排|拨付|预拨|下拨|支付|增发|加发|补发|计发|发给|领取|予以(?:奖|补|支持|资助|贴|扶持|配套)|(?<!新)发放(?![^，。；]{{0,12}}(?:贷款|授信|融资|信贷))|提供.{{0,6}}资金|"
    "财政[^，。；]{0,8}(?:注资|出资)|投放[^，。；]{0,8}券"
)

CREATE_RE = re.compile(CREATE)
WEAK_RE = re.compile(WEAK)
ACHIEVE_RE = re.compile(ACHIEVE)
BENEFIT_RE = re.compile(BENEFIT)
GIVE_RE = re.compile(GIVE)
VAGUE_COUNT = re.compile(
    r"一批|若干|多个|多家|更多|一些|各类|每个|每家|[0-9一二三四五六七八九十]+[个家](?!百)"
)

VERB_AFTER = re.compile(
    r"^(?:用于|安排|支持|并|来|左右|以上|时|等|和|及|与|或|以及|至|到|起|左右|建设|给予|奖励|补助|补贴|资助|的?(?:标准|比例|额度|"
    r"一次性|奖励|奖补|补助|补贴|资助|扶持|专项|资金支持|支持|配套|税率|贴息|优惠))"
)
"""What follows a figure that does not qualify a noun: a verb, a joining word, a word of payment."""

_HEAD = re.compile(
    r"^(?:[\s、，及与或并且的]|和(?![林平田谐县龙硕静])|(?:截至|截止|到|至|力争|确保|争取|在|于)?(?:[12][0-9]{3}|二〇[一二三四五六七八九〇]{2})年"
    r"(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:末|底|前|之前|以前)*|“?十?[一二三四五六七八九]五”?(?:末|期末|时期|期间)|"
    r"力争|确保|争取|努力|其中|预计|原则上|将|要(?!素|求|件|点)|使(?!用)|让(?!利)|进一步|全面|全力|加快|着力|积极|持续|大力|"
    r"(?:基本|重点)(?=实现|建成|形成|完成|达到|建立|培育|打造|建设|引进|支持|推动|发展)|通过(?!率)|同时|并|实现|完成|"
    r"(?:到|至|截至)?(?:当年|次年)?(?:[0-9]{1,2}月|年|[一二三四]?季度)(?:底|末)前?|平均$|[0-9一二两三四五十]+年内|发起设立|设立|组建|围绕|锚定|全年|今年|年内|拟|再(?!生|贷|保|就|融|制|担|造|现)|初步|即(?![时将期席])|布局(?!优化)|引入|发行|应为|应当|应达|须|"
    r"为(?=[^，。；]{2,10}(?:减负|减税|让利|投放|发放|降低|节约|减轻|新增|提供))|供应(?!链|量|商|保障|能力|体系)|"
    r"保障(?!性|房|率|水平|能力|体系|对象|人|面积|标准|资金|基金|卡|网|度|线|机制|支出|覆盖)|聚焦|"
    r"(?:改建|扩建|改扩建|提升(?=农村|城镇|老旧|公路|道路))|超额完成|推动|推进|促进|使得|按照|到(?!位|港|期|访|账)|——)"
)
_PART_OF_A_NOUN = (
    "率|比|值|额|速|器|用地|用|区|资金|强度|产出|数|量|面积|水平|程度|规模|能力"  # 投入强度, 孵化器, 建设用地
)
_CREATE_HEAD = re.compile(f"^(?:{_MAKE})(?!{_PART_OF_A_NOUN})")
_TAIL = re.compile(
    r"(?:[\s、，（(]|分别|(?<![人亩地户年日月])均|都|总体|总计|合计|共|共计|实现|力争|争取|确保|达到|达|(?<![需主重])要|(?<![供响对])应|应当|不再|严格|基本|努力|总数|控制|至少|"
    r"保持在|稳定|重点|占到|的|大幅|进一步|逐步|再|全国|预计|突破|超|到|在|为|是|拟按|按|一般|各(?=$)|(?<=.)将|(?:提高|提升)并|原则上|(?<!节)约)$"
)
_CUT = re.compile(
    r"[，。；：、！？]|(?:和|及|以及|与|并)(?:一批|[0-9０-９]|[一二三四五六七八九十]+[个家项]|全国|全区)|（|\("
)
_MODIFIED = re.compile(
    "[^，。；：、的（0-9]{2,20}(?:、[^，。；：、的（0-9]{2,20}){1,3}的[^，。；：、（0-9和]{2,16}"
)
_PREDICATE = re.compile("(?:达到|达|不少于|不低于|不超过|超过|突破|占)(?=[0-9０-９])")
_OUTCOME = re.compile(
    "(?:初具规模|(?:基本|全面|全部)?(?:建成|形成|建立)|建成投产|建成投用|投入使用|投入运营|落地见效)$"
)
_MANNER = "(?:年均|每年|同比|平均|累计|总体)*"
_CHANGE = (
    "(?:增长|增幅|增速|增加|提高|提升|下降|降低|减少|压减|压缩|缩短|降幅|缩减|上升|前移|精简|削减|压降|下调|上调|提速|延长|回落|收窄|"
    "扩大)(?:率|幅度|速度)?"
)
_ONLY_CHANGE = re.compile(f"(?:比.{{0,8}}|较.{{0,8}})?(?:分别|力争|实现|均)*{_MANNER}{_CHANGE}")
_CHANGE_END = re.compile(f"{_MANNER}{_CHANGE}$")
_MEASURE_NAME = re.compile("(?:率|占比|比重|比例|满意度|覆盖面|强度|增速|增幅|涨幅)$")
_CHANGE_HEAD = re.compile(f"{_MANNER}{_CHANGE}(?![到至])")
_PLACED = re.compile(
    "(?P<places>.{2,40})等(?:重点)?(?:区域|地区|省份?|城市|行业|领域|市|县)(?P<indicator>.{2,})"
)
_MEASURED = re.compile(
    "^..(?P<rest>.{0,12}(?:率|比重|占比|面积|产量|产值|收入|规模|数量|水平|强度|增加值|总量|总额))$"
)
_COORDINATE = re.compile("、|以及|和|及|与")


ACT = (
    "配套(?=建设|再|污|管|停车|充电|公厕|设施|学校|医院|幼儿园|养老)|营造|新开|新改建|新改扩建|滚动实施|力促|征收|拆迁|铺轨|入库|布设|增补|增配|补植|退耕|封育|疏解|关停|关闭|取缔|联系|包联|结对|"
    "发布(?!会|机制|平台|渠道|制度)|聘任|聘请|落实(?=[^，。；、]{1,12}(?:指标|名额|岗位|地块|床位|场地)$)|推介|翻新|提标|硬化|亮化|追回|偿还|化解|清收|追缴|削减|调减|转岗|外派|揭榜|立项|投放|成交|交易|上缴|储备|惠及|建档|建造|造|植|救治|筛查|受理|办理|巡查|普及|创评|评比|命名|"
    "减轻|节约|节省|让利|降低(?=成本|费用|负担|物流成本)|汇聚|汇集|归集|开放|采集|发行|出版|搬迁|拆除|消除|整合|撤并|新签|增设|增开|开设|带动|拉动|撬动|上线|推出|更新|培训|轮训|整治|治理|修复|绿化|造林|植树|加装|加固|报废|替换|更换|种植|播种|养殖|改建|扩建|改善|疏浚|清理|清退|清淤|救助|惠及|"
    "安置|解决|招聘|招录|招募|招收|选派|选拔|选聘|评定|认证|注册|创作|编制|制修订|修订|攻克|攻关|研发|研制|转移|输送|开发|收储|出让|"
    "供应|敷设|铺设|架设|维修|提升|募集|征集|发放|投放|募资|融资|接待|销售|出口|生产|加工|放流|增殖|授信|对接|签订|引入|导入|回收|复垦|"
    "整理|复耕|打通|贯通|通航|创成|摘牌|验收|交付|筹建|筹措|配建|配置|配备|购置|部署|改扩|联合培养|培养|吸纳|帮扶|扶持|资助|"
    "走访|巡演|展演|演出|下乡|普查|抽检|抽查|检测|监测|排查"
)
"""Verbs of work to be done: with a figure at the end of their clause (更新公交车150辆) they say how much of it."""

ACT_RE = re.compile(f"(?:{ACT})(?!率|比|值|额|速|量|费|者|员|所|区|强度|能力|水平|基地|中心|机构|企业)")


def noun_before(text: str) -> str:
    """Strip what leads in and what leads over to the figure; what stays is the indicator.

    >>> noun_before("到2020年，完成生产总值")
    '生产总值'
    >>> noun_before("力争使国家级开发区")
    '国家级开发区'
    """
    text = strip_head(text)
    while len(text) > 2 and (found := _TAIL.search(text)):
        if found[0] == "总数" and "占" in text:  # 占职工总数: the whole a share is taken of
            break
        text = text[: found.start()]
    return text


def strip_head(text: str) -> str:
    """Strip terms, adverbs and verbs at the front."""
    while text:
        found = _HEAD.match(text) or _CREATE_HEAD.match(text)
        if found is None or not found.end():
            break
        text = text[found.end() :]
    return text


def change_of(words: str) -> str:
    """The word of change that ``words`` begin with, unless it only leads to a level (提高到).

    >>> change_of("年均增长"), change_of("提高到")
    ('年均增长', '')
    """
    found = _CHANGE_HEAD.match(words)
    return found[0] if found else ""


def is_only_change(noun: str) -> bool:
    """Whether an indicator is a word of change without anything that changes (年均增长)."""
    return _ONLY_CHANGE.fullmatch(noun) is not None


def is_measure_name(noun: str) -> bool:
    """Whether a noun names something that has a size of its own: 覆盖率, 占比, 满意度.

    >>> is_measure_name("旅游投诉结案率"), is_measure_name("示范园区")
    (True, False)
    """
    return _MEASURE_NAME.search(noun) is not None


def without_change(noun: str) -> str:
    """An indicator without its word of change (产值年均增长: 产值)."""
    return _CHANGE_END.sub("", noun)


def noun_after(text: str, limit: int = 40) -> str:
    """The counted thing after a figure, up to the end of its phrase.

    >>> noun_after("主导产业，重点突出先进制造业")
    '主导产业'
    """
    text = text[:limit]
    if modified := _MODIFIED.match(text):
        return modified[0].strip(" 　等")
    found = _CUT.search(text, 1) if text else None
    text = text[: found.start()] if found else text
    if "的" not in text:
        text = _PREDICATE.split(text)[0] or text
    return _OUTCOME.sub("", text).removeprefix("的").strip(" 　等")


def split_coordinated(text: str, count: int) -> list[tuple[str | None, str]] | None:
    """Share out ``分别``: split a subject into ``count`` pairs (scope, indicator), or ``None`` if it does not fit.

    >>> split_coordinated("国家级和省级开发区亩均投资强度", 2)
    [('国家级', '开发区亩均投资强度'), ('省级', '开发区亩均投资强度')]
    >>> split_coordinated("生产总值、工业增加值", 2)
    [(None, '生产总值'), (None, '工业增加值')]
    >>> split_coordinated("小麦播种、收获机械化率", 2)
    [(None, '小麦播种机械化率'), (None, '收获机械化率')]
    >>> split_coordinated("江北、江南等区域细颗粒物浓度", 2)
    [('江北', '细颗粒物浓度'), ('江南', '细颗粒物浓度')]
    """
    if (placed := _PLACED.fullmatch(text)) and len(places := _COORDINATE.split(placed["places"])) == count:
        return [(place, placed["indicator"]) for place in places]
    pieces = _COORDINATE.split(text)
    if len(pieces) != count or not all(pieces):
        return None
    if all(piece[-1] in "级类型" for piece in pieces[:-1]):
        found = re.match(f"[^{pieces[0][-1]}]*{pieces[0][-1]}", pieces[-1])
        if found and found.end() < len(pieces[-1]):
            rest = pieces[-1][found.end() :]
            return [(piece, rest) for piece in [*pieces[:-1], found[0]]]
    measured = _MEASURED.search(pieces[-1])
    if measured and not any(piece[-1] in "值额量率数积重比入度" for piece in pieces[:-1]):
        return [*((None, piece + measured["rest"]) for piece in pieces[:-1]), (None, pieces[-1])]
    return [(None, piece) for piece in pieces]


def ends_in_preposition(left: str) -> bool:
    """Whether the figure's phrase hangs on a preposition (在10个城市)."""
    return bool(
        re.search(rf"(?:^|[，、])?(?:{PREPOSITION})(?:全国|全省|全市|全区|其他|所有|等)?$", left)
    ) and not re.search("(?:保持|稳定|控制|提高|增加)在?$|分为$", left)
