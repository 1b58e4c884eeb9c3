"""Mandates in words: kinds, sums, caps, conditions, comparators. Figures stay exact."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.policy.claimed_figures import TOKEN, compared_with, plain
from jingkai.policy.schema.benefits import (
    Benefit,
    Cap,
    Fixed,
    Formula,
    Match,
    PerUnit,
    Rounding,
    Share,
    Stacking,
    Tier,
    Tiers,
)
from jingkai.policy.schema.commands import Standard, Target
from jingkai.policy.schema.facts import Variable

KIND_NAMES: Mapping[str, str] = {
    "benefits": msgid("Awards and subsidies"),
    "targets": msgid("Targets to reach"),
    "duties": msgid("Duties"),
    "procedures": msgid("Procedures"),
    "standards": msgid("Standards"),
    "evaluations": msgid("Evaluation schemes"),
}
"""The kinds of mandates in the order in which pages show them."""

KIND_ICONS: Mapping[str, str] = {
    "benefits": "hand-coins",
    "targets": "target",
    "duties": "list-todo",
    "procedures": "route",
    "standards": "ruler",
    "evaluations": "chart-no-axes-column",
}

_CODES: Mapping[str, Mapping[str, str]] = {
    "benefit": {
        "award": msgid("Award"),
        "subsidy": msgid("Subsidy"),
        "interest": msgid("Loan interest"),
        "match": msgid("Match of another award"),
        "fund": msgid("Fund"),
        "relief": msgid("Relief"),
        "service": msgid("Service"),
        "agreement": msgid("One policy per enterprise"),
    },
    "subject": {
        "enterprise": msgid("Enterprise"),
        "project": msgid("Project"),
        "person": msgid("Natural person"),
        "park": msgid("Park"),
        "zone": msgid("Zone"),
    },
    "frequency": {
        "once": msgid("once ever"),
        "once_per_recognition": msgid("once for each recognition"),
        "yearly": msgid("every year"),
        "per_project": msgid("once a project"),
        "unstated": msgid("the clause does not say how often"),
    },
    "term": {
        "verification": msgid("for the verification of a claim"),
        "publishing": msgid("until it is published"),
        "publication": msgid("of publication for objections"),
        "settlement": msgid("to answer an objection"),
        "decision": msgid("for the decision"),
        "payment": msgid("until it is paid"),
    },
    "stacking": {
        "cumulative": msgid("all of the group are paid"),
        "highest": msgid("only the highest of the group is paid"),
        "exclusive": msgid("only the first of the group is paid"),
        "on_top": msgid("paid besides the others of the group"),
    },
    "order": {
        "first_come": msgid("who comes first is paid first"),
        "pro_rata": msgid("all are cut alike when it falls short"),
        "priority": msgid("paid by priority"),
        "unstated": msgid("the clause does not say who comes first"),
    },
    "source": {
        "subject": msgid("from the applicant"),
        "unit": msgid("from another unit"),
        "registry": msgid("from the registry"),
    },
    "procedure": {
        "approval": msgid("Approval procedure"),
        "review": msgid("Review"),
        "filing": msgid("Filing"),
        "commitment": msgid("Commitment"),
        "service": msgid("Service"),
        "assessment": msgid("Assessment"),
        "delegation": msgid("Delegation"),
        "registration": msgid("Registration procedure"),
    },
    "mode": {
        "commitment": msgid("by commitment"),
        "deferred": msgid("materials may follow"),
        "build_first": msgid("build first, verify later"),
        "parallel": msgid("in parallel"),
        "one_window": msgid("one window"),
        "online": msgid("online"),
        "agent": msgid("agent for the whole course"),
        "exempt": msgid("no longer needed"),
    },
    "action": {
        "build": msgid("Build"),
        "reform": msgid("Reform"),
        "supervise": msgid("Supervise"),
        "coordinate": msgid("Coordinate"),
        "support": msgid("Support"),
        "report": msgid("Report"),
        "train": msgid("Train"),
        "plan": msgid("Plan"),
        "other": msgid("Other"),
    },
    "recurs": {
        "once": msgid("once"),
        "month": msgid("every month"),
        "quarter": msgid("every quarter"),
        "half": msgid("every half-year"),
        "year": msgid("every year"),
        "always": msgid("all the time"),
    },
    "per": {
        "once": msgid("by the deadline"),
        "year": msgid("every year"),
        "average": msgid("on average over the years"),
    },
    "every": {
        "year": msgid("every year"),
        "half": msgid("every half-year"),
        "quarter": msgid("every quarter"),
    },
    "consequence": {
        "notify": msgid("Notified"),
        "yellow_card": msgid("Yellow card"),
        "downgrade": msgid("Downgraded"),
        "exit": msgid("Exit"),
        "reward": msgid("Rewarded"),
    },
    "outcome": {
        "entitled": msgid("Entitled"),
        "not_entitled": msgid("Not entitled"),
        "unknown": msgid("Unknown"),
    },
    "rounding": {
        "half_up": msgid("half away from zero"),
        "half_even": msgid("half to even"),
        "down": msgid("down"),
        "up": msgid("up"),
    },
}


def code_words(group: str, code: str) -> str:
    """Return what people read for a code of the schema: ``code_words("frequency", "once")``."""
    names = _CODES[group]
    return _(names[code]) if code in names else code


def kind_words(kind: str) -> str:
    """Name a kind of mandate."""
    return _(KIND_NAMES[kind])


def share(rate: Decimal) -> str:
    """Write a share as a percentage."""
    return f"{plain(rate * 100)}%"


class Wording:
    """Words for the mandates of one pack: expressions name its variables by their labels."""

    def __init__(self, variables: Mapping[str, Variable], *, english: bool = False) -> None:
        self._variables = variables
        self._english = english

    def money(self, yuan: Decimal) -> str:
        """Write a sum, exact: in Chinese by 万 and 亿 where that leaves few decimals."""
        for size, form in (
            (Decimal(10**8), _("%(sum)s hundred million yuan")),
            (Decimal(10**4), _("%(sum)s ten thousand yuan")),
        ):
            few = abs(yuan) >= size and yuan * 100 % size == 0
            if few and not self._english:
                return form % {"sum": plain(yuan / size)}
        return _("%(sum)s yuan") % {"sum": plain(yuan)}

    def variable(self, name: str) -> str:
        """Return the label of a variable in the reader's language."""
        variable = self._variables.get(name)
        if variable is None:
            return name
        return (variable.english if self._english else "") or variable.label

    def expression(self, text: str) -> str:
        """Write an expression with labels instead of names and signs as people know them."""
        tokens = list(TOKEN.finditer(text))
        beside = {
            token.start(): compared_with(tokens, at) for at, token in enumerate(tokens) if token["number"]
        }
        words = "".join(self._part(found, beside.get(found.start(), "")) for found in _PARTS.finditer(text))
        words = " ".join(words.split())
        if not self._english:
            words = words.replace("、 ", "、").replace(" (", "（").replace("(", "（").replace(")", "）")
        return words

    def _part(self, found: re.Match[str], beside: str) -> str:
        part = found[0]
        if found["space"]:
            return " "
        if found["choice"]:
            return self._choice(part.strip("'"))
        if found["number"]:
            return self._number(Decimal(part), beside)
        if found["name"]:
            word = _OPERATORS.get(part.upper())
            if word is None:
                return self.variable(part)
            return _(word) if word else ""
        if part == "," and not self._english:
            return "、"
        return _SIGNS.get(part, part)

    def _number(self, value: Decimal, beside: str) -> str:
        """Write a number in the unit of the variable that it is compared with."""
        variable = self._variables.get(beside)
        if variable is None:
            return plain(value)
        if variable.type == "money":
            return self.money(value)
        return share(value) if variable.type == "share" else f"{plain(value)} {variable.unit}".strip()

    def _choice(self, value: str) -> str:
        for variable in self._variables.values():
            for choice in variable.choices:
                if choice.value == value:
                    return (choice.english if self._english else "") or choice.label
        return value

    def amount(self, benefit: Benefit) -> str:
        """Say how much a benefit is, without its caps."""
        match benefit.amount:
            case Fixed(yuan=yuan):
                return self.money(yuan)
            case Share(rate=rate, base=base):
                return _("%(share)s of %(base)s") % {"share": share(rate), "base": self.expression(base)}
            case Match(ratio=ratio, award=award):
                return _("%(ratio)s yuan for each yuan of %(award)s") % {
                    "ratio": plain(ratio),
                    "award": self.variable(award),
                }
            case PerUnit(yuan=yuan, count=count):
                return _("%(sum)s × %(count)s") % {"sum": self.money(yuan), "count": self.expression(count)}
            case Tiers(base=base, mode=mode, tiers=tiers):
                steps = _("; ").join(self._tier(tier) for tier in tiers)
                form = (
                    _("By %(base)s, each step for its own part: %(steps)s")
                    if mode == "marginal"
                    else _("By %(base)s, the step reached for the whole: %(steps)s")
                )
                return form % {"base": self.expression(base), "steps": steps}
            case Formula(expression=expression):
                return self.expression(expression)
        return _("The clause names no sum: it is found and explained, and never computed.")

    def _tier(self, tier: Tier) -> str:
        worth = share(tier.rate) if tier.rate is not None else self.money(tier.yuan or Decimal(0))
        return _("from %(least)s on %(worth)s") % {"least": plain(tier.least), "worth": worth}

    def cap(self, cap: Cap) -> str:
        """Say a cap in words."""
        forms = {
            ("award", "ever"): _("at most %(sum)s an award"),
            ("subject", "ever"): _("at most %(sum)s a subject"),
            ("subject", "year"): _("at most %(sum)s a subject and year"),
            ("group", "ever"): _("at most %(sum)s for all of the group"),
            ("group", "year"): _("at most %(sum)s for all of the group in a year"),
        }
        return forms[cap.per, cap.period] % {"sum": self.money(cap.yuan)}

    def measured(self, value: Decimal, unit: str) -> str:
        """Write a value in its unit: shares as percentages, yuan as sums."""
        if unit in _PERCENTS or (not unit and 0 < abs(value) < 1):
            return share(value)
        if unit == "元":
            return self.money(value)
        return f"{plain(value)} {unit}".strip()

    def value(self, mandate: Target | Standard) -> str:
        """Say what a target must reach or a standard asks: ``≥ 8%``, ``3 – 4 个``; nothing where there is no figure."""
        if mandate.value is None:
            return ""
        if mandate.high is not None:
            low, high = (self.measured(one, mandate.unit) for one in (mandate.value, mandate.high))
            return f"{low} – {high}"
        sign = _COMPARED.get(mandate.comparator or "", "")
        return f"{sign} {self.measured(mandate.value, mandate.unit)}".strip()

    def headline(self, benefit: Benefit) -> str:
        """Say in one line how much a benefit is, caps included."""
        if benefit.amount is None:
            return _("No sum is named")
        return _("; ").join([self.amount(benefit), *(self.cap(cap) for cap in benefit.caps)])


_PARTS = re.compile(
    r"(?P<choice>'[^']*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*)|(?P<space>\s+)|<>|!=|<=|>=|.", re.S
)
_OPERATORS: Mapping[str, str] = {
    "AND": msgid("and"),
    "OR": msgid("or"),
    "NOT": msgid("not"),
    "IN": msgid("is one of"),
    "BETWEEN": msgid("lies between"),
    "TRUE": msgid("yes"),
    "FALSE": msgid("no"),
    "DATE": "",
    "LEAST": msgid("the least of"),
    "GREATEST": msgid("the greatest of"),
    "ROUND": msgid("rounded"),
    "CASE": msgid("depending:"),
    "WHEN": msgid("where"),
    "THEN": msgid("it is"),
    "ELSE": msgid("else"),
    "END": "",
}
_SIGNS: Mapping[str, str] = {"<=": "≤", ">=": "≥", "<>": "≠", "!=": "≠", "*": "×", "-": "−"}


def rounding_words(rounding: Rounding) -> str:
    """Say how a sum is rounded."""
    return _("to %(step)s yuan, %(mode)s") % {
        "step": rounding.to,
        "mode": code_words("rounding", rounding.mode),
    }


def stacking_words(stacking: Stacking) -> str:
    """Say how awards of a group go together."""
    return _("Group “%(group)s”: %(mode)s") % {
        "group": stacking.group,
        "mode": code_words("stacking", stacking.mode),
    }


_COMPARED: Mapping[str, str] = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "about": "≈"}
_PERCENTS = {"%", "％", "个百分点", "百分点"}
