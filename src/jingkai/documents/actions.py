"""What can be done with documents, and who may."""

from __future__ import annotations

from jingkai.accounts.actions import PUBLIC, Effect, declare
from jingkai.accounts.roles import Role
from jingkai.kernel.language import msgid

_KEEPERS = {Role.POLICY_OFFICER}
_ONLOOKERS = {Role.POLICY_OFFICER, Role.ZONE_LEADER, Role.REGION_SUPERVISOR, Role.AUDITOR}

READ = declare("documents.document.read", msgid("Read, search and take out published documents"), PUBLIC)
READ_DRAFTS = declare("documents.draft.read", msgid("Read documents that wait for review"), _ONLOOKERS)
READ_WITNESSES = declare("documents.witness.read", msgid("See the copies as they were received"), _ONLOOKERS)
UPLOAD = declare("documents.upload.hand_in", msgid("Hand in documents"), _KEEPERS, effect=Effect.WRITE)
REVIEW = declare(
    "documents.draft.review", msgid("Correct what was read of a document"), _KEEPERS, effect=Effect.WRITE
)
PUBLISH = declare("documents.draft.publish", msgid("Publish a document"), _KEEPERS, effect=Effect.DECIDE)
DISCARD = declare("documents.draft.discard", msgid("Discard a document"), _KEEPERS, effect=Effect.DECIDE)
