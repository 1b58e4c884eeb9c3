"""JSON: the shape in which ``jingkai read --json`` prints a document.

The published JSON Schema is ``schema/read.schema.json`` beside this module; it is generated from
:mod:`jingkai.documents.export.shapes` by ``python -m jingkai.documents.export.json_schema``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from jingkai.documents.export import shapes
from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Provision
from jingkai.documents.record import Record

if TYPE_CHECKING:
    from jingkai.documents.align.alignment import Alignment
    from jingkai.documents.collate.apparatus import Collation
    from jingkai.documents.search.results import Results


def to_json(record: Record) -> dict[str, Any]:
    """Return a record as a dictionary that :func:`json.dump` can write; decimals are strings.

    It is checked against the published shape: a :class:`pydantic.ValidationError` is a fault of this module.
    """
    facts = record.metadata
    parsed = record.parsed
    whole = {
        "source": record.witness.source,
        "number": facts.number,
        "title": facts.title,
        "issuer": facts.issuer,
        "adopted": facts.adopted,
        "provisions": [
            _provision(provision, record.mentions.get(provision.id, Mentions()))
            for provision in parsed.provisions
        ],
        "repairs": [_plain(repair, shapes.RepairShape) for repair in record.repairs],
        "flags": [_plain(flag, shapes.FlagShape) for flag in record.flags],
        "text": record.text,
        "metadata": _plain(facts, shapes.MetadataShape),
        "blocks": [_plain(block, shapes.BlockShape) for block in parsed.blocks],
        "faults": [_plain(fault, shapes.FaultShape) for fault in parsed.faults],
        "media": record.witness.media,
        "encoding": record.witness.encoding,
        "digest": record.witness.digest,
        "step_log": [{"name": name, "count": count} for name, count in record.step_log],
    }
    return shapes.DocumentShape.model_validate(whole).model_dump(mode="json")


def collation_to_json(collation: Collation) -> dict[str, Any]:
    """Return a collated document: as :func:`to_json`, then ``copies`` (sources, the base first) and ``variants``."""
    return {
        **to_json(collation.record),
        "copies": list(collation.sources),
        "variants": [_value(variant) for variant in collation.variants],
    }


def alignment_to_json(alignment: Alignment) -> dict[str, Any]:
    """Return an alignment: ``pairs`` with score, words and figures, ``gaps`` above and clauses ``alone`` below."""
    return dict(_value(alignment))


def results_to_json(results: Results) -> dict[str, Any]:
    """Return a page of search results; ``heading`` and ``snippet`` are lists of ``{text, marked}``."""
    return dict(_value(results))


def schema() -> dict[str, Any]:
    """Return the published JSON Schema of an array of what :func:`to_json` returns."""
    from jingkai.documents.export.json_schema import read_schema

    return read_schema()


def _provision(provision: Provision, mentions: Mentions) -> dict[str, Any]:
    found: dict[str, Any] = _plain(provision, shapes.ProvisionShape)
    of_kind: Iterable[tuple[str, type[shapes.Shape]]] = (
        ("units", shapes.UnitShape),
        ("targets", shapes.TargetShape),
        ("money", shapes.MoneyShape),
        ("citations", shapes.CitationShape),
        ("thresholds", shapes.ThresholdShape),
        ("deadlines", shapes.DeadlineShape),
        ("phrases", shapes.PhraseShape),
    )
    for name, shape in of_kind:
        found[name] = [_plain(mention, shape) for mention in getattr(mentions, name)]
    return found


def _plain(value: Any, shape: type[shapes.Shape]) -> dict[str, Any]:
    """Take from a dataclass the fields that its shape has."""
    wanted = shape.model_fields
    return {each.name: _value(getattr(value, each.name)) for each in fields(value) if each.name in wanted}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _value(getattr(value, each.name)) for each in fields(value)}
    if hasattr(value, "_asdict"):
        return value._asdict()
    if isinstance(value, (tuple, list)):
        return [_value(each) for each in value]
    return value
