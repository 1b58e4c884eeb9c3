"""Runs over a whole zone: start one, watch it, read what each benefit gives, take the files, open the claims."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from jingkai.accounts.policy import may
from jingkai.accounts.views.guard import allowed, principal, refusal
from jingkai.benefits import selectors, words
from jingkai.benefits.bulk.result import read_lines, read_page
from jingkai.benefits.bulk.settling import Line
from jingkai.benefits.forms.runs import StartRunForm
from jingkai.benefits.models import BenefitRun
from jingkai.benefits.run_actions import OPEN_CLAIMS, READ_RUNS, START_RUN
from jingkai.benefits.selectors.known_packs import policy_by_version
from jingkai.benefits.selectors.runs import runs as visible_runs
from jingkai.benefits.services import discovering, running
from jingkai.benefits.views.guide import clause_of
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext, msgid
from jingkai.kernel.spreadsheet import CSV_MEDIA, comma_separated
from jingkai.registry.models import Enterprise, Project

PAGE_SIZE = 25
OUTCOMES = {
    "entitled": msgid("entitled"),
    "not_entitled": msgid("not entitled"),
    "unknown": msgid("unknown"),
}


@allowed(READ_RUNS)
@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """List the runs of the reader's zones, with the form that starts one."""
    user = principal(request)
    form = StartRunForm(user=user) if may(user, START_RUN) else None
    return _list_page(request, form)


@allowed(START_RUN)
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a run, or lead to the one under way that computes the same."""
    form = StartRunForm(request.POST, user=principal(request))
    if not form.is_valid():
        return _list_page(request, form, status=422)
    zone, policy = form.cleaned_data["zone"], form.cleaned_data["found"]
    on, known = form.cleaned_data["on"], form.cleaned_data["known"]
    same = visible_runs(principal(request)).filter(
        zone=zone, policy=policy.key, on=on, known=known, state__in=("computing", "opening")
    )
    user: Any = request.user
    found = same.first() or running.start(
        zone, policy, on, known=known, owner=user, language=request.LANGUAGE_CODE
    )
    return redirect(found)


@allowed(READ_RUNS)
@require_GET
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a run: how far it is, or what each benefit comes to."""
    one = the_run(request, pk)
    user = principal(request)
    policy = policy_by_version(one.policy, one.rules)
    context = {
        "run": one,
        "policy": policy,
        "rows": _totals(one),
        "sums": _sums(one),
        "missing": _labels(one, one.missing),
        "slips": [(slip["subject"], _labels(one, [slip["variable"]])[0]) for slip in one.slips],
        "clauses": selectors.clauses(user, [policy] if policy else []),
        "may_cancel": may(user, START_RUN, one),
        "may_open": may(user, OPEN_CLAIMS, one) and running.may_open(one),
        "is_of_late": discovering.is_of_late(one),
    }
    return render(request, "benefits/run.html", context)


@allowed(READ_RUNS, passive=True)
@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the progress alone; the page asks for it until the work has ended, and is then shown anew."""
    one = the_run(request, pk)
    if not one.under_way:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "benefits/parts/run_progress.html", {"run": one})


@allowed(START_RUN)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the work under way to stop."""
    one = the_run(request, pk)
    if refused := refusal(request, START_RUN.name, one):
        return refused
    running.cancel(one)
    return redirect(one)


@allowed(OPEN_CLAIMS)
@require_POST
def open_claims(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the claims of everybody whom the run finds entitled to a sum."""
    one = the_run(request, pk)
    if refused := refusal(request, OPEN_CLAIMS.name, one):
        return refused
    try:
        running.open_claims(one)
    except JingkaiError as error:
        messages.error(request, f"{error.what} {error.mend}")
    return redirect(one)


@allowed(READ_RUNS)
@require_GET
def run_benefit(request: HttpRequest, pk: int, benefit: str) -> HttpResponse:
    """List whom a benefit gives what, the greatest sum first; ``outcome`` narrows it."""
    one = the_run(request, pk)
    policy = policy_by_version(one.policy, one.rules)
    total = next((row for row in one.totals if row["benefit"] == benefit), None)
    if total is None or not one.has_result:
        raise Http404(_("No such benefit was computed in this run, or its files are not kept any more."))
    outcome = request.GET.get("outcome", "entitled")
    outcome = outcome if outcome in OUTCOMES else ""
    counted = total[outcome] if outcome else sum(total[name] for name in OUTCOMES)
    paginator = Paginator(range(counted), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    with one.lines.open("rb") as file:
        found = read_page(file, benefit, outcome, max(page.start_index() - 1, 0), PAGE_SIZE)
    rule = policy.pack.benefit(benefit) if policy else None
    clauses = selectors.clauses(principal(request), [policy] if policy else [])
    context = {
        "clause": clause_of(policy, rule, clauses) if policy and rule else one.document,
        "run": one,
        "policy": policy,
        "benefit": rule,
        "title": rule.title if rule else benefit,
        "rows": _named(found.lines),
        "counted": counted,
        "page": page,
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "outcome": outcome,
        "lacking": [
            (label, count) for (name, count) in total.get("lacking", ()) for label in _labels(one, [name])
        ],
        "outcomes": [(name, gettext(said), total[name]) for name, said in OUTCOMES.items()],
        "clauses": clauses,
    }
    return render(request, "benefits/run_benefit.html", context)


@allowed(READ_RUNS)
@require_GET
def run_file(request: HttpRequest, pk: int, which: str) -> Any:
    """Hand out a file of a run: ``lines`` as CSV for people, ``enterprises`` and ``projects`` as Parquet for programs."""
    one = the_run(request, pk)
    fields: dict[str, FieldFile] = {
        "lines": one.lines,
        "enterprises": one.enterprises,
        "projects": one.projects,
    }
    file = fields.get(which)
    if not file:
        raise Http404(_("This file is not there, or is not kept any more."))
    name = f"{one.policy}-{one.zone.code}-{one.on}-{which}"
    if which == "lines":
        answer = StreamingHttpResponse(_csv(one), content_type=CSV_MEDIA)
        answer.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.csv") or ""
        return answer
    return FileResponse(file.open("rb"), as_attachment=True, filename=f"{name}.parquet")


def the_run(request: HttpRequest, pk: int) -> BenefitRun:
    """Return a run within the reader's scope. Raises ``Http404``."""
    found = visible_runs(principal(request)).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404(_("Nothing within your scope has the key “%(key)s”.") % {"key": pk})
    return found


def _list_page(request: HttpRequest, form: StartRunForm | None, *, status: int = 200) -> HttpResponse:
    paginator = Paginator(visible_runs(principal(request)), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(one, _sums(one)) for one in page.object_list],
        "page_numbers": paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "counted": paginator.count,
    }
    return render(request, "benefits/runs.html", context, status=status)


def _sums(run: BenefitRun) -> dict[str, Any]:
    """Return what a run comes to altogether."""
    return {
        "entitled": sum(row["entitled"] for row in run.totals),
        "to_claim": sum(row["to_claim"] for row in run.totals),
        "settled": sum((Decimal(row["settled"]) for row in run.totals), Decimal(0)),
    }


def _totals(run: BenefitRun) -> list[dict[str, Any]]:
    policy = policy_by_version(run.policy, run.rules)
    rows = []
    for row in run.totals:
        benefit = policy.pack.benefit(row["benefit"]) if policy else None
        rows.append(
            {
                **row,
                "title": benefit.title if benefit else row["benefit"],
                "rule": benefit,
                "yuan": Decimal(row["yuan"]),
                "settled": Decimal(row["settled"]),
            }
        )
    return rows


def _labels(run: BenefitRun, names: list[str]) -> list[str]:
    policy = policy_by_version(run.policy, run.rules)
    variables = policy.rules.variables if policy else {}
    return [words.label(variables[name]) if name in variables else name for name in names]


def _named(lines: tuple[Line, ...]) -> list[dict[str, Any]]:
    """Return lines with the names of their enterprises and projects, and the address of the explanation."""
    names = _names(lines)
    return [
        {
            "line": line,
            "enterprise": names.get(line.enterprise, line.enterprise),
            "project": names.get(line.subject, line.subject) if line.kind == "project" else "",
            "outcome": gettext(OUTCOMES[line.outcome]),
        }
        for line in lines
    ]


def _names(lines: tuple[Line, ...]) -> dict[str, str]:
    enterprises = Enterprise.objects.filter(uscc__in={line.enterprise for line in lines})
    projects = Project.objects.filter(code__in={line.subject for line in lines if line.kind == "project"})
    return dict(enterprises.values_list("uscc", "name")) | dict(projects.values_list("code", "name"))


def _csv(run: BenefitRun) -> Iterator[bytes]:
    policy = policy_by_version(run.policy, run.rules)
    benefits = {one.id: one for one in policy.pack.benefits} if policy else {}
    zone = Enterprise.objects.filter(zone=run.zone)
    names = dict(zone.values_list("uscc", "name"))
    names |= dict(Project.objects.filter(enterprise__in=zone).values_list("code", "name"))
    heads = [
        _("Enterprise"),
        _("Unified social credit code"),
        _("Project"),
        _("Project code"),
        _("Benefit"),
        _("Clause"),
        _("Outcome"),
        _("By the rules (yuan)"),
        _("Still to be had (yuan)"),
    ]

    said = {
        name: gettext(message) for name, message in OUTCOMES.items()
    }  # now: the language ends with the view

    def rows() -> Iterator[list[object]]:
        with run.lines.open("rb") as file:
            for line in read_lines(file):
                benefit = benefits.get(line.benefit)
                of_project = line.kind == "project"
                yield [
                    names.get(line.enterprise, ""),
                    line.enterprise,
                    names.get(line.subject, "") if of_project else "",
                    line.subject if of_project else "",
                    benefit.title if benefit else line.benefit,
                    f"{run.document} {words.clause(benefit.provision)}" if benefit else run.document,
                    said[line.outcome],
                    line.yuan,
                    line.settled,
                ]

    return comma_separated(heads, rows())
