"""A pack as the record keeps it: one text of canonical JSON, from which the same pack is made again.

It is what the digest is computed over, with the examples; their facts keep their types (``{"day": "2025-03-31"}``), since
nothing else says whether a text there was a day.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.ledger.canonical import canonical
from jingkai.policy.loading import digest_of, plain, plain_value
from jingkai.policy.schema.pack import Pack


class StoredPackError(JingkaiError):
    """A stored pack that this release cannot read, or that is not the one its digest names."""


def stored(pack: Pack) -> str:
    """Return a pack as canonical JSON: one pack, one text."""
    content = plain(pack)
    for example, written in zip(pack.examples, content.get("examples", ()), strict=True):
        if "facts" in written:
            written["facts"] = {name: _typed(value) for name, value in example.facts.items()}
    return canonical(content).decode()


def rebuilt(content: str, digest: str) -> Pack:
    """Return the pack that was stored.

    Raises :class:`StoredPackError` where this release cannot read it, or where it is another one than ``digest`` names.
    """
    try:
        found = json.loads(content)
        for example in found.get("examples", ()):
            if "facts" in example:
                example["facts"] = {name: _untyped(value) for name, value in example["facts"].items()}
        pack = Pack.model_validate(found)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoredPackError(
            _("This release cannot read a pack that was put on record by another one."),
            place=digest,
            mend=_("Read it with the release that has recorded it."),
        ) from error
    if digest_of(pack) != digest:
        raise StoredPackError(
            _(
                "A pack on record is not the one that its digest names: it was changed, or is read otherwise here."
            ),
            place=digest,
            mend=_("Compare it with a backup; the ledger names the digest that was recorded."),
        )
    return pack


def _typed(value: object) -> Any:
    if isinstance(value, Decimal):
        return {"number": plain_value(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _untyped(value: Any) -> object:
    if not isinstance(value, dict):
        return value
    return date.fromisoformat(value["day"]) if "day" in value else Decimal(value["number"])
