"""What is read out of a provision: units, targets, money, thresholds, deadlines, citations, phrases of procedure.

Every mention carries ``start`` and ``end``, half-open offsets in the provision's ``text``, and ``words``, the very
characters that stand there. Numbers are :class:`~decimal.Decimal` in the unit the document uses (万元 is resolved to
yuan in ``yuan``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """The part a unit plays in a duty."""

    LEAD = "lead"  # 牵头, or first of a list where the document says that the first one leads
    RESPONSIBLE = "responsible"  # named as responsible, nobody marked as leading
    COOPERATING = "cooperating"  # 配合, 参与, 按职责分工


class Comparator(StrEnum):
    """How a value binds."""

    AT_LEAST = ">="
    AT_MOST = "<="
    ABOVE = ">"
    BELOW = "<"
    EQUAL = "="
    BETWEEN = "between"
    ABOUT = "~"


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A responsible unit, as written and as meant.

    ``name`` is as written (``财政厅``); ``canonical`` has the level that carried over (``自治区财政厅``);
    ``level`` is ``national``, ``province``, ``city``, ``county``, ``zone`` or ``""`` (a court, a company, a customs
    office); ``group`` numbers the list it stands in (from 0, in the provision); ``open_list`` is true when that list
    ends in 等.
    """

    name: str
    canonical: str
    role: Role
    start: int
    end: int
    level: str = ""
    group: int = 0
    open_list: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached: indicator, comparator, value (``high`` too for a range), unit, by when, for whom."""

    indicator: str
    comparator: Comparator
    value: Decimal
    unit: str
    words: str
    start: int
    end: int
    high: Decimal | None = None
    baseline: str | None = None
    deadline: str | None = None
    scope: str | None = None


class MoneyKind(StrEnum):
    """What a money term says."""

    AMOUNT = "amount"  # a fixed sum, or either end of a range of sums (10万元至50万元)
    CAP = "cap"  # at most
    FLOOR = "floor"  # at least
    RATE = "rate"  # a share of a base
    MATCH = "match"  # 1:1 of another award


@dataclass(frozen=True, slots=True)
class Money:
    """A term of payment. ``yuan`` for sums, ``rate`` for shares and matches (1:1 is 1, 60 % is 0.6)."""

    kind: MoneyKind
    words: str
    start: int
    end: int
    yuan: Decimal | None = None
    rate: Decimal | None = None
    base: str | None = None
    frequency: str | None = None  # "once", "yearly" or None where the clause does not say
    currency: str = "CNY"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure that decides whether a rule applies (10000吨标准煤以下), never a figure to be reached."""

    quantity: str
    comparator: Comparator
    value: Decimal
    unit: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date or term: ``by`` is an ISO date, year or year-month where it can be said, ``working_days`` a term."""

    words: str
    start: int
    end: int
    by: str | None = None
    working_days: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to another document, by title, by number or both.

    ``enacted`` is ``False`` where the provision asks for the document to be made (研究制定《…条例》), else ``True``.
    """

    title: str | None
    number: str | None
    words: str
    start: int
    end: int
    enacted: bool = True


@dataclass(frozen=True, slots=True)
class Phrase:
    """A standing phrase of procedure: ``code`` is ``commitment`` 告知承诺, ``deferral`` 容缺, ``build_first`` 先建后验,
    ``filing`` 备案 and so on."""

    code: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mentions:
    """Everything read out of one provision."""

    units: tuple[UnitMention, ...] = ()
    targets: tuple[Target, ...] = ()
    money: tuple[Money, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    citations: tuple[Citation, ...] = ()
    phrases: tuple[Phrase, ...] = ()
