"""How a provision is cited within its document."""

from __future__ import annotations

import pytest

from jingkai.documents.pinpoint import short_name


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("preamble", "序言"),
        ("art_2__item_11", "第11条"),
        ("art_2", "第二部分"),
        ("art_3__sub_2", "第三部分（二）"),
        ("chp_4__sec_2__art_1__para_2", "第四章第二节第一部分第2段"),
        ("chp_12", "第十二章"),
        ("chp_20__cl_31", "第31条"),
        ("cl_3__point_2", "第3条（2）"),
        ("art_2__bul_4", "第二部分第4点"),
        ("att_1", "附件1"),
        ("preamble__para_2", "序言第2段"),
    ],
)
def test_an_id_is_said_as_readers_say_it(key, name):
    assert short_name(key) == name


def test_an_unknown_id_falls_back_to_the_label():
    assert short_name("§§", "甲、") == "甲、"
