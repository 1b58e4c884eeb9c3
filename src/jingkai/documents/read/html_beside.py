"""What stands beside the text of a page: navigation, breadcrumbs, share bars, forms, the site's footer."""

from __future__ import annotations

import re

from jingkai.documents.read.html_flow import BLOCKS
from jingkai.documents.read.html_tree import Page

_NAMES = re.compile(
    r"\b(breadcrumbs?|crumbs?|share|bdsharebuttonbox|qrcode|ewm|pagination|pager|related|copyright|footer|foot|sidebar|"
    r"toolbar|topbar|login|nav|navbar|navigation|subnav|menu|search|searchbox|print|fontsize|dqwz|weizhi|position|"
    r"location|fenxiang|friendlinks?|links?)\b"
)
_TAGS = frozenset(["form", "header", "footer", "label"])
_WORDS = re.compile(
    r"^\W*(?:您?的?(?:当前|现在|所在)的?位置|您的位置|當前位置|首页\s*[>＞»/]|分享到|字体[:：]|字号[:：]|浏览次数|阅读次数|点击数|打印本页|"
    r"关闭窗口|上一篇|下一篇|(?:主办|承办|协办)(?:单位)?[:：]|技术支持[:：]|版权所有|地址[:：].*(?:邮编|邮政编码|电话))"
    r"|ICP\s*备|公网安备|網站標識碼|网站标识码|版权所有\s*[:：©]|Copyright\s*[©(]"
)
_LONGEST = 400
_MOST_NODES = 100
"""A block around such words is small; this also keeps the work linear."""
_ATTACHMENT = re.compile(r"附\s*件|\.(?:docx?|xlsx?|pdf|wps|zip|rar)\b", re.I)
_MINOR = 0.3


def hide_beside(page: Page, prose: list[int]) -> None:
    """Mark as not shown what stands beside the text.

    ``prose`` holds the characters of prose in each node. Nothing is hidden that holds a substantial part of
    it: the one form of an ASP.NET page wraps the whole text, and a template may call its main column "menu".
    """
    minor = _MINOR * prose[0]
    for at, node in enumerate(page.nodes):
        named = node.tag in _TAGS or (node.tag and node.tag != "body" and _NAMES.search(node.names))
        if named and prose[at] <= minor:
            node.shown = False
    _hide_link_lists(page)
    _hide_by_words(page, minor, prose)


def _hide_link_lists(page: Page) -> None:
    """Hide blocks that consist of links; lists of attachments are part of the text and stay."""
    total = [0] * len(page.nodes)
    linked = [0] * len(page.nodes)
    links = [0] * len(page.nodes)
    for at in range(len(page.nodes) - 1, -1, -1):
        node = page.nodes[at]
        if not node.shown:
            continue
        if not node.tag:
            total[at] = len(node.text.strip())
        elif node.tag == "a":
            linked[at] = total[at]
            links[at] = 1
        if node.parent >= 0:
            total[node.parent] += total[at]
            linked[node.parent] += linked[at]
            links[node.parent] += links[at]
    at = 0
    while at < len(page.nodes):
        node = page.nodes[at]
        is_list = links[at] >= 2 and linked[at] >= 0.7 * total[at]
        if node.shown and is_list and node.tag in BLOCKS and node.tag not in ("body", "html"):
            if not _ATTACHMENT.search(page.words(at)):
                node.shown = False
            at = node.end
        else:
            at += 1


def _hide_by_words(page: Page, minor: float, prose: list[int]) -> None:
    """Hide the blocks around words that only a site's frame uses."""
    for at, node in enumerate(page.nodes):
        if node.tag or not node.shown or not _WORDS.search(node.text.strip()):
            continue
        block = node.parent
        while block > 0 and page.nodes[block].tag not in BLOCKS:
            block = page.nodes[block].parent
        small = (
            block > 0
            and page.nodes[block].end - block <= _MOST_NODES
            and prose[block] <= max(minor, 40)
            and len(page.words(block)) <= _LONGEST
        )
        if small and page.nodes[block].tag not in ("body", "table", "tbody", "tr"):
            page.nodes[block].shown = False
        else:
            page.nodes[at].shown = False
