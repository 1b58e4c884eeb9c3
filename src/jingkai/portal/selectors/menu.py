"""The menu of one person. It never shows what the guard would refuse, and never hides what it would let in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from django.urls import NoReverseMatch, resolve, reverse

from jingkai.accounts.policy import Principal, may
from jingkai.portal.navigation import GROUPS, Menu, Section, menu_at


class Door(NamedTuple):
    """Where an address is entered (``""``: no slice offers it), and the action that its view carries."""

    path: str
    action: str | None


@lru_cache(maxsize=256)
def door_of(address: str) -> Door:
    """Return the door of an address by its name."""
    try:
        path = reverse(address)
    except NoReverseMatch:
        return Door("", None)
    return Door(path, getattr(resolve(path).func, "action", None))


def way_to(user: Principal, address: str) -> str:
    """Return the path of an address by its name; ``""`` where no slice offers it, or ``user`` is not let in."""
    path, action = door_of(address)
    return path if action is None or may(user, action) else ""


def menu(user: Principal, path: str) -> Menu:
    """Return the groups with the sections that ``user`` may go to, and where ``path`` lies in them."""
    groups = (replace(group, sections=tuple(_open_to(user, group.sections))) for group in GROUPS)
    return menu_at(path, tuple(group for group in groups if group.sections))


def _open_to(user: Principal, sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        if path := way_to(user, section.address):
            yield replace(section, path=path)
