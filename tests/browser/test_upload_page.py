"""Files dropped on the upload page of a real site, in a real browser, until they are published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import Site
from jingkai.documents.samples import OPINION_BROKEN

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def own_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with the samples that no other module hands files in to."""
    running = Site(tmp_path_factory.mktemp("uploads"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture
def page(chromium: Any, own_site: Site) -> Iterator[Any]:
    """The upload page; whatever the console complains about fails the test."""
    address, session = own_site.address, own_site.session_of("policy_officer")
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    cookies = {"jingkai_language": "en", "jingkai_session": session}
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    complaints: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    opened.goto(address + "/uploads/")
    yield opened
    context.close()
    assert complaints == []


def _drag(page: Any, *paths: Path, target: str = "[data-drop]", let_go: bool = True) -> None:
    """Drag files from outside the browser over a part of the page and let them go there."""
    box = page.locator(target).bounding_box()
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", *(["drop"] if let_go else [])):
        session.send(
            "Input.dispatchDragEvent",
            {"type": kind, "x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2, "data": data},
        )
    session.detach()


def _notice(path: Path, number: int, place: str, work: str) -> Path:
    path.write_text(
        f"青岚经济技术开发区管理委员会关于{place}{work}的通知\n青管发〔2025〕{number}号\n各园区、各企业：\n"
        f"为方便职工在{place}出行，现就{work}有关事项通知如下。\n一、工作目标\n到2026年，{place}设施完好率达到98%以上。\n"
        f"二、工作任务\n1.{work}，按实际投入的30%给予补贴，最高不超过5万元。（责任单位：建设局、财政局）\n"
        "青岚经济技术开发区管理委员会\n2025年6月3日\n",
        encoding="utf-8",
    )
    return path


def _entry(page: Any, name: str) -> Any:
    return page.locator(f'#uploads article[aria-label="{name}"]')


def _send(page: Any) -> None:
    page.locator("form[enctype] button[type=submit]").click()
    page.locator("#uploads article").first.wait_for()


def test_files_dropped_in_two_goes_are_read_reviewed_and_published(page, tmp_path):
    lamps = _notice(tmp_path / "路灯.txt", 31, "东风路", "更换老旧灯具")
    roads = _notice(tmp_path / "道路.txt", 32, "学院街", "修补破损路面")
    copy = tmp_path / "另一份.txt"
    copy.write_text(OPINION_BROKEN.read_text("utf-8") + "\n第 1 页\n", encoding="utf-8")
    empty = tmp_path / "空白.txt"
    empty.touch()

    _drag(page, lamps, copy, empty)
    _drag(page, roads, lamps)
    listed = page.locator("[data-chosen] .chosen__name").all_text_contents()
    assert listed == ["路灯.txt", "另一份.txt", "空白.txt", "道路.txt"]
    _send(page)
    page.locator("#uploads:not([hx-get])").wait_for(timeout=60_000)

    assert "Taken in: 3 of 4 files" in page.locator(".notice").text_content()
    assert "The file is empty." in _entry(page, "空白.txt").text_content()
    assert "Save it again" in _entry(page, "空白.txt").text_content()
    assert "New witness of a known document" in _entry(page, "另一份.txt").text_content()
    for name, number in (("路灯.txt", 31), ("道路.txt", 32)):
        assert "New document" in _entry(page, name).text_content()
        _entry(page, name).locator("a[href$='/review/']").click()
        assert page.locator("#id_number").input_value() == f"青管发〔2025〕{number}号"
        page.locator("form[novalidate] button[type=submit]").click()
        page.wait_for_url("**/documents/*/")
        assert page.locator("#art_2__item_1").count() == 1
        page.goto(page.url.split("/documents/")[0] + "/uploads/")
        assert _entry(page, name).locator("a[href$='/review/']").count() == 0
    _entry(page, "另一份.txt").get_by_text("See where the witnesses differ").click()
    page.wait_for_url("**/witnesses/")
    assert page.locator(".table tbody tr").count() == 4
    page.goto(page.url.split("/documents/")[0] + "/documents/?q=青管发")
    assert page.locator(".table tbody tr").count() == 2


def test_every_step_of_a_reading_is_shown_while_it_goes_on(page, tmp_path):
    long = tmp_path / "长文件.txt"
    long.write_text(OPINION_BROKEN.read_text("utf-8").replace("青嵐", "青山") * 20, encoding="utf-8")
    page.add_init_script(
        "window.seen = []; addEventListener('DOMContentLoaded', () => { const look = () => {"
        "const bar = document.querySelector('#uploads progress'); const now = document.querySelector('.steps .is-now');"
        "if (bar) seen.push([bar.value, bar.max, document.querySelectorAll('.steps li').length, now?.textContent]); };"
        "look(); new MutationObserver(look).observe(document.body, {childList: true, subtree: true}); })"
    )
    _drag(page, long)
    _send(page)
    page.locator("#uploads:not([hx-get])").wait_for(timeout=120_000)
    seen = page.evaluate("window.seen")
    values = [value for value, _most, _steps, _now in seen]
    assert values == sorted(values)
    assert len(set(values)) >= 2, "the bar moves while the file is read"
    assert all(most == steps for _value, most, steps, _now in seen)
    assert {now for *_rest, now in seen} - {None}
    assert _entry(page, "长文件.txt").locator("a").count() >= 1


def test_a_file_chosen_by_mistake_is_taken_out_again(page, tmp_path):
    wanted = _notice(tmp_path / "要.txt", 33, "站前街", "清理堵塞管道")
    unwanted = _notice(tmp_path / "不要.txt", 34, "站前街", "补种行道树木")
    page.set_input_files("#id_copies", [str(wanted), str(unwanted)])
    page.get_by_role("button", name="Remove 不要.txt").click()
    assert page.locator("[data-chosen] .chosen__name").all_text_contents() == ["要.txt"]
    assert page.evaluate("[...document.querySelector('#id_copies').files].map(file => file.name)") == [
        "要.txt"
    ]


def test_a_folder_is_not_sent_but_named_with_what_to_do(page, tmp_path):
    folder = tmp_path / "文件夹"
    folder.mkdir()
    _drag(page, folder, _notice(tmp_path / "单个.txt", 35, "滨河路", "补种行道树木"))
    lines = page.locator("[data-chosen] li").all_text_contents()
    assert len(lines) == 2
    assert "文件夹" in lines[1]
    assert "This is a folder" in lines[1]
    assert page.evaluate("document.querySelector('#id_copies').files.length") == 1


def test_a_file_let_go_beside_the_zone_does_not_replace_the_page(page, tmp_path):
    address = page.url
    path = _notice(tmp_path / "旁边.txt", 36, "工业一路", "更换老旧灯具")
    _drag(page, path, let_go=False)
    assert "drop--over" in page.locator("[data-drop]").get_attribute("class")
    _drag(page, path, target="h1")
    assert page.url == address
    assert "drop--over" not in page.locator("[data-drop]").get_attribute("class")
    assert page.evaluate("document.querySelector('#id_copies').files.length") == 0
