"""``jingkai account``: open an account at the machine itself, above all the first one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from jingkai.accounts.roles import ROLES, Role
from jingkai.cli.library import library
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.accounts.scopes import Scope

_SHOWN = 5
"""So many codes are named to whoever gave one that is not there."""


@click.command(
    "account",
    help=_("Open an account with a role, or grant one to an open account, and print the first password."),
    epilog=_("For the first security administrator; everybody else is opened on the page of accounts."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("username", metavar=_("NAME"))
@click.option(
    "--role",
    type=click.Choice([str(role) for role in ROLES if role is not Role.PUBLIC]),
    default=str(Role.SECURITY_ADMINISTRATOR),
    show_default=True,
    metavar="ROLE",
    help=_("Role to grant."),
)
@click.option(
    "--scope",
    default="everything",
    show_default=True,
    metavar="SCOPE",
    help=_("Where it is held: zone:CODE, unit:CODE, enterprise:CODE or everything."),
)
@click.option("--full-name", default="", metavar=_("TEXT"), help=_("Name of the person."))
def command(username: str, role: str, scope: str, full_name: str) -> None:
    """Open an account, or grant a role."""
    from jingkai.accounts.scopes import Scope

    where = Scope.read(scope)
    with library():
        from jingkai.config.serve import open_library

        open_library(lambda line: click.echo(line, err=True))
        from django.db import transaction

        from jingkai.accounts import services
        from jingkai.accounts.models import User

        _require_place(where)
        with transaction.atomic():
            user = User.objects.filter(username=username.strip().lower()).first()
            opened = None
            if user is None:
                opened = services.open_account(
                    username=username, display_name=full_name or username, actor=None
                )
                user = opened.user
            services.grant_role(user, Role(role), where, actor=None)
    click.echo(f"{user.username}  {role}@{where}")
    if opened is not None:
        click.echo(
            _("First password, to be changed at the first sign-in: %(password)s")
            % {"password": opened.password}
        )


def _require_place(scope: Scope) -> None:
    """Raise :class:`~jingkai.kernel.errors.JingkaiError` for a place that is not there, naming codes like its own."""
    from jingkai.accounts.scopes import ScopeKind
    from jingkai.registry.models import Enterprise, Unit, Zone

    match scope.kind:
        case ScopeKind.EVERYTHING:
            return
        case ScopeKind.ZONE:
            codes: Iterable[str] = Zone.objects.order_by("code").values_list("code", flat=True)
        case ScopeKind.UNIT:
            codes = Unit.objects.order_by("code").values_list("code", flat=True)
        case ScopeKind.ENTERPRISE:
            codes = Enterprise.objects.order_by("uscc").values_list("uscc", flat=True)
    known = list(codes)
    if scope.key in known:
        return
    near = get_close_matches(scope.key, known, n=_SHOWN, cutoff=0.6) or known[:_SHOWN]
    raise JingkaiError(
        _("Nothing of this kind has the code %(code)s.") % {"code": scope.key},
        place=str(scope),
        mend=_("There are: %(codes)s.") % {"codes": ", ".join(near)}
        if near
        else _("There is none yet: enter it on its page first, then grant the role there."),
    )
