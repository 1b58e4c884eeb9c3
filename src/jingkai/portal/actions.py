"""What can be done with the frame of the pages."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, Effect, declare, declare_own
from jingkai.kernel.language import msgid

PREFER = declare("portal.preference.set", msgid("Set language, theme and size of the text"), PUBLIC)
VIEW_HOME = declare("portal.home.view", msgid("See the home page"), PUBLIC)
FIND = declare("portal.anything.find", msgid("Find pages, clauses and things by name"), PUBLIC)
VIEW_INBOX = declare_own("portal.inbox.view", msgid("See what waits for oneself"), effect=Effect.READ)
KEEP_FILTERS = declare_own("portal.filter.keep", msgid("Keep filters under a name"))
