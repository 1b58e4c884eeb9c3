"""Undo byte slips: places where a gloss was put *inside* a character, and everything behind slid by one byte.

How they come about. A site inserts readings by replacing bytes of GBK text, not characters. 持數 is ``B3 D6 94 B5``;
``D6 94`` happens to be 謹, so ``(jǐn)`` lands between the halves of 數. The decoder that meets ``94 28`` prints ``?`` and
eats the bracket; all that follows is read one byte late until a character with an ASCII trail byte (點 is ``FC 63``:
``c(diǎn)``) or a protected punctuation mark sets it right. Pairs that mean nothing in GBK vanish on the way.

How they are undone. The damaged stretch is read as a stream of bytes again, with what was lost as unknowns: ``?`` is one
unknown byte, a gloss after it says how the pair with the byte before is read, and between two garbled characters a pair
may have vanished, which must be one that GBK leaves empty. A beam search over these readings, judged by a character
model, finds the text. Copying the stretch as it stands competes with the same rules; outside the stretch nothing is
touched.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jingkai.documents.repair import gbk
from jingkai.documents.repair.language_model import LanguageModel, fold
from jingkai.documents.repair.slip_habits import Habits
from jingkai.documents.repair.slip_search import Judge, Path, search
from jingkai.documents.repair.slip_tokens import GLOSS, PINYIN, STRAY, UNKNOWN, Token, is_reading, tokens_of
from jingkai.documents.revision import Edit, Revision
from jingkai.kernel.language import gettext as _

_LONE = re.compile(r"(?<=[\u4e00-\u9fff)）(（，,。、；;：:”])[?？\ufffd](?=[^\sA-Za-z0-9])")
_GARBLED = re.compile(
    r"(?<=[\u4e00-\u9fff])[\u0370-\u03ff\u0400-\u04ff\u3041-\u30ff](?=[\u4e00-\u9fffA-Za-z])"
)
_CUT_GLOSS = re.compile(rf".[(（]\s?[{PINYIN}]*\Z")
_DOUBTFUL = 0.8  # confidence below which a person is asked to look
_CUT_AT = ",;:!?。，；：！？ \u3000\n"  # where sites cut text before they read it: a stray byte there took nothing along
_OVERSURE = 0.6  # the model is surer than it is right: taken off its lead, measured on simulated damage
_INCOMPLETE = 0.5  # confidence at most, where a stray byte took a character along that nothing tells
_WINDOW = 64  # observed tokens after the first stray byte; slips of real pages end within thirty
_MARGIN = 6.0  # a reading without a stray gloss must be this much likelier than what stands there


def undo_byte_slips(revision: Revision, clean_texts: Sequence[str] = ()) -> int:
    """Undo every byte slip of the text; return how many there were.

    ``clean_texts`` are undamaged documents of the library, which sharpen the judgement. A slip that cannot be undone
    stays as it is and is flagged ``byte_slip``.
    """
    text = revision.text
    if not any(mark in text for mark in UNKNOWN) or not GLOSS.search(text):
        return 0
    sites = list(_sites(text))
    if not sites:
        return 0
    undamaged = _undamaged(text, sites)
    judge = Judge(LanguageModel([GLOSS.sub("", undamaged), *clean_texts]), Habits(undamaged))
    edits: list[Edit] = []
    known: dict[tuple[str, str], list[tuple[str, Edit | None]]] = {}
    at = 0
    for start, certain in sites:
        if start < at:
            continue
        edit = _undo_or_recall(text, start, judge, known, certain=certain)
        if edit is not None:
            edits.append(edit)
            at = edit.end
            _flag_doubts(revision, edit)
        elif certain:
            revision.flag(
                "byte_slip", _("Characters were garbled here and could not be restored."), start, start + 1
            )
    return revision.apply(edits)


def _flag_doubts(revision: Revision, edit: Edit) -> None:
    """Flag a reading that another one comes near, and letters of other scripts behind it that no text would have."""
    if edit.confidence < _DOUBTFUL:
        message = _(
            "Garbled characters were restored here, but another reading is almost as likely, or a sign is lost."
        )
        revision.flag("doubtful_slip", message, edit.start, edit.end)
    left = _GARBLED.search(revision.text, edit.end, edit.end + _WINDOW)
    if left and "\n" not in revision.text[edit.end : left.start()]:
        message = _("Characters were garbled here and could not be restored.")
        revision.flag("byte_slip", message, left.start(), left.end())


def _sites(text: str) -> Iterator[tuple[int, bool]]:
    """Where slips may begin, and whether that is certain (a stray gloss) or only suspected."""
    certain = {match.start() for match in STRAY.finditer(text) if is_reading(match[1])}
    suspected = {match.start() for match in _LONE.finditer(text)}
    for start in sorted(certain | suspected):
        yield start, start in certain


def _undamaged(text: str, sites: Sequence[tuple[int, bool]]) -> str:
    """The text without the neighbourhood of suspected damage."""
    pieces, at = [], 0
    for start, _certain in sites:
        if start > at:
            pieces.append(_CUT_GLOSS.sub("", text[at : max(at, start - 1)]))
        at = max(at, start + _WINDOW)
    pieces.append(text[at:])
    return "\n".join(pieces)


def _before(text: str, start: int) -> tuple[str, int | None]:
    """The characters before a site without glosses, and the trail byte of the last one."""
    context = GLOSS.sub("", text[max(0, start - 40) : start]).rpartition("\n")[2]
    if not context:
        return "", None
    pair = gbk.encoded(context[-1])
    return context[-6:], pair[1] if pair else None


def _undo_or_recall(
    text: str,
    start: int,
    judge: Judge,
    known: dict[tuple[str, str], list[tuple[str, Edit | None]]],
    *,
    certain: bool,
) -> Edit | None:
    """Undo a slip, or repeat what was found where the same stretch stood behind the same words: sites repeat."""
    context, _trail = _before(text, start)
    rows = known.setdefault((context, text[start : start + 2]), [])
    for seen, edit in rows:
        if text.startswith(seen, start):
            return edit and replace(edit, start=start, end=start + edit.end - edit.start)
    edit, seen_end = _undo(text, start, judge, certain=certain)
    rows.append((text[start:seen_end], edit))
    return edit


def _undo(text: str, start: int, judge: Judge, *, certain: bool) -> tuple[Edit | None, int]:
    """Find the best reading of the stretch that begins at ``start``, or ``None`` where none is convincing; and how
    far the search looked."""
    context, trail = _before(text, start)
    tokens = tokens_of(text, start, _WINDOW)
    end = tokens[-1].end
    at_line_end = text[end : end + 1] in ("", "\n")
    best = search(tokens, context, trail, judge, at_line_end=at_line_end)
    if best is None:
        return None, end
    end = tokens[best.seen - 1].end
    read = tokens[: best.last + 1]
    if not certain:
        only_stray = all(token.stray and token.reading is None for token in read)
        if only_stray or best.score - _score_as_it_stands(tokens, context, judge, best) < _MARGIN:
            return None, end
    confidence = round(1 / (1 + math.exp(_OVERSURE - best.lead)), 3)
    reason = _("a reading was put inside a character; the bytes behind it slid by one")
    if best.swallowed and text[read[-1].end : read[-1].end + 1].strip(_CUT_AT):
        confidence = min(confidence, _INCOMPLETE)
        reason = _("the bytes behind a reading slid by one, and a digit, letter or sign was lost at the end")
    edit = Edit(start, read[-1].end, best.text[: best.last_size], "byte_slip", confidence, reason)
    return edit, end


def _score_as_it_stands(tokens: Sequence[Token], context: str, judge: Judge, path: Path) -> float:
    """Score of leaving the tokens that ``path`` covers untouched."""
    count = path.last + 1 + len(path.text) - path.last_size
    cut = judge.model.cut(context)
    for token in tokens[:count]:
        cut = judge.model.extend(cut, fold(token.text)).less(judge.habits.cost(token.text, token.reading))
    return cut.score
