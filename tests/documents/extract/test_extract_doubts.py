"""Figures beside garbled characters are left out: a swallowed digit makes a wrong value, not a small one."""

from __future__ import annotations

from extract_reading import ADOPTED, provision

from jingkai.documents.extract import extract
from jingkai.documents.mentions import Mentions
from jingkai.documents.provision import Parsed

TEXT = "对新认定的企业，一次性奖励00万元。到2027年，培育企业60家，产值达到900亿元。"


def read_beside(*doubtful: tuple[int, int]) -> Mentions:
    return extract(Parsed((provision(TEXT),)), ADOPTED, doubtful=doubtful)["art_1"]


def test_a_figure_right_behind_a_garbled_place_is_no_value() -> None:
    at = TEXT.index("奖励")
    assert len(read_beside().money) == 1
    found = read_beside((at, at + 2))
    assert found.money == ()
    assert [str(target.value) for target in found.targets] == ["60", "900"]


def test_a_figure_inside_a_garbled_place_is_no_value() -> None:
    at = TEXT.index("60")
    assert [str(target.value) for target in read_beside((at + 1, at + 4)).targets] == ["900"]


def test_figures_elsewhere_stay() -> None:
    at = TEXT.index("培育")
    assert read_beside((at, at + 2)) == read_beside()
