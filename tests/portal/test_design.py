"""The design system keeps its promises: contrast, one place for colours, the same tokens in both ways to darkness."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import jingkai

PACKAGE = Path(jingkai.__file__).parent
TOKENS = PACKAGE / "portal" / "static" / "portal" / "css" / "tokens.css"
STYLES = sorted(PACKAGE.rglob("static/**/*.css"))
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))

ON_PAPER = ("ink", "ink-quiet", "accent", "accent-strong", "good", "risk", "bad", "unknown")
PAIRS = [
    *product(ON_PAPER, ("paper", "surface")),
    *product(("ink", "ink-quiet", "accent-strong"), ("sunken",)),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("accent-strong", "accent-soft"),
    ("ink", "accent-soft"),
    ("ink-quiet", "accent-soft"),
    ("good", "good-soft"),
    ("ink", "good-soft"),
    ("ink-quiet", "good-soft"),
    ("risk", "risk-soft"),
    ("ink", "risk-soft"),
    ("bad", "bad-soft"),
    ("ink", "unknown-soft"),
    ("on-mark", "mark"),
    ("on-lit", "lit"),
    ("paper", "ink"),
]


def _blocks() -> dict[str, dict[str, str]]:
    css = TOKENS.read_text(encoding="utf-8")
    light = css[: css.index("@media")]
    system = css[css.index("@media") : css.index(':root[data-theme="dark"]')]
    rest = css[css.index(':root[data-theme="dark"]') :]
    chosen = rest[: rest.index("}")]
    read = re.compile(r"--([a-z-]+):\s*([^;]+);")
    return {
        name: {key: value.strip() for key, value in read.findall(text)}
        for name, text in (("light", light), ("system", system), ("chosen", chosen))
    }


def _luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "chosen"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_every_pair_can_be_read(theme, words, ground):
    tokens = _blocks()[theme]
    assert contrast(tokens[words], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "chosen"])
def test_the_edges_of_fields_can_be_seen(theme):
    tokens = _blocks()[theme]
    assert contrast(tokens["line-strong"], tokens["paper"]) >= 3
    assert contrast(tokens["line-strong"], tokens["surface"]) >= 3


def test_dark_is_the_same_whether_the_system_or_the_reader_chose_it():
    blocks = _blocks()
    assert blocks["system"] == blocks["chosen"]
    assert blocks["system"].keys() == blocks["light"].keys()


def test_colours_are_named_in_the_token_file_alone():
    literal = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(")
    for path in STYLES:
        if path != TOKENS:
            assert not literal.search(path.read_text(encoding="utf-8")), path.name


def test_every_token_that_is_used_is_defined():
    defined = set(
        re.findall(r"(--[a-z0-9-]+):", "".join(path.read_text(encoding="utf-8") for path in STYLES))
    )
    for path in STYLES:
        used = set(re.findall(r"var\((--[a-z0-9-]+)", path.read_text(encoding="utf-8")))
        assert used <= defined, path.name


def test_templates_have_neither_styles_nor_scripts_of_their_own():
    for path in TEMPLATES:
        html = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|hx-on", html), path.name
        for tag in re.findall(r"<script[^>]*>", html):
            assert "src=" in tag, path.name
