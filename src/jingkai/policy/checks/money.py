"""Money: awards of one group and users of one pool agree on how they go together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.checks.draft import Draft
from jingkai.policy.faults import Fault
from jingkai.policy.schema.benefits import Benefit, BudgetUse, Stacking


def check_money(draft: Draft) -> Iterator[Fault]:
    """Find groups and pools whose users contradict each other, and caps of which only one can count."""
    yield from _groups(draft)
    yield from _pools(draft)
    for way, benefit in draft.benefits():
        yield from _caps(draft, way, benefit)


def _groups(draft: Draft) -> Iterator[Fault]:
    groups: dict[str, list[tuple[Way, Stacking]]] = defaultdict(list)
    for way, benefit in draft.benefits():
        if benefit.stacking:
            groups[benefit.stacking.group].append(((*way, "stacking"), benefit.stacking))
    for name, members in groups.items():
        if len(members) == 1 and members[0][1].mode != "cumulative" and draft.whole("benefits"):
            yield draft.fault(
                (*members[0][0], "group"),
                _("Nothing else is in the group “%(name)s”.") % {"name": name},
                _("Put the other benefits into the group, or take it out."),
                "warning",
            )
        ruled = [(way, one) for way, one in members if one.mode != "on_top"]
        for way, one in ruled[1:]:
            if one.mode != ruled[0][1].mode:
                yield draft.fault(
                    (*way, "mode"),
                    _("The group “%(name)s” is “%(first)s” elsewhere and “%(second)s” here.")
                    % {"name": name, "first": ruled[0][1].mode, "second": one.mode},
                    _("Give all of the group one mode; what is paid besides is “on_top”."),
                )
        orders: dict[int, Way] = {}
        for way, one in ruled:
            if one.mode == "exclusive" and one.order in orders:
                yield draft.fault(
                    (*way, "order"),
                    _("Two benefits of the group “%(name)s” have the order %(order)d: which is paid is open.")
                    % {"name": name, "order": one.order},
                    _("Give each an order of its own; the least comes first."),
                )
            orders.setdefault(one.order, way)


def _pools(draft: Draft) -> Iterator[Fault]:
    pools: dict[str, BudgetUse] = {}
    for way, benefit in draft.benefits():
        use = benefit.budget
        if use is None:
            continue
        first = pools.setdefault(use.pool, use)
        if use.order != first.order:
            yield draft.fault(
                (*way, "budget", "order"),
                _("The pool “%(name)s” pays “%(first)s” elsewhere and “%(second)s” here.")
                % {"name": use.pool, "first": first.order, "second": use.order},
                _("A pool has one order: write the same for all that it pays."),
            )
        if use.priority and use.order != "priority":
            yield draft.fault(
                (*way, "budget", "priority"),
                _("The priority counts for nothing: the order is “%(order)s”.") % {"order": use.order},
                _("Take it out, or write “order: priority”."),
                "warning",
            )


def _caps(draft: Draft, way: Way, benefit: Benefit) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for at, cap in enumerate(benefit.caps):
        if (cap.per, cap.period) in seen:
            yield draft.fault(
                (*way, "caps", at, "per"),
                _("There are two caps of this kind: only the lower one would count."),
                _("Keep the one that the clause names."),
            )
        seen.add((cap.per, cap.period))
    if benefit.caps and benefit.amount is None:
        yield draft.fault(
            (*way, "caps"),
            _("There is a cap and no amount to be capped."),
            _("Write the amount, or take the cap out."),
            "warning",
        )
