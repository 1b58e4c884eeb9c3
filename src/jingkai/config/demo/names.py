"""Names for the people, enterprises and projects of a fictional zone, drawn so that nobody real is meant."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
_GIVEN = "明华志强文静秀兰建国海燕晓东丽娟伟俊杰敏涛宏宇欣怡子涵思远若溪嘉宁雨桐承泽博雅安"
_SYLLABLES = "岚澄远泰恒瑞盛启晟禾源宏拓锦麦穗川湖原野朔星辰曜和润达新科智绿能聚鼎凌峰云谷"


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business in the zone.

    ``industry`` is the class of GB/T 4754, ``words`` what stands in an enterprise's name, ``product`` in a project's;
    ``weight`` its share among enterprises; ``output`` the median yearly output in yuan of an enterprise; ``tax`` and
    ``energy`` are shares of output (yuan of tax a yuan, tonnes of standard coal per ten thousand yuan); ``growth`` a
    year; ``industrial`` whether it counts as industry.
    """

    industry: str
    words: str
    product: str
    weight: int
    output: float
    tax: float
    energy: float
    growth: float
    industrial: bool = True


TRADES = (
    Trade("C1411", "食品", "烘焙食品", 9, 6e7, 0.035, 0.06, 0.07),
    Trade("C1440", "乳业", "低温乳制品", 6, 1.6e8, 0.045, 0.09, 0.08),
    Trade("C1371", "蔬菜加工", "脱水蔬菜", 9, 4e7, 0.02, 0.11, 0.05),
    Trade("C2614", "新材料", "特种有机材料", 6, 2.2e8, 0.05, 0.62, 0.06),
    Trade("C2710", "生物医药", "原料药", 7, 1.3e8, 0.06, 0.21, 0.11),
    Trade("C3212", "有色金属", "高纯金属", 4, 4.2e8, 0.04, 0.95, 0.03),
    Trade("C3311", "金属结构", "装配式钢构件", 8, 5e7, 0.025, 0.12, 0.04),
    Trade("C3415", "风能装备", "风电塔筒", 7, 3.1e8, 0.04, 0.08, 0.15),
    Trade("C3572", "农业机械", "智能播种机", 6, 9e7, 0.03, 0.05, 0.09),
    Trade("C3825", "光伏科技", "光伏组件", 7, 3.6e8, 0.035, 0.18, 0.14),
    Trade("C3841", "储能科技", "储能电池", 5, 2.8e8, 0.04, 0.16, 0.22),
    Trade("C3985", "电子材料", "电子级硅材料", 4, 2.4e8, 0.05, 0.7, 0.12),
    Trade("D4417", "热电", "集中供热", 2, 1.9e8, 0.03, 2.1, 0.03),
    Trade("E4710", "建设", "标准厂房", 3, 7e7, 0.03, 0.02, 0.01, False),
    Trade("F5127", "供应链", "农产品集散", 5, 1.5e8, 0.015, 0.01, 0.08, False),
    Trade("G5920", "物流", "冷链仓储", 6, 5e7, 0.025, 0.05, 0.09, False),
    Trade("I6513", "软件", "工业互联网平台", 6, 2.5e7, 0.06, 0.01, 0.18, False),
    Trade("M7320", "工程技术", "中试基地", 4, 2e7, 0.05, 0.01, 0.12, False),
    Trade("N7724", "环保", "再生水利用", 2, 6e7, 0.04, 0.3, 0.06, False),
)
"""What enterprises of the zone do. Figures are of a plausible size and nothing more."""


class Names:
    """Draws names that do not repeat."""

    def __init__(self, random: Random, place: str) -> None:
        self._random = random
        self._place = place
        self._taken: set[str] = set()

    def person(self) -> str:
        """A person's name of two or three characters; these may repeat, as people's names do."""
        given = "".join(self._random.sample(_GIVEN, self._random.choice((1, 2, 2))))
        return self._random.choice(_SURNAMES) + given

    def phone(self) -> str:
        """A mobile number of a series that is given to nobody."""
        return f"100{self._random.randrange(10**8):08}"

    def enterprise(self, trade: Trade) -> str:
        """The registered name of an enterprise of a trade."""
        while True:
            brand = "".join(self._random.sample(_SYLLABLES, 2))
            ending = self._random.choice(("有限公司", "有限公司", "有限公司", "股份有限公司", "有限责任公司"))
            name = f"{self._place}{brand}{trade.words}{ending}"
            if name not in self._taken:
                self._taken.add(name)
                return name

    def project(self, enterprise: str, trade: Trade) -> str:
        """The name of a project of an enterprise."""
        brand = enterprise.removeprefix(self._place)[:2]
        kind = self._random.choice(("生产线建设", "技术改造", "扩建", "数字化改造", "研发中心", "绿色化改造"))
        while True:
            phase = self._random.choice(("", "", "一期", "二期"))
            name = f"{brand}{trade.product}{kind}项目{phase}"
            if name not in self._taken:
                self._taken.add(name)
                return name
            kind += "二"
