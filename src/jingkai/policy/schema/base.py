"""What every mandate has: an id, the provision that commands it, our own summary, and the days on which it applies."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.misfits import Misplaced, formed

Slug = Annotated[
    str,
    Field(
        pattern=formed(
            r"^[a-z][a-z0-9_]*$",
            msgid("Write small letters, digits and underscores, such as market_expansion."),
        ),
        max_length=60,
        description="Small letters, digits and underscores; it never changes, since claims and receipts name it.",
    ),
]
ProvisionId = Annotated[
    str,
    Field(
        pattern=formed(
            r"^[a-z]+(_{1,2}[a-z0-9]+)*$",
            msgid("Write the id at the end of the clause's address, such as art_2__item_11."),
        ),
        max_length=120,
        description="Id of the provision in the library, such as art_2__item_11; addresses of the reading page end in it.",
    ),
]
Words = Annotated[str, Field(min_length=1, max_length=300)]


class Strict(BaseModel):
    """Refuses fields that it does not know; its values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Cited(Strict):
    """Something that rests on a provision of the pack's document."""

    provision: ProvisionId


class Mandate(Cited):
    """What a provision commands. It applies from ``valid_from`` to ``valid_to``, both included."""

    id: Slug
    title: Annotated[Words, Field(description="A short name, in Chinese.")]
    summary: Annotated[
        str,
        Field(
            min_length=4,
            max_length=600,
            description="What it commands, in our own words: never the document's.",
        ),
    ]
    english: Annotated[str, Field(max_length=600, description="The summary in English.")] = ""
    also: Annotated[
        tuple[ProvisionId, ...], Field(description="Further provisions that say something about it.")
    ] = ()
    lead: Annotated[str, Field(max_length=60, description="Canonical name of the unit that leads.")] = ""
    units: Annotated[
        tuple[str, ...], Field(description="Canonical names of the units that owe it, the lead included.")
    ] = ()
    valid_from: Annotated[
        date | None, Field(description="First day; where it is left out, that of the document.")
    ] = None
    valid_to: Annotated[
        date | None, Field(description="Last day; where it is left out, that of the document.")
    ] = None

    @model_validator(mode="after")
    def _in_order(self) -> Mandate:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise Misplaced(
                ("valid_to",), _("It ends before it begins."), _("Compare both days with the document.")
            )
        if self.lead and self.units and self.lead not in self.units:
            raise Misplaced(
                ("lead",),
                _("The unit that leads is not among the units."),
                _("Add it to “units”, or mend its name."),
            )
        return self
