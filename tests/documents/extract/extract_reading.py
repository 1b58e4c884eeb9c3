"""What the tests of extraction share: a document made of a few provisions, and what is read out of it."""

from __future__ import annotations

from jingkai.documents.extract import extract
from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Metadata, Parsed, Provision, ProvisionKind

ADOPTED = Metadata(
    number="澄政发〔2024〕7号", title="澄江市支持青岚经济技术开发区发展若干措施", adopted="2024-05-06"
)


def provision(
    text: str,
    *,
    id: str = "art_1",
    heading: str = "",
    parent: str | None = None,
    kind: ProvisionKind = ProvisionKind.ARTICLE,
) -> Provision:
    """A provision with the given words; offsets in the whole text do not matter here."""
    return Provision(id, kind, "", heading, text, 2 if parent else 1, parent, 0, 0, len(text))


def read(text: str, *, heading: str = "", metadata: Metadata = ADOPTED) -> Mentions:
    """What is read out of one provision of a document of 2024."""
    return read_all(provision(text, heading=heading), metadata=metadata)["art_1"]


def read_all(*provisions: Provision, metadata: Metadata = ADOPTED) -> dict[str, Mentions]:
    """What is read out of several provisions, by id; every mention is where it says it is."""
    found = dict(extract(Parsed(provisions), metadata))
    for one in provisions:
        mentions = found[one.id]
        for group in (mentions.targets, mentions.money, mentions.thresholds, mentions.deadlines):
            assert all(one.text[mention.start : mention.end] == mention.words for mention in group)
        for other in (mentions.citations, mentions.phrases):
            assert all(one.text[mention.start : mention.end] == mention.words for mention in other)
    return found
