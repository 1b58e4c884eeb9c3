"""What the portal writes: filters under a name, facts about the installation."""

from __future__ import annotations

from jingkai.portal.services.installation import mark_as_demo
from jingkai.portal.services.saved import delete_filter, save_filter

__all__ = ["delete_filter", "mark_as_demo", "save_filter"]
