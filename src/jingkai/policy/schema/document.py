"""The document whose mandates a pack holds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from jingkai.kernel.language import msgid
from jingkai.kernel.misfits import formed
from jingkai.policy.schema.base import Strict, Words


class DocumentInfo(Strict):
    """``document.yaml``. Dates that the document does not give are left out."""

    number: Annotated[
        str, Field(min_length=4, max_length=60, description="Document number, such as 内政办发〔2024〕5号.")
    ]
    title: Words
    issuer: Words
    jurisdiction: Annotated[
        str,
        Field(
            pattern=formed(r"^\d{6}$", msgid("Write the six digits of the division, such as “150800”.")),
            description="Division code (GB/T 2260).",
        ),
    ]
    adopted: Annotated[date | None, Field(description="Day on the document.")] = None
    printed: Annotated[date | None, Field(description="Day on which it was printed and issued.")] = None
    valid_from: Annotated[date, Field(description="First day on which its mandates apply.")]
    valid_to: Annotated[
        date | None, Field(description="Last day; left out where the document names none.")
    ] = None
    valid_from_basis: Annotated[
        str,
        Field(
            max_length=200,
            description="Why it applies from that day: the document says so, or it is our reading.",
        ),
    ] = ""
    implements: Annotated[
        tuple[str, ...], Field(description="Numbers of the superior documents it carries out.")
    ] = ()
    repeals: Annotated[tuple[str, ...], Field(description="Numbers of the documents it repeals.")] = ()
    status: Annotated[
        Literal["draft", "reviewed"], Field(description="Only a reviewed pack decides rights or money.")
    ]
    fictional: Annotated[bool, Field(description="Whether document and zone are invented, for a demo.")] = (
        False
    )
    version: Annotated[
        str,
        Field(
            pattern=formed(r"^\d+\.\d+$", msgid("Write it as “1.0”.")),
            description="Version of the pack: 1.0.",
        ),
    ]
