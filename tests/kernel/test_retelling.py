"""Stored sentences are told again in the reader's language."""

from __future__ import annotations

import pytest

from jingkai.kernel import language, retelling
from jingkai.kernel.retelling import retold

ENGLISH = "a word such as 最 is probably missing in “大限度提高效率”"
CHINESE = "“大限度提高效率”中可能缺了“最”一类的字"


@pytest.fixture
def speak(monkeypatch):
    """Let gettext answer from a small catalogue, in the language that is asked for."""
    catalogue = {
        "a word such as %(word)s is probably missing in “%(context)s”": "“%(context)s”中可能缺了“%(word)s”一类的字",
        "Reading took longer than %(minutes)d minutes and was stopped.": "识读超过 %(minutes)d 分钟，已停止。",
        "The reader stopped without an answer.": "识读程序没有给出结果。",
        "%(a)s: %(b)s": "%(a)s：%(b)s",
        "sure to %(share)d%%": "把握 %(share)d%%",
    }
    monkeypatch.setattr(retelling, "chinese", lambda: catalogue)
    retelling._messages.cache_clear()
    retelling._recognised.cache_clear()

    def use(name):
        answer = (
            (lambda message: catalogue.get(message, message)) if name == "zh" else (lambda message: message)
        )
        monkeypatch.setattr(language, "_translate", answer)

    yield use
    retelling._messages.cache_clear()
    retelling._recognised.cache_clear()


def test_what_was_written_in_one_language_is_told_in_the_other(speak):
    speak("zh")
    assert retold(ENGLISH) == CHINESE
    assert retold("The reader stopped without an answer.") == "识读程序没有给出结果。"
    speak("en")
    assert retold(CHINESE) == ENGLISH
    assert retold("识读程序没有给出结果。") == "The reader stopped without an answer."


def test_what_is_already_in_the_readers_language_stays(speak):
    speak("zh")
    assert retold(CHINESE) == CHINESE
    speak("en")
    assert retold(ENGLISH) == ENGLISH


def test_numbers_and_percent_signs_are_filled_in_again(speak):
    speak("zh")
    assert retold("Reading took longer than 15 minutes and was stopped.") == "识读超过 15 分钟，已停止。"
    assert retold("sure to 80%") == "把握 80%"


def test_a_sentence_of_nobody_is_left_alone(speak):
    speak("zh")
    for sentence in (
        "",
        "a file name: whatever",
        "Reading took longer than many minutes and was stopped.",
        "100%",
    ):
        assert retold(sentence) == sentence


def test_every_message_of_the_product_can_be_recognised():
    retelling._messages.cache_clear()
    whole, shapes = retelling._messages()
    assert len(whole) > 200
    assert len(shapes) > 20
