"""What a reader may set for themselves: language, light or dark, size of the text. Kept in cookies, no log-in needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("zh-hans", "en")
THEMES = ("auto", "light", "dark")
SIZES = ("normal", "large", "larger")

COOKIES = {"language": "jingkai_language", "theme": "jingkai_theme", "size": "jingkai_size"}
CHOICES: Mapping[str, tuple[str, ...]] = {"language": LANGUAGES, "theme": THEMES, "size": SIZES}


@dataclass(frozen=True, slots=True)
class Preferences:
    """A reader's choices; the first of each kind is the default."""

    language: str = LANGUAGES[0]
    theme: str = THEMES[0]
    size: str = SIZES[0]


def read_cookies(cookies: Mapping[str, str]) -> Preferences:
    """Read preferences from cookies; anything unknown falls back to the default."""
    chosen = {
        name: cookies[cookie] for name, cookie in COOKIES.items() if cookies.get(cookie) in CHOICES[name]
    }
    return Preferences(**chosen)
