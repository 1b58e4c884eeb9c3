"""Terms: which words two clauses share, and how much that says.

Words are taken as pairs of characters, so no dictionary decides what a word is; pairs that run on make longer
shared words, and long ones say more than chance pairs do. A pair weighs by how few clauses of both documents
have it: what stands in every eighth clause (支持, 推动, 经开区) weighs nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_COMMON = 8  # a pair found in one of this many clauses, or in more, is boilerplate
_FULL = 4  # characters from which a shared word counts in full

_FUNCTION_WORDS = re.compile(
    "相关|有关|部门|单位|按照|根据|依据|通过|进行|给予|享受|以及|或者|并且|对于|其中|由于|上述|以上|以下|超过|不超过"
    "|的|和|等|对|在|及|与|或|并|为|以|其|将|从|由|按|了|于|各|该|每|再|所|至"
)
_VISIBLE = re.compile("[\u3400-\u9fffA-Za-z0-9+]+")
_NUMBER = re.compile(r"(?<![A-Za-z])\d+(?:\.\d+)?(?![A-Za-z\d])")  # 5G is a word, 2025 is a figure

_GENERIC_WORDS = (
    "支持 推动 推进 加快 加强 鼓励 建设 发展 引导 促进 提升 提高 完善 健全 建立 实施 开展 探索 积极 大力 优化 "
    "强化 深化 培育 打造 企业 项目 园区 工作 条件 具备 符合 重点 优势 水平 质量 能力 机制 体系 政策 措施 "
    "产业 资金 管理 服务 平台 责任 工程 作用 实现 全面 进一 一步 持续 有效 充分 开发 发区 经开 开区 地区 "
    "自治 治区 全省 全市 全区 省级 市级 "
    "奖励 奖补 补助 补贴 一次 次性 最高 单个 每年 每家 比例 万元 亿元"
)
_GENERIC = frozenset(_GENERIC_WORDS.split())
"""Pairs of the genre's commonest words, and of how rather than for what is paid: they never weigh anything."""


def is_generic(pair: str) -> bool:
    """Whether a pair of characters is of those that never weigh anything."""
    return pair in _GENERIC


def pieces(text: str) -> Iterator[str]:
    """The runs of a text between punctuation, figures and function words, two characters or longer."""
    for run in _VISIBLE.findall(_NUMBER.sub("，", text)):
        for piece in _FUNCTION_WORDS.split(run):
            if len(piece) > 1:
                yield piece


def pairs_of(text: str) -> set[str]:
    """The pairs of neighbouring characters in a text."""
    return {piece[at : at + 2] for piece in pieces(text) for at in range(len(piece) - 1)}


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared word and its weight."""

    words: str
    weight: float


class Weights:
    """How much each pair of characters says, learnt from the clauses of both documents."""

    def __init__(self, texts: Iterable[str]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for text in texts:
            counts.update(pairs_of(text))
            number += 1
        self._counts = counts
        limit = max(number / _COMMON, 2.0)
        self._weights = {
            pair: math.log((limit + 1.0) / count)
            for pair, count in counts.items()
            if count <= limit and pair not in _GENERIC
        }
        self._unseen = math.log(limit + 1.0)

    def of(self, pair: str) -> float:
        """Weight of one pair, 0 for boilerplate."""
        return self._weights.get(pair, 0.0)

    def total(self, pairs: Iterable[str]) -> float:
        """Weight of several pairs."""
        return sum(map(self.of, pairs))

    def shared(self, lower: str, upper: str) -> list[Shared]:
        """The words of ``lower`` that ``upper`` has too, each pair counted once, heaviest first."""
        seen: set[str] = set()
        found: list[Shared] = []
        for before, words, after in _common_runs(lower, upper):
            pairs = [words[at : at + 2] for at in range(len(words) - 1)]
            fresh = {pair for pair in pairs if pair not in seen}
            seen.update(fresh)
            weight = self.total(fresh) * min(1.0, len(words) / _FULL)
            if weight > 0.0:
                found.append(Shared(self._whole_words(before, words, after), weight))
        return sorted(found, key=lambda row: (-row.weight, row.words))

    def _whole_words(self, before: str, words: str, after: str) -> str:
        """A shared stretch without halves of words and boilerplate at its ends, for people to read.

        A character that is seen more often with what stands outside belongs there: of 实行|告知 the 行.
        """
        while len(words) > 2 and before and self._counts[before + words[0]] > self._counts[words[:2]]:
            before, words = words[0], words[1:]
        while len(words) > 2 and after and self._counts[words[-1] + after] > self._counts[words[-2:]]:
            after, words = words[-1], words[:-1]
        while len(words) > 3 and words[:2] in _GENERIC:
            words = words[2:]
        while len(words) > 3 and words[-2:] in _GENERIC:
            words = words[:-2]
        return words


def _common_runs(lower: str, upper: str) -> Iterator[tuple[str, str, str]]:
    """The longest stretches of ``lower`` that stand in ``upper``, each with the character before and after it."""
    above = "\n".join(pieces(upper))
    for piece in pieces(lower):
        start = 0
        while start < len(piece) - 1:
            end = start + 2
            if piece[start:end] not in above:
                start += 1
                continue
            while end < len(piece) and piece[start : end + 1] in above:
                end += 1
            yield piece[max(start - 1, 0) : start], piece[start:end], piece[end : end + 1]
            start = end - 1
