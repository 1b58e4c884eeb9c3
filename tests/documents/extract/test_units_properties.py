"""What holds for every list: names put together in any style come back, each at its place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from jingkai.documents.extract.units import UnitContext, find_units
from jingkai.documents.mentions import Role
from jingkai.registry.lexicon import lexicon

CITY = UnitContext("澄江市人民政府办公室", "city", ("澄江市",))
LEVELS = ("市", "省", "自治区", "县", "澄江市")
departments = st.sampled_from(
    sorted(form for form, family in lexicon().forms.items() if family.kind == "" and len(form) >= 3)
)
collectives = st.sampled_from(
    [
        "各旗县区人民政府",
        "各县（市、区）人民政府",
        "有关部门",
        "青岚经开区管委会",
        "临河区人民政府",
        "澄江海关",
    ]
)
names = st.lists(
    st.tuples(st.sampled_from(LEVELS), departments).map("".join) | collectives, min_size=1, max_size=7
)
joints = st.sampled_from(["、", "，", "；"])
STYLES = (
    "完善设施。（{}按职责分工负责）",
    "完善设施。（{}等部门负责）",
    "完善设施。（责任单位：{}）",
    "责任单位：{}。",
    "完善设施。【牵头单位：{}】",
    "完善设施。（由{}牵头）",
    "完善设施。({}按照各自职责抓好落实)",
)


@settings(max_examples=200, deadline=None)
@given(names, joints, st.sampled_from(STYLES))
def test_every_name_of_a_list_comes_back_at_its_place(listed: list[str], joint: str, style: str) -> None:
    text = style.format(joint.join(listed))
    mentions = find_units(text, context=CITY)
    assert [mention.name for mention in mentions] == listed
    assert [mention.canonical for mention in mentions] == listed
    assert all(text[mention.start : mention.end] == mention.name for mention in mentions)
    assert all(mention.open_list is ("等部门" in style) for mention in mentions)
    assert {mention.role for mention in mentions} == {Role.LEAD if "牵头" in style else Role.RESPONSIBLE}


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(LEVELS), st.lists(departments, min_size=1, max_size=6), st.sampled_from(STYLES))
def test_a_level_word_carries_through_a_whole_group(level: str, listed: list[str], style: str) -> None:
    text = style.format(level + "、".join(listed))
    mentions = find_units(text, context=CITY)
    assert [mention.canonical for mention in mentions] == [level + name for name in listed]


@settings(max_examples=200, deadline=None)
@given(
    st.text(
        alphabet="市省县区旗盟各由等和与及、，；。：（）()【】 牵头负责配合会同按职责分工单位部门财政局发改委商务厅政府管\n的",
        max_size=60,
    )
)
def test_any_text_is_read_without_error_and_offsets_hold(text: str) -> None:
    for mention in find_units(text, context=CITY):
        assert text[mention.start : mention.end] == mention.name
        assert mention.name.strip() == mention.name != ""
