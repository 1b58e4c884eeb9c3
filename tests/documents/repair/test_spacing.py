"""White space goes where it is no part of Chinese text, and stays where it divides two names."""

from __future__ import annotations

import pytest

from jingkai.documents.repair.spacing import close_spaces
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Line, Place, Witness


def closed(text: str) -> str:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    revision = Revision(Witness("copy.txt", "txt", "0" * 64, lines))
    close_spaces(revision)
    return revision.text


@pytest.mark.parametrize(
    "text",
    [
        "对节水企业给予补助，按年兑现。（责任单位：省水利厅 省财政厅）",
        "推进园区节水，完善各项制度。（省水利厅　省财政厅负责）",
        "推进园区节水，完善各项制度。责任单位：市发展改革委 青岚经开区管委会 市税务局",
        "推进园区节水，完善各项制度。（牵头单位：青岚投资公司　澄江大学，市教育局）",
    ],
)
def test_white_space_between_two_names_of_units_stays(text: str) -> None:
    assert closed(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "推进园区节水，完善各项制度。（责任单位：市住 建局、市人力资源社会 保障局）",
        "推进园区节水，完善各项制度。（责任单位：市委 办公室、市发展改革委 员会）",
        "推进园区节水，由市水利局 会同市财政局完善各项制度。",
    ],
)
def test_white_space_inside_a_name_or_a_sentence_goes(text: str) -> None:
    assert closed(text) == text.replace(" ", "")


def test_the_space_behind_an_article_that_lost_its_ordinal_stays() -> None:
    assert closed("条　为规范园区管理，制定本办法。") == "条　为规范园区管理，制定本办法。"
    assert closed("条 件成熟的园区，可以先行先试，逐步推开。") == "条件成熟的园区，可以先行先试，逐步推开。"
