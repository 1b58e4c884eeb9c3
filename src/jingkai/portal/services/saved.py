"""Keep the address of a list under a name."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve

from jingkai.accounts.models import User
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.portal.models import SavedFilter

MOST_FILTERS = 100
"""How many filters a person may keep."""

_OF_THE_MOMENT = ("page", "export")
"""Parameters that say where one was in a list, not what it was narrowed to."""


def save_filter(user: User, *, name: str, address: str) -> SavedFilter:
    """Keep ``address``, a path of this site with its parameters, under ``name``; a name given before is taken over.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` for a name that is empty or too long, an address that is no
    page of this site, and for more filters than :data:`MOST_FILTERS`.
    """
    name = " ".join(name.split())
    if not 0 < len(name) <= 60:
        raise JingkaiError(
            _("The name of a filter has 1 to 60 characters."),
            place=name[:80],
            mend=_("Give it a short name."),
        )
    path, query = _parts(address)
    kept = SavedFilter.objects.filter(user=user)
    if kept.exclude(path=path, name=name).count() >= MOST_FILTERS:
        raise JingkaiError(
            _("You keep %(most)d filters already.") % {"most": MOST_FILTERS},
            place=name,
            mend=_("Delete one that you no longer need."),
        )
    return SavedFilter.objects.update_or_create(user=user, path=path, name=name, defaults={"query": query})[0]


def delete_filter(user: User, pk: int) -> None:
    """Delete a filter of ``user``; nothing happens where there is none, and to those of others."""
    SavedFilter.objects.filter(user=user, pk=pk).delete()


def _parts(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    query = QueryDict(parts.query, mutable=True)
    for passing in _OF_THE_MOMENT:
        query.pop(passing, None)
    encoded = query.urlencode()
    fault = JingkaiError(
        _("This is no list of this site that could be kept."),
        place=address[:80],
        mend=_("Open the list, set the filters and save from there."),
    )
    if parts.scheme or parts.netloc or len(parts.path) > 300 or len(encoded) > 1000:
        raise fault
    try:
        resolve(parts.path)
    except Resolver404:
        raise fault from None
    return parts.path, encoded
