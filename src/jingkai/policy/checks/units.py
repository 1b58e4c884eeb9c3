"""Units: names that the resolver knows."""

from __future__ import annotations

from collections.abc import Iterator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.checks.draft import Draft
from jingkai.policy.faults import Fault
from jingkai.registry.units import resolve


def check_units(draft: Draft) -> Iterator[Fault]:
    """Find names that are no unit's as far as the resolver knows."""
    for way, name in _named(draft):
        if not name:
            continue
        if resolve(name) is None:
            yield draft.fault(
                way,
                _("“%(name)s” is no name of a unit that is known.") % {"name": name},
                _("Write it with its level, such as 市商务局; keep it if the unit is really called so."),
                "warning",
            )


def _named(draft: Draft) -> Iterator[tuple[Way, str]]:
    for way, mandate in draft.mandates():
        yield (*way, "lead"), mandate.lead
        for at, name in enumerate(mandate.units):
            if name != mandate.lead:
                yield (*way, "units", at), name
    for way, benefit in draft.benefits():
        for at, evidence in enumerate(benefit.evidence):
            yield (*way, "evidence", at, "unit"), evidence.unit
    for at, procedure in enumerate(draft.pack.procedures):
        yield ("procedures", at, "decided_by"), procedure.decided_by
        yield ("procedures", at, "decided_by_before"), procedure.decided_by_before
        for place, step in enumerate(procedure.steps):
            yield ("procedures", at, "steps", place, "unit"), step.unit
    for at, evaluation in enumerate(draft.pack.evaluations):
        yield ("evaluations", at, "by"), evaluation.by
