"""What the staff of a zone has to do with claims: each task with the claims that wait for it, as far as one may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from jingkai.accounts.actions import Action
from jingkai.accounts.policy import may
from jingkai.accounts.selectors import visible
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.officer import Officer
from jingkai.benefits.claims.states import State
from jingkai.benefits.models import ClaimRow
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do with claims that stand at certain states.

    ``name`` is its name in addresses, ``heading`` that of its tab, ``verb`` what the button says, ``calls`` how an item
    of the inbox begins (message ids). ``address`` is the page that does it. Whoever verified a claim is kept away from
    its ``four_eyes`` tasks. ``bulk`` is true where many claims can be dealt with at once.
    """

    name: str
    action: Action
    states: frozenset[State]
    icon: str
    heading: str
    verb: str
    calls: str
    address: str
    four_eyes: bool = False
    bulk: bool = False

    @property
    def heading_words(self) -> str:
        """The heading of its tab in the reader's language."""
        return _(self.heading)

    @property
    def verb_words(self) -> str:
        """What its button says in the reader's language."""
        return _(self.verb)


VERIFY = Task(
    "verify", actions.VERIFY, frozenset({State.CONSENTED}), "clipboard-check",
    msgid("To verify"), msgid("Verify"), msgid("Verify: %(claim)s"), "benefits:verify",
)  # fmt: skip
PUBLICISE = Task(
    "publicise", actions.PUBLICISE, frozenset({State.VERIFIED}), "megaphone",
    msgid("To publish"), msgid("Publish for objections"), msgid("Publish for objections: %(claim)s"),
    "benefits:publicise", bulk=True,
)  # fmt: skip
SETTLE = Task(
    "settle", actions.DECIDE, frozenset({State.OBJECTED}), "message-square-warning",
    msgid("Objections to settle"), msgid("Settle the objection"), msgid("Settle the objection: %(claim)s"),
    "benefits:settle", four_eyes=True,
)  # fmt: skip
REJECT = Task(
    "reject", actions.DECIDE, frozenset({State.CONSENTED, State.VERIFIED}), "circle-x",
    msgid("Rejections proposed"), msgid("Decide on the rejection"), msgid("Decide on the rejection: %(claim)s"),
    "benefits:reject", four_eyes=True,
)  # fmt: skip
"""Only claims that somebody has proposed to reject wait for this."""
APPROVE = Task(
    "approve", actions.DECIDE, frozenset({State.PUBLICISED}), "stamp",
    msgid("To decide"), msgid("Approve"), msgid("Decide: %(claim)s"), "benefits:approve",
    four_eyes=True, bulk=True,
)  # fmt: skip
CLOSE = Task(
    "close", actions.PUBLICISE, frozenset({State.PAID, State.CLAWED_BACK}), "archive",
    msgid("To close"), msgid("Close it"), msgid("Close: %(claim)s"), "benefits:close", bulk=True,
)  # fmt: skip

TASKS = (VERIFY, PUBLICISE, SETTLE, REJECT, APPROVE, CLOSE)


def task_named(name: str) -> Task | None:
    """Return a task by its name, ``None`` for none."""
    return next((one for one in TASKS if one.name == name), None)


def tasks_of(user: Officer) -> tuple[Task, ...]:
    """Return the tasks that somebody may do at all."""
    return tuple(one for one in TASKS if may(user, one.action))


def claims_to(task: Task, user: Officer, today: date) -> QuerySet[ClaimRow]:
    """Return the claims that wait for somebody to do a task today.

    Without those that somebody else has to decide, because this one verified them, and without what is still published.
    The list must have caught up with the ledger (:func:`~jingkai.benefits.selectors.claim_rows.claims_for` does).
    """
    rows = visible(user, ClaimRow.objects.all(), task.action).filter(state__in=task.states)
    if task.four_eyes:
        rows = rows.exclude(verified_by=user.actor)
    if task in {VERIFY, PUBLICISE}:
        rows = rows.filter(proposed_by="")
    if task is REJECT:
        rows = rows.exclude(proposed_by__in=["", user.actor])
    if task is APPROVE:
        rows = rows.filter(published_until__lt=today)
    if task is CLOSE:
        rows = rows.filter(Q(state=State.PAID) | Q(recovered__gte=F("clawed_back")))
    return rows
