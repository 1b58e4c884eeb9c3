"""From bytes to text: which encoding it is, and what could not be decoded.

Order of evidence: what the caller says; a byte order mark; bytes that are well-formed UTF-8; otherwise every
candidate decodes the bytes and the one whose text looks most like Chinese wins, if it wins clearly
(:mod:`.commonness`). Copies may be damaged, so a few undecodable bytes do not count a candidate out: they
become U+FFFD and are counted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from jingkai.documents.errors import UnreadableError
from jingkai.documents.read.commonness import commonness
from jingkai.kernel.language import gettext as _

ENCODINGS: dict[str, tuple[str, ...]] = {
    "utf-8": ("utf-8",),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
    "gb18030": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
}
"""Name shown to people → codecs, the first that decodes without a fault. GB 18030 contains GBK and GB 2312.
"""

_ALIASES = {
    "utf8": "utf-8",
    "utf8sig": "utf-8",
    "ascii": "utf-8",
    "usascii": "utf-8",
    "utf16": "utf-16",
    "unicode": "utf-16",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "gb18030": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "euccn": "gb18030",
    "cp936": "gb18030",
    "ms936": "gb18030",
    "windows936": "gb18030",
    "ansi": "gb18030",
    "xgbk": "gb18030",
    "big5": "big5",
    "big5hkscs": "big5",
    "big5hk": "big5",
    "cp950": "big5",
    "ms950": "big5",
}

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SURE = 0.45
"""A decoding that scores less is not believed."""
_MARGIN = 0.15
"""A decoding must beat the next one by this much."""
_TOLERATED = 0.02
"""Share of characters that may be undecodable in a damaged copy."""
_TOLERATED_WHEN_SAID = 0.1
"""The same where a person named the encoding."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and how many places could not be decoded (U+FFFD stands there)."""

    text: str
    encoding: str
    faults: int = 0


def canonical(name: str) -> str | None:
    """Return the key of :data:`ENCODINGS` (or ``utf-16``) that a name such as ``GB2312`` or ``UTF8`` means.

    >>> canonical("GB2312"), canonical("Big5-HKSCS"), canonical("latin-1")
    ('gb18030', 'big5', None)
    """
    return _ALIASES.get(re.sub(r"[^a-z0-9]", "", name.lower()))


def decode(data: bytes, source: str, encoding: str | None = None, declared: str | None = None) -> Decoded:
    """Decode the bytes of a text file.

    ``encoding`` is what a person said and is obeyed; ``declared`` is what the file says of itself (HTML) and
    is believed unless the bytes speak against it. Raises :class:`UnreadableError`.
    """
    if encoding is not None:
        return _cleaned(_as_said(data, source, encoding), source)
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            found = _attempt(data[len(mark) :], name, (name,))
            if found.text and found.faults > max(1, _TOLERATED * len(found.text)):
                raise _unknown(source, name)
            return _cleaned(found, source)
    whole = _without_padding(data)
    found = _cleaned(_as_declared(whole, declared) or _detected(whole, source), source)
    return found if len(whole) == len(data) else replace(found, faults=found.faults + 1)


def _without_padding(data: bytes) -> bytes:
    """Take away the zero bytes that a broken download or a block device leaves at the end.

    The last character of UTF-16 text may end in a zero byte, so the rest keeps an even length.
    """
    stripped = data.rstrip(b"\x00")
    if len(data) - len(stripped) < 4:
        return data
    return stripped + b"\x00" * (len(stripped) % 2)


def _attempt(data: bytes, name: str, tables: tuple[str, ...]) -> Decoded:
    """Decode with the first table that has no fault, else with the one that has fewest."""
    best: Decoded | None = None
    for table in tables:
        try:
            return Decoded(data.decode(table), name)
        except UnicodeDecodeError:
            text = data.decode(table, errors="replace")
        faults = text.count("\ufffd")
        if best is None or faults < best.faults:
            best = Decoded(text, name, faults)
    return best or Decoded("", name)


def _as_said(data: bytes, source: str, encoding: str) -> Decoded:
    name = canonical(encoding)
    if name is None:
        raise UnreadableError(
            _("The encoding {name} is not known.").format(name=encoding),
            place=source,
            mend=_("Say one of: {names}.").format(names=", ".join(("utf-16", *ENCODINGS))),
        )
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark) and marked.startswith(name[:6]):
            data = data[len(mark) :]
            name = marked
            break
    if name == "utf-16":
        name = max(("utf-16-le", "utf-16-be"), key=lambda each: _score(_attempt(data, each, (each,))))
    found = _attempt(data, name, ENCODINGS.get(name, (name,)))
    if found.faults > max(2, _TOLERATED_WHEN_SAID * len(found.text)):
        raise UnreadableError(
            _("The file is not in the encoding {name}: {count} places cannot be decoded.").format(
                name=encoding, count=found.faults
            ),
            place=source,
            mend=_("Leave the encoding out to have it detected, or say another one: {names}.").format(
                names=", ".join(ENCODINGS)
            ),
        )
    return found


def _as_declared(data: bytes, declared: str | None) -> Decoded | None:
    """Believe a file about itself where its text then looks right."""
    name = canonical(declared) if declared else None
    if name is None or name not in ENCODINGS:
        return None
    found = _attempt(data, name, ENCODINGS[name])
    score = commonness(found.text)
    if found.faults <= _TOLERATED * len(found.text) and (score is None or score >= _SURE):
        return found
    return None


def _detected(data: bytes, source: str) -> Decoded:
    """Detect the encoding of bytes without a mark."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and text.count("\x00") <= _few(text) and not _is_double_byte_in_disguise(data, text):
        return Decoded(text, "utf-8")
    if data.count(0) > len(data) // 8 and not _many_controls(data):
        zeros = data[0::2].count(0), data[1::2].count(0)
        if max(zeros) > 4 * min(zeros):
            name = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
            found = _attempt(data, name, (name,))
            score = commonness(found.text)
            if found.faults <= max(1, _TOLERATED * len(found.text)) and (score is None or score >= _SURE):
                return found
    found_by_score = _best(data)
    if found_by_score is not None:
        return found_by_score
    if _is_binary(data):
        raise _binary(source)
    raise _unknown(source, *ENCODINGS)


def _best(data: bytes) -> Decoded | None:
    """Return the decoding that looks most like Chinese, or ``None`` where none does clearly."""
    tried = [_attempt(data, name, tables) for name, tables in ENCODINGS.items()]
    kept = [found for found in tried if found.faults <= max(1, _TOLERATED * len(found.text))]
    ranked = sorted(((_score(found), found) for found in kept), key=lambda pair: -pair[0])
    if not ranked or ranked[0][0] < _SURE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        return None
    return ranked[0][1]


def _score(found: Decoded) -> float:
    """Score a decoding; text without anything beyond ASCII proves nothing, and control characters speak
    against.
    """
    score = commonness(found.text)
    if score is None:
        return 0.0
    controls = len(_CONTROL.findall(found.text[:100_000]))
    return score - 5 * controls / max(1, min(len(found.text), 100_000))


def _is_double_byte_in_disguise(data: bytes, text: str) -> bool:
    """Tell whether well-formed UTF-8 without any Chinese is really a short text in a double-byte encoding.

    Two bytes of GB 18030 can look like one two-byte UTF-8 character (a Latin, Greek or Cyrillic letter), and
    UTF-16 text without spaces like letters mixed with control characters; never like the three bytes of a
    Chinese character.
    """
    if any(character >= "\u0800" for character in text):
        return False
    rivals = []
    if not text.isascii() and (commonness(text) or 0.0) <= 0:
        rivals.append("gb18030")
    if len(data) % 2 == 0 and _CONTROL.search(text):
        rivals += ["utf-16-le", "utf-16-be"]
    return any(
        found.faults == 0 and _score(found) >= 2 * _SURE
        for found in (_attempt(data, name, (name,)) for name in rivals)
    )


def _few(text: str) -> int:
    """How many zero characters a damaged text may hold."""
    return max(2, len(text) // 200)


def _many_controls(data: bytes) -> bool:
    sample = data[:100_000].replace(b"\x00", b"")
    controls = sum(1 for byte in sample if byte < 9 or 13 < byte < 27 or 27 < byte < 32)
    return controls > len(sample) // 4


def _is_binary(data: bytes) -> bool:
    sample = data[:100_000]
    controls = sum(1 for byte in sample if byte < 9 or 13 < byte < 26 or 27 < byte < 32)
    return controls > max(1, len(sample) // 50)


def _cleaned(found: Decoded, source: str) -> Decoded:
    """Turn zero characters, which no store can hold, into U+FFFD; refuse what is no text."""
    text = found.text.rstrip("\x00").removeprefix("\ufeff")
    zeros = text.count("\x00")
    if len(_CONTROL.findall(text)) > max(8, len(text) // 50):
        raise _binary(source)
    return Decoded(text.replace("\x00", "\ufffd"), found.encoding, found.faults + zeros)


def _binary(source: str) -> UnreadableError:
    return UnreadableError(
        _("This is no text and no kind of document that is known."),
        place=source,
        mend=_("Save the document as DOCX, PDF, HTML or plain text."),
    )


def _unknown(source: str, *tried: str) -> UnreadableError:
    return UnreadableError(
        _("The encoding cannot be told; tried {tried}.").format(tried=", ".join(tried)),
        place=source,
        mend=_("Name it with --encoding, for instance --encoding gb18030 or --encoding big5."),
    )
