"""Roles as they are held: who, what, where, from when until when, by whose word."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jingkai.accounts.models.user import User
from jingkai.accounts.policy import Grant
from jingkai.accounts.roles import ADMINISTRATORS, Role
from jingkai.accounts.scopes import Scope, ScopeKind


class AssignmentSet(models.QuerySet["Assignment"]):
    """Assignments, narrowed."""

    def in_force(self, at: datetime | None = None) -> AssignmentSet:
        """Those that hold now, or at another moment."""
        moment = at or timezone.now()
        return self.filter(
            Q(until__isnull=True) | Q(until__gt=moment),
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment),
            since__lte=moment,
        )


class Assignment(models.Model):
    """A role held in a scope. It is never deleted: withdrawn or past, it still says who could do what then."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(_("Role held"), max_length=32)
    scope_kind = models.CharField(max_length=16)
    scope_key = models.CharField(max_length=64, blank=True, default="")
    since = models.DateTimeField(_("From"), default=timezone.now)
    until = models.DateTimeField(_("Until"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="granted", null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="withdrawn", null=True, blank=True, editable=False
    )

    objects = AssignmentSet.as_manager()

    class Meta:
        """What the database itself refuses."""

        ordering = ("role", "scope_kind", "scope_key", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(role__in=sorted(map(str, ADMINISTRATORS)), withdrawn_at__isnull=True),
                name="one_administrator_role_per_person",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_key"],
                condition=Q(withdrawn_at__isnull=True),
                name="a_role_is_held_once_in_a_scope",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind="everything", scope_key="")
                | (~Q(scope_kind="everything") & ~Q(scope_key="")),
                name="a_scope_is_everything_or_has_a_key",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=models.F("since")),
                name="an_assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} {self.scope}"

    @property
    def scope(self) -> Scope:
        """Where the role is held."""
        return Scope(ScopeKind(self.scope_kind), self.scope_key)

    @property
    def grant(self) -> Grant:
        """The role with its scope, as the policy asks for it."""
        return Grant(Role(self.role), self.scope)

    @property
    def in_force(self) -> bool:
        """Whether it holds now."""
        now = timezone.now()
        return (
            self.since <= now
            and (self.until is None or self.until > now)
            and (self.withdrawn_at is None or self.withdrawn_at > now)
        )
