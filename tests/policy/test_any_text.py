"""Whatever stands in the files of a pack, the check answers with faults and never fails itself."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import FILES, put, write_pack

from jingkai.policy.checking import check_pack

_PIECES = st.sampled_from(
    [
        *[
            "",
            "\n",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            "&a ",
            "*a",
            "'",
            '"',
            "null",
            "true",
            "1e9",
            "-",
            "0",
            "  ",
        ],
        *[
            "2025-02-30",
            "kind: rate",
            "\t",
            "#",
            "|",
            ">",
            "!",
            "%",
            "第",
            "\x00",
            "\ud800",
            "9" * 70,
            "CASE",
            "/",
            "(((",
        ],
    ]
)


@st.composite
def _spoilt(draw: st.DrawFn) -> tuple[str, str]:
    name = draw(st.sampled_from(sorted(FILES)))
    text = FILES[name]
    for _change in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(_PIECES) + text[end:]
    return name, text


@given(_spoilt())
@settings(max_examples=150)
def test_the_check_answers_for_any_text(spoilt: tuple[str, str]) -> None:
    name, text = spoilt
    with tempfile.TemporaryDirectory() as folder:
        put(write_pack(Path(folder)), name, "")
        (Path(folder) / name).write_bytes(text.encode("utf-8", "surrogatepass"))
        for fault in check_pack(Path(folder)):
            lines = fault.file.read_bytes().count(b"\n") + 1
            assert 0 <= fault.line <= lines + 1
            assert fault.words
            assert fault.mend
