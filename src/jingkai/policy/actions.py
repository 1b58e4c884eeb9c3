"""What can be done with policy packs, and who may."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, declare
from jingkai.accounts.roles import Role
from jingkai.kernel.language import msgid

READ = declare("policy.pack.read", msgid("Read what reviewed policy packs say documents command"), PUBLIC)
READ_DRAFTS = declare(
    "policy.draft.read", msgid("Read policy packs that wait for review"), {Role.POLICY_OFFICER}
)
