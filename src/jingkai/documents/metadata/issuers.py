"""Who issued a document: as printed, at which level, for which administrative division."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jingkai.documents.metadata.table import Table
from jingkai.documents.metadata.titles import block_title, join_lines, part_agencies, split_issuer
from jingkai.documents.parse.parts import is_agency, is_officer
from jingkai.documents.provision import BlockKind, Parsed, ProvisionKind
from jingkai.kernel.divisions import PROVINCES, Division, at_start, by_letters

_COLOPHON = re.compile(
    r"^(?P<agency>[^\d]{2,40}?)\s*(?:文电处|秘书[一二三]?处|秘书局|文书处|综合处|秘书科|文秘处|机要处)?\s*(?:19|20)\d{2}"
)
_NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中华人民共和国|全国|国家|最高人民|中央|中国(?!共产党)|公安部|财政部|商务部|教育部|科技部|科学技术部|外交部|民政部|司法部"
    r"|自然资源部|生态环境部|住房城乡建设部|住房和城乡建设部|交通运输部|水利部|农业农村部|文化和旅游部|退役军人(?:事务)?部|应急(?:管理)?部"
    r"|人力资源(?:和)?社会保障部|工业和信息化部|海关总署|税务总局|市场监管总局|审计署|人民银行|(?!.*[省市县区旗盟州])[\u4e00-\u9fff]{2,10}(?:部|总局|总署)$)"
)
_LOCAL_BRANCH = re.compile("(?:自治区|省|市)[\u4e00-\u9fff]{0,4}(?:分行|监管局|税务局|管理局|海关|分局)$")
_ZONE = re.compile(
    "(?:开发区|园区|新区|高新区|经开区|合作区|保税区|试验区|示范区)(?:党工委|管理委员会|管委会|管理办公室)"
)
_COUNTY = re.compile(
    "(?:县|旗|(?<!自治)(?<!地)区)(?=人民政府|人民法院|委|政府|发展|财政|工业|商务|[\u4e00-\u9fff]{2,8}局)"
)
_CITY = re.compile("(?:市|地区行政公署|自治州|(?<!联)盟)")
_PROVINCE = re.compile("(?:省|自治区|特别行政区|生产建设兵团)")
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")


def read_issuer(parsed: Parsed, table: Table) -> str | None:
    """Return the issuer as printed: in the table, else in the title, the signature, the red head or the colophon.

    Several agencies are joined with 、.
    """
    stated = table.take(
        "发布机构",
        "发文机关",
        "发文单位",
        "发布单位",
        "制发机关",
        "发文机构",
        "公开主体",
        "制定机关",
        "发布机关",
        "颁布单位",
    )
    if stated:
        return join_lines(stated)
    title = block_title(parsed, BlockKind.TITLE)
    if title:
        named, _ = split_issuer(title)
        if named:
            return part_agencies(named)
        order = re.match(r"([^《》\d]{2,40}?)(?:令|公告|通告)(?:$|\d{4}年第|第)", title)
        if order and "关于" not in order[1]:
            return order[1].replace("中华人民共和国国务院", "国务院")
    signed = list(_signatures(parsed))
    agencies = [
        join_lines(re.sub(r"[（(](?:盖章|章|印章)[）)]", "", text)) for text in signed if not is_officer(text)
    ]
    if agencies:
        return "、".join(dict.fromkeys(agencies))
    for block in parsed.blocks:
        if block.kind is BlockKind.FRONT and (
            head := re.fullmatch(r"([\u4e00-\u9fff、 ]{4,60}?)(?:文件|令|公告)", block.text)
        ):
            return join_lines(head[1])
    for block in parsed.blocks:
        if block.kind is BlockKind.FRONT and "\n" not in block.text and is_agency(block.text):
            return join_lines(block.text)
    for block in parsed.blocks:
        if block.kind is BlockKind.COLOPHON and (match := _COLOPHON.match(block.text)):
            return match["agency"].strip()
    return None


def _signatures(parsed: Parsed) -> Iterator[str]:
    """The signatures above the document's own date; later ones are those of reports and attachments it carries."""
    seen = False
    attached = (one.label_start for one in parsed.provisions if one.kind is ProvisionKind.ATTACHMENT)
    end = next(attached, None)
    for block in parsed.blocks:
        if end is not None and block.start > end:
            return
        if block.kind is BlockKind.SIGNATURE:
            seen = True
            yield block.text
        elif block.kind is BlockKind.DATE and seen:
            return


def issuer_level(issuer: str | None) -> str | None:
    """Return ``national``, ``province``, ``city``, ``county`` or ``zone`` for an issuer, ``None`` where it cannot be said.

    Of several agencies the first one counts.

    >>> issuer_level("内蒙古自治区人民政府办公厅"), issuer_level("国家发展改革委、财政部"), issuer_level("北京市海淀区人民政府")
    ('province', 'national', 'county')
    """
    if not issuer:
        return None
    first = re.split("[、 ]", issuer)[0]
    if _ZONE.search(first):
        return "zone"
    if _NATIONAL.match(first):
        return "province" if _LOCAL_BRANCH.search(first) else "national"
    if _COUNTY.search(first):
        return "county"
    if first.startswith(_MUNICIPALITIES):
        return "province"
    if _CITY.search(first):
        return "city"
    if _PROVINCE.search(first) or at_start(first) in PROVINCES or first.endswith("厅"):
        return "province"
    return "county" if re.search("[乡镇]人民政府|街道办事处", first) else None


def issuer_division(issuer: str | None, level: str | None, number: str | None) -> str | None:
    """Return the six-digit code of the division an issuer governs, where it is known for sure.

    A province is known by its name, or, where the page prints only 自治区人民政府, by the letters of the number.
    """
    if not issuer or level in (None, "national", "zone"):
        return None
    found: Division | None = at_start(issuer)
    if found is not None and found.level == "province" and level != "province":
        rest = issuer[len(found.name) :] if issuer.startswith(found.name) else issuer[len(found.short) :]
        below = at_start(rest)
        found = below if below is not None and below.province == found.code else None
    if found is not None:
        return found.code if found.level == level else None
    if level != "province" or not number:
        return None
    kind = next((word for word in ("自治区", "省", "市") if issuer.startswith(word)), "")
    named = [division for division in by_letters(number) if kind and division.name.endswith(kind)]
    return named[0].code if len(named) == 1 else None
