"""``jingkai benefits replay``: compute receipts again by the very rules that they name, and say whether they hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jingkai.cli.library import library, require_library, set_up
from jingkai.cli.options import FILE, print_json
from jingkai.cli.run import FAILED
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

if TYPE_CHECKING:
    from jingkai.policy.rules.receipt import Receipt
    from jingkai.policy.schema.pack import Pack

_SAID = {
    "same": msgid("same answer"),
    "differs": msgid("another answer"),
    "other_engine": msgid("another engine"),
    "not_on_record": msgid("rules not on record"),
    "unreadable": msgid("cannot be computed"),
}
_OUTCOMES = {
    "entitled": msgid("entitled"),
    "not_entitled": msgid("not entitled"),
    "unknown": msgid("unknown"),
}


@dataclass(frozen=True, slots=True)
class Replayed:
    """A receipt computed again: the verdict, and why where it is not the same answer."""

    receipt: Receipt
    verdict: str
    why: str = ""


@click.command(
    "replay",
    help=_("Compute receipts again by the rules that they name, and say whether the answer is the same."),
    epilog=_(
        "The rules are those on record under the digest of the receipt, whatever holds today; --pack asks a folder instead "
        "and needs no library. Exit code 1 where an answer is not the same."
    ),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar=_("FILE..."))
@click.option("--pack", "folder", type=FILE, metavar="FOLDER", help=_("The policy pack to compute by."))
@click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))
def command(files: tuple[Path, ...], folder: Path | None, *, as_json: bool) -> None:
    """Replay every receipt of the files; each holds one, or a list of them."""
    receipts = [(file, one) for file in files for one in _read(file)]
    if folder is not None:
        found = _replay_all(receipts, _of_folder(folder))
    else:
        require_library()
        with library():
            set_up()
            found = _replay_all(receipts, _on_record)
    if as_json:
        print_json([_as_json(file, one) for file, one in found])
    else:
        for file, one in found:
            click.echo(_told(file, one))
    if any(one.verdict != "same" for _file, one in found):
        raise click.exceptions.Exit(FAILED)


def _read(file: Path) -> Iterable[Receipt]:
    from jingkai.policy.rules.receipt import Receipt, ReceiptError

    try:
        text = file.read_text(encoding="utf-8")
        found = json.loads(text)
        return [Receipt.from_json(json.dumps(one)) for one in (found if isinstance(found, list) else [found])]
    except (ReceiptError, ValueError, RecursionError) as error:
        raise JingkaiError(
            _("This is no receipt."),
            place=str(file),
            mend=_("Hand in the receipt as it was given out, or what “benefits explain --json” prints."),
        ) from error


def _replay_all(
    receipts: Iterable[tuple[Path, Receipt]], pack_of: Callable[[Receipt], Pack | None]
) -> list[tuple[Path, Replayed]]:
    return [(file, _replayed(receipt, pack_of)) for file, receipt in receipts]


def _replayed(receipt: Receipt, pack_of: Callable[[Receipt], Pack | None]) -> Replayed:
    from jingkai.policy.rules.receipt import OtherAnswerError, OtherEngineError, OtherRulesError, replay

    try:
        pack = pack_of(receipt)
        if pack is None:
            why = _("The version %(digest)s of the rules has never been on record here.")
            return Replayed(receipt, "not_on_record", why % {"digest": receipt.rules})
        replay(receipt, pack)
    except OtherAnswerError as error:
        return Replayed(receipt, "differs", f"{error.what} {error.mend}")
    except OtherEngineError as error:
        return Replayed(receipt, "other_engine", f"{error.what} {error.mend}")
    except OtherRulesError as error:
        return Replayed(receipt, "not_on_record", f"{error.what} {error.mend}")
    except JingkaiError as error:
        return Replayed(receipt, "unreadable", f"{error.what} {error.mend}".strip())
    return Replayed(receipt, "same")


def _of_folder(folder: Path) -> Callable[[Receipt], Pack | None]:
    from jingkai.policy.faults import PackFaults
    from jingkai.policy.loading import load_pack

    try:
        pack = load_pack(folder).pack
    except PackFaults as faults:
        first = faults.faults[0]
        raise JingkaiError(first.words, place=first.place, mend=first.mend) from faults
    return lambda _receipt: pack


def _on_record(receipt: Receipt) -> Pack | None:
    """Return the pack of a receipt: on record, or among those of this release (a draft, say)."""
    from jingkai.policy.selectors import installed, pack_version

    found = pack_version(receipt.rules)
    if found is not None:
        return found.pack
    return next((one.pack for one in installed() if one.digest == receipt.rules), None)


def _told(file: Path, one: Replayed) -> str:
    receipt = one.receipt
    line = f"{file}  {receipt.document} {receipt.benefit} {receipt.valid_on}  {_(_SAID[one.verdict])}"
    if one.verdict != "same":
        return f"{line}\n  {one.why}"
    outcome, yuan = receipt.result.get("outcome"), receipt.result.get("yuan")
    said = _(_OUTCOMES[outcome]) if outcome in _OUTCOMES else str(outcome)
    if yuan is not None:
        said = _("%(outcome)s, %(yuan)s yuan") % {"outcome": said, "yuan": f"{Decimal(yuan):,.2f}"}
    return f"{line}: {said}"


def _as_json(file: Path, one: Replayed) -> dict[str, object]:
    return {
        "file": str(file),
        "document": one.receipt.document,
        "benefit": one.receipt.benefit,
        "rules": one.receipt.rules,
        "valid_on": one.receipt.valid_on.isoformat(),
        "verdict": one.verdict,
        "why": one.why,
        "result": dict(one.receipt.result),
    }
