"""Repair: from the text as received to simplified Chinese with one line a paragraph; every change logged.

:func:`repair` runs the steps in their order. Each step is a function of a :class:`Revision` that returns how many edits
it made; :data:`~jingkai.documents.repair.kinds.KINDS` says what the kinds of edits are.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from jingkai.documents.repair.kinds import KINDS, describe
from jingkai.documents.revision import Revision

__all__ = ["KINDS", "STEPS", "describe", "repair"]

STEPS: tuple[tuple[str, str, str], ...] = (
    ("invisible", "invisible", "drop_invisible_characters"),
    ("pagination", "pagination", "remove_page_numbers"),
    ("residue", "residue", "remove_residue"),
    ("byte_slips", "byteslip", "undo_byte_slips"),
    ("radicals", "radicals", "write_ordinary_characters"),
    ("glosses", "gloss", "remove_glosses"),
    ("script", "script", "write_simplified"),
    ("metadata", "metatable", "move_metadata"),
    ("lines", "linebreaks", "join_lines"),
    ("width", "digits", "write_normal_width"),
    ("punctuation", "punctuation", "write_chinese_punctuation"),
    ("spaces", "spacing", "close_spaces"),
    ("unreadable", "invisible", "flag_unreadable_characters"),
    ("ordinals", "ordinals", "infer_ordinals"),
    ("deletions", "deletions", "flag_deletions"),
)
"""Name of the step, its module in this package, its function; in the order in which they run.

Residue goes first so that no step is misled by it. Byte slips are undone while glosses and traditional characters still
witness to the bytes. Metadata tables are read in simplified characters, before lines are joined; punctuation is judged
on whole paragraphs; what is only inferred or flagged comes last.
"""


def repair(revision: Revision) -> list[tuple[str, int]]:
    """Repair the text of a revision; return each step's name with the number of edits it made."""
    log: list[tuple[str, int]] = []
    for name, module, function in STEPS:
        step: Callable[[Revision], int] = getattr(import_module(f"{__name__}.{module}"), function)
        log.append((name, step(revision)))
    return log
