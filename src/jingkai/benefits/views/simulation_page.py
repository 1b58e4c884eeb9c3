"""What the page of a simulation shows: both sides, bars, who wins and loses, and the same as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from jingkai.accounts.views.guard import principal
from jingkai.benefits import selectors, words
from jingkai.benefits.models import SimulatedEnterprise, Simulation
from jingkai.benefits.models.simulations import Baseline
from jingkai.benefits.packs import Policy
from jingkai.benefits.pools import pool_called
from jingkai.benefits.selectors.simulations import pack_called, policy_of
from jingkai.benefits.simulation.comparing import ZERO, ClassLine
from jingkai.benefits.simulation.figures import figures
from jingkai.benefits.simulation.lasting import PoolLine
from jingkai.benefits.simulation.stored import ChangeLine, Result, read
from jingkai.documents.views.paging import given, paged, table_file
from jingkai.policy.arithmetic import figure
from jingkai.policy.selectors import Installed
from jingkai.registry.industries import section_name

ROWS_A_PAGE = 25
_FULL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Document:
    """What clause chips need of a document whose pack is not there any more."""

    number: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A row of a chart: its words, the figures of both sides, and how long their bars are (0 to 100)."""

    words: str
    before: Any
    after: Any
    before_width: str
    after_width: str
    change: Any = None
    extra: Any = None


def result_context(request: HttpRequest, one: Simulation) -> dict[str, Any]:
    """Return what the page needs of a result."""
    result = read(one.result or {})
    installed = pack_called(one.pack, one.zone)
    policy, other = policy_of(installed) if installed else None, _other(one)
    known = {found.number: found for found in (other, policy) if found}
    comparison = result.comparison
    who = given(request, "who", 10)
    rows = narrowed(request, one.lines.all(), who)
    return {
        "result": result,
        "comparison": comparison,
        "change": comparison.after - comparison.before,
        "policy": policy or Document(one.document),
        "clauses": selectors.clauses(principal(request), known.values()),
        "against": other,
        "from_record": _from_record(one, installed),
        "changes": _changes(result, installed),
        "crumb_clause": _only_clause(one, result),
        "benefits": [
            (named, line, known.get(named.document) or Document(named.document))
            for named, line in zip(result.benefits, comparison.benefits, strict=True)
        ],
        "industries": _industries(result),
        "classes": _classes(comparison.classes),
        "pools": [(pool_called(line.pool).words, line, _clauses_of(line, result)) for line in result.pools],
        "paced": any(line.at_pace for line in result.pools),
        "year": one.on.year,
        "who": who if who in {"more", "less"} else "",
        "q": given(request, "q", 60),
        **_rows(request, rows, result),
    }


def narrowed(
    request: HttpRequest, rows: QuerySet[SimulatedEnterprise], who: str
) -> QuerySet[SimulatedEnterprise]:
    """Return the enterprises that the address asks for: those that get more or less, whose name or code has words."""
    if who == "more":
        rows = rows.filter(change__gt=0)
    elif who == "less":
        rows = rows.filter(change__lt=0).order_by("change", "uscc")
    if words_ := given(request, "q", 60):
        rows = rows.filter(name__icontains=words_) | rows.filter(uscc__icontains=words_)
    return rows


def exported(request: HttpRequest, one: Simulation) -> HttpResponse:
    """Return enterprises (or, with ``table=benefits``, benefits) as a file, under the filters in the address."""
    result = read(one.result or {})
    kind = request.GET["export"]
    if request.GET.get("table") == "benefits":
        return table_file(kind, _("Simulation by benefit"), _benefit_heads(), _benefit_table(one, result))
    rows = narrowed(request, one.lines.all(), given(request, "who", 10))
    heads = [
        _("Simulation"), _("Document number"), _("Credit code"), _("Enterprise"), _("Industry"),
        _("Before (yuan)"), _("After (yuan)"), _("Change (yuan)"),
    ]  # fmt: skip
    for benefit in result.benefits:
        heads += [
            _("%(benefit)s, before") % {"benefit": benefit.title},
            _("%(benefit)s, after") % {"benefit": benefit.title},
        ]
    heads.append(_("Remark"))
    return table_file(kind, _("Simulation by enterprise"), heads, _enterprise_table(one, result, rows))


def _enterprise_table(
    one: Simulation, result: Result, rows: QuerySet[SimulatedEnterprise]
) -> Iterator[Sequence[object]]:
    for row in rows.iterator(chunk_size=2000):
        parts = [row.parts.get(benefit.id, ["0.00", "0.00"]) for benefit in result.benefits]
        sums = [Decimal(sum_) for both in parts for sum_ in both]
        about = [one.title, one.document, row.uscc, row.name, row.industry]
        yield [*about, row.before, row.after, row.change, *sums, _remark(one)]


def _benefit_heads() -> list[str]:
    return [
        _("Simulation"), _("Document number"), _("Clause"), _("Benefit"),
        _("Entitled before"), _("Entitled after"), _("Not known before"), _("Not known after"),
        _("Before (yuan)"), _("After (yuan)"), _("Change (yuan)"), _("Rules before"), _("Rules after"), _("Remark"),
    ]  # fmt: skip


def _benefit_table(one: Simulation, result: Result) -> Iterator[Sequence[object]]:
    for line in result.comparison.benefits:
        named = result.named(line.benefit)
        yield [
            one.title, one.document, words.clause(named.provision) if named else "", named.title if named else line.benefit,
            line.before.entitled, line.after.entitled, line.before.unknown, line.after.unknown,
            line.before.yuan, line.after.yuan, line.change, one.rules_before, one.rules_after, _remark(one),
        ]  # fmt: skip


def _remark(one: Simulation) -> str:
    simulated = _("Simulated: decides nothing")
    return f"{simulated}; {_('demonstration data')}" if one.zone.synthetic else simulated


def _from_record(one: Simulation, installed: Installed | None) -> bool:
    """Whether it was compared with rules as they were on record; a draft never is."""
    if one.known is None or one.baseline == Baseline.NOTHING:
        return False
    base = pack_called(one.against, one.zone) if one.against else installed
    return base is not None and not base.draft


def _other(one: Simulation) -> Policy | None:
    """Return the pack that it is compared with, where that is another one and still there."""
    installed = pack_called(one.against, one.zone) if one.against else None
    return policy_of(installed) if installed else None


def _changes(result: Result, installed: Installed | None) -> list[tuple[ChangeLine, str, str]]:
    """Return the changed figures, each with its words in the reader's language and the line of the pack it stands on.

    Of a figure that the pack has no more the words of the time are told, and no line.
    """
    if installed is None or installed.loaded is None:
        return [(one, one.label, "") for one in result.changes]
    now = {one.key: one for one in figures(installed.pack)}
    number = {one.id: at for at, one in enumerate(installed.pack.benefits)}
    found = []
    for line in result.changes:
        figure_ = now.get(line.key)
        if figure_ is None:
            found.append((line, line.label, ""))
            continue
        place = installed.loaded.line_of(("benefits", number[figure_.benefit], *figure_.way))
        found.append((line, figure_.label, f"{place.file.name}:{place.line}"))
    return found


def _only_clause(one: Simulation, result: Result) -> str:
    """Return the clause that all changes rest on, where there is one alone; breadcrumbs end there."""
    clauses = {change.provision for change in result.changes}
    return f"{one.document} {words.clause(clauses.pop())}" if len(clauses) == 1 else ""


def _clauses_of(line: PoolLine, result: Result) -> list[str]:
    """Return the clauses that a pool pays as citations: a document once, with each of its clauses."""
    found: dict[str, dict[str, None]] = {}
    for named in result.benefits:
        if named.id in line.benefits:
            found.setdefault(named.document, {})[words.clause(named.provision)] = None
    return [f"{number} {words.joined(list(clauses))}" for number, clauses in found.items()]


def _industries(result: Result) -> list[Bars]:
    lines = result.comparison.industries
    most = max((max(one.before, one.after) for one in lines), default=ZERO)
    return [
        Bars(
            section_name(one.section) or _("Industry not known"),
            one.before,
            one.after,
            _width(one.before, most),
            _width(one.after, most),
            one.change,
            one.enterprises,
        )
        for one in lines
    ]


def _classes(lines: Sequence[ClassLine]) -> list[Bars]:
    most = Decimal(max((max(one.before, one.after) for one in lines), default=0))
    return [
        Bars(
            _class_words(one),
            one.before,
            one.after,
            _width(Decimal(one.before), most),
            _width(Decimal(one.after), most),
            one.after - one.before,
        )
        for one in lines
    ]


def _class_words(line: ClassLine) -> str:
    if line.above is None:
        return _("no sum at all")
    if line.most is None:
        return _("more than %(sum)s yuan") % {"sum": _short(line.above)}
    if not line.above:
        return _("up to %(sum)s yuan") % {"sum": _short(line.most)}
    return _("%(above)s to %(most)s yuan") % {"above": _short(line.above), "most": _short(line.most)}


def _short(sum_: Decimal) -> str:
    """Write a round sum as the reader counts: ``50万`` in Chinese."""
    return f"{figure(sum_ / 10_000)}万" if words.in_chinese() else figure(sum_)


def _width(part: Decimal, most: Decimal) -> str:
    """Return how long a bar is, in hundredths of the longest; what is more than nothing is seen."""
    if not most or not part:
        return "0"
    return f"{max(part * _FULL / most, Decimal('0.5')):.2f}"


def _rows(request: HttpRequest, rows: QuerySet[SimulatedEnterprise], result: Result) -> dict[str, Any]:
    listed = paged(request, rows, size=ROWS_A_PAGE)
    listed["rows"] = [(row, _parts(row, result)) for row in listed["page"].object_list]
    return listed


def _parts(row: SimulatedEnterprise, result: Result) -> list[tuple[str, Decimal]]:
    """Return the benefits by which an enterprise gets more or less, the greatest difference first."""
    found = []
    for id_, (before, after) in row.parts.items():
        change = Decimal(after) - Decimal(before)
        if change:
            named = result.named(id_)
            found.append((named.title if named else id_, change))
    return sorted(found, key=lambda part: (-abs(part[1]), part[0]))
