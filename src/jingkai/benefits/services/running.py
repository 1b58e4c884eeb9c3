"""Run the benefits of a pack over a zone in the background: start it, work on it, stop it, take it up again."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from jingkai.accounts.models import User
from jingkai.accounts.services import notify
from jingkai.benefits.bulk.claimed import without_claimed
from jingkai.benefits.bulk.computing import compute
from jingkai.benefits.bulk.lacking import lacking
from jingkai.benefits.bulk.result import write_lines
from jingkai.benefits.bulk.settling import Total, lines
from jingkai.benefits.claims.errors import ClaimError
from jingkai.benefits.known import end_of
from jingkai.benefits.models import BenefitRun
from jingkai.benefits.models.runs import KEPT_DAYS, UNDER_WAY, RunState
from jingkai.benefits.packs import Policy
from jingkai.benefits.selectors.population import awards_in, claims_in, population
from jingkai.benefits.selectors.subjects import policies_for
from jingkai.benefits.services import discovering
from jingkai.kernel.background import MOST_ATTEMPTS, StoppedError, Watch, ending_in_words, watched
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.registry.models import Zone

MOST_SLIPS = 200
"""So many figures that cannot be are named."""

DAILY_FROM = clock(2)
"""From this time on the daily runs are started."""


def start(
    zone: Zone,
    policy: Policy,
    on: date,
    *,
    owner: User | None,
    known: date | None = None,
    language: str = "zh-hans",
    opens: bool = False,
    queued: bool = True,
) -> BenefitRun:
    """Queue a run.

    ``known`` goes back to the facts that were known at the end of a day, and ``policy`` is the pack as it was on record
    then; nothing is opened from that. ``opens`` has the claims opened as soon as it is computed; not ``queued`` is for
    :func:`work_on`.
    """
    with transaction.atomic():
        run = BenefitRun.objects.create(
            zone=zone,
            policy=policy.key,
            document=policy.number,
            rules=policy.rules.version,
            on=on,
            known=known,
            opens=opens,
            language=language,
            owner=owner,
        )
        if queued:
            _queue(run.pk)
    return run


def start_daily() -> int:
    """Start a run of today that opens claims, for every zone and pack that has none yet; return how many.

    Not before :data:`DAILY_FROM`, when what was imported over the day before has settled.
    """
    now = timezone.localtime()
    if now.time() < DAILY_FROM:
        return 0
    today, started = now.date(), 0
    for zone in Zone.objects.order_by("pk"):
        for policy in policies_for(zone, today):
            mine = BenefitRun.objects.filter(zone=zone, policy=policy.key, on=today, owner=None, opens=True)
            if not mine.exists():
                start(zone, policy, today, owner=None, opens=True)
                started += 1
    return started


def open_claims(run: BenefitRun, *, queued: bool = True) -> None:
    """Queue the opening of the claims of a run, or what is left of it; not ``queued`` is for :func:`work_on`.

    Raises :class:`~jingkai.benefits.claims.errors.ClaimError` where its time is over or it has no result.
    """
    with transaction.atomic():
        current = BenefitRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if not may_open(current):
            raise ClaimError(
                _("Claims cannot be opened from this run now."),
                place=str(current),
                mend=_("Start a run for today, look at it, and open its claims."),
            )
        BenefitRun.objects.filter(pk=run.pk).update(
            state=RunState.OPENING, percent=0, attempts=0, cancel_asked=False, problem="", mend="", ended=None
        )
        if queued:
            _queue(run.pk)


def may_open(run: BenefitRun) -> bool:
    """Whether claims can be opened from a run: it is computed, of late, by the rules and on the facts that hold now."""
    if run.known is not None:
        return False
    ready = run.state == RunState.COMPUTED or (run.state in {RunState.CANCELLED, RunState.FAILED})
    return ready and run.has_result and discovering.is_of_late(run) and _policy(run) is not None


def cancel(run: BenefitRun) -> None:
    """Ask the work on a run to stop; one that has not begun is stopped at once."""
    waiting = BenefitRun.objects.filter(pk=run.pk, state__in=UNDER_WAY, working=False)
    if waiting.update(cancel_asked=True):
        _finish(run.pk, RunState.CANCELLED)
    else:
        BenefitRun.objects.filter(pk=run.pk, state__in=UNDER_WAY).update(cancel_asked=True)


def work_on(run_pk: int) -> None:
    """Do what a run waits for; what is written for people is in its owner's language."""
    claimed = BenefitRun.objects.filter(pk=run_pk, state__in=UNDER_WAY, working=False).update(
        working=True, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    run = BenefitRun.objects.select_related("owner", "zone").get(pk=run_pk)
    with translation.override(run.language):
        _work_on(run)


def resume() -> list[int]:
    """Take up runs that a stop or a killed worker has interrupted; return their numbers, to be queued.

    For the one worker to call as it starts.
    """
    forget_old()
    interrupted = BenefitRun.objects.filter(state__in=UNDER_WAY, working=True)
    for run in interrupted.filter(attempts__gte=MOST_ATTEMPTS):
        with translation.override(run.language):
            _finish(
                run.pk,
                RunState.FAILED,
                problem=_("The work was cut off again and again."),
                mend=_("Give the server more memory, and start the run again."),
            )
    BenefitRun.objects.filter(state__in=UNDER_WAY, working=True).update(working=False)
    return list(BenefitRun.objects.filter(state__in=UNDER_WAY).order_by("pk").values_list("pk", flat=True))


def forget_old() -> None:
    """Delete the files of runs that are older than :data:`KEPT_DAYS`; their totals stay."""
    day = timezone.now() - timedelta(days=KEPT_DAYS)
    for run in BenefitRun.objects.filter(ended__lt=day).exclude(lines=""):
        _forget_files(run)


def _work_on(run: BenefitRun) -> None:
    mine = BenefitRun.objects.filter(pk=run.pk)
    try:
        with ending_in_words(
            lambda problem, mend: _finish(run.pk, RunState.FAILED, problem=problem, mend=mend),
            lambda: mine.update(working=False, attempts=F("attempts") - 1),
            mend=_("Start it again; if it fails once more, the log of the server says why."),
        ):
            _do_what_is_next(run)
    except StoppedError:
        _finish(run.pk, RunState.CANCELLED)


def _do_what_is_next(run: BenefitRun) -> None:
    policy = _policy(run)
    if policy is None:
        raise ClaimError(
            _("The rules of %(number)s have changed, or do not apply there on that day.")
            % {"number": run.document},
            mend=_("Start a new run."),
        )
    if run.state == RunState.COMPUTING:
        _compute(run, policy)
        _finish(run.pk, RunState.COMPUTED)
        if run.opens:
            open_claims(run)
    else:
        discovering.open_claims(run, policy, stopped=_watch(run))
        _finish(run.pk, RunState.OPENED)


def _compute(run: BenefitRun, policy: Policy) -> None:
    watch = _watch(run)
    watch(0)
    people = population(
        run.zone,
        policy.pack.facts,
        on=run.on,
        known_at=end_of(run.known),
        progress=lambda done, total: watch(50 * done // max(total, 1)),
    )
    watch(50)
    with TemporaryDirectory(prefix="jingkai-run-") as name:
        folder = Path(name)
        computed = compute(
            policy.pack,
            policy.rules.version,
            people,
            run.on,
            folder,
            progress=lambda _what, done, total: watch(50 + 40 * done // max(total, 1)),
        )
        path = folder / "lines.parquet"
        earlier = awards_in(run.zone, policy.number, on=min(run.on, run.known or run.on))
        found = lines(policy.pack, computed, people, run.on, earlier=earlier)
        standing = claims_in(run.zone, policy.number, until=run.known)
        totals = write_lines(path, without_claimed(found, policy.pack, people, run.on, standing))
        watch(90)
        run.subjects = people.subjects
        lacks = {
            id_: pairs for result in computed for id_, pairs in lacking(policy.rules, result, people).items()
        }
        run.totals = [
            _plain(totals.get(one.id) or Total(one.id)) | {"lacking": lacks.get(one.id, [])}
            for one in _computable(policy, run.on)
        ]
        run.missing = sorted(name for result in computed for name in _unknown_for_all(people, result.kind))
        slips = [slip for result in computed for slip in result.slips]
        run.slips = [asdict(slip) for slip in slips[:MOST_SLIPS]]
        fields = {"lines": path} | {f"{result.kind}s": result.path for result in computed}
        for field, source in fields.items():
            with source.open("rb") as content:
                getattr(run, field).save(source.name, File(content), save=False)
    run.save(update_fields=["subjects", "totals", "missing", "slips", *fields])


def _unknown_for_all(people: Any, kind: str) -> list[str]:
    table = people.tables[kind]
    if not table.num_rows:
        return []
    return [name for name in table.column_names if table.column(name).null_count == table.num_rows]


def _computable(policy: Policy, on: date) -> list[Any]:
    return [one for one in policy.benefits(on) if one.subject in {"enterprise", "project"}]


def _plain(total: Total) -> dict[str, Any]:
    return {
        "benefit": total.benefit,
        "entitled": total.entitled,
        "not_entitled": total.not_entitled,
        "unknown": total.unknown,
        "without_sum": total.without_sum,
        "to_claim": total.to_claim,
        "yuan": f"{total.yuan:f}",
        "settled": f"{total.settled:f}",
    }


def _policy(run: BenefitRun) -> Policy | None:
    """Return the pack of a run, as it was on record then, where it applies there and has not changed."""
    for one in policies_for(run.zone, run.on, end_of(run.known)):
        if one.key == run.policy and one.rules.version == run.rules:
            return one
    return None


def _watch(run: BenefitRun) -> Watch:
    mine = BenefitRun.objects.filter(pk=run.pk)
    return watched(mine.filter(cancel_asked=True).exists, lambda percent: mine.update(percent=percent))


def _finish(run_pk: int, state: RunState, *, problem: str = "", mend: str = "") -> None:
    with transaction.atomic():
        run = BenefitRun.objects.select_for_update(of=("self",)).select_related("owner").get(pk=run_pk)
        run.state, run.working, run.cancel_asked = state, False, False
        run.problem, run.mend, run.ended = problem, mend, timezone.now()
        if state in {RunState.COMPUTED, RunState.OPENED}:
            run.percent = 100
        run.save(update_fields=["state", "working", "cancel_asked", "problem", "mend", "ended", "percent"])
        if run.owner is not None and state != RunState.CANCELLED:
            notify(run.owner, _TOLD[state], run.get_absolute_url(), number=run.document, claims=run.opened)


_TOLD = {
    RunState.COMPUTED: msgid("What %(number)s gives everybody in the zone has been computed."),
    RunState.OPENED: msgid("%(claims)d claims have been opened for what %(number)s gives."),
    RunState.FAILED: msgid("The run of %(number)s has failed; its page says why."),
}


def _forget_files(run: BenefitRun) -> None:
    for field in ("lines", "enterprises", "projects"):
        file = getattr(run, field)
        if file:
            file.storage.delete(file.name or "")
            BenefitRun.objects.filter(pk=run.pk).update(**{field: ""})


def _queue(run_pk: int) -> None:
    from jingkai.benefits.tasks import carry_out_run

    transaction.on_commit(lambda: carry_out_run.enqueue(run_pk))
