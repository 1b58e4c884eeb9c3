"""Find the person that an address names."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from jingkai.accounts import selectors
from jingkai.accounts.models import User
from jingkai.kernel.language import gettext as _


def person_or_404(public_id: UUID) -> User:
    """Return the account of a public id, or answer that there is none."""
    try:
        return selectors.person(public_id)
    except User.DoesNotExist:
        raise Http404(_("There is no such account.")) from None
