"""Two documents of the fictional 青岚经济技术开发区."""

from __future__ import annotations

from jingkai.documents.search import DocumentEntry, ProvisionEntry

MEASURES = DocumentEntry(
    title="关于支持青岚经济技术开发区扩大开放的若干措施",
    number="澄政办发〔2024〕17号",
    issuer="澄江市人民政府办公室",
    type="措施",
    adopted="2024-05-08",
    other_title="澄江市人民政府办公室关于印发若干措施的通知",
)
MEASURES_PROVISIONS = (
    ProvisionEntry(
        "art_1", "art", "一、", "工作目标", "到2027年，青岚经开区GDP年均增长9%以上，5G基站达到1300个。"
    ),
    ProvisionEntry("art_2", "art", "二、", "奖补政策", ""),
    ProvisionEntry(
        "art_2__item_1",
        "item",
        "1.",
        "设备补贴",
        "对购置进口设备的企业，按实际投入的60%给予补贴，最高不超过300万元。",
        ("奖补政策",),
        (("澄江市财政局", "财政局"), ("澄江市商务局", "澄江市商务局")),
    ),
    ProvisionEntry(
        "art_2__item_2",
        "item",
        "2.",
        "质量奖励",
        "对获得市长质量奖的企业一次性奖励1300万元，按照1:1比例匹配；R&D投入另行计算。",
        ("奖补政策",),
        (("澄江市市场监督管理局", "市场监督管理局"),),
    ),
    ProvisionEntry("art_2__item_3", "item", "3.", "", "推行“告知承诺、容缺受理”，先建后验。", ("奖补政策",)),
)
OPINION = DocumentEntry(
    title="临澜省人民政府关于促进开发区高质量发展的意见",
    number="临政发〔2021〕3号",
    issuer="临澜省人民政府",
    type="意见",
    adopted="2021-02-01",
)
OPINION_PROVISIONS = (
    ProvisionEntry("art_1", "art", "一、", "总体要求", "坚持绿色发展，推进开发区循环化改造。"),
    ProvisionEntry("art_2", "art", "二、", "资金支持", "设备补贴由省财政厅统筹，补贴办法另行制定。"),
)
