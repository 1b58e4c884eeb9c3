"""Values of facts: from what somebody writes to the value that a variable of the dictionary may have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from jingkai.kernel.dates import parse_date
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.periods import Period
from jingkai.registry.imports import units
from jingkai.registry.imports.cells import NO, YES
from jingkai.registry.imports.figures import plain_number
from jingkai.registry.imports.raw import is_unknown

Value: TypeAlias = Decimal | bool | date | str

_PLACES = 6
_LARGEST = Decimal(10) ** 18


@dataclass(frozen=True, slots=True)
class ValueRule:
    """What a variable may be stated as.

    ``type`` is ``number``, ``money`` (yuan), ``share`` (a fraction: 0.025 is 2.5 %), ``flag``, ``day``, ``text`` or
    ``choice``; ``least`` and ``most`` are included in the range; ``period`` is the kind of period it is stated for,
    ``none`` where a value holds until it is changed.
    """

    name: str
    label: str
    type: str
    unit: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    choices: Sequence[str] = ()
    period: str = "none"

    def read(self, written: object) -> Value:
        """Return the value that somebody has written, checked.

        Raises :class:`~jingkai.kernel.errors.JingkaiError` naming the variable; also for a value that says "unknown":
        what is not known is not stated, and never zero.

        >>> ValueRule("rd_share", "研发投入强度", "share", most=Decimal(1)).read("2.5%")
        Decimal('0.025')
        """
        if is_unknown(written):
            raise self._refused(
                _("Nothing is stated."),
                _("What is not known stays without a value; it is never entered as zero."),
            )
        match self.type:
            case "number" | "money" | "share":
                return self._in_range(self._number(written))
            case "flag":
                return self._flag(written)
            case "day":
                return self._day(written)
            case "choice":
                return self._choice(written)
            case _:
                return str(written).strip()

    def read_period(self, written: object) -> str:
        """Return the period in its written form, ``""`` where the variable has none.

        Raises :class:`~jingkai.kernel.errors.JingkaiError` for a period of another kind.
        """
        text = str(written or "").strip()
        if self.period == "none":
            if text:
                raise self._refused(
                    _("This variable holds until it is changed: it has no period."),
                    _("Leave the period empty and say from when it holds."),
                )
            return ""
        period = Period.read(text)
        if period.kind.value != self.period:
            examples = {
                "year": "2024",
                "half": "2024H1",
                "quarter": "2024Q1",
                "month": "2024-03",
                "day": "2024-03-20",
            }
            raise self._refused(
                _("“%(period)s” is a period of another length.") % {"period": text},
                _("Write the period as %(example)s.") % {"example": examples[self.period]},
            )
        return str(period)

    def _number(self, written: object) -> Decimal:
        if isinstance(written, bool | date):
            raise self._no_number(written)
        if isinstance(written, int | float | Decimal):
            return self._exact(Decimal(str(written)), written)
        text = unicodedata.normalize("NFKC", str(written)).strip()
        size = Decimal(1)
        if self.type == "money":
            text, found = units.apart(text, "yuan")
            size = found or size
        elif self.type == "share" and text.endswith("%"):
            text, size = text[:-1].strip(), Decimal("0.01")
        elif self.unit and text.endswith(unicodedata.normalize("NFKC", self.unit)):
            text = text[: -len(unicodedata.normalize("NFKC", self.unit))].strip()
        number = plain_number(text)
        if number is None:
            raise self._no_number(written)
        return self._exact(number * size, written)

    def _exact(self, number: Decimal, written: object) -> Decimal:
        if not number.is_finite() or abs(number) >= _LARGEST:
            raise self._no_number(written)
        places = 2 if self.type == "money" else _PLACES
        rounded = round(number, places)
        if rounded != number and not isinstance(written, float):
            raise self._refused(
                _("“%(value)s” has more than %(places)d decimals.") % {"value": written, "places": places},
                _("Round it as the source does."),
            )
        whole = rounded.to_integral_value()
        return whole if whole == rounded else rounded.normalize()

    def _in_range(self, number: Decimal) -> Decimal:
        if self.least is not None and number < self.least:
            mend = _("Check the sign and the unit.")
            if self.type == "share":
                mend = _("Write a percentage, such as 2.5%, or a fraction, such as 0.025.")
            raise self._refused(
                _("%(value)s is less than %(least)s, the least it can be.")
                % {"value": f"{number:f}", "least": f"{self.least.normalize():f}"},
                mend,
            )
        if self.most is not None and number > self.most:
            mend = _("Check the digits and the unit.")
            if self.type == "share":
                mend = _("Write a percentage, such as 2.5%, or a fraction, such as 0.025.")
            raise self._refused(
                _("%(value)s is more than %(most)s, the most it can be.")
                % {"value": f"{number:f}", "most": f"{self.most.normalize():f}"},
                mend,
            )
        return number

    def _flag(self, written: object) -> bool:
        if isinstance(written, bool):
            return written
        text = unicodedata.normalize("NFKC", str(written)).strip().casefold()
        if text in YES:
            return True
        if text in NO:
            return False
        raise self._refused(
            _("“%(value)s” is neither yes nor no.") % {"value": written}, _("Write 是 or 否.")
        )

    def _day(self, written: object) -> date:
        if isinstance(written, datetime):
            return written.date()
        if isinstance(written, date):
            return written
        iso = parse_date(unicodedata.normalize("NFKC", str(written)).strip()) or ""
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", iso):
            return date.fromisoformat(iso)
        raise self._refused(_("“%(value)s” is no date.") % {"value": written}, _("Write it as 2024-03-20."))

    def _choice(self, written: object) -> str:
        text = str(written).strip()
        if text in self.choices:
            return text
        raise self._refused(
            _("“%(value)s” is none of its choices.") % {"value": text},
            _("Choose one of: %(choices)s.") % {"choices": "、".join(self.choices)},
        )

    def _no_number(self, written: object) -> JingkaiError:
        unit = self.unit or (_("yuan") if self.type == "money" else "")
        what = _("“%(value)s” is no number.") % {"value": written}
        return self._refused(
            what, _("Write digits, in %(unit)s.") % {"unit": unit} if unit else _("Write digits.")
        )

    def _refused(self, what: str, mend: str) -> JingkaiError:
        return JingkaiError(what, place=self.label or self.name, mend=mend)
