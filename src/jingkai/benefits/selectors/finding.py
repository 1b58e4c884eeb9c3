"""Benefits by name, for the search from anywhere: each leads to its public guide."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.policy import Principal
from jingkai.benefits import words as said
from jingkai.benefits.selectors.subjects import policies_in_use
from jingkai.kernel.finding import Found

MOST = 4


def find(user: Principal, words: str) -> Iterator[Found]:
    """Give the benefits in force here whose title or summary has every word, those with them in the title first."""
    wanted = words.casefold().split()
    if not wanted:
        return
    today = timezone.localdate()
    all_ = [(policy, one) for policy in policies_in_use(today) for one in policy.benefits(today)]
    titled = [pair for pair in all_ if _has(pair[1].title, wanted)]
    told = [
        pair for pair in all_ if pair not in titled and _has(f"{pair[1].summary} {pair[1].english}", wanted)
    ]
    for policy, one in islice([*titled, *told], MOST):
        address = reverse("benefits:benefit", args=[policy.key, one.id])
        yield Found(one.title, address, "hand-coins", f"{policy.number} {said.clause(one.provision)}")


def _has(text: str, wanted: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)
