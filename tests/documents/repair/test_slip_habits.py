"""What the undamaged part of a copy tells about its damaged stretches."""

from __future__ import annotations

from jingkai.documents.repair.byteslip import undo_byte_slips
from jingkai.documents.repair.slip_habits import Habits
from jingkai.documents.revision import Revision
from jingkai.documents.witness import Line, Place, Witness

COPY = "青嵐經濟技術開發區(qū)管委會支持園區(qū)發展數字經濟,開發區(qū)的企業應當參加"


def test_a_character_glossed_elsewhere_does_not_stand_bare() -> None:
    habits = Habits(COPY)
    assert habits.cost("區", None) > 0
    assert habits.cost("區", "qū") == 0


def test_a_character_that_stands_bare_elsewhere_is_not_glossed() -> None:
    habits = Habits(COPY)
    assert habits.cost("發", "fā") > 0
    assert habits.cost("發", None) == 0
    assert habits.cost("區", "ōu") > 0


def test_a_character_cut_in_two_may_have_lost_its_gloss() -> None:
    assert Habits(COPY).cost("區", None, severed=True) == 0


def test_a_copy_in_traditional_characters_has_no_simplified_ones() -> None:
    habits = Habits(COPY)
    assert habits.cost("业", None) > habits.cost("業", None) == 0
    assert habits.is_foreign("发") and not habits.is_foreign("重")


def test_a_copy_in_simplified_characters_has_no_traditional_ones() -> None:
    habits = Habits("青岚经济技术开发区(qū)管委会支持园区(qū)发展")
    assert habits.is_foreign("數") and not habits.is_foreign("数")


def test_a_copy_that_glosses_now_and_then_tells_nothing() -> None:
    habits = Habits("開發區(qū)管委會支持園區發展")
    assert habits.cost("區", None) == 0
    assert habits.cost("發", "fā") == 0


def test_a_reading_that_no_bare_character_has_is_kept_for_all() -> None:
    habits = Habits(COPY)
    assert habits.readable(["發", "罰"], "fā") == ["罰"]
    assert habits.readable(["發"], "fā") == ["發"]


def test_a_digit_that_a_stray_byte_took_along_is_flagged() -> None:
    # The last byte of 字 met the 5 behind it, so that "?" stands for both: 數字5G.
    clean = "青嵐開發區(qū)支持數字園區(qū)建設"
    data = "支持數字5G網路".encode("gb18030")
    cut = data.index("數".encode("gb18030")) + 1
    damaged = _as_sites_decode(data[:cut] + "(jǐn)".encode("gb18030") + data[cut:])
    text = Revision(_witness(clean + "\n" + damaged))
    assert undo_byte_slips(text) >= 1
    assert "doubtful_slip" in {flag.code for flag in text.flags()}
    assert min(repair.confidence for repair in text.repairs()) <= 0.5


def _as_sites_decode(data: bytes) -> str:
    from jingkai.documents.damage import _decoded_piece

    return _decoded_piece(data)


def _witness(text: str) -> Witness:
    lines = tuple(Line(line, Place(number)) for number, line in enumerate(text.split("\n"), 1))
    return Witness("test.txt", "txt", "", lines)
