"""The whole of what was read from one witness, or collated from several: what pages, exports and scripts work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Metadata, Parsed
from jingkai.documents.revision import Flag, Repair
from jingkai.documents.witness import Witness


@dataclass(frozen=True, slots=True)
class Record:
    """A document as read.

    ``text``
        the repaired text, one line a paragraph; every offset in ``parsed``, ``repairs`` and ``flags`` points into it.
    ``mentions``
        by provision id.
    ``step_log``
        for each step of the pipeline its name and how much it did, in order.
    """

    witness: Witness
    text: str
    metadata: Metadata
    parsed: Parsed
    mentions: Mapping[str, Mentions]
    repairs: tuple[Repair, ...] = ()
    flags: tuple[Flag, ...] = ()
    step_log: tuple[tuple[str, int], ...] = field(default=())
