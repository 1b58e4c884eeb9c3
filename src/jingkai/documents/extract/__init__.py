"""Extract: the units, targets, money, thresholds, deadlines, citations and phrases of each provision.

Every mention is a piece of the provision's own ``text``: ``text[start:end] == words``. Headings are not read.
An enumeration inside a paragraph (一是 … 二是 …) overlaps its parent and is read there only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Metadata, Parsed, ProvisionKind


def extract(
    parsed: Parsed, metadata: Metadata, *, doubtful: Sequence[tuple[int, int]] = ()
) -> Mapping[str, Mentions]:
    """Return what is read out of each provision, by provision id; every provision has an entry.

    ``doubtful`` are spans of the repaired text that were garbled: figures that lie there are left out.
    """
    from jingkai.documents.extract.citations import find_citations, gather_names
    from jingkai.documents.extract.context import standings
    from jingkai.documents.extract.deadlines import find_deadlines
    from jingkai.documents.extract.doubts import without_doubtful
    from jingkai.documents.extract.money import find_money
    from jingkai.documents.extract.phrases import find_phrases
    from jingkai.documents.extract.roles import Roles
    from jingkai.documents.extract.targets import find_targets
    from jingkai.documents.extract.thresholds import find_thresholds
    from jingkai.documents.extract.unit_tables import tables_of, term_of_row
    from jingkai.documents.extract.units import context_of, find_units, says_first_leads

    stand = standings(parsed, metadata)
    texts = [*(block.text for block in parsed.blocks), *(provision.text for provision in parsed.provisions)]
    names = gather_names(texts, metadata)
    first_leads = any(says_first_leads(text) for text in texts)
    units = context_of(metadata, first_leads=first_leads)
    tables = tables_of(parsed.provisions)
    found: dict[str, Mentions] = {}
    for provision in parsed.provisions:
        text = provision.text
        if not text or provision.kind is ProvisionKind.ENUMERATION:
            found[provision.id] = Mentions()
            continue
        passage = Roles(text, stand[provision.id])
        columns = tables.get(provision.id)
        targets = find_targets(passage)
        if columns is not None and (term := term_of_row(text, columns)):
            targets = tuple(replace(target, deadline=term) for target in targets)
        heads = provision.id in tables and columns is None
        mentions = Mentions(
            units=() if heads else find_units(text, context=units, columns=columns),
            targets=targets,
            money=find_money(passage),
            thresholds=find_thresholds(passage),
            deadlines=find_deadlines(text),
            citations=find_citations(text, names),
            phrases=find_phrases(text),
        )
        found[provision.id] = without_doubtful(mentions, provision, doubtful) if doubtful else mentions
    return found
