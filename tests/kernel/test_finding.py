"""What people type to find something."""

from __future__ import annotations

import pytest

from jingkai.kernel.finding import asked_for


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  ９１１５０８００ＭＡ０Ａ  ", "91150800MA0A"),
        ("ｑｌ－１－００１", "ql-1-001"),
        ("澄江（集团）有限公司", "澄江（集团）有限公司"),
        ("巴政办发〔２０２４〕8号", "巴政办发〔2024〕8号"),
        ("a\0b", "ab"),
        ("　", ""),
    ],
)
def test_letters_and_digits_come_in_half_width_and_chinese_signs_stay(typed, meant):
    assert asked_for(typed) == meant


def test_no_more_is_looked_for_than_a_name_can_be_long():
    assert len(asked_for("长" * 5000)) == 100
