"""Open the claims of everybody whom a run finds entitled to a sum. Enterprises are told by what feeds on the ledger.

Every claim is opened with a receipt of its own: the rules answer once more for that subject, on the facts as they are
known now. Where the answer is no longer that of the run, nothing is opened and the reason is kept. A claim that stands
already, or was rejected or withdrawn, is left alone: by night nobody is asked again what they have said no to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from jingkai.benefits.bulk.claimed import rows_of
from jingkai.benefits.bulk.result import read_lines
from jingkai.benefits.bulk.settling import Line
from jingkai.benefits.claims.claim import Claimant, claim_id
from jingkai.benefits.claims.commands import Discover
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.officer import Machine
from jingkai.benefits.claims.opening import opening
from jingkai.benefits.models import BenefitRun, ClaimRow
from jingkai.benefits.selectors.population import population
from jingkai.benefits.services import claims
from jingkai.kernel.language import msgid
from jingkai.ledger import services as ledger
from jingkai.ledger.entry import Event
from jingkai.ledger.models import LedgerEntry
from jingkai.policy.rules.receipt import receive

if TYPE_CHECKING:
    from jingkai.benefits.packs import Policy

LATELY = timedelta(days=30)
"""So long after its day claims may be opened from a run."""

MOST_NAMED = 200
"""So many of those left out are kept by name; all are counted."""

CHANGED = msgid("What is known of it has changed since the run: the rules now give another answer.")
GONE = msgid("It is not among the subjects of the zone any more.")


@dataclass(slots=True)
class Discovered:
    """What came of it: claims opened, claims that stood already, and the lines left out by reason."""

    opened: int = 0
    standing: int = 0
    left_out: list[dict[str, str]] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def leave_out(self, line: Line, reason: str) -> None:
        """Count a line that no claim was opened for, and keep it by name while there are not too many."""
        self.reasons[reason] += 1
        if len(self.left_out) < MOST_NAMED:
            self.left_out.append({"subject": line.subject, "benefit": line.benefit, "reason": reason})


def is_of_late(run: BenefitRun) -> bool:
    """Whether claims may still be opened from a run: its day has come, and is not long past."""
    today = timezone.localdate()
    return run.on <= today <= run.on + LATELY


def open_claims(run: BenefitRun, policy: Policy, *, stopped: Callable[[int], None]) -> Discovered:
    """Open the claims of a computed run; done again, it goes on where it stopped.

    ``stopped`` is told how many per cent are done, and may raise, which stops the work between two claims.
    """
    with run.lines.open("rb") as file:
        found = sorted(read_lines(file, entitled=True), key=lambda line: (line.enterprise, line.subject))
    asking = _Asking(run, policy)
    try:
        for done, line in enumerate(found, start=1):
            stopped(100 * done // len(found))
            asking.open(line)
    finally:
        _keep(run, asking.came)
    _enter_in_ledger(run, asking.came)
    return asking.came


class _Asking:
    """The rules, asked once more for each line of a run."""

    def __init__(self, run: BenefitRun, policy: Policy) -> None:
        self.run, self.policy, self.came = run, policy, Discovered()
        self._people = population(run.zone, policy.pack.facts, on=run.on)
        self._facts = {kind: rows_of(table) for kind, table in self._people.tables.items()}
        self._standing = set(ClaimRow.objects.filter(zone=run.zone.code).values_list("claim", flat=True))
        mine = LedgerEntry.objects.filter(command__startswith=f"run-{run.pk}:", part=0)
        self._opened_before = {stream.partition("/")[2] for stream in mine.values_list("stream", flat=True)}

    def open(self, line: Line) -> None:
        """Open the claim of a line, unless it stands already or the rules give another answer now."""
        facts = self._facts[line.kind].get(line.subject)
        if facts is None:
            self.came.leave_out(line, GONE)
            return
        benefit = self.policy.rules.benefits[line.benefit].benefit
        finding, receipt = receive(
            self.policy.rules, line.benefit, facts, on=self.run.on, recorded_on=timezone.localdate()
        )
        if (finding.outcome, finding.yuan) != (line.outcome, line.yuan):
            self.came.leave_out(line, CHANGED)
            return
        whose = Claimant(self.run.zone.code, line.enterprise, line.kind, line.subject)
        try:
            self._discover(opening(receipt, benefit, whose, facts, settled=line.settled))
        except ClaimError as error:
            self.came.leave_out(line, error.what)

    def _discover(self, wanted: Discover) -> None:
        claim = claim_id(wanted.claimant, wanted.right)
        if claim in self._opened_before:
            self.came.opened += 1
        elif claim in self._standing:
            self.came.standing += 1
        else:
            claims.discover(wanted, by=Machine(), command_id=f"run-{self.run.pk}:{claim}")
            self.came.opened += 1


def _keep(run: BenefitRun, came: Discovered) -> None:
    run.opened, run.standing = came.opened, came.standing
    run.left_out = [{"reason": reason, "count": count} for reason, count in came.reasons.most_common()]
    run.save(update_fields=["opened", "standing", "left_out"])


def _enter_in_ledger(run: BenefitRun, came: Discovered) -> None:
    data: dict[str, Any] = {
        "zone": run.zone.code,
        "document": run.document,
        "rules": run.rules,
        "on": run.on.isoformat(),
        "opened": came.opened,
        "standing": came.standing,
        "left_out": came.reasons.total(),
    }
    ledger.append(
        f"run/{run.pk}",
        [Event("run.claims_opened", data)],
        expected_version=None,
        command_id=f"run-{run.pk}-{came.opened}-{came.standing}-{came.reasons.total()}",
        actor=run.owner.actor if run.owner else Machine().actor,
    )
