"""Parse a repaired text into provisions that can be cited, and the parts around them.

How it is done, one module each: :mod:`lines` paragraphs with places; :mod:`marks` what opens a provision;
:mod:`parts` and :mod:`segment` what stands around the body; :mod:`drafts` the tree; :mod:`headings` headings apart
from text; :mod:`enumerations` 一是…二是…; :mod:`numbering` ids and faults; :mod:`flatten` provisions in reading order.
"""

from __future__ import annotations

from jingkai.documents.parse.flatten import Flattener
from jingkai.documents.parse.lines import paragraphs
from jingkai.documents.parse.segment import segment
from jingkai.documents.provision import Parsed

__all__ = ["parse"]


def parse(text: str, inferred: frozenset[int] = frozenset()) -> Parsed:
    """Parse a repaired text, one paragraph a line.

    ``inferred`` holds offsets in ``text`` of ordinals that repair put in (repairs of kind ``ordinal``); a provision
    whose label covers one of them is marked ``inferred``.

    Ids are made of ordinals only. Where a document repeats a number, the later provision's id gets ``_2`` (then
    ``_3`` …) and a :class:`~jingkai.documents.provision.Fault` says so. Every character that is not white space
    belongs to exactly one block or to the label, heading or text of one provision (enumerations, which are slices of
    their parent, aside). Never raises: a text without any structure is one or more ``para_N``.
    """
    segments = segment(text, paragraphs(text))
    flattener = Flattener(inferred=inferred)
    flattener.add_body(segments.body)
    for attachment in segments.attachments:
        flattener.add_attachment(attachment.label, attachment.heading, attachment.lines, attachment.number)
    return Parsed(tuple(flattener.provisions), tuple(segments.blocks), tuple(flattener.faults))
