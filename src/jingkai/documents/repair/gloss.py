"""Pinyin glosses: ``區(qū)`` was ``區``; the gloss goes when it is a reading of the character before it.

Scrapers of some sites put the reading behind every character that the site shows in a special font. A bracket that
merely looks like pinyin, ``(GDP)`` or ``(an)`` behind a character that is not read so, is no gloss and stays.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from jingkai.documents.repair.characters import GLOSS, SPACE, TONED
from jingkai.documents.revision import Edit, Revision
from jingkai.kernel.language import gettext as _
from jingkai.kernel.pinyin import main_reading, readings

_TONES = re.compile("[\u0300\u0301\u0304\u030c]")
_TONED = re.compile(f"[{TONED}]")
_LETTERS = f"a-zɡü{TONED}\u0300-\u030c"
_BREAK = rf"[{SPACE}]*\n[{SPACE}\n]*"
_CUT = re.compile(
    rf"{_BREAK}[(（][{SPACE}]?(?P<first>[{_LETTERS}]{{1,9}})[{SPACE}]?[)）]"
    rf"|[(（][{SPACE}]?(?P<head>[{_LETTERS}]{{0,8}}){_BREAK}(?P<tail>[{_LETTERS}]{{0,8}})[{SPACE}]?[)）]"
)
"""A gloss that a line break cut: before its bracket, or anywhere inside."""
_WIDEST = 120  # characters of a line, its glosses among them
_MASS = 3
"""So many toned glosses of ordinary characters are the work of a scraper, not of an author explaining rare names."""


@dataclass(frozen=True, slots=True)
class _Gloss:
    start: int
    end: int
    base: str
    reading: str
    toned: bool
    fit: str  # "exact", "loose" or ""


def _composed(word: str) -> str:
    """Pinyin in composed form, with ``v`` and the script g as people type them put right."""
    word = word.replace("ɡ", "g").replace("v", "ü")
    return unicodedata.normalize("NFC", word)


@lru_cache(maxsize=4096)
def _toneless(word: str) -> str:
    """A reading without tone marks; ``ü`` as ``u`` (``lüè`` and ``lue`` are the same)."""
    plain = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", _TONES.sub("", plain)).replace("ü", "u")


@lru_cache(maxsize=16384)
def fit(character: str, word: str) -> str:
    """How a bracketed word fits a character: ``exact``, ``loose`` (only without tones) or ``""``.

    >>> fit("區", "qū"), fit("區", "qu"), fit("區", "guó"), fit("略", "lvè")
    ('exact', 'loose', '', 'exact')
    """
    found = readings(character)
    word = _composed(word)
    if word in found:
        return "exact"
    if not _TONED.search(word) and any(_toneless(reading) == _toneless(word) for reading in found):
        return "loose"
    return ""


def _glosses(text: str) -> list[_Gloss]:
    """Every bracket that may be a gloss, with the character it stands behind."""
    found: list[_Gloss] = []
    for match in GLOSS.finditer(text):
        start = match.start()
        if not start:
            continue
        base = text[start - 1]
        if found and found[-1].end == start:
            base = found[-1].base  # a second reading of the same character
        word = match.group(1)
        toned = _TONED.search(unicodedata.normalize("NFC", word)) is not None
        how = fit(base, word) if len(base) == 1 else ""
        if how or toned:
            found.append(_Gloss(start, match.end(), base, word, toned, how))
    return found


def _is_rare(character: str) -> bool:
    """Whether a reader may need the reading: the character is outside GB 2312's 3,755 common ones."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return code[0] >= 0xD8


def _join_cut_glosses(revision: Revision) -> int:
    """Put glosses that a line break cut back on one line; return the number of edits.

    Such a copy had its lines cut with the glosses in them, so the lines are joined while they still have the width
    they were cut to. A gloss that is still cut behind that shows that its break is none of a paragraph.
    """
    if not any(_fits_cut(revision.text, match) for match in _CUT.finditer(revision.text)):
        return 0
    from jingkai.documents.repair.linebreaks import join_lines

    count = join_lines(revision, widest=_WIDEST)
    text = revision.text
    edits = []
    for match in _CUT.finditer(text):
        if _fits_cut(text, match):
            at = text.index("\n", match.start(), match.end())
            start, end = at, at + 1
            while text[start - 1] in SPACE:
                start -= 1
            while text[end] in SPACE or text[end] == "\n":
                end += 1
            edits.append(Edit(start, end, "", "line_break", 0.95))
    return count + revision.apply(edits)


def _fits_cut(text: str, match: re.Match[str]) -> bool:
    """Whether a bracket cut by a line break holds a toned reading of the character before it."""
    word = match["first"] or (match["head"] or "") + (match["tail"] or "")
    base = text[match.start() - 1 : match.start()]
    return (
        bool(base) and bool(_TONED.search(unicodedata.normalize("NFC", word))) and fit(base, word) == "exact"
    )


def remove_glosses(revision: Revision) -> int:
    """Remove every gloss that fits the character before it; flag those that look like glosses and do not fit.

    Returns the number of edits. A toneless word goes only in a text full of glosses. A reading behind a rare character
    of a simplified text that is not full of others was put there by the author (``甪（lù）直``): it stays, flagged.
    """
    joined = _join_cut_glosses(revision) if _TONED.search(revision.text) else 0
    text = revision.text
    glosses = _glosses(text)
    if not glosses:
        return joined
    toned = sum(1 for gloss in glosses if gloss.toned and gloss.fit == "exact")
    loose = sum(1 for gloss in glosses if gloss.fit and not gloss.toned)
    in_mass = (
        sum(gloss.toned and gloss.fit == "exact" and not _needs_reading(gloss.base) for gloss in glosses)
        >= _MASS
    )
    edits: list[Edit] = []
    kept: list[tuple[str, str, _Gloss]] = []
    for gloss in glosses:
        if not gloss.fit:
            message = _("The reading in brackets is no reading of the character before it.")
            kept.append(("gloss_mismatch", message, gloss))
        elif not gloss.toned and not in_mass and loose < 2 * _MASS:
            continue
        elif not in_mass and toned and gloss.toned and _kept_by_author(text, gloss):
            message = _("A reading given by the author; it was kept.")
            kept.append(("gloss_kept", message, gloss))
        else:
            confidence = 1.0 if gloss.fit == "exact" else 0.9
            reason = f"{gloss.base} = {gloss.reading}"
            edits.append(Edit(gloss.start, gloss.end, "", "gloss", confidence, reason))
    for code, message, gloss in kept:
        revision.flag(code, message, gloss.start, gloss.end)
    return joined + revision.apply(edits)


def _is_traditional(character: str) -> bool:
    from jingkai.documents.repair.script import is_traditional_character

    return is_traditional_character(character)


def _needs_reading(character: str) -> bool:
    """Whether a character is rare in simplified text; a traditional one is only written in another way."""
    return _is_rare(character) and not _is_traditional(character)


def _kept_by_author(text: str, gloss: _Gloss) -> bool:
    """Whether an author would give this reading: a rare character, or an unusual reading in full-width brackets."""
    if _is_traditional(gloss.base):
        return False
    unusual = text[gloss.start] == "（" and main_reading(gloss.base) != _composed(gloss.reading)
    return _is_rare(gloss.base) or unusual
