"""YAML with lines: what values become, where they stand, and what is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.lined_yaml import UnreadableYaml, Written, parse_yaml, read_yaml

FILE = Path("benefits.yaml")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def _read(text: str) -> Written:
    return parse_yaml(text, FILE)


def test_numbers_with_a_point_stay_as_they_are_written():
    found = _read("a: 12.30\nb: 3_000_000\nc: -0.1\nd: 007\ne: 1e3\nf: .inf\ng: 12:30").data
    assert found == {
        "a": Decimal("12.30"),
        "b": 3_000_000,
        "c": Decimal("-0.1"),
        "d": "007",
        "e": "1e3",
        "f": ".inf",
        "g": "12:30",
    }


def test_only_true_and_false_are_flags_and_keys_are_words():
    found = _read("on: 2024-03-20\nyes: no\ntrue: true\n2024: ~\nquoted: 'true'").data
    assert found == {"on": date(2024, 3, 20), "yes": "no", "true": True, "2024": None, "quoted": "true"}


def test_every_value_has_its_line():
    written = _read("a:\n  b: 1\n  c:\n    - x\n    - d: >\n        text\n        more\n")
    assert written.line_of(("a", "b")) == 2
    assert written.line_of(("a", "c")) == 3
    assert written.line_of(("a", "c", 1, "d")) == 5
    assert written.line_of(("a", "c", 1, "missing")) == 5
    assert written.line_of(("nothing",)) == 1


def test_a_harmless_alias_is_the_value_again():
    written = _read("a: &x {b: 1}\nc: *x")
    assert written.data == {"a": {"b": 1}, "c": {"b": 1}}
    assert written.line_of(("c", "b")) == 2


def _bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: [1\n", 3, "This is no YAML"),
        ("a: 1\n  b: 2\n", 2, "This is no YAML"),
        ("a: 1\nb: \x07\n", 2, "This is no YAML"),
        ("a: 1\n---\nb: 1\n", 2, "second document"),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "The tag"),
        ("a: !secret x\n", 1, "The tag !secret"),
        ("a: 1\n? [1, 2]\n: x\n", 2, "must be a word"),
        ("a: 1\nb: *nobody\n", 2, "Nothing above is called “nobody”"),
        ("a: &x [*x]\n", 1, "Nothing above is called “x”"),
        (_bomb(), 5, "Aliases repeat too much"),
        ("\n" + "- " * 60 + "x", 2, "nested too deeply"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, what: str):
    with pytest.raises(UnreadableYaml, match=what) as caught:
        _read(text)
    assert caught.value.line == line
    assert caught.value.place == f"{FILE}:{line}"
    assert caught.value.mend


def test_brackets_without_end_do_not_exhaust_the_stack():
    with pytest.raises(UnreadableYaml):
        _read("[" * 100_000)


def test_every_fault_that_can_be_read_over_is_told():
    written = _read("a: 1\nb: 2024-02-30\na: {deep: [1]}\nc: " + "9" * 100 + "\nd: 1\n")
    assert [(fault.line, fault.what.split()[0]) for fault in written.faults] == [
        (2, "“2024-02-30”"),
        (3, "“a”"),
        (4, "This"),
    ]
    assert written.data == {"a": 1, "b": None, "c": None, "d": 1}
    assert "line 1" in written.faults[1].mend


def test_files_that_are_missing_too_large_or_of_another_encoding_are_named(tmp_path):
    path = tmp_path / "benefits.yaml"
    with pytest.raises(UnreadableYaml, match="no such file"):
        read_yaml(path)
    path.write_bytes("名称: 奖励".encode("gb18030"))
    with pytest.raises(UnreadableYaml, match="not UTF-8"):
        read_yaml(path)
    path.write_text("a: 1", encoding="utf-8")
    with pytest.raises(UnreadableYaml, match="too large"):
        read_yaml(path, most_bytes=3)
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert read_yaml(path).data == {"a": 1, "b": 2}


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(max_size=8) | st.dates(),
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=5), parts, max_size=3),
    max_leaves=12,
)


@given(_VALUES)
def test_what_is_dumped_is_read_the_same(value: object):
    assert _read(yaml.safe_dump(value)).data == value
