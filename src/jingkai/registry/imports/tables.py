"""The tables that can be imported: their columns, what each holds, and what else files call it.

Headers are data, in Chinese and in English on every template; explanations are messages in the reader's language.
"""

# ruff: noqa: E501 - one column a line reads like the table it declares
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    USCC = "uscc"
    PHONE = "phone"
    PROJECT_CODE = "project_code"
    DIVISION = "division"
    INDUSTRY = "industry"
    MONEY = "money"
    AMOUNT = "amount"
    LABEL = "label"
    YEAR = "year"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    WORDS = "words"
    BOUNDARY = "boundary"
    PERIOD = "period"
    REFERENCE = "reference"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a column: as stored, in Chinese, in English, and as files also write it."""

    value: str
    chinese: str
    english: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``name`` is the field; ``also`` are further headers by which it is recognised. A ``required`` column must be filled
    for a new row. ``unit`` is what amounts are stored in (of the values of facts: sums of money) (``yuan``, ``m²``, ``km²``), with ``places`` decimals and ``below`` that number. An ``erasable`` column may be
    emptied by an import where whoever imports says so. ``target`` is what a reference leads to.
    """

    name: str
    chinese: str
    english: str
    kind: Kind = Kind.TEXT
    also: tuple[str, ...] = ()
    required: bool = False
    help: str = ""
    example: str = ""
    longest: int = 0
    unit: str = ""
    places: int = 2
    below: int = 0
    choices: tuple[Choice, ...] = ()
    target: str = ""
    erasable: bool = True
    personal: str = ""

    @property
    def header(self) -> str:
        """The header on a template: Chinese, the unit, a star where it is required, English below."""
        unit = {"yuan": "（元）", "m²": "（平方米）", "km²": "（平方公里）"}.get(self.unit, "")
        unit = "" if self.kind is Kind.VALUE else unit
        return f"{self.chinese}{unit}{' *' if self.required else ''}\n{self.english}"


@dataclass(frozen=True)
class Table:
    """A table that can be imported: ``key`` names the columns that say which row of the table a row is about.

    ``action`` is what somebody must be allowed to do to each row. ``together`` names groups of columns that no two rows
    of the table share.
    """

    name: str
    chinese: str
    english: str
    action: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    together: tuple[tuple[str, ...], ...] = ()
    explanation: str = ""
    icon: str = "table"

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return MappingProxyType({column.name: column for column in self.columns})

    @property
    def words(self) -> str:
        """The table in the reader's language."""
        return _(self.english)

    @property
    def about(self) -> str:
        """What the table is for, in the reader's language."""
        return _(self.explanation)


_BOUNDARY = Column(
    "boundary", "边界", "Boundary (GeoJSON)", Kind.BOUNDARY, ("边界坐标", "四至", "geojson"),
    help=msgid("A polygon as GeoJSON in WGS 84, in one cell. Large ones are better kept on the page of the row."),
)  # fmt: skip
_INDUSTRY = Column(
    "industry", "行业代码", "Industry (GB/T 4754)", Kind.INDUSTRY,
    ("行业", "国民经济行业", "国民经济行业分类", "行业分类代码", "所属行业", "行业（GB/T 4754）"),
    help=msgid("The section's letter and two to four digits of GB/T 4754-2017."), example="C1440",
)  # fmt: skip
_ZONE = Column(
    "zone", "开发区", "Zone", Kind.REFERENCE, ("所在开发区", "所属开发区", "园区管委会", "开发区代码", "开发区名称"),
    help=msgid("Code or name of the zone. Left out, it is the zone that was chosen for the import."),
    target="zone", erasable=False,
)  # fmt: skip
_PARK = Column(
    "park", "园区", "Park", Kind.REFERENCE, ("所在园区", "所属园区", "园区名称", "园区代码"),
    help=msgid("Code or name of a park of the zone."), target="park",
)  # fmt: skip
_OWNER = Column(
    "enterprise", "企业", "Enterprise", Kind.REFERENCE,
    ("企业名称", "建设单位", "项目单位", "使用权人", "土地使用权人", "企业统一社会信用代码", "统一社会信用代码"),
    help=msgid("Unified social credit code, or the full name, of an enterprise of the zone that is in the registry."),
    example="91110000600037341L", target="enterprise",
)  # fmt: skip
_INDUSTRIES = Column(
    "industries", "主导产业", "Leading industries", Kind.WORDS, ("产业", "主导产业方向"),
    help=msgid("Divided by 、 or by commas."), example="绿色农畜产品加工、新能源装备",
)  # fmt: skip


ZONES = Table(
    "zones", "开发区", msgid("Zones"), "registry.zone.edit", ("code",), icon="map",
    explanation=msgid("Development zones, by their code. A row changes a zone of your scope."),
    together=(("name",),),
    columns=(
        Column("code", "代码", "Code", Kind.CODE, ("开发区代码", "编码"), True, longest=40, example="qinglan", erasable=False,
               help=msgid("Letters, digits, hyphens and underscores; it stands in addresses and never changes.")),
        Column("name", "名称", "Name", Kind.TEXT, ("开发区名称", "开发区", "全称", "Zone"), True, longest=120, example="青岚经济技术开发区",
               erasable=False),
        Column("short_name", "简称", "Short name", longest=40, example="青岚经开区"),
        Column("level", "级别", "Level", Kind.CHOICE, ("开发区级别", "批准级别", "Zone level"), True, example="国家级", erasable=False, choices=(
            Choice("national", "国家级", "National", ("国家", "国务院")),
            Choice("province", "省级", "Province", ("自治区级", "省（自治区）级", "省", "自治区", "直辖市级")),
            Choice("city", "市级", "City", ("市", "盟市级")))),
        Column("kind", "类型", "Kind", Kind.CHOICE, ("开发区类型", "类别"), example="经济技术开发区", erasable=False, choices=(
            Choice("economic", "经济技术开发区", "Economic and technological development zone", ("经济开发区", "经开区", "工业园区")),
            Choice("high_tech", "高新技术产业开发区", "High-tech industrial development zone", ("高新区", "高新技术产业园区")),
            Choice("bonded", "海关特殊监管区域", "Area under special customs supervision", ("综合保税区", "保税区")),
            Choice("border", "边境经济合作区", "Border economic cooperation zone", ("边合区", "跨境经济合作区")),
            Choice("other", "其他开发区", "Other development zone", ("其他",)))),
        Column("division", "行政区划代码", "Division code", Kind.DIVISION, ("区划代码", "行政区划"), example="150802"),
        Column("city", "所在城市", "City", also=("城市", "所在市", "所在盟市", "所在地", "City or league"), longest=60, example="澄江市"),
        Column("approved_year", "批准年份", "Year of approval", Kind.YEAR, ("批准时间", "设立年份", "获批年份"), example="2013"),
        Column("area", "核准面积", "Approved area", Kind.AMOUNT, ("面积", "批准面积", "规划面积"), unit="km²", places=4, below=10**8, example="10.5"),
        _INDUSTRIES, _BOUNDARY,
        Column("source", "来源", "Source", also=("数据来源", "依据"), longest=200, example="开发区审核公告目录"),
    ),
)  # fmt: skip

PARKS = Table(
    "parks", "园区", msgid("Parks"), "registry.zone.edit", ("code",), icon="trees",
    explanation=msgid("Parks in a zone, by their code."),
    together=(("zone", "name"),),
    columns=(
        Column("code", "代码", "Code", Kind.CODE, ("园区代码", "编码"), True, longest=40, example="qinglan-east", erasable=False,
               help=msgid("Letters, digits, hyphens and underscores; it stands in addresses and never changes.")),
        Column("name", "名称", "Name", Kind.TEXT, ("园区名称", "园区", "Park"), True, longest=120, example="东部产业园", erasable=False),
        _ZONE,
        Column("area", "面积", "Area", Kind.AMOUNT, ("规划面积", "园区面积"), unit="km²", places=4, below=10**8, example="3.2"),
        _INDUSTRIES, _BOUNDARY,
    ),
)  # fmt: skip

UNITS = Table(
    "units", "单位", msgid("Units"), "registry.unit.edit", ("code",), icon="landmark",
    explanation=msgid("Departments that answer for clauses, by their code, each with the other names it goes by."),
    together=(("name",),),
    columns=(
        Column("code", "代码", "Code", Kind.CODE, ("单位代码", "编码"), True, longest=60, example="qinglan-finance", erasable=False,
               help=msgid("Letters, digits, hyphens and underscores; it stands in addresses and never changes.")),
        Column("name", "名称", "Name", Kind.TEXT, ("单位名称", "单位", "全称", "Unit"), True, longest=120, example="青岚经开区财政局",
               erasable=False),
        Column("level", "级别", "Level", Kind.CHOICE, ("单位级别", "层级", "Zone level"), example="开发区", choices=(
            Choice("national", "国家", "National", ("国家级", "中央")),
            Choice("province", "省级", "Province", ("自治区", "自治区级", "省（自治区）级", "省")),
            Choice("city", "市级", "City", ("市", "盟市")),
            Choice("county", "县级", "County", ("旗县区", "旗县区级", "县", "区", "旗")),
            Choice("zone", "开发区", "Development zone", ("园区", "经开区")))),
        Column("division", "行政区划代码", "Division code", Kind.DIVISION, ("区划代码", "行政区划"), example="150802"),
        _ZONE,
        Column("aliases", "其他名称", "Other names", Kind.WORDS, ("别名", "简称", "曾用名"), example="区财政局、财政局",
               help=msgid("Divided by 、 or by commas.")),
    ),
)  # fmt: skip

ENTERPRISES = Table(
    "enterprises", "企业", msgid("Enterprises"), "registry.enterprise.edit", ("uscc",), icon="factory",
    explanation=msgid("Enterprises of the zone, by their unified social credit code."),
    columns=(
        Column("uscc", "统一社会信用代码", "Unified social credit code", Kind.USCC, ("信用代码", "社会信用代码", "uscc", "统一代码", "Credit code"), True,
               example="91110000600037341L", longest=18, erasable=False,
               help=msgid("18 characters; format the column as text, or Excel rounds codes that are digits only.")),
        Column("name", "企业名称", "Name", Kind.TEXT, ("名称", "单位名称", "单位详细名称", "公司名称", "企业全称", "企业", "Enterprise"), True, longest=160,
               example="青岚绿源食品有限公司", erasable=False),
        _ZONE, _PARK, _INDUSTRY,
        Column("state", "经营状态", "State", Kind.CHOICE, ("状态", "登记状态", "企业状态", "运营状态"), example="在业", erasable=False, choices=(
            Choice("building", "筹建", "Being set up", ("在建", "筹建中", "建设中")),
            Choice("active", "在业", "In business", ("存续", "开业", "在营", "正常", "营业", "在营（开业）")),
            Choice("suspended", "停业", "Suspended", ("停产", "歇业", "暂停营业")),
            Choice("closed", "注销", "Closed", ("关闭", "吊销", "已注销", "迁出", "Deregistered")))),
        Column("foreign", "外商投资企业", "Foreign-invested", Kind.FLAG, ("外资企业", "是否外资", "是否外商投资", "外资", "外商投资"),
               example="否"),
        Column("above_scale", "规模以上工业企业", "Industrial enterprise above designated size", Kind.FLAG,
               ("规上", "规上企业", "规上工业企业", "是否规上", "规模以上", "Above designated size"), example="是"),
        Column("registered_capital", "注册资本", "Registered capital", Kind.MONEY, ("注册资金", "认缴资本", "注册资本金"), unit="yuan", below=10**15,
               example="30000000", help=msgid("In yuan; a unit may stand in the cell (3000万元) or in the header (万元).")),
        Column("founded", "成立日期", "Founded", Kind.DAY, ("注册日期", "成立时间", "登记日期", "设立日期"), example="2018-05-20"),
        Column("address", "地址", "Address", also=("住所", "注册地址", "经营地址", "企业地址"), longest=200, example="青岚经开区创业路 8 号"),
        Column("representative", "法定代表人", "Legal representative", also=("法人代表", "法人", "负责人"), longest=60, example="林晓",
               personal="name"),
        Column("contact", "联系人", "Contact person", also=("联系人姓名",), longest=60, example="周宁", personal="name"),
        Column("phone", "联系电话", "Phone", Kind.PHONE, also=("电话", "手机", "手机号", "联系方式", "手机号码"), longest=40, example="0478-0000000",
               personal="phone"),
    ),
)  # fmt: skip

PROJECTS = Table(
    "projects", "项目", msgid("Projects"), "registry.project.edit", ("code",), icon="briefcase-business",
    explanation=msgid("Investment projects, by their project code."),
    columns=(
        Column("code", "项目代码", "Project code", Kind.PROJECT_CODE, ("投资项目代码", "项目统一代码", "代码"), True, longest=24,
               example="2403-150802-04-01-123456", erasable=False,
               help=msgid("As it was given when the project was filed: 2403-150802-04-01-123456.")),
        Column("name", "项目名称", "Name", Kind.TEXT, ("名称", "建设项目名称", "项目", "Project"), True, longest=160, example="年产 2 万吨番茄制品项目", erasable=False),
        _ZONE, _PARK, _OWNER, _INDUSTRY,
        Column("stage", "阶段", "Stage", Kind.CHOICE, ("项目阶段", "建设阶段", "项目状态", "进展"), example="在建", erasable=False, choices=(
            Choice("planned", "谋划", "Planned", ("前期", "拟建", "储备")),
            Choice("filed", "已备案", "Filed", ("备案", "已立项", "已核准")),
            Choice("building", "在建", "Under construction", ("建设中", "开工", "已开工")),
            Choice("trial", "试生产", "Trial production", ("试运行",)),
            Choice("running", "投产", "In production", ("已投产", "运营", "竣工投产")),
            Choice("ended", "终止", "Ended", ("已终止", "撤销", "取消")))),
        Column("investment", "总投资", "Total investment", Kind.MONEY, ("计划总投资", "投资额", "总投资额", "投资总额"), unit="yuan", below=10**15,
               example="120000000", help=msgid("In yuan; a unit may stand in the cell (3000万元) or in the header (万元).")),
        Column("started", "开工日期", "Construction started", Kind.DAY, ("开工时间", "实际开工日期"), example="2024-04-01"),
        Column("completed", "竣工日期", "Completed", Kind.DAY, ("竣工时间", "投产日期", "完工日期"), example="2025-10-31"),
    ),
)  # fmt: skip

PARCELS = Table(
    "parcels", "宗地", msgid("Parcels"), "registry.parcel.edit", ("number",), icon="land-plot",
    explanation=msgid("Parcels of land, by their number."),
    columns=(
        Column("number", "宗地编号", "Parcel number", Kind.LABEL, ("地块编号", "宗地号", "编号", "地块号", "不动产单元号", "宗地", "Parcel"), True, longest=40,
               example="QL-2024-018", erasable=False),
        _ZONE, _PARK, _OWNER,
        Column("area", "面积", "Area", Kind.AMOUNT, ("宗地面积", "土地面积", "用地面积"), unit="m²", below=10**12, example="66666.67",
               help=msgid("In square metres; a unit may stand in the cell (100亩) or in the header (亩).")),
        Column("use", "用途", "Use", Kind.CHOICE, ("土地用途", "规划用途", "用地性质"), True, example="工业用地", erasable=False, choices=(
            Choice("industry", "工业用地", "Industrial land", ("工业",)),
            Choice("storage", "物流仓储用地", "Logistics and storage land", ("仓储用地", "仓储", "物流用地")),
            Choice("research", "科研用地", "Research land", ("科研", "新型产业用地")),
            Choice("commerce", "商业服务业用地", "Commercial and service land", ("商业用地", "商服用地", "商业")),
            Choice("housing", "居住用地", "Residential land", ("住宅用地", "住宅")),
            Choice("public", "公共管理与公共服务用地", "Public administration and service land", ("公共服务用地", "公服用地")),
            Choice("utility", "公用设施用地", "Utility land", ("公用设施", "市政用地")),
            Choice("green", "绿地与开敞空间用地", "Green and open space", ("绿地", "公园绿地", "防护绿地")),
            Choice("other", "其他用地", "Other land", ("其他",)))),
        Column("state", "状态", "State", Kind.CHOICE, ("宗地状态", "土地状态", "利用状态"), example="已供应", erasable=False, choices=(
            Choice("reserved", "储备", "In reserve", ("未供应", "待供")),
            Choice("supplied", "已供应", "Supplied", ("已供", "已出让", "已划拨")),
            Choice("building", "在建", "Under construction", ("建设中",)),
            Choice("built", "已建成", "Built on", ("建成", "已建")),
            Choice("idle", "闲置", "Idle", ("闲置土地",)))),
        _BOUNDARY,
    ),
)  # fmt: skip

FACTS = Table(
    "facts", "事实数据", msgid("Facts"), "registry.fact.edit", ("variable", "subject", "period", "valid_from"), icon="list-checks",
    explanation=msgid("Values about zones, parks, enterprises, projects and parcels: one value a row. "
                      "A value that differs from the known one retires it and takes its place; both stay on record."),
    columns=(
        Column("variable", "指标", "Variable", Kind.REFERENCE, ("变量", "指标名称", "指标代码", "项目指标"), True, target="variable",
               example="output", erasable=False, help=msgid("Name or Chinese label from the dictionary of variables.")),
        Column("subject", "对象", "Subject", Kind.REFERENCE, ("对象代码", "主体", "主体代码", "统一社会信用代码", "企业", "编号"), True,
               target="subject", example="91110000600037341L", erasable=False,
               help=msgid("Code of the zone or park, credit code of the enterprise, project code or parcel number.")),
        Column("period", "报告期", "Period", Kind.PERIOD, ("期间", "时期", "年份", "年度", "数据期", "月份", "季度"), example="2024年第一季度",
               erasable=False, help=msgid("2024, 2024H1, 2024Q1, 2024-03, 2024-03-20 or the same in Chinese words.")),
        Column("value", "数值", "Value", Kind.VALUE, ("值", "指标值", "数据", "数量", "金额"), True, unit="yuan", example="12500000", erasable=False,
               help=msgid("In the unit of the dictionary. An empty cell says nothing: what is known stays.")),
        Column("valid_from", "生效日期", "Valid from", Kind.DAY, ("起始日期", "有效期起"), example="2024-01-01", erasable=False),
        Column("valid_to", "失效日期", "Valid to", Kind.DAY, ("截止日期", "有效期止"), example="2024-12-31", erasable=False),
        Column("source_words", "数据来源", "Source in words", also=("来源", "出处"), longest=200, example="企业一套表", erasable=False),
    ),
)  # fmt: skip

TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (ZONES, PARKS, UNITS, ENTERPRISES, PROJECTS, PARCELS, FACTS)}
)
"""Every table that can be imported, by name."""
