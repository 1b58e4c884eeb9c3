"""The packs as they were on record, ready to answer: at a moment, or by the version of their rules."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import lru_cache

from jingkai.benefits.packs import Policy, policies
from jingkai.policy.rules.interpret import prepare
from jingkai.policy.selectors import PackOnRecord, pack_version, packs_on_record
from jingkai.policy.stored import StoredPackError


def policies_known(at: datetime) -> tuple[Policy, ...]:
    """Return the reviewed packs as they were on record at a moment.

    Raises :class:`~jingkai.policy.stored.StoredPackError` for one that this release cannot read any more.
    """
    return tuple(_ready(one) for one in packs_on_record(at))


def policy_by_version(key: str, version: str) -> Policy | None:
    """Return the pack with a key whose rules have a version: that of this release, or one that was on record.

    ``None`` where there is none, and for one that this release cannot read any more: names are then shown as they are.
    """
    for one in policies():
        if (one.key, one.rules.version) == (key, version):
            return one
    found = pack_version(version)
    if found is None or found.name != key:
        return None
    with suppress(StoredPackError):
        return _ready(found)
    return None


def _ready(one: PackOnRecord) -> Policy:
    same = (policy for policy in policies() if (policy.key, policy.rules.version) == (one.name, one.digest))
    return next(same, None) or _prepared(one)


@lru_cache(maxsize=16)
def _prepared(one: PackOnRecord) -> Policy:
    return Policy(one.name, one.pack, prepare(one.pack, one.digest))
