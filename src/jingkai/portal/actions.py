"""What can be done with the frame of the pages."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, declare
from jingkai.kernel.language import msgid

PREFER = declare("portal.preference.set", msgid("Set language, theme and size of the text"), PUBLIC)
