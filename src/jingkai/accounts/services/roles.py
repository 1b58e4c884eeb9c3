"""Grant roles and take them back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import Assignment, User
from jingkai.accounts.roles import ROLES, Role, combined_against_the_rule
from jingkai.accounts.scopes import Scope
from jingkai.accounts.services import trail
from jingkai.kernel.language import gettext as _


@transaction.atomic
def grant_role(
    user: User, role: Role, scope: Scope, *, actor: User | None, until: datetime | None = None
) -> Assignment:
    """Let a person hold a role in a scope, from now on, until withdrawn or until a moment.

    ``actor`` is ``None`` for the machine (the first administrator, a demo). Granting what is held already returns it.
    Raises :class:`~jingkai.accounts.errors.AccountError` where a rule forbids it.
    """
    role, now = Role(role), timezone.now()
    _refuse_what_cannot_be_held(role, scope)
    if user == actor:
        raise AccountError(
            _("Nobody grants a role to themselves."),
            place=user.username,
            mend=_("Ask another security administrator."),
        )
    if until is not None and until <= now:
        raise AccountError(
            _("The last day lies in the past."), place=until.date().isoformat(), mend=_("Choose a later day.")
        )
    # Two grants at once to one person wait for each other here, so that the rule on combinations sees both.
    User.objects.select_for_update().get(pk=user.pk)
    _withdraw_what_has_run_out(user, now)
    standing = Assignment.objects.filter(user=user, withdrawn_at__isnull=True)
    _refuse_forbidden_combination(user, [role, *(Role(one.role) for one in standing)])
    same = standing.filter(role=role, scope_kind=scope.kind, scope_key=scope.key).first()
    if same is not None:
        if same.until != until:
            same.until = until
            same.save(update_fields=["until"])
            _record(same, "role_granted", actor)
        return same
    try:
        with transaction.atomic():
            assignment = Assignment.objects.create(
                user=user,
                role=str(role),
                scope_kind=str(scope.kind),
                scope_key=scope.key,
                since=now,
                until=until,
                granted_by=actor,
            )
    except IntegrityError:
        raise AccountError(
            _("Somebody else has changed the roles of this account at the same moment."),
            place=user.username,
            mend=_("Look at the roles again and repeat what is still to be done."),
        ) from None
    _record(assignment, "role_granted", actor)
    user.__dict__.pop("grants", None)
    return assignment


def _refuse_what_cannot_be_held(role: Role, scope: Scope) -> None:
    if role is Role.PUBLIC:
        raise AccountError(
            _("Everybody holds the public role already."), place=str(role), mend=_("Choose another role.")
        )
    if scope.kind not in ROLES[role].scopes:
        kinds = ", ".join(sorted(ROLES[role].scopes))
        raise AccountError(
            _("The role “%(role)s” cannot be held there.") % {"role": role.words},
            place=str(scope),
            mend=_("It is held in: %(kinds)s.") % {"kinds": kinds},
        )


def _withdraw_what_has_run_out(user: User, now: datetime) -> None:
    for past in Assignment.objects.filter(user=user, withdrawn_at__isnull=True, until__lte=now):
        past.withdrawn_at = past.until
        past.save(update_fields=["withdrawn_at"])


def _refuse_forbidden_combination(user: User, roles: Sequence[Role]) -> None:
    if combined := combined_against_the_rule(roles):
        names = _(", ").join(sorted(one.words for one in combined))
        raise AccountError(
            _("System, security and audit administrator are three different people: %(names)s.")
            % {"names": names},
            place=user.username,
            mend=_("Take the other role back first, or grant this one to somebody else."),
        )


@transaction.atomic
def withdraw_role(assignment: Assignment, *, actor: User | None) -> None:
    """Take a role back, at once: the next page its holder asks for is answered without it."""
    if assignment.role == Role.SECURITY_ADMINISTRATOR:
        hold_security_administrators()
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if row.withdrawn_at is not None:
        return
    if actor is not None and row.role == Role.SECURITY_ADMINISTRATOR:
        keep_one_security_administrator(row.user)
    row.withdrawn_at = timezone.now()
    row.withdrawn_by = actor
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(row, "role_withdrawn", actor)
    assignment.withdrawn_at = row.withdrawn_at
    assignment.user.__dict__.pop("grants", None)


def hold_security_administrators() -> None:
    """Let nobody else become or cease to be security administrator until the transaction ends.

    Two who take each other's role back at the same moment would each count on the other one. Call it before any row
    of theirs is locked: who comes second waits here, holding nothing.
    """
    standing = Assignment.objects.filter(role=str(Role.SECURITY_ADMINISTRATOR), withdrawn_at__isnull=True)
    list(standing.select_for_update().order_by("pk").values_list("pk"))


def keep_one_security_administrator(leaving: User) -> None:
    """Raise :class:`~jingkai.accounts.errors.AccountError` where nobody could open accounts any more without ``leaving``."""
    others = Assignment.objects.in_force().filter(role=str(Role.SECURITY_ADMINISTRATOR), user__is_active=True)
    if not others.exclude(user=leaving).exists():
        raise AccountError(
            _("This is the last security administrator: nobody could grant roles any more."),
            place=leaving.username,
            mend=_("Make somebody else security administrator first."),
        )


def _record(assignment: Assignment, event: str, actor: User | None) -> None:
    trail.record(
        assignment.user,
        event,
        actor=actor,
        role=str(assignment.role),
        scope=str(assignment.scope),
        until=assignment.until.isoformat() if assignment.until else None,
    )
