"""Words and signs of the rule language, with their places. All are ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.policy.language.errors import ExpressionError

LONGEST = 2000
LONGEST_NAME = 60
WHOLE_DIGITS = 18
DECIMALS = 8

RESERVED = frozenset(
    ["AND", "OR", "NOT", "IN", "BETWEEN", "CASE", "WHEN", "THEN", "ELSE", "END", "TRUE", "FALSE", "DATE"]
).union(["LEAST", "GREATEST", "ROUND", "NULL", "IS", "LIKE"])
"""Words that no variable may be called, in whichever case."""

_TOKEN = re.compile(
    r"""
    (?P<space>[ \t\r\n]+)
  | (?P<word>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<number>[0-9]+(?:\.[0-9]+)?)
  | (?P<text>'[^'\x00-\x1f]*')
  | (?P<sign><=|>=|<>|--|/\*|\|\||::|->|!=|==|[=<>+\-*(),])
    """,
    re.VERBOSE | re.ASCII,
)

_MENDS = {
    "--": msgid("Comments have no place here; write them beside the expression, after a # in the YAML."),
    "/*": msgid("Comments have no place here; write them beside the expression, after a # in the YAML."),
    "/": msgid("There is no division. Multiply by a share: x * 0.5."),
    "%": msgid("Write a share as a decimal: 0.6 for 60 %."),
    "!=": msgid("Write <> for “is not”."),
    "==": msgid("Write = for “is”."),
    ";": msgid("An expression is one expression; nothing follows it."),
    '"': msgid("Names stand without quotes; values of choices stand in '…'."),
    "`": msgid("Names stand without quotes; values of choices stand in '…'."),
    "×": msgid("Write * for “times”."),
    "−": msgid("Write - for “minus”."),
    "≥": msgid("Write >= for “at least”."),
    "≤": msgid("Write <= for “at most”."),
    "≠": msgid("Write <> for “is not”."),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign. ``text`` of a keyword is in capitals; ``position`` is its offset."""

    kind: Literal["keyword", "name", "number", "text", "sign", "end"]
    text: str
    position: int

    def in_words(self) -> str:
        """Return what it is called in messages."""
        return _("the end") if self.kind == "end" else f"“{self.text}”"


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of ``text``, the last being its end.

    Raises :class:`~jingkai.policy.language.errors.ExpressionError` for whatever is none.
    """
    if len(text) > LONGEST:
        raise ExpressionError(
            _("An expression has at most %(most)d characters; this has %(count)d.")
            % {"most": LONGEST, "count": len(text)},
            position=LONGEST,
            mend=_("Split it into several conditions."),
        )
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found is None:
            raise _stray(text, position)
        kind, word = str(found.lastgroup), found.group()
        if kind == "word":
            yield _word(word, position)
        elif kind == "number":
            _check_number(word, text[found.end() : found.end() + 1], position)
            yield Token("number", word, position)
        elif kind == "text":
            if text[found.end() : found.end() + 1] == "'":
                raise ExpressionError(
                    _("A value in quotes has no quote within."), position=found.end(), mend=_names_only()
                )
            yield Token("text", word, position)
        elif kind == "sign":
            if word in _MENDS or word in {"||", "::", "->"}:
                raise _stray(text, position, word)
            yield Token("sign", word, position)
        position = found.end()
    yield Token("end", "", len(text))


def _word(word: str, position: int) -> Token:
    if word.upper() in RESERVED:
        return Token("keyword", word.upper(), position)
    if len(word) > LONGEST_NAME:
        raise ExpressionError(
            _("A name has at most %(most)d characters.") % {"most": LONGEST_NAME}, position=position
        )
    return Token("name", word, position)


def _check_number(word: str, after: str, position: int) -> None:
    whole, _point, decimals = word.partition(".")
    if len(whole) > WHOLE_DIGITS or len(decimals) > DECIMALS:
        raise ExpressionError(
            _("A number has at most %(whole)d digits before the point and %(decimals)d after it.")
            % {"whole": WHOLE_DIGITS, "decimals": DECIMALS},
            position=position,
            came=word[:40],
        )
    if after and (after.isalnum() or after in "._"):
        raise ExpressionError(
            _("The number runs into “%(came)s”.") % {"came": _shown(after)},
            position=position + len(word),
            came=after,
            mend=_("Write numbers in plain digits with one point: 3000000 or 0.6."),
        )


def _stray(text: str, position: int, word: str = "") -> ExpressionError:
    word = word or text[position]
    if word == "'":
        return ExpressionError(_("The quote is never closed."), position=position, mend=_names_only())
    mend = _MENDS.get(word)
    wide = _ascii_of(word)
    if mend is not None:
        advice = _(mend)
    elif wide:
        advice = _("Type it as %(ascii)s, in half width.") % {"ascii": wide}
    else:
        advice = _(
            "Look up what may stand in an expression: names, numbers, '…' and + - * = <> < <= > >= ( ) ,"
        )
    return ExpressionError(
        _("“%(came)s” has no place in an expression.") % {"came": _shown(word)},
        position=position,
        came=word,
        mend=advice,
    )


def _ascii_of(sign: str) -> str:
    """Return the ASCII sign of a full-width one or of a typographic quote, else nothing."""
    if len(sign) == 1 and 0xFF01 <= ord(sign) <= 0xFF5E:
        return chr(ord(sign) - 0xFEE0)
    return {"\u3000": "' '", "‘": "'", "’": "'", "“": "'", "”": "'", "，": ",", "、": ","}.get(sign, "")


def _shown(sign: str) -> str:
    """Return a sign as it can be printed: what is not visible by its code."""
    return "".join(one if one.isprintable() and one != " " else f"U+{ord(one):04X}" for one in sign)


def _names_only() -> str:
    return _("Values in quotes are plain names of choices, such as 'large'.")
