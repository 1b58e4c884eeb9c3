"""What the fields of the interface are, in Chinese, for the page that people read. The description itself is English.

Descriptions are written beside the fields, in English; ``data/field_words.zh_Hans.tsv`` has a line for each: the English
words, a tab, the Chinese ones. What has no line yet is shown as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Told:
    """Words with the language they are in; what stands between backquotes is code."""

    words: str
    language: str

    @property
    def pieces(self) -> list[str]:
        """The words in pieces; every second one is code."""
        return self.words.split("`")


@lru_cache(maxsize=1)
def chinese() -> Mapping[str, str]:
    """English words → Chinese ones."""
    text = files("jingkai.config").joinpath("data/field_words.zh_Hans.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t", 1) for line in text.splitlines() if line)


def told(words: str, language: str) -> Told:
    """Return what a description says in the reader's language, as far as it is known there.

    >>> told("Yuan.", "zh-hans")
    Told(words='元。', language='zh-hans')
    >>> told("Never described.", "zh-hans")
    Told(words='Never described.', language='en')
    """
    known = "" if language.startswith("en") else chinese().get(words, "")
    return Told(known, "zh-hans") if known else Told(words, "en")
