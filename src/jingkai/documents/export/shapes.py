"""The shape of a document as JSON: one model a kind of object, the source of the published JSON Schema.

Decimals are strings in plain notation (``"0.6"``, ``"3000000"``), so that no reader rounds them. Offsets are
half-open and count Unicode characters (code points). ``null`` means: the document does not say.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

DecimalString = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$", examples=["0.6", "3000000"])]
Offset = Annotated[int, Field(ge=0)]


class Shape(BaseModel):
    """Base of all models: fixed, closed, described by the docstrings of its attributes."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Spanned(Shape):
    """Something that stands in a provision's ``text``."""

    start: Offset
    """First character in the provision's text."""
    end: Offset
    """Behind the last character in the provision's text."""


class UnitShape(Spanned):
    """A responsible unit, as written and as meant."""

    name: str
    """As written."""
    canonical: str
    """With the level that carried over from the group it stands in."""
    role: str
    """`lead`, `responsible` or `cooperating`."""
    level: str
    """`national`, `province`, `city`, `county`, `zone`, or empty (a court, a company, a customs office)."""
    group: int
    """Number of the list it stands in, from 0, in the provision."""
    open_list: bool
    """Whether that list ends in 等."""


class TargetShape(Spanned):
    """A figure to be reached."""

    indicator: str
    """What is measured."""
    comparator: str
    """`>=`, `<=`, `>`, `<`, `=`, `between` or `~`."""
    value: DecimalString
    """The figure, in `unit`; the lower one of a range."""
    high: DecimalString | None
    """The upper figure of a range."""
    unit: str
    """As the document has it."""
    baseline: str | None
    """What it is measured against."""
    deadline: str | None
    """By when."""
    scope: str | None
    """For whom or where."""
    words: str
    """The characters that say so."""


class MoneyShape(Spanned):
    """A term of payment."""

    kind: str
    """`amount`, `cap`, `floor`, `rate` or `match`."""
    yuan: DecimalString | None
    """A sum in yuan (in `currency`)."""
    rate: DecimalString | None
    """A share: 60 % is 0.6, a match of 1:1 is 1."""
    base: str | None
    """What the rate is taken of."""
    frequency: str | None
    """`once`, `yearly`, or null where the clause does not say."""
    currency: str
    """ISO 4217."""
    words: str
    """The characters that say so."""


class ThresholdShape(Spanned):
    """A figure that decides whether a rule applies."""

    quantity: str
    """What is compared."""
    comparator: str
    """As in targets."""
    value: DecimalString
    """The figure, in `unit`."""
    unit: str
    """As the document has it."""
    words: str
    """The characters that say so."""


class DeadlineShape(Spanned):
    """A date or a term."""

    by: str | None
    """ISO date, year-month or year, where it can be said."""
    working_days: int | None
    """A term in working days."""
    days: int | None
    """A term in calendar days."""
    words: str
    """The characters that say so."""


class CitationShape(Spanned):
    """A reference to another document."""

    title: str | None
    """Title without its marks."""
    number: str | None
    """Document number in canonical form."""
    enacted: bool
    """False where the provision asks for the document to be made."""
    words: str
    """The characters that say so."""


class PhraseShape(Spanned):
    """A standing phrase of procedure."""

    code: str
    """`commitment`, `deferral`, `build_first`, `filing` and so on."""
    words: str
    """The characters that say so."""


class ProvisionShape(Shape):
    """A node of the document's tree."""

    id: str
    """Stable: made of ordinals only, so it survives a re-read; for citing."""
    kind: str
    """Prefix of the id: `chp`, `sec`, `cl`, `art`, `sub`, `item`, `point`, `bul`, `enum`, `para`, `att`, `preamble`."""
    label: str
    """As printed, empty for paragraphs."""
    heading: str
    """Words of the heading without label and closing stop; empty where there is none."""
    text: str
    """Own text without label, heading and child provisions. Enumerations (`enum`) are slices of their parent's text."""
    level: int
    """Depth in the tree, 1 for the outermost."""
    parent: str | None
    """Id of the provision above."""
    inferred: bool
    """Whether the ordinal was lost and has been inferred."""
    start: Offset
    """First character of the text in the repaired document (its lines joined by line feeds)."""
    end: Offset
    """Behind the last character of the text in the repaired document."""
    units: tuple[UnitShape, ...]
    """Responsible units."""
    targets: tuple[TargetShape, ...]
    """Figures to be reached."""
    money: tuple[MoneyShape, ...]
    """Terms of payment."""
    citations: tuple[CitationShape, ...]
    """References to other documents."""
    thresholds: tuple[ThresholdShape, ...]
    """Figures that decide whether a rule applies."""
    deadlines: tuple[DeadlineShape, ...]
    """Dates and terms."""
    phrases: tuple[PhraseShape, ...]
    """Standing phrases of procedure."""


class BlockShape(Shape):
    """A part outside the body: title, number, addressee, signature, date, note and so on."""

    kind: str
    """`front`, `title`, `number`, `addressee`, `notice`, `enclosed_title`, `signature`, `date`, `note` …"""
    text: str
    """As printed."""
    start: Offset
    """First character in the repaired document."""
    end: Offset
    """Behind the last character in the repaired document."""


class FaultShape(Shape):
    """A fault in the numbering of provisions."""

    code: str
    """`gap`, `repeat`, `backwards` or `mixed`."""
    provision: str
    """Id of the provision at fault."""
    expected: str
    """The ordinal that should have come."""
    came: str
    """The one that did."""


class PlaceShape(Shape):
    """Where something stands in the received file, counting from 1."""

    line: int
    """Line or paragraph."""
    page: int | None
    """Page, where there are pages."""


class RepairShape(Shape):
    """One change that was made to the received text."""

    kind: str
    """What sort of damage was repaired."""
    before: str
    """What stood there."""
    after: str
    """What stands there now."""
    place: PlaceShape
    """Where it stood in the received file."""
    confidence: Annotated[float, Field(ge=0, le=1)]
    """How sure, from 0 to 1."""
    reason: str
    """What was seen."""
    start: Offset
    """First character in the repaired document."""
    end: Offset
    """Behind the last character in the repaired document."""


class FlagShape(Shape):
    """Something a person should look at, which was not changed."""

    code: str
    """Stable code."""
    message: str
    """For people, in the reader's language."""
    place: PlaceShape | None
    """Where in the received file."""
    start: Offset | None
    """First character in the repaired document; null where the whole is meant."""
    end: Offset | None
    """Behind the last character; equal to `start` where it is *between* characters."""


class MetadataShape(Shape):
    """What the document says about itself, beyond number, title, issuer and date of adoption."""

    issuer_level: str | None
    """`national`, `province`, `city`, `county` or `zone`."""
    division: str | None
    """Administrative division code (GB/T 2260), six digits."""
    wrapper: str | None
    """Title of the cover notice that issues the document."""
    printed: str | None
    """Date of printing, ISO."""
    approval: str | None
    """Who adopted it and when, as said in the cover notice."""
    type: str | None
    """意见, 通知, 办法, 规划, 措施 …"""
    index_number: str | None
    """索引号 of the government-information page."""
    subject: str | None
    """主题分类 of the government-information page."""
    status: str | None
    """`in_force`, `repealed` or `draft`."""
    repeals: tuple[str, ...]
    """Titles or numbers that it repeals."""
    other: dict[str, str]
    """Fields without a slot above, under the name they came with."""


class StepShape(Shape):
    """A step of the pipeline."""

    name: str
    """What it is called."""
    count: int
    """How much it did."""


class DocumentShape(Shape):
    """One file as read."""

    source: str
    """Name of the file."""
    number: str | None
    """Document number 文号 in canonical form."""
    title: str | None
    """The normative title."""
    issuer: str | None
    """As printed."""
    adopted: str | None
    """Date of adoption 成文日期, ISO."""
    provisions: tuple[ProvisionShape, ...]
    """In reading order."""
    repairs: tuple[RepairShape, ...]
    """Every change made to the received text, in reading order."""
    flags: tuple[FlagShape, ...]
    """What a person should look at."""
    text: str
    """The repaired document, a paragraph a line, joined by line feeds: what the offsets outside provisions point into."""
    metadata: MetadataShape
    """What else the document says about itself."""
    blocks: tuple[BlockShape, ...]
    """Parts outside the body."""
    faults: tuple[FaultShape, ...]
    """Numbering faults."""
    media: str
    """Format of the file."""
    encoding: str | None
    """Character encoding of a text file."""
    digest: str
    """SHA-256 of the file's bytes."""
    step_log: tuple[StepShape, ...]
    """What the pipeline did, in order."""
