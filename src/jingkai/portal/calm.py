"""What an empty inbox says to somebody: what comes here in their role, and what they can do meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jingkai.accounts.roles import Role
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


@dataclass(frozen=True, slots=True)
class Calm:
    """``comes`` says what will come, ``verb`` what to do meanwhile (message ids), ``address`` and ``icon`` where.

    ``path`` is known once it is said to somebody; ``""`` before that.
    """

    comes: str
    verb: str
    address: str
    icon: str
    path: str = ""

    @property
    def words(self) -> str:
        """What will come, in the reader's language."""
        return _(self.comes)

    @property
    def verb_words(self) -> str:
        """What to do meanwhile, in the reader's language."""
        return _(self.verb)


ANYBODY = Calm(
    msgid("What needs a decision or a step of yours appears here, with its deadline."),
    msgid("Read in the library meanwhile"),
    "documents:library",
    "library-big",
)

CALMS: Mapping[Role, Calm] = {
    Role.ENTERPRISE_MEMBER: Calm(
        msgid(
            "What the zone asks of your enterprise comes here, each thing with its last day, and your own role before"
            " it ends. Look meanwhile whether what is on record about the enterprise is right."
        ),
        msgid("See what is on record about us"),
        "registry:enterprises",
        "factory",
    ),
    Role.ENTERPRISE_ADMINISTRATOR: Calm(
        msgid(
            "What has to be filed or consented to in the name of your enterprise comes here, each thing with its last"
            " day. Look meanwhile whether those who work for it here are still the right ones."
        ),
        msgid("See who works for us here"),
        "accounts:own",
        "users-round",
    ),
    Role.WINDOW_CLERK: Calm(
        msgid(
            "Tables that you have handed in and that wait for a step come here: columns to be mapped, a dry run to be"
            " looked at, an import that stopped. Bring the next table in, and it begins here."
        ),
        msgid("Bring a table in"),
        "registry:imports",
        "file-input",
    ),
    Role.CASE_OFFICER: Calm(
        msgid(
            "What is yours to examine comes here with its deadline, and so do tables of yours that wait for a step."
            " Look meanwhile whether the projects of the zone are up to date."
        ),
        msgid("See the projects"),
        "registry:projects",
        "briefcase-business",
    ),
    Role.DECISION_MAKER: Calm(
        msgid(
            "What has been examined and waits for your decision comes here, the most urgent first, each with the"
            " clause that it rests on. Look meanwhile at the projects that it will be about."
        ),
        msgid("See the projects"),
        "registry:projects",
        "briefcase-business",
    ),
    Role.PAYMASTER: Calm(
        msgid(
            "What has been approved and waits to be paid comes here, each sum with the clause that grants it. Read"
            " meanwhile in the library what the clauses promise."
        ),
        msgid("Read in the library meanwhile"),
        "documents:library",
        "library-big",
    ),
    Role.STATISTICIAN: Calm(
        msgid(
            "Tables whose columns are to be mapped, or whose dry run waits for your look and your yes, come here with"
            " the day until which they are kept. Bring in the figures of the latest period next."
        ),
        msgid("Bring a table in"),
        "registry:imports",
        "file-input",
    ),
    Role.POLICY_OFFICER: Calm(
        msgid(
            "Documents that were read and wait for your review come here, and files that could not be read with what"
            " to do about them. Hand in the next document as you have it."
        ),
        msgid("Hand a document in"),
        "documents:uploads",
        "upload",
    ),
    Role.ZONE_LEADER: Calm(
        msgid(
            "Nothing of the zone needs your word now. What runs late comes here first, with the clause that commands"
            " it. See meanwhile which figures the zone is to reach, and by when."
        ),
        msgid("See the targets"),
        "documents:targets",
        "target",
    ),
    Role.UNIT_OFFICER: Calm(
        msgid(
            "What your unit owes comes here with its deadline, and your role before it ends. When a document is"
            " published that names your unit, your notifications say in which clause."
        ),
        msgid("See which clauses name which unit"),
        "documents:units",
        "building-2",
    ),
    Role.REGION_SUPERVISOR: Calm(
        msgid(
            "What zones owe the region and have not delivered comes here, the latest first. Look meanwhile how the"
            " zones of the catalogue stand."
        ),
        msgid("See the zones"),
        "registry:catalogue",
        "map-pinned",
    ),
    Role.AUDITOR: Calm(
        msgid(
            "An auditor is asked for nothing here: what needs your own account comes to this page, and everything that"
            " was decided stands in the ledger, in order."
        ),
        msgid("Read the ledger"),
        "ledger:entries",
        "scroll-text",
    ),
    Role.SYSTEM_ADMINISTRATOR: Calm(
        msgid(
            "What your own account needs comes here: a password or a role that runs out. Whether the ledger was signed"
            " lately, its page says."
        ),
        msgid("See the signed heads"),
        "ledger:heads",
        "shield-check",
    ),
    Role.SECURITY_ADMINISTRATOR: Calm(
        msgid(
            "Roles that end within two weeks come here, whoever holds them, so that nobody stands before a closed door"
            " unawares. See meanwhile who has not signed in for long."
        ),
        msgid("See the accounts"),
        "accounts:people",
        "users-round",
    ),
    Role.AUDIT_ADMINISTRATOR: Calm(
        msgid(
            "What your own account needs comes here. What the other administrators did stands in the trail of"
            " accounts: look there regularly."
        ),
        msgid("Read the trail"),
        "accounts:trail",
        "file-clock",
    ),
}
"""By role; of somebody who holds several, the first of this order counts."""
