"""Load a pack: from a folder of YAML to the mandates of one document, with the version of its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from jingkai.kernel.lined_yaml import Place as Way
from jingkai.policy.faults import PackFaults, errors_of, in_order
from jingkai.policy.reading import Contents, Place, read_contents
from jingkai.policy.schema.files import FILES
from jingkai.policy.schema.pack import Pack


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack, the folder it was loaded from, and the version of its rules.

    ``digest`` is the SM3 hash (hexadecimal) of what the pack says: it stays the same whatever the order of fields,
    the comments, the files of procedures and the examples are, and changes with every mandate and variable.
    """

    pack: Pack
    folder: Path
    digest: str
    _contents: Contents = field(repr=False, compare=False)

    def line_of(self, way: Way) -> Place:
        """Return where a value stands: ``line_of(("benefits", 3, "amount", "rate"))``.

        For what is not written, such as a default, it is the place of what it would stand in.
        """
        return self._contents.place_of(way)


def load_pack(folder: Path) -> LoadedPack:
    """Load the pack of a folder; whether its parts agree is asked by :func:`jingkai.policy.checking.check_pack`.

    Raises :class:`~jingkai.policy.faults.PackFaults` with every fault of every file.
    """
    contents = read_contents(folder)
    if errors_of(contents.faults):
        raise PackFaults(in_order(errors_of(contents.faults)))
    return loaded(contents)


def loaded(contents: Contents) -> LoadedPack:
    """Make a pack of contents without errors."""
    parts: dict[str, Any] = {kind.part: tuple(contents.of(kind.part)) for kind in FILES}
    parts["document"] = parts["document"][0]
    pack = Pack(**parts)
    return LoadedPack(pack, contents.folder, digest_of(pack), contents)


def digest_of(pack: Pack) -> str:
    """Return the version of a pack's rules: the SM3 hash of its canonical content, 64 hexadecimal digits."""
    from jingkai.ledger.canonical import canonical
    from jingkai.ledger.crypto import sm3

    content = plain(pack)
    content.pop("examples", None)
    content.get("procedures", []).sort(key=lambda one: one["id"])
    return sm3(canonical(content)).hex()


def plain(model: BaseModel) -> dict[str, Any]:
    """Return a model as JSON can hold it, without what is left at its default; numbers as exact text.

    >>> from jingkai.policy.schema.benefits import Fixed
    >>> plain(Fixed(kind="fixed", yuan=Decimal("200000.00")))
    {'kind': 'fixed', 'yuan': '200000'}
    """
    found: dict[str, Any] = plain_value(model.model_dump(exclude_defaults=True))
    return found


def plain_value(value: object) -> Any:
    """Return a value as JSON can hold it: numbers as exact text, days as they are written."""
    if isinstance(value, Decimal):
        return "0" if value == 0 else f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain_value(part) for key, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain_value(part) for part in value]
    return value
