"""The figures on the wall: few, large, each with what it is made of, each opening its list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode

from jingkai.accounts.models import User
from jingkai.accounts.policy import Principal, may
from jingkai.accounts.selectors import people, visible
from jingkai.documents.models import Document, IssuerLevel, Stage, TargetMention
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.periods import Period
from jingkai.ledger.models import LedgerEntry, TreeHead
from jingkai.portal.selectors.benefit_figures import (
    explained_benefits,
    own_benefits,
    paid_benefits,
    waiting_claims,
)
from jingkai.portal.selectors.figure import RECENT_DAYS, Figure, Part
from jingkai.registry.models import Enterprise, Parcel, Project, Zone

MOST_FIGURES = 6
MOST_PARTS = 5
_WIDTH = 100


def figures(user: User) -> tuple[Figure, ...]:
    """Return the figures for somebody: what their roles let them see, at most :data:`MOST_FIGURES`."""
    found = [
        *own_benefits(user),
        *_waiting_claims(user),
        *paid_benefits(user),
        *_registry(user, "registry:enterprises", "registry.enterprise.view"),
        *_registry(user, "registry:projects", "registry.project.view"),
        *_registry(user, "registry:parcels", "registry.parcel.view"),
        *_accounts(user),
        *_library(),
        _ledger(),
    ]
    return tuple(found[:MOST_FIGURES])


def public_figures() -> tuple[Figure, ...]:
    """Return the figures of what is public."""
    return (*_library(), *explained_benefits(), *_catalogue(), _ledger())


def _library() -> Iterable[Figure]:
    published = Document.objects.filter(stage=Stage.PUBLISHED)
    address = reverse("documents:library")
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    numbers = published.aggregate(total=Count("pk"), new=Count("pk", filter=Q(entered__gte=since)))
    counted = published.exclude(level="").order_by().values_list("level").annotate(total=Count("pk"))
    levels = [(str(IssuerLevel(level).label), total, {"level": level}) for level, total in counted]
    yield Figure(
        _("Published documents"),
        numbers["total"],
        address,
        "library-big",
        numbers["new"],
        _parts(address, levels),
    )
    yield _targets()


def _targets() -> Figure:
    address = reverse("documents:targets")
    set_ = TargetMention.objects.filter(document__stage=Stage.PUBLISHED)
    counted = set_.order_by().values_list("deadline").annotate(total=Count("pk"))
    whole = [(_when(deadline), count, {"deadline": deadline}) for deadline, count in counted if deadline]
    total = sum(count for _deadline, count in counted)
    return Figure(_("Targets they set"), total, address, "target", parts=_parts(address, whole, total))


def _when(deadline: str) -> str:
    """Write a deadline as the reader's language writes periods (2028年); as the document has it where it is none."""
    try:
        return Period.read(deadline).words
    except JingkaiError:
        return deadline


def _catalogue() -> Iterable[Figure]:
    if address := _address("registry:catalogue"):
        yield Figure(_("Zones in the catalogue"), Zone.objects.count(), address, "map-pinned")


# Address → rows, words, icon, the column whose values make up the whole.
_TABLES: dict[str, tuple[type[Model], str, str, str]] = {
    "registry:enterprises": (Enterprise, msgid("Enterprises"), "factory", "state"),
    "registry:projects": (Project, msgid("Projects"), "briefcase-business", "stage"),
    "registry:parcels": (Parcel, msgid("Parcels"), "land-plot", "state"),
}


def _registry(user: Principal, name: str, action: str) -> Iterable[Figure]:
    address = _address(name)
    if not address or not may(user, action):
        return
    model, message, icon, column = _TABLES[name]
    rows: QuerySet[Any] = visible(user, model._default_manager.all(), action)
    words = dict(getattr(model._meta.get_field(column), "flatchoices", ()))
    counted = rows.order_by().values_list(column).annotate(total=Count("pk"))
    whole = [(str(words.get(value, value)), total, {column: value}) for value, total in counted]
    total = sum(count for _words, count, _query in whole)
    yield Figure(_(message), total, address, icon, _added(model, rows), _parts(address, whole))


def _added(model: Any, rows: QuerySet[Any]) -> int | None:
    """Return how many of the rows were entered lately; ``None`` where their history was not kept from the start."""
    entered = model.history.filter(history_type="+", id__in=rows.order_by().values("pk"))
    since = timezone.now() - timedelta(days=RECENT_DAYS)
    numbers = entered.aggregate(total=Count("id"), new=Count("id", filter=Q(history_date__gte=since)))
    return int(numbers["new"]) if numbers["total"] else None


def _accounts(user: Principal) -> Iterable[Figure]:
    if may(user, "accounts.person.view"):
        address = reverse("accounts:people")
        rows = people()
        closed = rows.filter(is_active=False).count()
        opened = rows.count() - closed
        whole = [(_("open"), opened, {"state": "open"}), (_("closed"), closed, {"state": "closed"})]
        yield Figure(_("Accounts"), opened + closed, address, "users-round", None, _parts(address, whole))


def _ledger() -> Figure:
    entries = LedgerEntry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    head = TreeHead.objects.order_by("-size").first()
    note = _("No head has been signed yet.")
    if head:
        note = _("Head over %(size)d entries signed %(day)s") % {"size": head.size, "day": head.time[:10]}
    address = _address("ledger:heads")
    return Figure(
        _("Entries in the ledger"),
        entries,
        address,
        "scroll-text",
        note=note,
        digest=head.root if head else "",
    )


def _waiting_claims(user: User) -> Iterable[Figure]:
    waiting = waiting_claims(user)
    if waiting is None:
        return
    address = reverse("benefits:claims")
    tasks = [(task.heading_words, count, {"task": task.name}) for task, count in waiting.tasks]
    yield Figure(
        _("Claims that wait for you"),
        sum(count for _task, count in waiting.tasks),
        address,
        "list-checks",
        parts=_parts(address, tasks),
        note=_("%(count)d of them overdue") % {"count": waiting.overdue} if waiting.overdue else "",
    )


def _parts(
    address: str, whole: Sequence[tuple[str, int, dict[str, str]]], total: int | None = None
) -> tuple[Part, ...]:
    """Lay parts of a whole on a bar, the largest first; the smallest, and what ``total`` has beyond them, are the rest."""
    total = sum(value for _words, value, _query in whole) if total is None else total
    largest = sorted((part for part in whole if part[1]), key=lambda part: -part[1])[:MOST_PARTS]
    parts: list[Part] = []
    reached = 0
    for words, value, query in largest:
        parts.append(Part(words, value, f"{address}?{urlencode(query)}", *_span(reached, value, total)))
        reached += value
    if reached < total:
        parts.append(Part(_("others"), total - reached, "", *_span(reached, total - reached, total)))
    return tuple(parts)


def _span(reached: int, value: int, total: int) -> tuple[float, float]:
    return round(_WIDTH * reached / total, 2), round(_WIDTH * value / total, 2)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
