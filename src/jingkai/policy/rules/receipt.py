"""Receipts: what was decided by which rule on which facts, so that anybody can have it computed again.

A receipt names the version of the rules (the pack's digest), of the engine, the valid date (whose rule and facts), the
record date (what was known when), the facts used, and the answer. Its JSON is canonical: one receipt, one text, one hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.ledger.canonical import canonical
from jingkai.ledger.crypto import sm3
from jingkai.policy.language.evaluate import Value
from jingkai.policy.language.expression import plain_decimal
from jingkai.policy.language.facts import read_fact
from jingkai.policy.rules import ENGINE
from jingkai.policy.rules.finding import Finding, Step
from jingkai.policy.rules.interpret import Rules, prepare

if TYPE_CHECKING:
    from jingkai.policy.schema.facts import Variable
    from jingkai.policy.schema.pack import Pack


class ReceiptError(JingkaiError):
    """A receipt that cannot be read, belongs to other rules, or does not replay to its own answer."""


class OtherEngineError(ReceiptError):
    """A receipt of another engine: rules mean something else there."""


class OtherRulesError(ReceiptError):
    """A receipt of other rules than those it is held against."""


class OtherAnswerError(ReceiptError):
    """A receipt whose answer is not what its own rules and facts give."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a benefit's rules said of a subject's facts.

    ``facts`` holds every variable of the benefit: numbers as plain text, days as ``2024-01-31``, ``None`` for unknown.
    ``result`` is the finding, as :func:`result_of` writes it.
    """

    engine: str
    document: str
    rules: str
    benefit: str
    valid_on: date
    recorded_on: date
    facts: Mapping[str, str | bool | None]
    result: Mapping[str, Any]

    def to_json(self) -> str:
        """Return the receipt as canonical JSON."""
        return canonical(
            {
                "engine": self.engine,
                "document": self.document,
                "rules": self.rules,
                "benefit": self.benefit,
                "valid_on": self.valid_on.isoformat(),
                "recorded_on": self.recorded_on.isoformat(),
                "facts": dict(self.facts),
                "result": dict(self.result),
            }
        ).decode()

    @property
    def digest(self) -> str:
        """SM3 of the canonical JSON, 64 hexadecimal digits."""
        return sm3(self.to_json().encode()).hex()

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Read a receipt. Raises :class:`ReceiptError`."""
        try:
            found = json.loads(text)
            return cls(
                engine=str(found["engine"]),
                document=str(found["document"]),
                rules=str(found["rules"]),
                benefit=str(found["benefit"]),
                valid_on=date.fromisoformat(found["valid_on"]),
                recorded_on=date.fromisoformat(found["recorded_on"]),
                facts=dict(found["facts"]),
                result=dict(found["result"]),
            )
        except (ValueError, TypeError, KeyError, RecursionError) as error:
            raise ReceiptError(
                _("This is no receipt: %(fault)s.") % {"fault": error},
                mend=_("Hand in the receipt as it was given out."),
            ) from None


def receive(
    rules: Rules, benefit: str, facts: Mapping[str, object], *, on: date, recorded_on: date
) -> tuple[Finding, Receipt]:
    """Return what a benefit says of a subject, and the receipt of it.

    Raises as :meth:`~jingkai.policy.rules.interpret.Rules.find`.
    """
    known = rules.read(facts)
    rule = rules.benefits[benefit]
    finding = rule.find(known, on)
    used = {name: _written(known.get(name)) for name in rule.variables}
    receipt = Receipt(
        ENGINE, rules.document, rules.version, benefit, on, recorded_on, used, result_of(finding)
    )
    return finding, receipt


def replay(receipt: Receipt, pack: Pack) -> Finding:
    """Compute a receipt again and return the finding, which is the receipt's.

    Raises :class:`ReceiptError` where the pack or the engine is another one, or where the answer differs.
    """
    if receipt.engine != ENGINE:
        raise OtherEngineError(
            _("It was computed by the engine %(theirs)s; this is %(ours)s.")
            % {"theirs": receipt.engine, "ours": ENGINE},
            mend=_("Replay it with the release that has that engine."),
        )
    rules = prepare(pack)
    if receipt.rules != rules.version or receipt.benefit not in rules.benefits:
        raise OtherRulesError(
            _("It was computed by other rules than those of this pack."),
            place=receipt.document,
            mend=_("Replay it with the pack whose digest is %(digest)s.") % {"digest": receipt.rules},
        )
    facts = facts_of(receipt, rules.variables)
    finding = rules.find(receipt.benefit, facts, receipt.valid_on)
    result = result_of(finding)
    if canonical(result) != canonical(dict(receipt.result)):
        differing = sorted(
            key for key in {*result, *receipt.result} if result.get(key) != receipt.result.get(key)
        )
        raise OtherAnswerError(
            _("Computed again, the answer differs in: %(parts)s.") % {"parts": ", ".join(differing)},
            place=receipt.benefit,
            mend=_("The receipt was changed; ask for the original."),
        )
    return finding


def facts_of(receipt: Receipt, variables: Mapping[str, Variable]) -> dict[str, Value | None]:
    """Return the facts of a receipt in the types of their variables; ``None`` for unknown, and for a variable no longer there.

    Raises :class:`ReceiptError` and what :func:`~jingkai.policy.language.facts.read_fact` raises.
    """
    return {name: _read(name, written, variables) for name, written in receipt.facts.items()}


def result_of(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON can hold it: sums as plain text, steps in order."""
    return {
        "outcome": finding.outcome,
        "truths": dict(finding.truths),
        "yuan": _text(finding.yuan),
        "potential": _text(finding.potential),
        "missing": list(finding.missing),
        "judgements": list(finding.judgements),
        "applies": finding.applies,
        "steps": [_step(step) for step in finding.steps],
    }


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": step.kind, "value": _text(step.value)}
    for name in ("factor", "least", "part"):
        number = getattr(step, name)
        if number is not None:
            found[name] = _text(number)
    for name in ("text", "provision"):
        if getattr(step, name):
            found[name] = getattr(step, name)
    return found


def _text(number: Decimal | None) -> str | None:
    return None if number is None else format(plain_decimal(number), "f")


def _written(value: Value | None) -> str | bool | None:
    if value is None or isinstance(value, bool | str):
        return value
    return _text(value) if isinstance(value, Decimal) else value.isoformat()


def _read(name: str, written: object, variables: Mapping[str, Variable]) -> Value | None:
    variable = variables.get(name)
    if written is None or variable is None:
        return None
    value: object = written
    if isinstance(written, str):
        try:
            if variable.type == "day":
                value = date.fromisoformat(written)
            elif variable.type in {"money", "number", "count", "share"}:
                value = Decimal(written)
        except (ValueError, InvalidOperation):
            raise ReceiptError(_("A fact of the receipt cannot be read."), place=name) from None
    return read_fact(value, variable)
