"""How long each step of a claim may take, in working days: what a clause says, else what the zone has decided.

Where neither says anything there is no deadline, and a publication cannot begin: nothing is made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

if TYPE_CHECKING:
    from jingkai.policy.schema.benefits import Benefit

LONGEST = 250
"""So many working days a step takes at most: a year of them."""


class Step(StrEnum):
    """A step that has a term. The value is stored and stands in packs; :attr:`words` are shown."""

    VERIFICATION = "verification"
    PUBLISHING = "publishing"
    PUBLICATION = "publication"
    SETTLEMENT = "settlement"
    DECISION = "decision"
    PAYMENT = "payment"

    @property
    def words(self) -> str:
        """The step in the reader's language."""
        return _(_WORDS[self])

    @property
    def counted(self) -> str:
        """From when to when its days are counted, in the reader's language."""
        return _(_COUNTED[self])


_WORDS = {
    Step.VERIFICATION: msgid("Verification"),
    Step.PUBLISHING: msgid("Going public"),
    Step.PUBLICATION: msgid("Length of the publication"),
    Step.SETTLEMENT: msgid("Answer to an objection"),
    Step.DECISION: msgid("Decision"),
    Step.PAYMENT: msgid("Paying out"),
}
_COUNTED = {
    Step.VERIFICATION: msgid("from the consent to the verification"),
    Step.PUBLISHING: msgid("from the verification to the publication"),
    Step.PUBLICATION: msgid("for so long a claim is published for objections, exactly"),
    Step.SETTLEMENT: msgid("from the objection to its answer"),
    Step.DECISION: msgid("from the end of the publication to the decision"),
    Step.PAYMENT: msgid("from the approval to the payment"),
}


@dataclass(frozen=True, slots=True)
class Term:
    """So many working days, and what says so: ``basis`` is a citation or the zone's decision.

    ``official`` is true where a clause sets it, false where the zone has configured it.
    """

    step: Step
    days: int
    basis: str
    official: bool


Terms = Mapping[Step, Term]


def terms_of(number: str, benefit: Benefit | None, of_zone: Iterable[Term]) -> dict[Step, Term]:
    """Return the term of each step of a benefit's claims: that of the pack, else that of the zone, else none.

    ``number`` is the document's; ``benefit`` is ``None`` where no installed pack has it any more.
    """
    found = {one.step: one for one in of_zone}
    for one in benefit.terms if benefit else ():
        step = Step(one.step)
        found[step] = Term(step, one.days, f"{number} {one.provision}", official=True)
    return found
