"""What somebody can do next with one claim: the steps that are open to them, and why others are not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from jingkai.accounts.policy import may
from jingkai.benefits import claim_actions as actions
from jingkai.benefits.claims.officer import Officer
from jingkai.benefits.claims.states import BEFORE_MONEY, State
from jingkai.benefits.claims.terms import Step, Terms
from jingkai.benefits.models import ClaimRow
from jingkai.benefits.packs import policy_of
from jingkai.benefits.papers import own_papers
from jingkai.benefits.selectors import tasks
from jingkai.benefits.selectors.tasks import Task
from jingkai.benefits.selectors.terms import terms_for
from jingkai.kernel.language import gettext as _


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step: what the button says and where it leads. ``why_not`` says why it is shut; it is then no link.

    ``style`` is empty for what should be done next, ``quiet`` for what may be done, ``grave`` for what ends it.
    """

    words: str
    address: str
    icon: str
    style: str = ""
    why_not: str = ""


def open_steps(user: Officer, row: ClaimRow, today: date) -> list[OpenStep]:
    """Return the steps of a claim for somebody, the next one first."""
    return [
        *_own(user, row),
        *_tasks(user, row, today),
        *_money(user, row),
        *_ends(user, row),
        *_own_end(user, row),
    ]


def _own(user: Officer, row: ClaimRow) -> Iterator[OpenStep]:
    """Give what the enterprise itself does next."""
    if row.state == State.DISCOVERED and may(user, actions.CONSENT, row):
        yield OpenStep(_("Consent"), reverse("benefits:consent", args=[row.claim]), "check")
    policy = policy_of(row.document)
    rule = policy.rules.benefits.get(row.benefit) if policy else None
    takes_papers = row.state in {State.DISCOVERED, State.CONSENTED} and rule and own_papers(rule.benefit)
    if takes_papers and may(user, actions.HAND_IN, row):
        yield OpenStep(_("Hand papers in"), reverse("benefits:hand_in", args=[row.claim]), "upload", "quiet")


def _own_end(user: Officer, row: ClaimRow) -> Iterator[OpenStep]:
    if row.state in {*BEFORE_MONEY, State.BUDGETED} and may(user, actions.CONSENT, row):
        yield OpenStep(
            _("Withdraw the claim"), reverse("benefits:withdraw", args=[row.claim]), "undo-2", "grave"
        )


def _tasks(user: Officer, row: ClaimRow, today: date) -> Iterator[OpenStep]:
    for task in tasks.TASKS:
        if task is tasks.REJECT and not row.proposed_by:
            continue
        if State(row.state) in task.states and may(user, task.action, row):
            address = reverse(task.address, args=[row.claim])
            terms = terms_for(row.zone, row.document, row.benefit) if task is tasks.PUBLICISE else {}
            yield OpenStep(
                task.verb_words, address, task.icon, why_not=why_not(task, user, row, today, terms)
            )


def why_not(task: Task, user: Officer, row: ClaimRow, today: date, terms: Terms) -> str:
    """Return why somebody cannot do a task with a claim today, empty where they can.

    ``terms`` are those of the claim's benefit in its zone; they matter to its publication alone.
    """
    if State(row.state) not in task.states:
        return _("It is at “%(state)s”.") % {"state": row.state_words}
    if task is tasks.PUBLICISE and row.proposed_by:
        return _("Its rejection has been proposed: a decision maker decides on that first.")
    if task is tasks.PUBLICISE and Step.PUBLICATION not in terms:
        return _(
            "No clause and no rule of the zone says for how long it is published: have the term set first."
        )
    if task is tasks.REJECT and row.proposed_by == user.actor:
        return _("You proposed to reject it: another decision maker has to decide (four eyes).")
    if task.four_eyes and row.verified_by == user.actor:
        return _("You verified this claim: another decision maker has to decide (four eyes).")
    if task is tasks.APPROVE and row.published_until and row.published_until >= today:
        return _("It is published for objections up to and with %(last)s; it can be approved after that.") % {
            "last": row.published_until.isoformat()
        }
    if task is tasks.CLOSE and row.clawed_back and (row.recovered or 0) < row.clawed_back:
        return _("It can be closed once the money that was clawed back has come in.")
    return ""


def _money(user: Officer, row: ClaimRow) -> Iterator[OpenStep]:
    """Give what a paymaster does next; claims are paid together, so these lead to their budget or batch."""
    if not may(user, actions.PAY, row):
        return
    if row.state == State.APPROVED:
        yield OpenStep(_("Set money aside"), reverse("benefits:budgets"), "piggy-bank")
    if row.state == State.BUDGETED and row.budget:
        yield OpenStep(_("Order the payment"), reverse("benefits:budget", args=row.budget.split("/")), "send")
    if row.state == State.ORDERED and row.batch:
        yield OpenStep(_("Take the bank's answer"), reverse("benefits:batch", args=[row.batch]), "landmark")
    if row.owed > 0:
        yield OpenStep(_("Record what came in"), reverse("benefits:recover", args=[row.claim]), "undo-2")


def _ends(user: Officer, row: ClaimRow) -> Iterator[OpenStep]:
    if row.state in tasks.REJECT.states and not row.proposed_by and may(user, actions.VERIFY, row):
        yield OpenStep(
            _("Propose to reject it"), reverse("benefits:propose", args=[row.claim]), "circle-x", "quiet"
        )
    if not may(user, actions.DECIDE, row):
        return
    if row.proposed_by and row.proposed_by != user.actor:
        yield OpenStep(
            _("Have it examined again"), reverse("benefits:decline", args=[row.claim]), "undo-2", "quiet"
        )
    verified_it = row.verified_by == user.actor
    if row.state in BEFORE_MONEY - {State.APPROVED} and not verified_it and not row.proposed_by:
        yield OpenStep(_("Reject"), reverse("benefits:reject", args=[row.claim]), "circle-x", "grave")
    if row.state in {State.PAID, State.CLOSED, State.CLAWED_BACK} and row.kept and not verified_it:
        yield OpenStep(_("Claw back"), reverse("benefits:claw_back", args=[row.claim]), "undo-2", "grave")
