"""The gate of every operation: who asks, how often, and whether they may.

Tokens alone open it: a session's cookie counts for nothing here, so that no page of another site can make a browser
ask in somebody's name. Public operations are answered without a token; a token that is shown has to be good.
"""

from __future__ import annotations

import inspect
import json
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_address, ip_network
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from jingkai.accounts.actions import Action, action_named
from jingkai.accounts.api.faults import fault
from jingkai.accounts.api.problems import ProblemError
from jingkai.accounts.models import ApiToken, User
from jingkai.accounts.models.user import Visitor
from jingkai.accounts.policy import Placed, Principal, lacks_second_factor, may
from jingkai.accounts.rates import Allowance, RateCounter
from jingkai.accounts.roles import ROLES, Role
from jingkai.accounts.selectors.tokens import token_bearer
from jingkai.kernel.language import gettext as _

_LOG = logging.getLogger("jingkai.accounts")

View = TypeVar("View", bound=Callable[..., Any])

_REALM = 'Bearer realm="jingkai"'
_USE_NOTED_EVERY = timedelta(hours=1)
"""A token's last use is written at most so often, or every request would write to the database."""


class Gate:
    """Lets a request through to an operation for those who may carry out its action."""

    def __init__(self, action: str, *, has_body: bool) -> None:
        self.action = action
        self.has_body = has_body
        self._query: frozenset[str] = frozenset()

    def knows(self, names: frozenset[str]) -> None:
        """Say which parameters the operation takes in the query of its address: a misspelt filter filters nothing."""
        self._query = names

    def __call__(self, request: HttpRequest) -> Principal:
        """Return who asks. Raises :class:`ProblemError` for whoever may not, or asks too often."""
        shown = _shown_token(request)
        token = token_bearer(shown) if shown else None
        _count(request, token)
        if shown is not None and token is None:
            raise _not_signed_in(
                _("The token is unknown, past its term or taken back."), ', error="invalid_token"'
            )
        _be(request, token)
        if token is not None:
            _note_use(token)
        refuse(request, self.action)
        if self.has_body:
            _check_media(request)
        self._check_query(request)
        self._check_nul(request)
        return principal(request)

    def _check_query(self, request: HttpRequest) -> None:
        unknown = sorted(set(request.GET) - self._query)
        if unknown:
            known = _(", ").join(sorted(self._query)) or _("no parameter at all")
            raise ProblemError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                errors=[
                    fault(
                        f"query.{name[:80]}",
                        _("There is no parameter of this name."),
                        expected=known,
                        came=request.GET[name],
                        mend=_("Leave it out, or correct its name."),
                    )
                    for name in unknown[:20]
                ],
            )

    def _check_nul(self, request: HttpRequest) -> None:
        """Refuse NUL in any text of the address or the body: no database takes it, and no name has one."""
        match = request.resolver_match
        query = {name: ", ".join(map(str, values)) for name, values in request.GET.lists()}
        given: dict[str, Any] = {"path": match.kwargs if match else {}, "query": query}
        if self.has_body and b"u0000" in request.body.replace(b"\0", b""):  # UTF-16 writes zero bytes
            with suppress(ValueError, RecursionError):  # what is no JSON is told so where it is read
                given["body"] = json.loads(request.body)
        places = list(islice(places_of_nul(given), 20))
        if places:
            raise ProblemError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                errors=[
                    fault(
                        place,
                        _("The text has a NUL character (U+0000), which cannot be kept."),
                        expected=_("text without NUL"),
                        came=came,
                        mend=_("Take the character out and send the request again."),
                    )
                    for place, came in places
                ],
            )


def places_of_nul(given: Any) -> Iterator[tuple[str, str]]:
    """Yield place (``body.industries.0``) and text wherever a text, or the name of a field, has NUL in it."""
    waiting = [("", given)]
    while waiting:
        place, value = waiting.pop()
        if isinstance(value, str):
            if "\0" in value:
                yield place[:200], value
            continue
        parts = (
            value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
        )
        for name, part in parts:
            inner = f"{place}.{name}" if place else str(name)
            if isinstance(name, str) and "\0" in name:
                yield inner.replace("\0", "�")[:200], name
            elif isinstance(part, str | dict | list):
                waiting.append((inner, part))


def operation(
    method: Callable[..., Callable[[View], View]],
    path: str,
    action: Action | str,
    says: str,
    *,
    response: Any,
    status: int = 200,
    conflicts: bool = False,
    versioned: bool = False,
    missing: bool = False,
    media: Sequence[str] = (),
) -> Callable[[View], View]:
    """Make a function an operation at ``method`` and ``path`` that carries out ``action``.

    ``says`` tells what it does (a message id); what its docstring says further is the description. The function carries
    ``operation_action``, so that a test can ask every operation in every role. ``conflicts`` says that it may answer
    409, ``versioned`` that it wants ``If-Match``, ``missing`` that it may answer 404 though nothing in its address
    says so, ``media`` what it answers where that is not JSON.
    """
    name = action.name if isinstance(action, Action) else action

    def register(view: View) -> View:
        _first, _blank, rest = inspect.cleandoc(view.__doc__ or "").partition("\n")
        marked: Any = view
        marked.operation_action = name
        marked.operation_more = rest.strip()
        marked.operation_conflicts = conflicts
        marked.operation_versioned = versioned
        marked.operation_missing = missing
        marked.operation_media = tuple(media)
        has_body = "body" in inspect.signature(view).parameters
        return method(
            path,
            auth=Gate(name, has_body=has_body),
            response={status: response},
            operation_id=view.__name__,
            summary=says,
        )(view)

    return register


def principal(request: HttpRequest) -> Principal:
    """Return who asks, as the policy wants to know them."""
    asking: Principal = request.user  # type: ignore[assignment]
    return asking


def person(request: HttpRequest) -> User:
    """Return the person behind the token: what a program does is its owner's doing."""
    asking: Any = request.user
    if not isinstance(asking, ApiToken):
        raise _not_signed_in(_("Show a token in the header Authorization."), "")
    return asking.user


def refuse(request: HttpRequest, action: Action | str, thing: Placed | None = None) -> None:
    """Raise :class:`ProblemError` where whoever asks may not carry out ``action`` (on ``thing``, which they may see)."""
    asked = action if isinstance(action, Action) else action_named(action)
    asking: Any = request.user
    if isinstance(asking, ApiToken) and asking.user.must_change_password and not asked.public:
        raise ProblemError(
            HTTPStatus.FORBIDDEN,
            _("The owner of the token has to change the password first."),
            _("Sign in on a page of this site."),
        )
    if may(asking, asked, thing):
        return
    if not asking.is_authenticated:
        raise _not_signed_in(_("“%(action)s” needs a token.") % {"action": asked.words}, "")
    if lacks_second_factor(asking, asked, thing):
        raise ProblemError(
            HTTPStatus.FORBIDDEN,
            _("“%(action)s” needs a second factor, and the token was given without one.")
            % {"action": asked.words},
            _("Sign in with a second factor and give the program a new token."),
        )
    roles = [_(ROLES[role].name) for role in ROLES if role in asked.roles and role is not Role.PUBLIC]
    raise ProblemError(
        HTTPStatus.FORBIDDEN,
        _("The token may not do this: “%(action)s”.") % {"action": asked.words},
        _("It takes one of these roles, for the place in question: %(roles)s.")
        % {"roles": _(", ").join(roles)},
    )


def _shown_token(request: HttpRequest) -> str | None:
    """Return the token in the header; ``None`` where there is no such header."""
    given = request.headers.get("Authorization")
    if given is None:
        return None
    scheme, _blank, secret = given.strip().partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def _be(request: HttpRequest, token: ApiToken | None) -> None:
    known: Any = token or Visitor()
    known_to: Any = request
    known_to.user = known
    known_to._principal = known


def _not_signed_in(detail: str, reason: str) -> ProblemError:
    return ProblemError(
        HTTPStatus.UNAUTHORIZED,
        detail,
        _(
            "Give the program a token on the page of your account; it goes into the header Authorization: Bearer …"
        ),
        headers={"WWW-Authenticate": _REALM + reason},
    )


def _check_media(request: HttpRequest) -> None:
    given = (request.content_type or "").lower()
    if given == "application/json" or (given.startswith("application/") and given.endswith("+json")):
        return
    raise ProblemError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        _("The body came as “%(media)s”.") % {"media": given[:80]} if given else "",
        _("Send JSON with the header Content-Type: application/json."),
    )


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > _USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _count(request: HttpRequest, token: ApiToken | None) -> None:
    """Count the request against its token, else against its address. What cannot be counted is let through."""
    limit = settings.API_TOKEN_RATE if token else settings.API_ADDRESS_RATE
    if not limit:
        return
    who = f"token:{token.pk}" if token else f"address:{caller_address(request)}"
    try:
        allowance = counter_at(str(settings.API_RATES)).take(who, limit, time.time())
    except sqlite3.Error:
        _LOG.exception("requests cannot be counted: %s", settings.API_RATES)
        return
    noted: Any = request
    noted.allowance = allowance
    if allowance.exceeded:
        raise _too_many(allowance, by_token=token is not None)


@lru_cache(maxsize=4)
def counter_at(path: str) -> RateCounter:
    """Return the counter whose counts lie in a file."""
    return RateCounter(Path(path))


def _too_many(allowance: Allowance, *, by_token: bool) -> ProblemError:
    what = (
        _("The token may ask %(limit)d times a minute.")
        if by_token
        else _("Without a token, %(limit)d requests a minute are answered.")
    )
    return ProblemError(
        HTTPStatus.TOO_MANY_REQUESTS,
        what % {"limit": allowance.limit},
        _("Go on in %(seconds)d seconds.") % {"seconds": allowance.seconds},
        headers={"Retry-After": str(allowance.seconds)},
    )


def caller_address(request: HttpRequest) -> str:
    """Return the caller's address as the outermost trusted proxy saw it; of IPv6 the part that a household has."""
    proxies = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    given = seen[-proxies] if proxies and len(seen) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        found = ip_address(given)
    except ValueError:
        return "unknown"
    return str(found if found.version == 4 else ip_network(f"{found}/64", strict=False))
