"""Queries: what a person typed, and the filters they set.

Several words must all occur in a provision. ``"…"`` or ``“…”`` is an exact phrase, punctuation included.
``-word`` means *without*. Nothing typed is a syntax error: what cannot be an operator is searched for as a
word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jingkai.documents.search.fold import compact, fold, to_simplified
from jingkai.documents.search.tokens import Word

MAX_LENGTH = 400  # characters of a query that are looked at
MAX_WORDS = 16

_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)—)?          # folded hyphen at the beginning of a word
        (?:“(?P<phrase>[^“]*)“        # both kinds of quote fold to the opening one
          |《(?P<title>[^《》]+)》     # a title is one phrase, without its marks
          |(?P<plain>[^\s“]+)
          |“)""",
    re.VERBOSE,
)
_NUMBER = re.compile(r"[㐀-鿿]+（\d{4}）(?:第)?\d+号")
# Punctuation separates words, except inside a number or a name: 2.5, 10,000, 1:1, 3—4, 2023-11, a/b.
_SEPARATOR = re.compile(
    r"[、。；！？…（）《》“‘·｜＼＾＿＠＊\u2500-\u25ff]"
    r"|(?<![0-9a-z])[．／—]|[．／—](?![0-9a-z])"
    r"|(?<![0-9])[：～]|[：～](?![0-9])"
    r"|(?<![0-9])，|，(?![0-9]{3}(?![0-9]))"
)


@dataclass(frozen=True, slots=True)
class Query:
    """A search: words and filters. An empty filter lets everything through; several values of one are *or*.

    ``words``
        as typed.
    ``issuer``, ``year``, ``type``
        of the document, as in its metadata (``year`` is that of its adoption).
    ``unit``
        canonical names of responsible units.
    ``kind``
        kinds of provision (values of :class:`~jingkai.documents.provision.ProvisionKind`, or ``document``).
    ``document``
        keys of documents.
    ``limit``, ``offset``
        the page of hits wanted.
    ``facets``
        whether to count issuers, years, types, units and kinds.
    """

    words: str = ""
    issuer: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    type: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    limit: int = 20
    offset: int = 0
    facets: bool = True

    @property
    def has_filters(self) -> bool:
        """Whether any filter is set."""
        return bool(self.issuer or self.year or self.type or self.unit or self.kind or self.document)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for: words that must all occur and words that must not."""

    words: tuple[Word, ...] = ()
    without: tuple[Word, ...] = ()
    cut: bool = field(default=False)  # the query was longer than MAX_LENGTH or MAX_WORDS

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.words and not self.without


def read_query(typed: str) -> Wanted:
    """Read what a person typed. Never raises; an empty result means that no word was found in it."""
    cut = len(typed) > MAX_LENGTH
    folded = fold(to_simplified(typed[:MAX_LENGTH]))
    words: list[Word] = []
    without: list[Word] = []
    for match in _PIECE.finditer(folded):
        minus = match["minus"] is not None
        phrase = match["phrase"] if match["phrase"] is not None else match["title"]
        if phrase is not None:
            found = [Word(compact(phrase), exact=True)] if compact(phrase) else []
        else:
            found = [Word(text) for text in _plain(match["plain"] or "")]
        for word in found:
            target = without if minus else words
            if word not in target:
                target.append(word)
    cut = cut or len(words) + len(without) > MAX_WORDS
    words = words[:MAX_WORDS]
    return Wanted(tuple(words), tuple(without[: MAX_WORDS - len(words)]), cut)


def _plain(piece: str) -> Iterator[str]:
    """Split an unquoted piece at punctuation; a document number stays whole."""
    at = 0
    for number in _NUMBER.finditer(piece):
        yield from _split(piece[at : number.start()])
        yield number.group()
        at = number.end()
    yield from _split(piece[at:])


def _split(piece: str) -> Iterator[str]:
    for part in _SEPARATOR.split(piece):
        word = compact(part)
        if word:
            yield word
