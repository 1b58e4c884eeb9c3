"""The hand-made gold of the accuracy corpus, and how what was read is held against it.

A document of the corpus is ``NAME.txt`` with ``NAME.toml`` beside it; ``corpus/README.md`` says how gold is written and
what counts. Gold names a place by a quote that occurs exactly once in the document. A hit is right only if the
provision it was read from holds the middle of that quote; in a damaged copy the quote's place is found by aligning the
clean text with the repaired one.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from jingkai.documents.mentions import Money, Target
from jingkai.documents.provision import ProvisionKind
from jingkai.documents.record import Record

KINDS = ("units", "targets", "money", "citations")
"""The kinds of mentions that are scored."""

_TARGET = re.compile(r"(>=|<=|>|<|=|~|between)\s+(-?[\d.]+)(?:-([\d.]+))?\s*(.*)")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be read, or read: its kind, what must agree (``key``), and what is scored beside (``soft``)."""

    kind: str
    key: tuple[str, ...]
    soft: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with what a reader found in it; ``doubtful`` items are neither hits nor misses."""

    name: str
    text: str
    items: tuple[Item, ...]
    doubtful: tuple[Item, ...]


@dataclass(slots=True)
class Score:
    """Counts of one kind; ``agree`` counts, among what was found, the soft parts that agree (by their place)."""

    right: int = 0
    missed: int = 0
    false: int = 0
    agree: Counter[int] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Share of what was read that is right."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was read."""
        return self.right / self.gold if self.gold else 1.0

    def add(self, other: Score) -> None:
        """Count another document's figures in."""
        self.right += other.right
        self.missed += other.missed
        self.false += other.false
        self.agree += other.agree
        self.asked += other.asked


@dataclass(frozen=True, slots=True)
class Difference:
    """A miss, a false hit, or a hit with another role, indicator or year: what, in which document, and where."""

    document: str
    sign: str  # "missed", "false" or "beside"
    kind: str
    key: tuple[str, ...]
    where: str


def load_folder(folder: Path) -> list[GoldDocument]:
    """Every document of a folder with its gold, by name."""
    return [load(path) for path in sorted(folder.glob("*.txt"))]


def load(path: Path) -> GoldDocument:
    """One document with its gold. Raises :class:`ValueError` for a quote that is not there exactly once."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n").strip("\n")
    gold = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    document = GoldDocument(path.stem, text, tuple(_items(gold)), tuple(_items(gold.get("doubtful", {}))))
    for item in document.items + document.doubtful:
        if text.count(item.quote) != 1:
            raise ValueError(f"{path.name}: {item.quote!r} occurs {text.count(item.quote)} times, not once")
    return document


def _items(gold: Mapping[str, Mapping[str, object]]) -> Iterator[Item]:
    for quote, roles in gold.get("units", {}).items():
        assert isinstance(roles, Mapping)
        for role, names in roles.items():
            yield from (Item("units", (name,), (role,), quote) for name in str(names).split())
    for kind, read in (("targets", _target), ("money", _money), ("citations", _citation)):
        for quote, rows in gold.get(kind, {}).items():
            assert isinstance(rows, Sequence)
            yield from (read(str(row), quote) for row in rows)


def _target(row: str, quote: str) -> Item:
    indicator, figure, deadline = (part.strip() for part in row.split("|"))
    match = _TARGET.fullmatch(figure)
    if match is None:
        raise ValueError(f"a target is 'indicator | comparator value unit | year', not {row!r}")
    comparator, low, high, unit = match.groups()
    return Item(
        "targets", (comparator, _plain(low), _plain(high), unit.strip()), (indicator, deadline), quote
    )


def _money(row: str, quote: str) -> Item:
    kind, value = row.split()
    return Item("money", (kind, _plain(value)), (), quote)


def _citation(row: str, quote: str) -> Item:
    title, number = (part.strip() for part in row.split("|"))
    return Item("citations", (_joined(title), _joined(number)), (), quote)


def _joined(words: str) -> str:
    """Without the white space between issuers, in which copies differ."""
    return "".join(words.split())


def _plain(value: object) -> str:
    return "" if value is None else format(Decimal(str(value)).normalize(), "f")


def _read_target(one: Target) -> Item:
    key = (one.comparator.value, _plain(one.value), _plain(one.high), one.unit)
    return Item("targets", key, (one.indicator, one.deadline or ""))


def _read_money(one: Money) -> Item:
    return Item("money", (one.kind.value, _plain(one.yuan if one.yuan is not None else one.rate)))


def read_items(record: Record) -> Iterator[tuple[str, Item, str]]:
    """Everything that was read: provision, item, and the words around it."""
    texts = record.parsed.by_id()
    for provision, mentions in record.mentions.items():
        text = texts[provision].text

        def around(start: int, end: int, text: str = text) -> str:
            return f"{text[max(0, start - 14) : start]}[{text[start:end]}]{text[end : end + 8]}"

        for unit in mentions.units:
            item = Item("units", (unit.canonical,), (unit.role.value,))
            yield provision, item, around(unit.start, unit.end)
        for target in mentions.targets:
            yield provision, _read_target(target), around(target.start, target.end)
        for money in mentions.money:
            yield provision, _read_money(money), around(money.start, money.end)
        for one in mentions.citations:
            item = Item("citations", (_joined(one.title or ""), _joined(one.number or "")))
            yield provision, item, around(one.start, one.end)


def _provisions_of(record: Record, document: GoldDocument) -> dict[str, str]:
    """For each quote the id of the provision that holds its middle (empty where none does)."""
    opcodes = Levenshtein.opcodes(document.text, record.text)
    spans = [
        (one.start, one.end, one.id)
        for one in record.parsed.provisions
        if one.kind is not ProvisionKind.ENUMERATION and one.text
    ]
    found: dict[str, str] = {}
    for item in document.items + document.doubtful:
        middle = document.text.index(item.quote) + len(item.quote.rstrip("\n")) // 2
        for code in opcodes:
            if code.src_start <= middle < code.src_end:
                place = code.dest_start + min(
                    middle - code.src_start, max(0, code.dest_end - code.dest_start - 1)
                )
                break
        found[item.quote] = next((name for start, end, name in spans if start <= place < end), "")
    return found


def compare(document: GoldDocument, record: Record) -> tuple[dict[str, Score], list[Difference]]:
    """Hold what was read against the gold: scores by kind, and every difference."""
    provisions = _provisions_of(record, document)
    scores = {kind: Score() for kind in KINDS}
    differences: list[Difference] = []
    wanted: dict[tuple[str, str, tuple[str, ...]], list[Item]] = {}
    for item in document.items:
        wanted.setdefault((provisions[item.quote], item.kind, item.key), []).append(item)
    excused = {(provisions[item.quote], item.kind, item.key) for item in document.doubtful}
    for provision, item, words in read_items(record):
        place = (provision, item.kind, item.key)
        if wanted.get(place):
            rivals = wanted[place]
            best = max(rivals, key=lambda gold: _agreement(gold, item))
            rivals.remove(best)
            scores[item.kind].right += 1
            for at, (meant, got) in enumerate(zip(best.soft, item.soft, strict=True)):
                if meant:
                    scores[item.kind].asked[at] += 1
                    agreed = agrees(item.kind, at, meant, got)
                    scores[item.kind].agree[at] += agreed
                    if not agreed:
                        row = (*item.key, f"{got or 'none'} for {meant}")
                        differences.append(Difference(document.name, "beside", item.kind, row, words))
        elif place not in excused:
            scores[item.kind].false += 1
            differences.append(Difference(document.name, "false", item.kind, item.key, words))
    for (_, kind, key), items in wanted.items():
        for item in items:
            scores[kind].missed += 1
            differences.append(Difference(document.name, "missed", kind, key, item.quote.strip()))
    return scores, differences


def _agreement(gold: Item, item: Item) -> int:
    pairs = enumerate(zip(gold.soft, item.soft, strict=True))
    return sum(agrees(item.kind, at, meant, got) for at, (meant, got) in pairs)


def agrees(kind: str, at: int, meant: str, got: str) -> bool:
    """Whether a soft part agrees: a role exactly, a deadline in its year, an indicator in most of its characters."""
    if kind == "targets" and at == 1:
        return got[:4] == meant[:4]
    if kind == "targets":
        meant_characters, got_characters = Counter(meant), Counter(got)
        shared = sum((meant_characters & got_characters).values())
        return 2 * shared >= 1.2 * (len(meant) + len(got)) * 0.5 and shared > 0
    return meant == got
