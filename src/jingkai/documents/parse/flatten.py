"""From drafts to provisions: ids, levels, own text, headed paragraphs and enumerations, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jingkai.documents.parse.drafts import Draft, grow
from jingkai.documents.parse.enumerations import find_enumerations
from jingkai.documents.parse.headings import NO_HEADING, Heading, read_headings
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

    def add_body(self, lines: Sequence[Paragraph]) -> None:
        """Add the provisions of the document's own body."""
        if lines:
            root = Draft(None, lines[0].start, Paragraph("", lines[0].start, lines[0].start))
            grow(root, lines)
            self._flatten(root, None, 0)

    def add_attachment(
        self, label: Paragraph, heading: Paragraph | None, lines: Sequence[Paragraph], number: int
    ) -> None:
        """Add an attachment: itself as a provision, and below it the provisions of its text."""
        end = heading.end if heading else label.end
        root = Draft(None, label.start, Paragraph("", end, end))
        grow(root, lines)
        name = self._unique(f"att_{number}")
        leading = root.leading()
        own = leading[0] if len(leading) == 1 and not _is_headed(root, leading[0]) else None
        start, stop = (own.body.start, own.body.end) if own else (end, end)
        self.provisions.append(
            Provision(
                id=name,
                kind=ProvisionKind.ATTACHMENT,
                label=label.text,
                heading=heading.text.replace("\n", "") if heading else "",
                text=own.body.text if own else "",
                level=1,
                parent=None,
                label_start=label.start,
                start=start,
                end=stop,
            )
        )
        if own:
            self._enumerate(self.provisions[-1])
        self._flatten(root, name, 1, skip=own)

    def _flatten(self, root: Draft, prefix: str | None, level: int, skip: Draft | None = None) -> None:
        headings = read_headings(root.descendants())
        headings.update({k: v for k, v in read_headings([root]).items() if k is not root})
        scope = scopes(root)
        ids: dict[Draft, str] = {root: prefix or ""}
        leading = root.leading()
        if prefix is None and leading and len(leading) < len(root.children):
            self._preamble(leading, headings, level)
            rest = root.children[len(leading) :]
        else:
            rest = [child for child in root.children if child is not skip]
        self._children(rest, root, ids, scope, headings, level, 1 if skip else 0)
        self.faults.extend(find_faults(root, scope, ids))

    def _preamble(self, leading: Sequence[Draft], headings: dict[Draft, Heading], level: int) -> None:
        name = self._unique("preamble")
        first = leading[0]
        if len(leading) == 1:
            self._append(name, ProvisionKind.PREAMBLE, first, NO_HEADING, level + 1, None, first.body)
            return
        empty = Paragraph("", first.label_start, first.label_start)
        self._append(name, ProvisionKind.PREAMBLE, first, NO_HEADING, level + 1, None, empty)
        for number, draft in enumerate(leading, 1):
            self._paragraph(draft, f"{name}__para_{number}", headings, level + 2, name)

    def _children(
        self,
        children: Sequence[Draft],
        parent: Draft,
        ids: dict[Draft, str],
        scope: dict[Draft, Draft],
        headings: dict[Draft, Heading],
        level: int,
        paragraphs: int,
    ) -> None:
        """Add the children of ``parent``, numbering its paragraphs from ``paragraphs`` + 1 and bullets from 1."""
        bullets = 0
        parent_id = ids[parent] or None
        for child in children:
            if child.mark is None:
                paragraphs += 1
                name = self._unique(_joined(parent_id, f"para_{paragraphs}"))
                ids[child] = name
                self._paragraph(child, name, headings, level + 1, parent_id)
                continue
            kind = KIND[child.mark.rank]
            ordinal = child.mark.ordinal
            if not ordinal:
                bullets += 1
                ordinal = str(bullets)
            name = self._unique(_joined(ids.get(scope[child]) or None, f"{kind.value}_{ordinal}"))
            ids[child] = name
            self._numbered(child, kind, name, parent_id, ids, scope, headings, level + 1)

    def _numbered(
        self,
        draft: Draft,
        kind: ProvisionKind,
        name: str,
        parent: str | None,
        ids: dict[Draft, str],
        scope: dict[Draft, Draft],
        headings: dict[Draft, Heading],
        level: int,
    ) -> None:
        heading = headings.get(draft, NO_HEADING)
        rest = _behind(draft, heading)
        leading = draft.leading()
        own = ([rest] if rest.text else []) + [child.body for child in leading]
        headed = any(child in headings for child in leading)
        if len(own) == 1 and not headed:
            self._append(name, kind, draft, heading, level, parent, own[0])
            self._children(draft.children[len(leading) :], draft, ids, scope, headings, level, 1)
            return
        self._append(name, kind, draft, heading, level, parent, Paragraph("", rest.start, rest.start))
        count = 0
        if rest.text:
            count = 1
            first = Draft(None, rest.start, rest)
            self._paragraph(first, self._unique(f"{name}__para_1"), headings, level + 1, name)
        self._children(draft.children, draft, ids, scope, headings, level, count)

    def _paragraph(
        self, draft: Draft, name: str, headings: dict[Draft, Heading], level: int, parent: str | None
    ) -> None:
        heading = headings.get(draft, NO_HEADING)
        self._append(name, ProvisionKind.PARAGRAPH, draft, heading, level, parent, _behind(draft, heading))

    def _append(
        self,
        name: str,
        kind: ProvisionKind,
        draft: Draft,
        heading: Heading,
        level: int,
        parent: str | None,
        text: Paragraph,
    ) -> None:
        label = draft.mark.label if draft.mark else ""
        span = range(draft.label_start, draft.label_start + max(len(label), 1))
        self.provisions.append(
            Provision(
                id=name,
                kind=kind,
                label=label,
                heading=heading.words,
                text=text.text,
                level=level,
                parent=parent,
                label_start=draft.label_start,
                start=text.start,
                end=text.end,
                inferred=bool(label) and any(offset in self.inferred for offset in span),
            )
        )
        self._enumerate(self.provisions[-1])

    def _enumerate(self, provision: Provision) -> None:
        for member in find_enumerations(provision.text):
            self.provisions.append(
                Provision(
                    id=self._unique(f"{provision.id}__enum_{member.number}"),
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

    def _unique(self, name: str) -> str:
        """Return ``name``, or with ``_2``, ``_3`` … where the document repeats a number."""
        free, count = name, 1
        while free in self._used:
            count += 1
            free = f"{name}_{count}"
        self._used.add(free)
        return free


def _joined(prefix: str | None, name: str) -> str:
    return f"{prefix}__{name}" if prefix else name


def _behind(draft: Draft, heading: Heading) -> Paragraph:
    """What of a draft's line stands behind its heading."""
    body = draft.body
    return Paragraph(body.text[heading.length :], body.start + heading.length, body.end)


def _is_headed(root: Draft, draft: Draft) -> bool:
    return draft in read_headings([root])


def walk(provisions: Sequence[Provision]) -> Iterator[Provision]:
    """Provisions that own characters of their own: all but enumerations, which are slices of their parent."""
    return (provision for provision in provisions if provision.kind is not ProvisionKind.ENUMERATION)
