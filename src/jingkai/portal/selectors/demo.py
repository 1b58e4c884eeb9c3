"""The people of a demo, whom the sign-in page offers."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from jingkai.accounts.models import Assignment, User
from jingkai.accounts.roles import ROLES, Role
from jingkai.portal.selectors.installation import is_demo

PREFIX = "demo."
"""How the sign-in names of the demo's people begin."""


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody to sign in as: the account, and the role held."""

    user: User
    role: Role

    @property
    def of_a_unit(self) -> bool:
        """Whether it is one of the many officers of units, who stand apart."""
        return self.role is Role.UNIT_OFFICER


def demo_people() -> list[DemoPerson]:
    """Return everybody a demo lets in by name, each with the role they hold for good, officers of units last.

    Nobody where this is no demo.
    """
    if not is_demo():
        return []
    held = (
        Assignment.objects.in_force()
        .filter(user__username__startswith=PREFIX, user__is_active=True)
        .select_related("user")
        .order_by(F("until").asc(nulls_first=True), "pk")
    )
    order = list(ROLES)
    people: dict[int, DemoPerson] = {}
    for assignment in held:
        people.setdefault(assignment.user_id, DemoPerson(assignment.user, Role(assignment.role)))
    return sorted(
        people.values(), key=lambda person: (person.of_a_unit, order.index(person.role), person.user.pk)
    )


def demo_user(username: str) -> User | None:
    """Return the account of somebody of the demo; ``None`` for everybody else, and where this is no demo."""
    if not is_demo() or not username.startswith(PREFIX):
        return None
    user = User.objects.filter(username=username, is_active=True).first()
    # Whoever has a password has made the account their own.
    return user if user is not None and not user.has_usable_password() else None
