"""Traditional text becomes simplified; simplified text is never touched, not even where OpenCC would."""

from __future__ import annotations

import pytest
from repair_texts import received

from jingkai.documents.repair.script import is_traditional, write_simplified


def simplified(text: str) -> str:
    revision = received(text)
    write_simplified(revision)
    assert revision.undone() == text
    return revision.text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("為加速推動開發區高質量發展", "为加速推动开发区高质量发展"),
        ("關於後續工作,著力解決顯著問題", "关于后续工作,着力解决显著问题"),
        ("著名企業與著作權保護,增強幹部乾勁", "著名企业与著作权保护,增强干部干劲"),
        ("皇后大道以後方企業為準", "皇后大道以后方企业为准"),
        ("複製推廣,恢復並覆蓋", "复制推广,恢复并覆盖"),
        ("內蒙古凈化產業鏈,說明戶數", "内蒙古净化产业链,说明户数"),
        ("徵求意見,徵收土地,徵信體系", "征求意见,征收土地,征信体系"),
        ("後面是什么單位,怎么辦理", "后面是什么单位,怎么办理"),
    ],
)
def test_traditional_text_is_written_in_simplified_characters(old: str, new: str) -> None:
    assert simplified(old) == new


@pytest.mark.parametrize(
    "text",
    [
        "显著提高著作权保护水平，着力覆盖。",
        "于都县、於潜镇、乾安县、后备企业、徵氏族谱、么站。",
        "本公司已在香港聯合交易所上市，发展态势良好，正在加快推进国际业务。",
        "发展水平显著提高，引文作“開發區”。",
        "GDP 8%",
    ],
)
def test_simplified_text_stays_even_where_it_quotes_a_traditional_name(text: str) -> None:
    assert simplified(text) == text


def test_a_traditional_page_in_a_simplified_document_is_converted_alone() -> None:
    text = "显著提高园区的发展水平和企业的创新实力。\n關於開發區產業規劃與環境評價統籌實施辦法\n着力推进项目审批改革工作。"
    assert simplified(text).split("\n") == [
        "显著提高园区的发展水平和企业的创新实力。",
        "关于开发区产业规划与环境评价统筹实施办法",
        "着力推进项目审批改革工作。",
    ]


def test_simplified_words_on_a_traditional_line_are_left_alone() -> None:
    assert simplified("開發區產業規劃環境評價显著提高") == "开发区产业规划环境评价显著提高"


def test_neighbouring_changes_are_one_entry_of_the_log_and_nothing_is_left_out() -> None:
    revision = received("開發區的產業鏈")
    assert write_simplified(revision) == 2
    assert [(repair.before, repair.after) for repair in revision.repairs()] == [
        ("開發區", "开发区"),
        ("產業鏈", "产业链"),
    ]


def test_the_whole_text_decides() -> None:
    assert is_traditional("關於開發區的意見")
    assert not is_traditional("关于开发区的意见")
    assert not is_traditional("")
