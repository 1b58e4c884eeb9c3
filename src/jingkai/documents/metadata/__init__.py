"""Read what a document says about itself: number, issuer, title, dates, approval, type, status, repeals.

What a metadata table of the page says comes first, then what is printed in the document. Modules: :mod:`titles`
title, wrapper, type; :mod:`issuers` issuer, level, division; :mod:`approval` who adopted it and what it repeals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from jingkai.documents.metadata.approval import read_approval, read_repeals
from jingkai.documents.metadata.issuers import issuer_division, issuer_level, read_issuer
from jingkai.documents.metadata.table import Table
from jingkai.documents.metadata.titles import NUMBER_BEHIND, is_draft, read_titles, read_type
from jingkai.documents.parse.parts import FIELD
from jingkai.documents.provision import BlockKind, Metadata, Parsed, ProvisionKind
from jingkai.kernel import document_numbers
from jingkai.kernel.dates import find_dates, parse_date

__all__ = ["read_metadata", "stated_date"]

_STATUS = (
    ("废止", "repealed"),
    ("失效", "repealed"),
    ("征求意见", "draft"),
    ("草案", "draft"),
    ("有效", "in_force"),
)


def read_metadata(parsed: Parsed, metadata: Mapping[str, str]) -> Metadata:
    """Read the metadata of a parsed document; ``metadata`` are the fields of the page's own table (文号, 成文日期 …).

    Fields that neither the table nor the document gives are ``None``; nothing is guessed.
    """
    table = Table({**_page_fields(parsed), **metadata})
    title, wrapper = read_titles(parsed, table)
    number = _number(parsed, table)
    issuer = read_issuer(parsed, table)
    level = issuer_level(issuer)
    division = issuer_division(issuer, level, number)
    return Metadata(
        number=number,
        issuer=issuer,
        issuer_level=level,
        division=division,
        title=title,
        wrapper=wrapper,
        adopted=_adopted(parsed, table),
        printed=_printed(parsed, table),
        approval=read_approval(parsed),
        type=table.take("文种", "公文种类", "体裁分类", "体裁") or read_type(title),
        index_number=table.take("索引号", "索引编号", "索取号"),
        subject=table.take("主题分类", "主题词", "信息分类", "分类", "主题"),
        status=_status(title, wrapper, table),
        repeals=read_repeals(parsed),
        other=table.rest(),
    )


def _page_fields(parsed: Parsed) -> dict[str, str]:
    """Fields that the page printed as lines above the text (``文号：…``)."""
    matches = (FIELD.match(block.text) for block in parsed.blocks if block.kind is BlockKind.FRONT)
    return {match["name"]: match["value"] for match in matches if match}


def _number(parsed: Parsed, table: Table) -> str | None:
    """The number of the table or of the document's own number line, in canonical form."""
    printed = table.take("文号", "发文字号", "发布文号", "文件编号", "发文文号", "发文号", "文件字号")
    for text in (printed, *(block.text for block in parsed.blocks if block.kind is BlockKind.NUMBER)):
        if not text:
            continue
        number = document_numbers.parse(text.strip("（）()")) or document_numbers.parse(text)
        if number:
            return str(number)
        order = _order(parsed, re.sub(r"\s+", "", text).strip("（）()"))
        if order:
            return order
    if printed:
        return re.sub(r"\s+", "", printed)
    title = parsed.block(BlockKind.TITLE)
    words = re.sub(r"\s+", "", title.text) if title else ""
    if behind := NUMBER_BEHIND.search(words):
        number = document_numbers.parse(behind["number"])
        return str(number) if number else None
    named = document_numbers.find(words)
    return str(named[0].number) if named and named[0].start == 0 else None


def _order(parsed: Parsed, serial: str) -> str | None:
    """An order or announcement prints 第52号 below the name 国家市场监督管理总局令."""
    if not re.fullmatch(r"(?:\d{4}年)?第[\d一二三四五六七八九十百〇零]+号", serial):
        return None
    for block in parsed.blocks:
        if block.kind in (BlockKind.FRONT, BlockKind.TITLE):
            name = re.sub(r"\s+", "", block.text)
            if re.fullmatch(r".{2,60}(?:令|公告|通告)", name):
                return f"{name.replace('中华人民共和国国务院', '国务院')}{serial}"
    return None


def _adopted(parsed: Parsed, table: Table) -> str | None:
    """成文日期: the date under the signature, else that of the table, else any date that stands apart in the document."""
    stated = _stated_date(table)
    own = _signed_date(parsed)
    if own or stated:
        return own or stated
    for block in parsed.blocks:
        if block.kind is BlockKind.DATE:
            found = find_dates(block.text)
            if found:
                return found[0].iso
    for block in parsed.blocks:
        if block.kind is BlockKind.NOTE and re.search("通过|发布|公布|批准", block.text):
            found = find_dates(block.text)
            if found:
                return found[0].iso
    return None


def stated_date(fields: Mapping[str, str]) -> str | None:
    """The date of adoption 成文日期 that the page's own table states, ISO; 发文日期 may be the day of sending."""
    printed = Table(fields).take("成文日期", "成文时间")
    return parse_date(printed) if printed else None


def _stated_date(table: Table) -> str | None:
    printed = table.take("成文日期", "成文时间", "发文日期", "发文时间", "生成日期", "制发日期")
    return parse_date(printed) if printed else None


def _signed_date(parsed: Parsed) -> str | None:
    """The whole date directly under the document's own signature."""
    attached = (one.label_start for one in parsed.provisions if one.kind is ProvisionKind.ATTACHMENT)
    end = next(attached, None)
    for above, block in pairwise(parsed.blocks):
        if end is not None and block.start > end:
            break
        if above.kind is BlockKind.SIGNATURE and block.kind is BlockKind.DATE:
            found = find_dates(block.text)
            return found[0].iso if found and len(found[0].iso) == len("2024-01-22") else None
    return None


def _printed(parsed: Parsed, table: Table) -> str | None:
    """印发日期 of the table or the colophon."""
    stated = table.take("印发日期", "印发时间")
    iso = parse_date(stated) if stated else None
    if iso:
        return iso
    for block in parsed.blocks:
        if block.kind is BlockKind.COLOPHON:
            found = find_dates(block.text)
            if found:
                return found[-1].iso
    return None


def _status(title: str | None, wrapper: str | None, table: Table) -> str | None:
    stated = table.take("有效性", "效力状态", "是否有效", "时效性", "时效", "文件状态", "效力")
    if stated:
        if re.search("^(?:否|无效)", stated):
            return "repealed"
        if re.search("^是$", stated):
            return "in_force"
        for word, status in _STATUS:
            if word in stated:
                return status
    return "draft" if is_draft(title) or is_draft(wrapper) else None
