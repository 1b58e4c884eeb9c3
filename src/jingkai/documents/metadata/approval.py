"""Who adopted or agreed to a document, as its cover notice or preamble says, and which documents it repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jingkai.documents.provision import BlockKind, Parsed, ProvisionKind
from jingkai.kernel import document_numbers

_MEETING = re.compile(
    r"(?:已经|业经|已于|经|已|于)(?P<who>[^，。；《》]{2,60}?(?:会议|常委会|全会|办公会|大会))(?:审议|讨论|研究|表决|审查|审定)?"
    r"(?:并)?(?:原则)?(?:通过|同意|批准|审定|研究)"
)
_AGREED = re.compile(
    r"(?:已经|业经|经)(?:报)?(?P<who>[^，。；《》]{2,30}?)(?:研究)?(?:同意|批准|审定|授权|批复)"
)
_ADOPTED = re.compile(r"^[（(](?P<who>.*?(?:会议|大会))(?:审议|讨论|修订|表决)?通过")
_REPEALED = re.compile(r"(?:同时|即行|相应|一并)?(?:予以)?(?:废止|停止执行|不再执行|宣布失效|失效)")
_TITLE = re.compile(r"《(?P<title>[^《》]+(?:《[^《》]*》[^《》]*)*)》")
_NUMBER_BEHIND = re.compile("[（(](?P<number>[^（）()]{4,40}号)[）)]")
_OBJECT_FOLLOWS = re.compile(
    "(?:了|以下|下列|原|原有|的)*(?:[^，。；《》]{0,30}(?:印发|发布|制定|公布)的)?(?:文件)?[：:]?《"
)
_NOT_ITS_OWN = re.compile(r"不得|不予|尚未|依法|应当|可以|如|若|由.{0,12}宣布")


def read_approval(parsed: Parsed) -> str | None:
    """Return who adopted the document and in which meeting, in the document's words; ``None`` where it does not say."""
    for block in parsed.blocks:
        if block.kind is BlockKind.NOTE and (match := _ADOPTED.match(block.text)):
            return match["who"]
    for text in _openings(parsed):
        for pattern in (_MEETING, _AGREED):
            found = pattern.search(text)
            if found:
                return found["who"].strip()
    return None


def _openings(parsed: Parsed) -> Iterator[str]:
    """The texts in which a document says who agreed to it: cover notice, else preamble, else first paragraph."""
    notices = [block.text for block in parsed.blocks if block.kind is BlockKind.NOTICE]
    if notices:
        yield from notices
        return
    opening = (ProvisionKind.PREAMBLE, ProvisionKind.PARAGRAPH)
    yield from (provision.text for provision in parsed.provisions[:3] if provision.kind in opening)


def read_repeals(parsed: Parsed) -> tuple[str, ...]:
    """Return the documents this one repeals, in order of mention: title, ``《title》（number）``, or number alone."""
    texts = [
        provision.text for provision in parsed.provisions if provision.kind is not ProvisionKind.ENUMERATION
    ]
    texts += [block.text for block in parsed.blocks if block.kind is BlockKind.NOTICE]
    found: list[str] = []
    for text in texts:
        for sentence in re.split("(?<=[。；\n])", text):
            repealed = _REPEALED.search(sentence)
            if repealed is None or _NOT_ITS_OWN.search(
                sentence[max(0, repealed.start() - 8) : repealed.start()]
            ):
                continue
            before = sentence[: repealed.start()]
            if before.count("《") > before.count("》"):
                continue  # within the title of another document (《关于废止…的决定》)
            behind = _OBJECT_FOLLOWS.match(sentence, repealed.end())
            found.extend(_named(sentence[repealed.end() :] if behind else before))
    return tuple(dict.fromkeys(found))


def _named(words: str) -> list[str]:
    """The documents that words name: titles, each with the number that stands in brackets behind it, else numbers."""
    titles = []
    for match in _TITLE.finditer(words):
        bracket = _NUMBER_BEHIND.match(words, match.end())
        number = document_numbers.parse(bracket["number"]) if bracket else None
        titles.append(f"《{match['title']}》（{number}）" if number else match["title"])
    return titles or [str(one.number) for one in document_numbers.find(words)]
