"""What a program may ask about the account it acts for. Tokens are given on a page, never by a token."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Path, Router

from jingkai.accounts import services
from jingkai.accounts.account_actions import OWN_ACCOUNT, OWN_TOKENS
from jingkai.accounts.actions import ACTIONS
from jingkai.accounts.api.gate import operation, person, principal
from jingkai.accounts.api.problems import not_found
from jingkai.accounts.api.shapes import Shape
from jingkai.accounts.models import ApiToken
from jingkai.accounts.policy import Grant, may
from jingkai.kernel.language import msgid

router = Router(tags=["account"])


class GrantShape(Shape):
    """A role held in a scope."""

    role: str
    """Code of the role."""
    scope: str
    """Where it holds: `zone:CODE`, `unit:CODE`, `enterprise:CODE` or `everything`."""


class AccountShape(Shape):
    """The account that a program acts for, as far as the token reaches."""

    username: str
    """Sign-in name."""
    name: str
    """Name of the person, masked."""
    grants: list[GrantShape]
    """Roles that the token was given and the person still holds."""
    actions: list[str]
    """Names of the actions that these roles may carry out somewhere."""
    second_factor: bool
    """Whether the token was given by somebody who had shown a second factor."""


class TokenShape(Shape):
    """A token of this person. The secret itself is stored nowhere."""

    id: int
    """For taking it back."""
    name: str
    """Which program uses it."""
    begins: str
    """Its first characters."""
    grants: list[GrantShape]
    """Roles it was given."""
    created: datetime
    """When it was given."""
    expires: datetime
    """Until when it is valid."""
    last_used: datetime | None
    """When it was last used, to the hour; null where it never was."""
    current: bool
    """Whether this request came with it."""


@operation(
    router.get,
    "/account",
    OWN_ACCOUNT,
    msgid("The account that the token acts for, with the roles it carries"),
    response=AccountShape,
)
def read_account(request: HttpRequest) -> AccountShape:
    """The account that the token acts for, with the roles it carries."""
    owner, asking = person(request), principal(request)
    return AccountShape(
        username=owner.username,
        name=owner.masked_name,
        grants=[_grant(grant) for grant in asking.grants],
        actions=sorted(name for name, action in ACTIONS.items() if may(asking, action)),
        second_factor=asking.second_factor,
    )


@operation(
    router.get,
    "/account/tokens",
    OWN_TOKENS,
    msgid("The person's tokens that have not been taken back"),
    response=list[TokenShape],
)
def list_tokens(request: HttpRequest) -> list[TokenShape]:
    """The person's tokens that have not been taken back."""
    rows = ApiToken.objects.filter(user=person(request), revoked_at=None)
    return [_token(row, request) for row in rows]


@operation(
    router.delete,
    "/account/tokens/{int:id}",
    OWN_TOKENS,
    msgid("Take a token back, at once; a program may so end its own"),
    response=None,
    status=204,
)
def revoke_token(request: HttpRequest, id: Path[int]) -> None:
    """Take a token back, at once; a program may so end its own."""
    owner = person(request)
    token = ApiToken.objects.filter(user=owner, pk=id, revoked_at=None).first() if id < 2**63 else None
    if token is None:
        raise not_found()
    services.revoke_token(token, actor=owner)


def _grant(grant: Grant) -> GrantShape:
    return GrantShape(role=str(grant.role), scope=str(grant.scope))


def _token(row: ApiToken, request: HttpRequest) -> TokenShape:
    return TokenShape(
        id=row.pk,
        name=row.name,
        begins=row.shown,
        grants=[
            GrantShape(role=role, scope=scope)
            for role, _at, scope in (written.partition("@") for written in row.granted)
        ],
        created=row.created_at,
        expires=row.expires_at,
        last_used=row.last_used_at,
        current=row == principal(request),
    )
