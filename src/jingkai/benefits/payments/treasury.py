"""The treasury's file and the bank's answer: CSV with control totals. The format is fixed, whatever language is read.

Written (UTF-8 with a mark, so that spreadsheets read it): one line a payment, then a line of totals.

    批次号,行号,凭证号,收款人,开户银行,账号,金额（元）,条款
    合计,3,,,,,1500000.00,

Read (UTF-8 or GB 18030): one line for each payment that the bank has decided, then a line of totals over them.

    凭证号,金额（元）,结果,日期,流水号,原因
    合计,2,1000000.00

结果 is 成功 or 失败.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from jingkai.benefits.claims.errors import PaymentError
from jingkai.benefits.claims.money import ZERO, written
from jingkai.benefits.payments.batch import Batch, Line
from jingkai.kernel.language import gettext as _

HEAD = ("批次号", "行号", "凭证号", "收款人", "开户银行", "账号", "金额（元）", "条款")
ANSWER_HEAD = ("凭证号", "金额（元）", "结果", "日期", "流水号", "原因")
TOTAL = "合计"
PAID, REFUSED = "成功", "失败"
_LARGEST = 5_000_000
"""So many bytes an answer has at most."""


@dataclass(frozen=True, slots=True)
class Payee:
    """To whom a line goes."""

    holder: str
    bank: str
    account: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bank says of one line: paid on a day with its own reference, or refused for a reason."""

    line: Line
    paid: bool
    on: date | None
    reference: str
    reason: str


def treasury_file(batch: Batch, payees: Mapping[str, Payee]) -> bytes:
    """Return the file of a batch; ``payees`` by claim. The same batch gives the same bytes."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(HEAD)
    for line in batch.lines:
        payee = payees[line.claim]
        table.writerow(
            (
                batch.id,
                line.number,
                batch.reference(line),
                payee.holder,
                payee.bank,
                payee.account,
                written(line.yuan),
                line.clause,
            )
        )
    table.writerow((TOTAL, len(batch.lines), "", "", "", "", written(batch.total), ""))
    return out.getvalue().encode("utf-8-sig")


def read_answer(batch: Batch, content: bytes) -> list[Answer]:
    """Read the bank's answer to a batch; lines that it does not name are still open.

    Raises :class:`PaymentError` for a file that is not whole, and for lines that are unknown, doubled, of another sum or
    without a clear result, all of them by name.
    """
    rows = [row for row in csv.reader(io.StringIO(_text(content), newline="")) if any(map(str.strip, row))]
    if not rows or tuple(map(str.strip, rows[0])) != ANSWER_HEAD:
        raise PaymentError(
            _("The first line does not have the columns of an answer."),
            place=_("line 1"),
            mend=_("Expected: %(columns)s.") % {"columns": ",".join(ANSWER_HEAD)},
        )
    if len(rows) < 2 or rows[-1][0].strip() != TOTAL:
        raise PaymentError(
            _("The line of totals is missing at the end: the file is not whole."),
            place=_("last line"),
            mend=_("Ask the bank for the whole file."),
        )
    _check_totals(rows[1:-1], rows[-1])
    known = {batch.reference(line): line for line in batch.lines}
    _check_known(batch, rows[1:-1], known)
    return [_answer(number, row, known) for number, row in enumerate(rows[1:-1], start=2)]


def _text(content: bytes) -> str:
    if len(content) > _LARGEST:
        raise PaymentError(
            _("The file is too large for an answer."), place="file", mend=_("Check which file it is.")
        )
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PaymentError(
        _("The file is written neither in UTF-8 nor in GB 18030."),
        place="file",
        mend=_("Save it as CSV in one of them."),
    )


def _check_totals(rows: Sequence[Sequence[str]], totals: Sequence[str]) -> None:
    said = [cell.strip() for cell in totals[1:3]]
    found = [str(len(rows)), written(sum((_yuan(row, number) for number, row in enumerate(rows, 2)), ZERO))]
    if len(said) < 2 or said[0] != found[0] or _decimal(said[1]) != Decimal(found[1]):
        raise PaymentError(
            _("The totals say %(said)s; the lines have %(found)s.")
            % {"said": " / ".join(said), "found": " / ".join(found)},
            place=_("last line"),
            mend=_("Ask the bank for the whole file."),
        )


def _check_known(batch: Batch, rows: Sequence[Sequence[str]], known: Mapping[str, Line]) -> None:
    named = [row[0].strip() for row in rows]
    unknown = sorted(set(named) - known.keys())
    if unknown:
        raise PaymentError(
            _("The batch has no such payments: %(names)s.") % {"names": ", ".join(unknown)},
            place=batch.stream,
            mend=_("Take the answer to the batch it belongs to, or ask the bank what these lines are."),
        )
    doubled = sorted({one for one in named if named.count(one) > 1})
    if doubled:
        raise PaymentError(
            _("Payments are named twice: %(names)s.") % {"names": ", ".join(doubled)},
            place=batch.stream,
            mend=_("Ask the bank which of the lines holds."),
        )


def _answer(number: int, row: Sequence[str], known: Mapping[str, Line]) -> Answer:
    reference, _sum, result, day, own, reason = ([cell.strip() for cell in row] + [""] * 6)[:6]
    line = known[reference]
    place = _("line %(number)d, %(reference)s") % {"number": number, "reference": reference}
    if _yuan(row, number) != line.yuan:
        raise PaymentError(
            _("The bank says %(said)s yuan; ordered were %(ordered)s.")
            % {"said": row[1].strip(), "ordered": line.yuan},
            place=place,
            mend=_("Clear it with the bank before it is recorded."),
        )
    if result == PAID:
        try:
            return Answer(line, True, date.fromisoformat(day), _needed(own, place, "流水号"), "")
        except ValueError:
            raise PaymentError(
                _("“%(given)s” is no day.") % {"given": day}, place=place, mend=_("Write 2025-03-31.")
            ) from None
    if result == REFUSED:
        return Answer(line, False, None, own, _needed(reason, place, "原因"))
    raise PaymentError(
        _("“%(given)s” is no result.") % {"given": result},
        place=place,
        mend=_("Expected: %(paid)s or %(refused)s.") % {"paid": PAID, "refused": REFUSED},
    )


def _needed(value: str, place: str, column: str) -> str:
    if not value:
        raise PaymentError(
            _("The column “%(column)s” is empty.") % {"column": column},
            place=place,
            mend=_("Ask the bank for it."),
        )
    return value


def _yuan(row: Sequence[str], number: int) -> Decimal:
    found = _decimal(row[1].strip()) if len(row) > 1 else None
    if found is None:
        raise PaymentError(
            _("The sum cannot be read."),
            place=_("line %(number)d") % {"number": number},
            mend=_("Write it in yuan, such as 500000.00."),
        )
    return found


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
