"""Find the main text of a page by where its prose is.

Prose is text outside links that has the punctuation of sentences. From the body downwards the container is
followed that holds nearly all of it; navigation, lists of links and footers hold none. Sites name their
containers in too many ways to rely on names, so names decide nothing but what is certainly no text
(breadcrumbs, share bars).
"""

from __future__ import annotations

import re

from jingkai.documents.read.html_beside import hide_beside
from jingkai.documents.read.html_tree import Node, Page, collapse

_CONTAINERS_WORDS = (
    "html body div article section main center form table tbody tr td th font span blockquote fieldset "
    "ul ol li"
)
_CONTAINERS = frozenset(_CONTAINERS_WORDS.split())
_SENTENCE = re.compile(r"[。；！？]|[，,].{10}")
_NEARLY_ALL = 0.9
_MOST_NODES_OF_TITLE = 60
_TITLE_NAMES = re.compile(
    r"\b(article[-_]?title|doc[-_]?title|title|bt|biaoti|con[-_]?title|content[-_]?title|tit)\b"
)
_NO_TITLE = re.compile(r"(?:网|网站|平台|门户|政府|厅|局|網|網站)$|^\W*(?:来源|发布时间|字体)")
_CLOSING = re.compile(
    r"^[\s\u3000]*(?:[（(]?此件|附\s*件|[12]\d{3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|二[〇○零].{1,3}年.{1,3}月.{1,3}日)"
    r"|^[^：:，。]{2,40}(?:人民政府|办公厅|办公室|委员会|管委会|厅|局|部|辦公廳|辦公室|委員會|廳)[\s\u3000]*$"
)


def main_parts(page: Page) -> list[int]:
    """Return the nodes that hold the main text, in order: the container and, where they stand apart, its
    closing lines.

    What is beside the text (by name, or a form that holds no substantial part of it) is marked as not shown.
    """
    if not page.nodes:
        return []
    prose = _prose(page)
    hide_beside(page, prose)
    prose = _prose(page)
    total = prose[0]
    if not total:
        return [0]
    at = 0
    while page.nodes[at].tag in _CONTAINERS:
        best = max(page.children(at), key=lambda child: prose[child], default=None)
        if best is None or prose[best] < _NEARLY_ALL * total or page.nodes[best].tag not in _CONTAINERS:
            break
        at = best
    at = _whole_block(page, at)
    return [at, *_closing(page, at)]


def _whole_block(page: Page, at: int) -> int:
    """Step out of inline wrappers, table rows and list items: a line may continue beside them."""
    while at and page.nodes[at].tag in ("span", "font", "tr", "tbody", "li", "th"):
        at = page.nodes[at].parent
    return at


def _prose(page: Page) -> list[int]:
    """For each node the characters of prose in it."""
    prose = [0] * len(page.nodes)
    in_link = _in_link(page)
    for at in range(len(page.nodes) - 1, -1, -1):
        node = page.nodes[at]
        if not node.shown:
            prose[at] = 0
            continue
        if not node.tag and not in_link[at]:
            text = collapse(node.text).strip()
            prose[at] = len(text) if _SENTENCE.search(text) else len(text) // 4 if len(text) > 8 else 0
        if node.parent >= 0:
            prose[node.parent] += prose[at]
    return prose


def _in_link(page: Page) -> list[bool]:
    inside = [False] * len(page.nodes)
    for at, node in enumerate(page.nodes):
        inside[at] = node.tag == "a" or (node.parent >= 0 and inside[node.parent])
    return inside


def _closing(page: Page, main: int) -> list[int]:
    """Find signature, date and note where they follow the container as siblings of their own."""
    parent = page.nodes[main].parent
    if parent < 0:
        return []
    found: list[int] = []
    for sibling in page.children(parent):
        if sibling < page.nodes[main].end:
            continue
        words = page.words(sibling)
        if not words:
            continue
        if len(words) > 200 or not _CLOSING.search(words):
            break
        found.append(sibling)
    return found


def headline(page: Page, parts: list[int]) -> str:
    """Return the title of the text where the page has it outside the main text, else an empty string.

    The page's ``ArticleTitle`` counts first, then the last ``h1`` before the text, then the last element there whose
    class says title. The name of the site, often an ``h1`` too, is none.
    """
    for name, content in page.metas:
        title = collapse(content).strip()
        if name.lower() == "articletitle" and _is_title(title):
            return title
    first = parts[0] if parts else len(page.nodes)
    headings: list[str] = []
    named: list[str] = []
    for at, node in enumerate(page.nodes[:first]):
        if not node.shown or node.end > first or node.end - at > _MOST_NODES_OF_TITLE:
            continue
        kept = headings if node.tag == "h1" else named if _may_be_title(node) else None
        if kept is not None:
            words = page.words(at)
            if _is_title(words):
                kept.append(words)
    return (headings or named or [""])[-1]


def _may_be_title(node: Node) -> bool:
    tags = ("h2", "h3", "div", "p", "td", "span")
    return node.tag in tags and _TITLE_NAMES.search(node.names) is not None


def _is_title(words: str) -> bool:
    return 6 <= len(words) <= 120 and not _SENTENCE.search(words) and not _NO_TITLE.search(words)
