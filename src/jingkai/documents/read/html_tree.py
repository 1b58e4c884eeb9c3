"""An HTML page as a flat list of nodes in document order: no recursion, however the page is nested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NEVER_SHOWN_WORDS = (
    "script style noscript template iframe frame frameset noframes object embed applet svg math canvas "
    "video audio map head link meta base title select option optgroup input textarea button datalist "
    "progress meter dialog rt rp rtc del nav aside menu"
)
NEVER_SHOWN = frozenset(_NEVER_SHOWN_WORDS.split())
"""Elements whose content is no text of the document: code, controls, navigation, glosses, deletions."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True)
class Node:
    """An element, or a piece of text (``tag`` is then empty).

    ``end`` is the index one past the last descendant; ``names`` holds class and id in lower case; ``shown``
    is ``False`` for what has been recognised as no text of the document, with all that is in it.
    """

    tag: str
    parent: int
    end: int = 0
    text: str = ""
    names: str = ""
    shown: bool = True


@dataclass(slots=True)
class Page:
    """The nodes of a page and its ``meta`` elements as (name, content)."""

    nodes: list[Node] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)

    def children(self, index: int) -> Iterator[int]:
        """Yield the indices of the shown children of a node."""
        at = index + 1
        end = self.nodes[index].end
        while at < end:
            node = self.nodes[at]
            if node.shown:
                yield at
            at = node.end

    def within(self, index: int) -> Iterator[int]:
        """Yield the indices of a node and all shown nodes in it, in document order."""
        at = index
        end = self.nodes[index].end
        while at < end:
            node = self.nodes[at]
            if node.shown:
                yield at
                at += 1
            else:
                at = node.end

    def words(self, index: int) -> str:
        """Return the shown text in a node, white space collapsed."""
        pieces = [self.nodes[at].text for at in self.within(index) if not self.nodes[at].tag]
        return collapse("".join(pieces)).strip(" ")


def flatten(text: str) -> Page:
    """Parse a page as browsers do and lay it out flat, without what is never shown."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(text.replace("\x00", "\ufffd"))
    page = Page()
    for meta in tree.css("meta"):
        attributes = meta.attributes
        name = attributes.get("name") or attributes.get("property") or ""
        page.metas.append((name, attributes.get("content") or ""))
    start = tree.body or tree.root
    if start is not None:
        _lay_out(start, page)
    return page


def _lay_out(start: LexborNode, page: Page) -> None:
    nodes = page.nodes
    open_nodes: list[int] = []
    node = start
    while True:
        entered = _enter(node, open_nodes[-1] if open_nodes else -1, page)
        child = node.first_child if entered else None
        if child is not None:
            open_nodes.append(len(nodes) - 1)
            node = child
            continue
        if entered:
            nodes[-1].end = len(nodes)
        following = node.next if open_nodes else None
        while following is None:
            if not open_nodes:
                return
            nodes[open_nodes.pop()].end = len(nodes)
            parent = node.parent
            if parent is None or not open_nodes:
                return
            node = parent
            following = node.next
        node = following


def _enter(node: LexborNode, parent: int, page: Page) -> bool:
    """Add a node to the page; return whether its children are wanted."""
    if node.is_text_node:
        page.nodes.append(Node("", parent, len(page.nodes) + 1, text=node.text_content or ""))
        return False
    if not node.is_element_node:
        return False
    tag = node.tag or ""
    if tag in NEVER_SHOWN:
        return False
    attributes = node.attributes
    if "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or ""):
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    page.nodes.append(Node(tag, parent, names=names))
    return True


_SPACES = re.compile(r"[ \t\n\r\f]+")
_EAST_ASIAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]"
_EAST_ASIAN_BREAK = re.compile(rf"(?<={_EAST_ASIAN})[ \t]*\n[ \t\n]*(?={_EAST_ASIAN})")


def collapse(text: str) -> str:
    """Collapse white space as a browser does; a line end between Chinese characters leaves no space.

    Spaces of other kinds (no-break, ideographic) are text and stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", " ")
    return _SPACES.sub(" ", _EAST_ASIAN_BREAK.sub("", text))
