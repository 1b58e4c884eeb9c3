"""The words of what a pack says in codes: kinds, subjects, frequencies, and how much a benefit gives at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jingkai.benefits import words
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.policy.arithmetic import figure
from jingkai.policy.language.parse import parse_number
from jingkai.policy.schema.benefits import Fixed, Formula, Match, PerUnit, Share, Tiers

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit, Tier
    from jingkai.policy.schema.facts import Variable

KINDS: Mapping[str, str] = {
    "award": msgid("Award"),
    "subsidy": msgid("Subsidy"),
    "interest": msgid("Loan interest"),
    "match": msgid("Matching money"),
    "fund": msgid("Fund"),
    "relief": msgid("Relief"),
    "service": msgid("Service"),
    "agreement": msgid("Agreement"),
}
SUBJECTS: Mapping[str, str] = {
    "enterprise": msgid("Enterprises"),
    "project": msgid("Projects"),
    "person": msgid("Persons"),
    "park": msgid("Parks"),
}
FREQUENCIES: Mapping[str, str] = {
    "once": msgid("once ever"),
    "once_per_recognition": msgid("once for each recognition"),
    "yearly": msgid("every year anew"),
    "per_project": msgid("once for each project"),
    "unstated": msgid("the document does not say how often"),
}


def kind(benefit: Benefit) -> str:
    """Return what kind of benefit it is."""
    return _(KINDS[benefit.kind])


def subjects(kind_: str) -> str:
    """Return whom benefits are for."""
    return _(SUBJECTS[kind_])


def frequency(benefit: Benefit) -> str:
    """Return how often it is given."""
    return _(FREQUENCIES[benefit.frequency])


def summary(benefit: Benefit) -> str:
    """Return what it is, in our own words."""
    return benefit.summary if words.in_chinese() or not benefit.english else benefit.english


def amount(benefit: Benefit, variables: Mapping[str, Variable]) -> str:
    """Say how much a benefit gives, whoever asks: ``设备投资额的 10%，不超过 10,000,000.00 元``."""
    if benefit.amount is None:
        return _("The clause names no sum")
    parts = [_template(benefit, variables)]
    for cap in benefit.caps:
        sum_ = words.yuan(cap.yuan)
        if cap.per == "award":
            parts.append(_("not more than %(cap)s") % {"cap": sum_})
        elif cap.period == "year":
            parts.append(_("not more than %(cap)s a year") % {"cap": sum_})
        else:
            parts.append(_("not more than %(cap)s altogether") % {"cap": sum_})
    return ("，" if words.in_chinese() else ", ").join(parts)


def _template(benefit: Benefit, variables: Mapping[str, Variable]) -> str:
    def said(text: str) -> str:
        return words.expression_words(parse_number(text, variables), variables)

    match benefit.amount:
        case Fixed(yuan=yuan):
            return words.yuan(yuan)
        case Share(rate=rate, base=base):
            return _("%(rate)s of: %(base)s") % {"rate": words.percent(rate), "base": said(base)}
        case Match(ratio=ratio, award=award):
            return _("%(ratio)s times: %(award)s") % {"ratio": figure(ratio), "award": said(award)}
        case PerUnit(yuan=yuan, count=count):
            return _("%(sum)s for each of: %(count)s") % {"sum": words.yuan(yuan), "count": said(count)}
        case Formula(expression=text):
            return said(text)
        case Tiers(base=base, tiers=tiers):
            steps = words.joined([_step(one) for one in tiers])
            return _("by steps of %(base)s: %(steps)s") % {"base": said(base), "steps": steps}
        case _:
            return ""


def _step(tier: Tier) -> str:
    given = words.yuan(tier.yuan) if tier.yuan is not None else words.percent(tier.rate or words.ZERO)
    return _("from %(least)s on %(sum)s") % {"least": figure(tier.least), "sum": given}
