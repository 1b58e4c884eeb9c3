"""Provisions: the nodes of a document's tree, each with an id that can be cited, and the parts around the body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class ProvisionKind(StrEnum):
    """What a provision is. The second word is the prefix of its id (Akoma Ntoso naming convention, own prefixes
    where that has none)."""

    PREAMBLE = "preamble"  # what stands before the first numbered provision of the body
    PART = "part"  # 第一编, 第一篇
    CHAPTER = "chp"  # 第一章
    SECTION = "sec"  # 第一节
    CLAUSE = "cl"  # 第一条
    ARTICLE = "art"  # 一、
    SUBARTICLE = "sub"  # （一）
    ITEM = "item"  # 1.
    POINT = "point"  # （1） or ①
    BULLET = "bul"  # ——
    ENUMERATION = "enum"  # 一是 … 二是 …, inside a paragraph
    PARAGRAPH = "para"  # an unnumbered paragraph
    ATTACHMENT = "att"  # 附件1


class BlockKind(StrEnum):
    """Parts of an official document outside its body (GB/T 9704-2012, chapter 7)."""

    FRONT = "front"  # serial number, security mark, anything before the title
    TITLE = "title"  # title of the document or of the cover notice
    NUMBER = "number"  # 文号
    ADDRESSEE = "addressee"  # 主送机关
    NOTICE = "notice"  # text of the cover notice that issues an enclosed plan
    ENCLOSED_TITLE = "enclosed_title"  # title of the enclosed plan
    SIGNATURE = "signature"  # 发文机关署名
    DATE = "date"  # 成文日期
    NOTE = "note"  # 附注, such as （此件公开发布）
    COPIES_TO = "copies_to"  # 抄送机关
    COLOPHON = "colophon"  # 印发机关和印发日期
    SOURCE = "source"  # where a web page says it took the text from
    ATTACHMENT_LIST = "attachment_list"  # 附件： list under the body


@dataclass(frozen=True, slots=True)
class Block:
    """One part outside the body; ``start`` and ``end`` are offsets in the repaired text."""

    kind: BlockKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision.

    ``id``
        stable: made of ordinals only, so it survives a re-read (``art_2__item_11``, ``chp_4__sec_2__art_1__para_2``).
        Where numbering runs on across （一）, （二） … inside one 一、 part, an item's id names the part and leaves the
        （X） out, as the document's own readers do ("第11条").
    ``label``
        as printed: ``一、``, ``（一）``, ``11.``, ``第一章``, ``——``; empty for paragraphs.
    ``heading``
        words of the heading without label and without closing ``。``; empty where there is none.
    ``text``
        own text without label and heading, without the text of child provisions; ``""`` where there is only a heading.
        Always one contiguous piece of the repaired text: ``repaired[start:end]``.
    ``level``
        depth in the tree, 1 for the outermost.
    ``parent``
        id of the parent or ``None``.
    ``label_start``
        offset of the first character of label, heading or text in the repaired text.
    ``inferred``
        ``True`` where the label's ordinal was lost and has been inferred from structure.
    """

    id: str
    kind: ProvisionKind
    label: str
    heading: str
    text: str
    level: int
    parent: str | None
    label_start: int
    start: int
    end: int
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A numbering fault: what was expected after the provision before, what came, and where.

    ``provision`` is the id of the one at fault, ``after`` that of the one before it (empty where it is the first).
    """

    code: str  # "gap", "repeat", "backwards", "mixed"
    provision: str
    expected: str
    came: str
    start: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A parsed document: provisions in reading order, the parts around them, and numbering faults."""

    provisions: tuple[Provision, ...]
    blocks: tuple[Block, ...] = ()
    faults: tuple[Fault, ...] = ()

    def by_id(self) -> Mapping[str, Provision]:
        """Provisions by id."""
        return {provision.id: provision for provision in self.provisions}

    def children(self, parent: str | None) -> Iterator[Provision]:
        """Direct children of a provision (of the document, for ``None``), in reading order."""
        return (provision for provision in self.provisions if provision.parent == parent)

    def block(self, kind: BlockKind) -> Block | None:
        """The first block of a kind."""
        return next((block for block in self.blocks if block.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself. ``None`` and ``()`` mean: the document does not say.

    ``number``
        文号 in canonical form, ``内政办发〔2024〕5号``.
    ``issuer``
        as printed; ``issuer_level`` is ``national``, ``province``, ``city``, ``county`` or ``zone``;
        ``division`` is the administrative division code (GB/T 2260, six digits) where it is known for sure.
    ``title``
        the normative title: that of the enclosed plan where the document is a cover notice;
        ``wrapper`` is then the notice's own title.
    ``adopted``
        成文日期, ISO; ``printed`` 印发日期, ISO.
    ``approval``
        who adopted it and when, as said in a cover notice (``市人民政府2024年第5次常务会议``).
    ``type``
        文种: 意见, 通知, 办法, 规划, 措施 …
    ``index_number``, ``subject``
        索引号 and 主题分类 of the government-information page.
    ``status``
        ``in_force``, ``repealed``, ``draft`` or ``None``; ``repeals``: titles (``《title》（number）`` where both
        stand) or numbers that it repeals.
    ``other``
        metadata fields that have no slot above, under the Chinese name they came with.
    """

    number: str | None = None
    issuer: str | None = None
    issuer_level: str | None = None
    division: str | None = None
    title: str | None = None
    wrapper: str | None = None
    adopted: str | None = None
    printed: str | None = None
    approval: str | None = None
    type: str | None = None
    index_number: str | None = None
    subject: str | None = None
    status: str | None = None
    repeals: tuple[str, ...] = ()
    other: Mapping[str, str] = field(default_factory=dict)
