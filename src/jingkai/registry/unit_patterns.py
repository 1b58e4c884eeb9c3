"""The word classes and patterns that the grammar of unit names is made of.

Each class of words is written out once, divided by spaces, and compiled longest word first.
"""

from __future__ import annotations

import re

NATIONAL, PROVINCE, CITY, COUNTY, ZONE = "national", "province", "city", "county", "zone"


def any_of(words: str) -> str:
    """A group that matches any of the words, the longest first.

    >>> any_of("市 市场")
    '(?:市场|市)'
    """
    return f"(?:{'|'.join(sorted(words.split(), key=len, reverse=True))})"


def _at(level: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), level)


LEVEL_WORDS = {
    **_at(PROVINCE, "自治区 兵团 省"),
    **_at(CITY, "自治州 地区 市 州 盟"),
    **_at(COUNTY, "自治县 自治旗 县 旗 区"),
    **_at(ZONE, "经开区 开发区 高新区 新区 园区 示范区 自贸区 综保区 保税区 农高区 管委会"),
}
"""Words that stand for the level of a department when its place is understood."""

MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")
PROVINCES = tuple(
    _at(
        PROVINCE,
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 "
        "四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆",
    )
)
"""Short names, as in front of an agency run from above: 内蒙古通信管理局."""

_PLACES = (
    "自治区 自治州 自治县 自治旗 兵团 地区 新区 开发区 经开区 高新区 园区 示范区 保税区 自贸区 综保区 "
    "省 市 州 盟 县 区 旗"
)
_ZONES = "产业园 工业园 科技园 物流园 集中区 组团 园区 开发区 经开区 高新区 新区 片区 功能区 示范区 保税区 自贸区 基地 口岸 平台"
_GOVERNMENTS = "人民政府 政府 行政公署 行署 公署 党委 党组织 党组"
_REGIONS = (
    "盟市 旗县区 旗县市区 旗县 县市区 市县区 县区 县市 市县 区县 市区 市州 州市 地市 市地 地区 地方 地 省份 乡镇街道 "
    "乡镇 镇街道 镇街 街镇 街道 街道办 街道办事处 办事处 苏木乡镇 苏木镇 苏木 嘎查村 村居 社区 自治区 直辖市 兵团 "
    "省 市 县 区 旗 盟 州 乡 镇"
)

SPACE = re.compile(r"\s+")
LEVEL = re.compile(any_of(" ".join(LEVEL_WORDS)))
PLACE_END = re.compile(any_of(_PLACES))
REGION_WORD = re.compile(any_of("省 自治区 直辖市 兵团 旗 县 区(?!域) 盟 市 州"))
ZONE_WORD = re.compile(any_of("开发区 经开区 高新区 管委会 园区 新区 口岸 保税区 功能区 片区"))

# 市场监管局 begins with 市场 and 区域合作局 with 区域: there the first character is no level word.
NO_LEVEL = re.compile(
    any_of("市场 市政(?!府|协|务|法|数|研) 市容 市域 市民 市区 市监 区域 区块 区位 县域 省际 地区[局办]")
)
NO_PLACE = re.compile(
    any_of(
        "城市 都市 超市 股市 上市 地市 盟市 省市 市县 旗县 区县 县区 城区 社区 辖区 灾区 山区 景区 库区 矿区 林区 牧区 "
        "片区 市区 厂区 小区 特区 军区 校区 各区 各市 各县 街区 专区 港区 保护区"
    )
    + "$"
)
NO_PLACE_START = re.compile(
    r"[由向对和与及请为从以将把在使让同并各]|经(?![开信济贸棠])|"
    + any_of(
        "实行 推行 坚持 "
        "有关 相关 其他 其中 按照 参照 根据 依据 依照 依托 通过 报请 报经 督促 指导 责成 授权 委托 要求 明确 联合 支持 配合 协助"
    )
)
NO_PLACE_INSIDE = re.compile(
    r"[由向将把让]|" + any_of("设在 会同 负责 建立 完善 推动 成立 形成 健全 组建 构建 报送 经过 属于")
)

PARTY = re.compile(
    r"(?:中共)?(?:(?P<base>自治区|兵团|区)党委(?!政府)|(?P<short>[省市州盟县区旗地])委(?!员)"
    r"|(?P<zone>经开区|开发区|高新区|新区|园区)党工委|党工委|党委)"
)
PARTY_ALONE = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{0,10}?)(?:(?P<word>自治区|兵团)党委|(?P<short>[省市州盟县区旗地])委)"
    r"(?P<office>办公厅|办公室|办)?"
)
YOUTH = re.compile(
    r"(?:共青)?团(?P<word>自治区|省|市|州|盟|县|区|旗)(?:工)?委"
    r"|共青团(?P<place>.{1,10}(?:自治区|省|市|州|盟|县|区|旗))委(?:员会)?"
)
GOVERNMENT = re.compile(
    r"(?P<prefix>[\u4e00-\u9fff]{0,14}?(?:自治区|自治州|自治县|自治旗|兵团|地区|新区|[省市州盟县区旗镇乡]|街道)"
    r"(?:级|（[^（）]*）)?)"
    r"(?P<core>(?:人民政府|政府|行政公署|行署)(?:办公厅|办公室|办)?|(?<=街道)办(?:事处)?|党工委|党委、?政府|委、?[省市州盟县区旗]?政府)"
)
COMBINED = re.compile(r"(?P<stems>[\u4e00-\u9fff]{2,16}?)(?P<head>分局|局|厅|委员会|委|办公室|办|部)")
COMBINED_ENDINGS = (
    "管理",
    "服务",
    "监管",
    "监督管理",
    "工作",
    "事务",
    "保障",
    "执法",
    "管理和服务",
    "发展",
    "促进",
)
"""What a department put together of subjects ends in, and what may stand between them and its ending."""
LEVEL_GOVERNMENT = re.compile(
    r"(?P<word>[省市县区乡镇旗])级(?:以上|以下)?(?:地方)?(?:各级)?(?:人民政府|政府|党委和政府)"
)
COMMITTEE = re.compile(
    r"[\u4e00-\u9fff（）“”]*?(?:管委会|管（筹）委会|管委会办公室|(?:区|园|口岸|城|街道)党工委"
    r"|(?:区|园|口岸|港|城|基地|谷|岛|镇)(?:开发建设)?管理委员会"
    r"|(?:区|片区|园)管委(?!会))"
)

_COLLECTIVE_HEAD = any_of(
    f"{_GOVERNMENTS} {_REGIONS} {_ZONES} 部门 单位 机构 处室 企业 公司 管委会 管理机构 管理委员会 银行 金融机构 高校 "
    "高等学校 院校 学校 科研院所 医院 协会 商会 行业协会 委办局 局 厅 委 办 委员会 人民团体 群团组织 主体 中心 支队 大队 "
    "科室 国企 方面"
)
_HEAD = rf"{_COLLECTIVE_HEAD}(?:（[^（）]{{1,12}}）)?(?:{_COLLECTIVE_HEAD})?"
EACH = re.compile(
    rf"各(?!项|类|种|自|方|环|界|族|式|个)[\u4e00-\u9fff（）、]{{0,36}}?{_HEAD}"
    r"(?:[和与及][\u4e00-\u9fff]{2,12}(?:兵团|单位|部门|机构|开发区|管委会|城市|市))?"
)
"""各有关盟行政公署, 各旗县区, 各省、自治区、直辖市和新疆生产建设兵团."""

SOME = re.compile(
    r"(?P<prefix>(?:"
    + any_of("自治区 国务院 中央 全国 国家 省 市 州 盟 县 区 旗 旗县区 县区 开发区 经开区 高新区 园区 新区")
    + r")?(?:[级直属驻]|机关)?)(?P<core>"
    + any_of(
        "其他 其它 各级 各相关 各有关 各 有关 相关 所属 地方各级 地方 属地 所在 涉及 职能 主管 成员 下级 上级 以上 "
        "区域内 辖区 涉农 基层"
    )
    + rf"+(?:(?:(?!由)[\u4e00-\u9fff（）、]){{0,12}}?)?{_HEAD})"
)
"""自治区有关部门单位, 市直各部门, 地方各级人民政府, 其他相关部门."""

DEPARTMENT_IN_GENERAL = re.compile(
    r"(?P<lead>(?:各(?:有关|相关)?(?:[省市县区旗盟州乡镇地、]|（[^（）]*）)+级?|[县市区旗](?:（[^（）]{1,8}）)级?|"
    + any_of(
        "县级以上 市级以上 县级以上地方 各级 地方各级 地方 省级 市级 县级 同级 本级 当地 各地 市县 省市县 "
        "国务院 自治区 省 市 县 区 旗 盟市 旗县区"
    )
    + r")?(?:各级)?(?:人民政府)?)(?P<stem>[\u4e00-\u9fff]{2,10}?)(?P<head>(?:行政)?(?:主管)?部门|机关)"
)
"""县级以上人民政府发展改革部门, 自然资源主管部门."""

WHAT_IT_DOES = re.compile("(?:监管|管理|监督|监督管理|执法|保障|服务|建设|规划)$")
"""What a department does, behind its subject: 铁路监管部门, 城建管理部门."""
NO_STEM = re.compile(
    r"^"
    + any_of(
        "业务 行业 项目 上级 下级 企业 资产 归口 登记 监管 执法 职能 所属 投资 其他 有关 相关 各 国家 地方 中央 "
        "本 该 主要 不同 多 相应 涉及 省 市 县 区"
    )
)
"""How no subject of a department begins: 业务主管部门 is whatever department it is."""

_LEVEL_HEADS = (
    r"(?:自治区|直辖市|设区的?市|自治州|自治县|[省市县区州盟旗乡镇地]|街道|苏木)级?(?:（[^（）]{1,12}）)?"
)
SEVERAL_LEVELS = re.compile(
    rf"(?:地方)?{_LEVEL_HEADS}(?:[、和及与]?{_LEVEL_HEADS})+(?:[两二三四]级)?(?:地方)?(?:各级)?"
    r"(?:人民政府|政府|党委、?政府|党委和政府|行政公署|(?![直属驻])(?:(?!各|有关|相关)[\u4e00-\u9fff]){2,8}部门)"
    r"(?:（[^（）]{1,12}）)?"
)
"""省、市、县人民政府, 市县两级政府, 省、市财政部门: the governments or departments of several levels at once."""

MANAGING_DEPARTMENT = re.compile(
    r"(?:(?:国务院|县级以上|省级以上|市级以上|地方各级|地方|各级|各|省、自治区、直辖市|设区的市|省级?|市级?|县级?|自治区|[、和及与])*(?:地方)?(?:各级)?"
    r"(?:人民政府)?)(?:负责|管理|主管)[\u4e00-\u9fff]{2,8}工作的(?:部门|机构)"
)
"""省、自治区、直辖市人民政府管理专利工作的部门."""

BRANCH = re.compile(
    r"(?:总局|总署|国家\w{2,8}局|委员会|人民银行|人行|水利部|自然资源部|生态环境部|财政部|商务部|交通运输部|民航局|民航|审计署)"
    r"[\u4e00-\u9fff]+(?:局|总队|[分支]行|[分支]署|总部|专员办|特派办|办事处|督察局|管理部|调查队|委员会|监管办|站)$"
)
"""A central agency's branch: 国家金融监督管理总局内蒙古监管局."""

CENTRAL = re.compile(
    r"武警|解放军|中科院|中[铁建交冶]|国家(?!级)|首都|全国|中央|国务院|最高|中共中央|中华全国|中国|国网|国铁|人民银行|人行"
)
CENTRAL_COMPANY = ("国网", "国铁", "人行", "武警", "解放军", "中科院", "中铁", "中建", "中交", "中冶")
BODY_END = re.compile(
    any_of(
        "海关 公司 集团 银行 [分支]行 营业部 业务处 营业管理部 信保 营业所 供电局 电网 铁塔 电信 联通 大学 [学院]院 研究院 "
        "研究所 设计院 科学院 学校 高校 医院 机场 协会 学会 商会 基金会 企业 出版社 报社 日报 电视台 传媒中心 交易所 人行 "
        "监管局 监察局 专员办 特派办 特派员办事处 调查总队 监管办 石油 石化 移动 航空 控股 城投 交投 "
        "国投 建投 水投 农投 产投 金控 文投 旅投 城发 城建投 国控 (?:国网|南网).{2,6}电力 海油 党校 行政学院 运营商 国企 央企"
    )
    + r"(?:（[^（）]+）)?$"
)
CERTAIN_BODY = re.compile(
    rf".{{2,}}{any_of('海关 [分支]行 信保 业务处 营业部 监管局 专员办 大学')}$|.{{3,}}(?:公司|集团)$"
)
"""Of those with a name of its own in front: 呼和浩特海关, not 海关 or 企业."""

OWN_PLACE = re.compile(
    r"(?!省|市|县|区|旗|州|盟|自治区)[\u4e00-\u9fff]{2,8}(?:国家公园|[湖山江河岛海]|水库|古城|景区|保护区|灌区|林区)[\u4e00-\u9fff]{0,6}"
    r"(?:管理局|管理处|管委会|管理中心|委员会|管理站|保护局)"
    r"|海事处|(?:民航)?空管(?:站|局|中心|分局)|边检站|海警(?:局|工作站)|(?:长江|黄河|淮河|珠江|辽河|海河)[\u4e00-\u9fff]{0,6}(?:局|委员会)"
    r"|(?![省市县区旗州盟])[\u4e00-\u9fff]{2,4}便民服务中心"
)
"""Bodies called after what they look after: 青岚湖管理局. No level word in front of another name belongs to them."""

REGION_END = re.compile(any_of("园区 兵团 省 市 县 区 旗 盟 州 乡 镇 街道 苏木") + r"(?:（[^（）]+）)?$")
OTHER_END = re.compile(
    any_of(
        f"{_REGIONS} {_ZONES} 局 厅 委 委员会 办 办公室 办公厅 部 署 中心 总社 供销社 社 站 所 院 处 科 室 总队 支队 大队 "
        "中队 队 法院 检察院 会 联 政府 公署 行署 党委 党组 工委 纪委 单位 部门 机构 馆 台 专班 指挥部 领导小组 行 司 林场 "
        "农场 库 团 军分区 作协 记协 企协 村（社区） 部队 队伍"
    )
    + r"(?:（[^（）]+）)?$"
)
FUNCTION_WORD = re.compile(
    r"[的了、，。；：,;:？！《》“”\"'0-9%]|"
    + any_of(
        "应当 以下 以上 以内 以外 简称 包括 不含 含 按照 根据 依据 进行 开展 加强 加快 提升 提高 确保 其中 之一 分别 负责 "
        "牵头 配合 不得 可以 已经 除外 达到 完善 建立 做好 实现 研究制定 要求 期限 另有 每年 月底 年底 试行 修订 暂行"
    )
)
"""Words that no unit's name holds."""
