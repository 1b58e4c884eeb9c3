"""What the types of events are called. Each slice names its own; a type without a name is shown as it is."""

from __future__ import annotations

from collections.abc import Mapping

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

_names: dict[str, str] = {"person.erased": msgid("Personal data erased")}


def declare(names: Mapping[str, str]) -> None:
    """Name types of events: type → message id."""
    _names.update(names)


def words_of(event: str) -> str:
    """Return what a type of event is called in the reader's language, ``""`` where nobody has named it.

    >>> words_of("person.erased"), words_of("case.invented")
    ('Personal data erased', '')
    """
    return _(_names[event]) if event in _names else ""
