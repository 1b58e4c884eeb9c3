"""From drafts to provisions: ids, levels, own text, headed paragraphs and enumerations, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from jingkai.documents.parse.closing import release_closing
from jingkai.documents.parse.drafts import Draft, grow
from jingkai.documents.parse.enumerations import find_enumerations
from jingkai.documents.parse.headings import NO_HEADING, Heading, heading_like, read_headings
from jingkai.documents.parse.lines import Paragraph
from jingkai.documents.parse.marks import KIND
from jingkai.documents.parse.numbering import find_faults, scopes
from jingkai.documents.provision import Fault, Provision, ProvisionKind


@dataclass(slots=True)
class Flattener:
    """Turns bodies of one document into provisions; keeps ids apart across the body and its attachments."""

    inferred: frozenset[int] = frozenset()
    provisions: list[Provision] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)
    _repeats: dict[str, int] = field(default_factory=dict)

    def add_body(self, lines: Sequence[Paragraph]) -> None:
        """Add the provisions of the document's own body."""
        if lines:
            root = _root(lines[0].start, lines[0].start)
            grow(root, lines)
            release_closing(root)
            _Body(self, root).flatten()

    def add_attachment(
        self, label: Paragraph, heading: Paragraph | None, lines: Sequence[Paragraph], number: int
    ) -> None:
        """Add an attachment: itself as a provision, and below it the provisions of its text."""
        root = _root(label.start, heading.end if heading else label.end)
        grow(root, lines)
        words = heading.text.replace("\n", "") if heading else ""
        _Body(self, root).flatten_attachment(f"att_{number}", label.text, words)

    def add(self, provision: Provision) -> None:
        """Add a provision and, behind it, the enumerations inside its text."""
        self.provisions.append(provision)
        for member in find_enumerations(provision.text):
            self.provisions.append(
                Provision(
                    id=self.unique(f"{provision.id}__enum_{member.number}"),
                    kind=ProvisionKind.ENUMERATION,
                    label=member.label,
                    heading="",
                    text=provision.text[member.text_start : member.end],
                    level=provision.level + 1,
                    parent=provision.id,
                    label_start=provision.start + member.start,
                    start=provision.start + member.text_start,
                    end=provision.start + member.end,
                )
            )

    def unique(self, name: str) -> str:
        """Return ``name``, or with ``_2``, ``_3`` … where the document repeats a number."""
        free, count = name, self._repeats.get(name, 1)
        while free in self._used:
            count += 1
            free = f"{name}_{count}"
        self._used.add(free)
        self._repeats[name] = count
        return free


class _Body:
    """One body (the document's, or an attachment's) on its way into the list of provisions."""

    def __init__(self, document: Flattener, root: Draft) -> None:
        self.document = document
        self.root = root
        self.scope = scopes(root)
        self.headings = read_headings([root, *root.descendants()])
        self.ids: dict[Draft, str] = {}
        self.levels: dict[Draft, int] = {}

    def flatten(self) -> None:
        """Add a body: its preamble, then everything else."""
        self.ids[self.root], self.levels[self.root] = "", 0
        leading = self.root.leading()
        if leading and len(leading) < len(self.root.children):
            self._preamble(leading)
            self._children(self.root, self.root.children[len(leading) :], 0)
        else:
            self._children(self.root, self.root.children, 0)
        self._report()

    def flatten_attachment(self, name: str, label: str, heading: str) -> None:
        """Add an attachment; a single paragraph before its first numbered provision is its own text."""
        name = self.document.unique(name)
        self.ids[self.root], self.levels[self.root] = name, 1
        leading = self.root.leading()
        own = leading[0].body if self._is_own_text(leading) else None
        text = own or _nothing(self.root.body.end)
        self.document.add(
            Provision(
                id=name,
                kind=ProvisionKind.ATTACHMENT,
                label=label,
                heading=heading,
                text=text.text,
                level=1,
                parent=None,
                label_start=self.root.label_start,
                start=text.start,
                end=text.end,
            )
        )
        count = 1 if own else 0
        self._children(self.root, self.root.children[count:], count)
        self._report()

    def _report(self) -> None:
        self.document.faults.extend(find_faults(self.root, self.scope, self.ids))

    def _preamble(self, leading: Sequence[Draft]) -> None:
        first = leading[0]
        name = self.document.unique("preamble")
        single = len(leading) == 1
        text = first.body if single else _nothing(first.label_start)
        self.ids[self.root], self.levels[self.root] = name, 0
        self._add(first, name, ProvisionKind.PREAMBLE, text, parent=self.root, at_top=True)
        if not single:
            self.levels[self.root] = 1
            for number, draft in enumerate(leading, 1):
                self._paragraph(draft, f"{name}__para_{number}", self.root)
        self.ids[self.root], self.levels[self.root] = "", 0

    def _children(self, parent: Draft, children: Sequence[Draft], paragraphs: int) -> None:
        """Add children of ``parent``; its paragraphs are numbered from ``paragraphs`` + 1, its bullets from 1."""
        bullets = 0
        for child in children:
            if child.mark is None:
                paragraphs += 1
                self._paragraph(child, self._name(parent, f"para_{paragraphs}"), parent)
                continue
            ordinal = child.mark.ordinal
            if not ordinal:
                bullets += 1
                ordinal = str(bullets)
            kind = KIND[child.mark.rank]
            self._numbered(child, kind, self._name(self.scope[child], f"{kind.value}_{ordinal}"))

    def _name(self, within: Draft, name: str) -> str:
        prefix = self.ids[within]
        return self.document.unique(f"{prefix}__{name}" if prefix else name)

    def _numbered(self, draft: Draft, kind: ProvisionKind, name: str) -> None:
        """Add a numbered provision: its single own paragraph is its text, several are children."""
        heading = self.headings.get(draft, NO_HEADING)
        rest = _behind(draft, heading)
        leading = draft.leading()
        parent = draft.parent or self.root
        if rest.text and not leading:
            self._add(draft, name, kind, rest, parent=parent)
            self._children(draft, draft.children, 1)
        elif not rest.text and self._is_own_text(leading):
            self._add(draft, name, kind, leading[0].body, parent=parent)
            self._children(draft, draft.children[1:], 1)
        else:
            self._add(draft, name, kind, _nothing(rest.start), parent=parent)
            if rest.text:
                first = Draft(None, rest.start, rest)
                if found := heading_like(rest.text, leading, self.headings):
                    self.headings[first] = found
                self._paragraph(first, self._name(draft, "para_1"), draft)
            self._children(draft, draft.children, 1 if rest.text else 0)

    def _is_own_text(self, leading: Sequence[Draft]) -> bool:
        return len(leading) == 1 and leading[0] not in self.headings

    def _paragraph(self, draft: Draft, name: str, parent: Draft) -> None:
        heading = self.headings.get(draft, NO_HEADING)
        self._add(draft, name, ProvisionKind.PARAGRAPH, _behind(draft, heading), parent=parent)

    def _add(
        self,
        draft: Draft,
        name: str,
        kind: ProvisionKind,
        text: Paragraph,
        *,
        parent: Draft,
        at_top: bool = False,
    ) -> None:
        self.ids[draft] = name
        self.levels[draft] = self.levels[parent] + 1
        label = draft.mark.label if draft.mark else ""
        heading = NO_HEADING if kind is ProvisionKind.PREAMBLE else self.headings.get(draft, NO_HEADING)
        covered = range(draft.label_start, draft.label_start + len(label))
        self.document.add(
            Provision(
                id=name,
                kind=kind,
                label=label,
                heading=heading.words,
                text=text.text,
                level=self.levels[draft],
                parent=None if at_top else self.ids[parent] or None,
                label_start=draft.label_start,
                start=text.start,
                end=text.end,
                inferred=any(offset in self.document.inferred for offset in covered),
            )
        )


def _root(start: int, end: int) -> Draft:
    return Draft(None, start, _nothing(end))


def _nothing(at: int) -> Paragraph:
    return Paragraph("", at, at)


def _behind(draft: Draft, heading: Heading) -> Paragraph:
    """What of a draft's line stands behind its heading."""
    body = draft.body
    return Paragraph(body.text[heading.length :], body.start + heading.length, body.end)
