"""Clauses that some copies lack, lines around the document, lines joined and broken."""

from __future__ import annotations

from collate_copies import copy_of, mended, visible

from jingkai.documents.collate import VariantKind, collate
from jingkai.documents.revision import Flag


def _without_line(text: str, opening: str) -> str:
    lines = text.split("\n")
    kept = [line for line in lines if not line.startswith(opening)]
    assert len(kept) == len(lines) - 1
    return "\n".join(kept)


def test_a_clause_that_the_base_lacks_is_taken_from_the_other_copy(opinion: str) -> None:
    short = copy_of(_without_line(opinion, "8.培育外贸新动能"), "short")
    doubtful = [mended(opinion, words, "鎼鑉", 0.4) for words in ("梯级利用", "混合用地", "后备企业库")]
    whole = copy_of(opinion, "whole", repairs=doubtful * 4)
    for pair in ([short, whole], [whole, short]):
        collation = collate(pair)
        assert collation.record.text == opinion
        [variant] = collation.variants
        assert variant.kind is VariantKind.CLAUSE
        assert variant.provision == "art_3__item_8"
        missing = {reading.source for reading in variant.readings if reading.grounds == ("missing",)}
        assert missing == {"short"}


def test_copies_cut_off_at_different_ends_make_a_whole(opinion: str) -> None:
    lines = opinion.split("\n")
    front = copy_of("\n".join(lines[:28]), "front")
    back = copy_of("\n".join(lines[12:]), "back")
    assert collate([front, back]).record.text == opinion
    assert collate([back, front]).record.text == opinion


def test_a_cut_off_copy_does_not_outvote_the_rest_of_the_document(opinion: str) -> None:
    lines = opinion.split("\n")
    cut = [copy_of("\n".join(lines[:20]), "cut a"), copy_of("\n".join(lines[:24]), "cut b")]
    assert collate([*cut, copy_of(opinion, "whole")]).record.text == opinion


def test_what_stands_around_one_copy_is_left_out_and_said(opinion: str) -> None:
    page = copy_of(opinion + "\n请先登录后再打印或者下载本页内容", "page")
    plain = copy_of(opinion, "plain", repairs=[mended(opinion, "梯级利用", "鎼鑉", 0.4)] * 9)
    for pair in ([page, plain], [plain, page]):
        collation = collate(pair)
        assert "登录" not in collation.record.text
        assert visible(collation.record.text) == visible(opinion)


def test_title_and_number_come_from_the_copy_that_has_them(opinion: str) -> None:
    bare = copy_of("\n".join(opinion.split("\n")[2:]), "bare")
    full = copy_of(opinion, "full", repairs=[mended(opinion, "梯级利用", "鎼鑉", 0.1)] * 60)
    collation = collate([bare, full])
    assert collation.record.text == opinion
    assert collation.record.metadata.number == "临政办发〔2025〕6号"
    assert collation.record.metadata.title is not None


def test_lines_joined_in_one_copy_are_parted_as_in_the_others(opinion: str) -> None:
    joined = opinion.replace("\n12.提高土地", "12.提高土地").replace("\n（五）强化", "（五）强化")
    printed = copy_of(joined, "printed", hard_wrapped=True)
    scraped = copy_of(opinion, "scraped", repairs=[mended(opinion, "梯级利用", "鎼鑉", 0.1)] * 60)
    assert collate([printed, scraped]).record.text == opinion


def test_a_broken_paragraph_is_joined_as_in_the_others(opinion: str) -> None:
    broken = opinion.replace("清单每年评估一次", "清单每\n年评估一次")
    printed = copy_of(broken, "printed", hard_wrapped=True)
    assert collate([printed, copy_of(opinion, "other")]).record.text == opinion


def test_repairs_and_flags_of_the_base_move_with_their_characters(opinion: str) -> None:
    received = _without_line(opinion.replace("混合用地管理", "综合用地管理"), "（二）壮大主导产业")
    repairs = [mended(received, "梯级利用", "鎼鑉", 1.0), mended(received, "综合用地", "鎼鑉", 0.3)]
    at = received.index("引育各类人才")
    flags = [Flag("numbering", "a number is missing", None, at, at + 6)]
    # The other copy has a clause before them that the base lacks, and rests on many guesses elsewhere.
    short = copy_of(received, "short", repairs=repairs, flags=flags)
    other = copy_of(opinion, "other", repairs=[mended(opinion, "铁水联运", "鎼鑉", 0.1)] * 60)
    collation = collate([short, other])
    assert collation.base == "short"
    text = collation.record.text
    assert "混合用地管理" in text
    assert [text[row.start : row.end] for row in collation.record.repairs] == ["梯级利用"]
    assert [text[row.start or 0 : row.end] for row in collation.record.flags] == ["引育各类人才"]


def test_copies_that_contradict_each_other_about_the_document_are_flagged(opinion: str) -> None:
    first = copy_of(opinion, "first")
    second = copy_of(opinion.replace("\n2025年3月14日\n", "\n2025年3月15日\n"), "second")
    third = copy_of(opinion.replace("青岚经开区建成全省", "青岚经开区建成 全省"), "third")
    collation = collate([first, second, third])
    assert collation.record.metadata.adopted == "2025-03-14"
    [flag] = [flag for flag in collation.record.flags if flag.code == "metadata_conflict"]
    assert "2025-03-15" in flag.message


def test_a_damaged_title_is_a_variant_and_no_contradiction(opinion: str) -> None:
    hurt = copy_of(opinion.replace("实施意见\n临政办发", "实??见\n临政办发"), "a hurt")
    record = collate([hurt, copy_of(opinion, "b whole")]).record
    assert record.metadata.title == opinion.split("\n", 1)[0]
    assert not [flag for flag in record.flags if flag.code == "metadata_conflict"]
