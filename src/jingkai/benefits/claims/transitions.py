"""What a claim allows: a command, tried on a claim, gives the events to record, or an error that says what is expected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from jingkai.benefits.claims import commands, paying
from jingkai.benefits.claims.claim import Claim, Proof
from jingkai.benefits.claims.commands import Command
from jingkai.benefits.claims.deadlines import CHINA, publicity_ends
from jingkai.benefits.claims.demands import expect, four_eyes, known_sum, not_the_proposer, said
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.claims.events import clause_of, event
from jingkai.benefits.claims.money import exact, positive, written
from jingkai.benefits.claims.payee import check_payee
from jingkai.benefits.claims.states import AGAIN, BEFORE_MONEY, State
from jingkai.kernel.language import gettext as _
from jingkai.ledger.canonical import Json
from jingkai.ledger.entry import Event

MOST_OPEN = 50
"""So many objections to a claim are open at once: more would say nothing new, and would keep those who settle them from it."""

MOST_DAYS = 60
"""For so many working days a publication lasts at most."""


def decide(claim: Claim | None, command: Command, actor: str, now: datetime) -> list[Event]:
    """Return the events that a command makes of a claim; ``None`` is a claim that nobody has found yet.

    ``actor`` is who asks, as the ledger names them; ``now`` has a time zone. Who may ask at all is for the services to
    say; that nobody approves what they verified themselves is said here, because it is the claim's own history.

    Raises :class:`ClaimError` where the claim is in another state, or the command lacks something, and
    :class:`~jingkai.benefits.claims.errors.BudgetError` where a budget does not pay such claims; then nothing happens.
    """
    if isinstance(command, commands.Discover):
        return [_discover(claim, command)]
    if claim is None:
        raise ClaimError(
            _("There is no such claim."), place="claim", mend=_("Look for it in the list of claims.")
        )
    today = now.astimezone(CHINA).date()
    if isinstance(command, commands.Settle):
        return _settle(claim, command, actor)
    return [_TRIED[type(command)](claim, command, actor, today)]


def _discover(claim: Claim | None, command: commands.Discover) -> Event:
    if claim is not None and claim.state not in AGAIN:
        raise ClaimError(
            _("This right has been claimed already; the claim is at: %(state)s.")
            % {"state": claim.state.words},
            place=claim.stream,
            mend=_("Go on with that claim. The same benefit is not had twice for one period."),
        )
    positive(command.proof.yuan)
    data: dict[str, Json] = {
        **clause_of(command.right),
        "benefit": command.right.benefit,
        "period": command.right.period,
        "claimant": asdict(command.claimant),
        "proof": _written(command.proof),
        "judgements": list(command.judgements),
        "automatic": command.automatic,
    }
    owner = f"{command.claimant.kind}/{command.claimant.key}"
    return Event("claim.discovered", data, {"receipt": (owner, command.receipt)})


def _consent(claim: Claim, command: commands.Consent, _actor: str, _today: date) -> Event:
    expect(claim, State.DISCOVERED)
    fields = asdict(command)
    brought: list[Json] = [said(paper, "brought") for paper in fields.pop("brought")]
    for name, value in fields.items():
        check_payee(name, said(value, name))
    owner = _owner(claim)
    data: dict[str, Json] = {"brought": brought} if brought else {}
    return event(claim, "consented", data, {name: (owner, value.strip()) for name, value in fields.items()})


def _verify(claim: Claim, command: commands.Verify, _actor: str, _today: date) -> Event:
    expect(claim, State.CONSENTED)
    undecided = set(claim.judgements) - set(command.judged)
    if undecided:
        raise ClaimError(
            _("Not everything is decided that people have to decide: %(names)s.")
            % {"names": ", ".join(sorted(undecided))},
            place="judged",
            mend=_("Decide each, with a reason."),
        )
    for name, judged in command.judged.items():
        said(judged.reason, name)
        if name in claim.judgements and not judged.holds:
            raise ClaimError(
                _("“%(name)s” was decided against the claim: it cannot be verified.") % {"name": name},
                place=name,
                mend=_("Let a decision maker reject it, with the provision."),
            )
    if not command.evidence:
        raise ClaimError(
            _("No evidence was checked."), place="evidence", mend=_("Name the paper or record of each fact.")
        )
    yuan = positive(command.yuan)
    if yuan > command.proof.yuan:
        raise ClaimError(
            _("%(yuan)s yuan are more than the rules give: %(most)s.")
            % {"yuan": yuan, "most": written(command.proof.yuan)},
            place="yuan",
            mend=_("Verify at most what the rules give on the checked facts."),
        )
    if yuan < command.proof.yuan:
        said(command.reason, "reason")
    data: dict[str, Json] = {
        "proof": _written(command.proof),
        "yuan": written(yuan),
        "evidence": [asdict(one) for one in command.evidence],
        "judged": {name: asdict(one) for name, one in command.judged.items()},
        "reason": command.reason.strip(),
    }
    return event(claim, "verified", data, {"receipt": (_owner(claim), command.receipt)})


def _publicise(claim: Claim, command: commands.Publicise, _actor: str, today: date) -> Event:
    expect(claim, State.VERIFIED)
    if claim.proposal is not None:
        raise ClaimError(
            _("Its rejection has been proposed: it is not published before that is decided."),
            place=claim.stream,
            mend=_("Wait for a decision maker."),
        )
    said(command.basis, "basis")
    if not 1 <= command.days <= MOST_DAYS:
        raise ClaimError(
            _("A publication lasts 1 to %(most)d working days, not %(days)d.")
            % {"most": MOST_DAYS, "days": command.days},
            place="days",
            mend=_("Write the number that the rule sets."),
        )
    last = publicity_ends(today, command.days)
    data: dict[str, Json] = {
        "first": today.isoformat(),
        "last": last.date.isoformat(),
        "provisional": last.provisional,
        "days": command.days,
        "basis": command.basis.strip(),
        "yuan": written(known_sum(claim.verified)),
    }
    return event(claim, "publicised", data)


def _raise(claim: Claim, command: commands.Raise, _actor: str, today: date) -> Event:
    expect(claim, State.PUBLICISED, State.OBJECTED)
    said(command.objection, "objection")
    for name in ("grounds", "name", "phone"):
        said(getattr(command, name), name)
    if claim.publicity is not None and today > claim.publicity.last:
        raise ClaimError(
            _("The publication ended on %(last)s.") % {"last": claim.publicity.last.isoformat()},
            place="objection",
            mend=_("Bring it as a complaint to the unit that decides."),
        )
    if any(one.id == command.objection for one in claim.objections):
        raise ClaimError(
            _("There is an objection “%(name)s” already.") % {"name": command.objection},
            place="objection",
            mend=_("Give every objection an id of its own."),
        )
    if len(claim.open_objections) >= MOST_OPEN:
        raise ClaimError(
            _("%(most)d objections to this claim are open: no more are taken until some of them are settled.")
            % {"most": MOST_OPEN},
            place=claim.stream,
            mend=_(
                "Nothing is granted before all of them are settled. Send it again tomorrow, or tell the zone's office."
            ),
        )
    who = f"objection/{claim.id}/{command.objection}"
    sealed: dict[str, tuple[str, Json]] = {
        name: (who, getattr(command, name).strip()) for name in ("grounds", "name", "phone")
    }
    return event(claim, "objected", {"objection": command.objection, "raised": today.isoformat()}, sealed)


def _settle(claim: Claim, command: commands.Settle, actor: str) -> list[Event]:
    """Answer one objection, or several that the same reason answers; one that is upheld rejects the claim."""
    expect(claim, State.OBJECTED)
    wanted = tuple(dict.fromkeys((command.objection, *command.also)))
    for one in wanted:
        if one not in {each.id for each in claim.open_objections}:
            raise ClaimError(
                _("No open objection is called “%(name)s”.") % {"name": one},
                place="objection",
                mend=_("Open ones: %(names)s.")
                % {"names": ", ".join(each.id for each in claim.open_objections)},
            )
    four_eyes(claim, actor)
    reason = said(command.reason, "reason")
    if not command.upheld:
        return [
            event(claim, "objection_settled", {"objection": one, "upheld": False, "reason": reason})
            for one in wanted
        ]
    if len(wanted) > 1:
        raise ClaimError(
            _("An objection that is right rejects the claim: it is settled by itself."),
            place="upheld",
            mend=_("Settle the one that is right, with the provision."),
        )
    provision = said(command.provision, "provision")
    data: dict[str, Json] = {"objection": command.objection, "upheld": True, "reason": reason}
    return [event(claim, "rejected", {**data, "reason_provision": provision})]


def _approve(claim: Claim, _command: commands.Approve, actor: str, today: date) -> Event:
    expect(claim, State.PUBLICISED)
    four_eyes(claim, actor)
    if claim.publicity is None or today <= claim.publicity.last:
        last = claim.publicity.last.isoformat() if claim.publicity else _("unknown")
        raise ClaimError(
            _("It is still published for objections, up to and with %(last)s.") % {"last": last},
            place=claim.stream,
            mend=_("Approve it on the day after, at the earliest."),
        )
    return event(claim, "approved", {"yuan": written(known_sum(claim.verified))})


def _close(claim: Claim, _command: commands.Close, _actor: str, _today: date) -> Event:
    expect(claim, State.PAID, State.CLAWED_BACK)
    if claim.owed:
        raise ClaimError(
            _("%(yuan)s yuan that were clawed back have not come in yet.") % {"yuan": claim.owed},
            place=claim.stream,
            mend=_("Record what has come in, then close it."),
        )
    return event(claim, "closed", {})


def _reject(claim: Claim, command: commands.Reject, actor: str, _today: date) -> Event:
    expect(claim, *(BEFORE_MONEY - {State.APPROVED}))
    four_eyes(claim, actor)
    not_the_proposer(claim, actor)
    data: dict[str, Json] = {
        "reason": said(command.reason, "reason"),
        "reason_provision": said(command.provision, "provision"),
    }
    return event(claim, "rejected", data)


def _propose_rejection(claim: Claim, command: commands.ProposeRejection, _actor: str, _today: date) -> Event:
    expect(claim, State.CONSENTED, State.VERIFIED)
    if claim.proposal is not None:
        raise ClaimError(
            _("Its rejection has been proposed already."),
            place=claim.stream,
            mend=_("Wait for a decision maker, or verify it after all."),
        )
    data: dict[str, Json] = {
        "reason": said(command.reason, "reason"),
        "reason_provision": said(command.provision, "provision"),
    }
    return event(claim, "rejection_proposed", data)


def _decline_rejection(claim: Claim, command: commands.DeclineRejection, actor: str, _today: date) -> Event:
    if claim.proposal is None:
        raise ClaimError(
            _("Nobody has proposed to reject it."),
            place=claim.stream,
            mend=_("Read the claim again: somebody may have taken this step already."),
        )
    not_the_proposer(claim, actor)
    return event(claim, "rejection_declined", {"reason": said(command.reason, "reason")})


def _withdraw(claim: Claim, command: commands.Withdraw, _actor: str, _today: date) -> Event:
    expect(claim, *BEFORE_MONEY, State.BUDGETED)
    return event(claim, "withdrawn", {"reason": said(command.reason, "reason")})


_TRIED: dict[type, Callable[[Claim, Any, str, date], Event]] = {
    commands.Consent: _consent,
    commands.Verify: _verify,
    commands.Publicise: _publicise,
    commands.Raise: _raise,
    commands.Approve: _approve,
    commands.SetAside: paying.set_aside,
    commands.Order: paying.order,
    commands.Pay: paying.pay,
    commands.RefusePayment: paying.refuse_payment,
    commands.Close: _close,
    commands.Reject: _reject,
    commands.ProposeRejection: _propose_rejection,
    commands.DeclineRejection: _decline_rejection,
    commands.Withdraw: _withdraw,
    commands.ClawBack: paying.claw_back,
    commands.Recover: paying.recover,
}


def _owner(claim: Claim) -> str:
    """Return under whose key personal fields of the claim are sealed."""
    return f"{claim.claimant.kind}/{claim.claimant.key}"


def _written(proof: Proof) -> dict[str, Json]:
    return {
        "engine": proof.engine,
        "rules": proof.rules,
        "facts": proof.facts,
        "receipt": proof.receipt,
        "valid_on": proof.valid_on.isoformat(),
        "recorded_on": proof.recorded_on.isoformat(),
        "yuan": written(exact(proof.yuan)),
    }


__all__ = ["MOST_DAYS", "decide"]
