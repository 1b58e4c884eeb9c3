"""The rows of each table that somebody may see, with what a list shows beside them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from jingkai.accounts.policy import Principal, may
from jingkai.accounts.selectors import visible
from jingkai.registry import actions
from jingkai.registry.models import Enterprise, Parcel, Park, Project, Unit, Variable, Zone

_PLACED = ("park__zone", "enterprise__zone")
"""Park and enterprise of a row with the zones they lie in: whether somebody may go there follows from these."""


def zones(user: Principal) -> QuerySet[Zone]:
    """Zones."""
    return visible(user, Zone.objects.all(), actions.VIEW_ZONES)


def parks(user: Principal) -> QuerySet[Park]:
    """Parks, each with its zone."""
    return visible(user, Park.objects.select_related("zone"), actions.VIEW_ZONES)


def units(user: Principal) -> QuerySet[Unit]:
    """Units, each with its zone.

    Units above the zones are a directory: whoever may see any unit sees them, in whatever scope.
    """
    rows = Unit.objects.select_related("zone")
    if not may(user, actions.VIEW_UNITS):
        return rows.none()
    inside = visible(user, Unit.objects.all(), actions.VIEW_UNITS).values("pk")
    return rows.filter(Q(zone=None) | Q(pk__in=inside))


def enterprises(user: Principal) -> QuerySet[Enterprise]:
    """Enterprises, each with zone and park."""
    return visible(user, Enterprise.objects.select_related("zone", "park__zone"), actions.VIEW_ENTERPRISES)


def projects(user: Principal) -> QuerySet[Project]:
    """Projects, each with zone, park and enterprise."""
    return visible(user, Project.objects.select_related("zone", *_PLACED), actions.VIEW_PROJECTS)


def parcels(user: Principal) -> QuerySet[Parcel]:
    """Parcels, each with zone, park and enterprise."""
    return visible(user, Parcel.objects.select_related("zone", *_PLACED), actions.VIEW_PARCELS)


def variables(user: Principal) -> QuerySet[Variable]:
    """The dictionary of variables: it lies nowhere, so all of it or nothing."""
    rows = Variable.objects.all()
    return rows if may(user, actions.VIEW_VARIABLES) else rows.none()


def catalogue(user: Principal) -> QuerySet[Zone]:
    """Zones as the public catalogue shows them to anybody."""
    return visible(user, Zone.objects.order_by("city", "name"), actions.VIEW_CATALOGUE)


def kept_zones(user: Principal, action: Any) -> QuerySet[Zone]:
    """Zones whose rows somebody may change by ``action``."""
    return visible(user, Zone.objects.all(), action)
