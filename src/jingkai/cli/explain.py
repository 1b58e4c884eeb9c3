"""``jingkai benefits explain``: what a pack gives one subject, each reason with its clause, and the arithmetic."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jingkai.cli import terminal
from jingkai.cli.options import print_json
from jingkai.cli.rules import checked_pack, day_option, day_or_today, pack_option
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

if TYPE_CHECKING:
    from jingkai.benefits.explaining import Explanation
    from jingkai.benefits.known import Known
    from jingkai.policy.schema.facts import Variable

_TRUTHS = {True: msgid("holds"), False: msgid("does not hold"), None: msgid("not known")}
_FLAGS = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


@click.command(
    "explain",
    help=_("Explain what the benefits of a pack give one subject, with every reason."),
    epilog=_("A fact that is not given is unknown, never zero or false. Each benefit stands alone here."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("benefits", nargs=-1, metavar=_("[BENEFIT]..."))
@pack_option
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="NAME=VALUE",
    help=_("A fact, such as fixed_investment=320000000; as often as needed."),
)
@day_option
@click.option("--json", "as_json", is_flag=True, help=_("The receipts as JSON instead of text."))
def command(
    benefits: tuple[str, ...], folder: Path, facts: tuple[str, ...], day: datetime | None, *, as_json: bool
) -> None:
    """Explain each benefit named, or all that apply on the day."""
    from jingkai.benefits.explaining import explain
    from jingkai.benefits.packs import Policy
    from jingkai.policy.rules.interpret import prepare

    on, loaded = day_or_today(day), checked_pack(folder)
    policy = Policy(folder.name, loaded.pack, prepare(loaded.pack, loaded.digest))
    known = _read(facts, policy.rules.variables)
    offered = [one.id for one in policy.benefits(on)]
    if unknown := [name for name in benefits if name not in policy.rules.benefits]:
        raise JingkaiError(
            _("The pack has no benefit “%(name)s”.") % {"name": unknown[0]},
            place=str(folder),
            mend=_("It has: %(names)s.") % {"names": ", ".join(policy.rules.benefits)},
        )
    said = [explain(policy, name, known, on) for name in benefits or offered]
    if as_json:
        print_json([json.loads(one.receipt.to_json()) for one in said])
    else:
        for number, one in enumerate(said):
            if number:
                click.echo()
            click.echo("\n".join(_lines(one)))
    if loaded.pack.document.status != "reviewed":
        terminal.say(_("This pack is a draft: what it gives decides nothing."))


def _lines(one: Explanation) -> Iterable[str]:
    from jingkai.benefits.words import clause

    number = one.policy.number
    yield f"{one.benefit.title} ({number} {clause(one.benefit.provision)})"
    yield f"  {one.outcome}"
    for condition in one.conditions:
        where = clause(condition.condition.provision)
        yield f"  [{_(_TRUTHS[condition.truth])}] {condition.condition.label} ({where})"
    if one.arithmetic:
        said = (
            _("  sum: %(words)s")
            if one.finding.outcome == "entitled"
            else _("  sum if it all holds: %(words)s")
        )
        yield said % {"words": one.arithmetic}
    for missing in one.missing:
        yield _("  missing: %(fact)s. %(where)s") % {"fact": missing.label, "where": missing.where}
    for judged in one.judgements:
        yield _("  left to people: %(what)s (%(clause)s)") % {
            "what": judged.label,
            "clause": clause(judged.provision),
        }
    for step in one.next_steps:
        yield _("  next: %(words)s") % {
            "words": f"{step.words} → {step.effect}" if step.effect else step.words
        }


def _read(written: Iterable[str], variables: Any) -> dict[str, Known]:
    from jingkai.benefits.known import Known
    from jingkai.policy.language.facts import read_fact

    known = {}
    for one in written:
        name, mark, value = (part.strip() for part in one.partition("="))
        variable = variables.get(name)
        if variable is None or not mark:
            raise JingkaiError(
                _("“%(fact)s” is no fact of this pack.") % {"fact": one},
                place="--fact",
                mend=_("Write NAME=VALUE with one of: %(names)s.") % {"names": ", ".join(variables)},
            )
        known[name] = Known(read_fact(_value(value, variable), variable), source="--fact")
    return known


def _value(written: str, variable: Variable) -> object:
    """Take a value as its variable is written; what does not fit is left to the pack's own check to refuse."""
    try:
        match variable.type:
            case "flag":
                return _FLAGS[written.lower()]
            case "day":
                return date.fromisoformat(written)
            case "choice":
                return written
            case _:
                return Decimal(written.replace(",", ""))
    except (KeyError, ValueError, InvalidOperation):
        return written
