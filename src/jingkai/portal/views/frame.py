"""What stands around every page: where one is, who one is, what waits."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from jingkai.accounts.policy import Nobody
from jingkai.accounts.scopes import Scope
from jingkai.accounts.selectors import unread_count
from jingkai.kernel.waiting import DueState, Waiting
from jingkai.portal import selectors
from jingkai.portal.navigation import Menu


class Frame:
    """The frame of one page for one reader; each part is worked out when the template asks for it, once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        # Some error pages are drawn before it is known who asks.
        self._user: Any = getattr(request, "user", None) or Nobody()

    @cached_property
    def menu(self) -> Menu:
        """The navigation."""
        return selectors.menu(self._user, self._request.path)

    @cached_property
    def signed_in(self) -> bool:
        """Whether somebody has signed in."""
        return bool(self._user.is_authenticated)

    @cached_property
    def is_demo(self) -> bool:
        """Whether everything shown was made up for trying out."""
        return selectors.is_demo()

    @cached_property
    def waiting(self) -> list[Waiting]:
        """What waits for the reader."""
        return selectors.inbox(self._user) if self.signed_in else []

    @property
    def urgency(self) -> DueState | None:
        """How the most urgent of it stands."""
        return selectors.most_urgent(self.waiting)

    @cached_property
    def unread(self) -> int:
        """How many notifications are unread."""
        return unread_count(self._user) if self.signed_in else 0

    @cached_property
    def roles(self) -> list[tuple[str, str]]:
        """The reader's roles, each with the name of the place it is held in (``""``: everywhere)."""
        grants = tuple(self._user.grants)
        names: dict[Scope, str] = selectors.places_of(grant.scope for grant in grants)
        return [(grant.role.words, names.get(grant.scope, grant.scope.key)) for grant in grants]


def frame_of(request: HttpRequest) -> Frame:
    """Return the one frame of ``request``: what the page and its frame both show is read once."""
    frame: Frame | None = getattr(request, "frame", None)
    if frame is None:
        frame = Frame(request)
        request.frame = frame  # type: ignore[attr-defined]
    return frame
