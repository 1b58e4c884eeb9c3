"""Tokens: one for each character position, made of the character and the one behind it.

``补贴资金`` gives ``补贴 贴资 资金 金``. A word of two characters or more is the phrase of its consecutive
pairs, and a single character is the prefix of a pair, so a full-text engine that knows nothing of Chinese
answers substring questions exactly. The stream is separated by spaces and holds no ASCII punctuation: it
can be given to FTS5's
``ascii`` tokenizer and, cast to a ``simple`` vector, to PostgreSQL alike.
"""

from __future__ import annotations

from dataclasses import dataclass

from jingkai.documents.search.fold import compact, fold


def tokens(text: str) -> str:
    """Return the token stream of a text, separated by spaces."""
    chars = compact(fold(text))
    return " ".join(map(str.__add__, chars, chars[1:] + " ")).rstrip(" ")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query.

    ``text``
        compact and folded: what must be contained.
    ``exact``
        it stood in quotes.
    """

    text: str
    exact: bool = False

    @property
    def pairs(self) -> tuple[str, ...]:
        """The consecutive pairs that make up the word; the single character itself for a word of one."""
        if len(self.text) == 1:
            return (self.text,)
        return tuple(map(str.__add__, self.text, self.text[1:]))

    @property
    def is_prefix(self) -> bool:
        """Whether the word is one character, to be looked for as the beginning of a pair."""
        return len(self.text) == 1
