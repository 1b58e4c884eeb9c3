"""The packs on record: as they were at a moment, and by the version of their rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Q

from jingkai.policy.models import RecordedPack
from jingkai.policy.schema.pack import Pack
from jingkai.policy.stored import rebuilt


@dataclass(frozen=True, slots=True)
class PackOnRecord:
    """A version of a pack: ``jurisdiction`` and ``name`` are its folders, ``digest`` the version of its rules."""

    jurisdiction: str
    name: str
    digest: str

    @property
    def pack(self) -> Pack:
        """What it says. Raises :class:`~jingkai.policy.stored.StoredPackError` where it cannot be read."""
        return _pack(self.digest)


def packs_on_record(at: datetime) -> tuple[PackOnRecord, ...]:
    """Return the packs as they were on record at a moment, by jurisdiction and name."""
    rows = RecordedPack.objects.filter(Q(superseded=None) | Q(superseded__gt=at), recorded__lte=at)
    found = rows.order_by("jurisdiction", "name").values_list("jurisdiction", "name", "digest")
    return tuple(PackOnRecord(*row) for row in found)


def pack_version(digest: str) -> PackOnRecord | None:
    """Return a version that has ever been on record, ``None`` where it has not."""
    rows = RecordedPack.objects.filter(digest=digest).values_list("jurisdiction", "name", "digest")
    row = rows.first()
    return PackOnRecord(*row) if row else None


def on_record_since() -> datetime | None:
    """Return when the first pack was put on record, ``None`` where none was."""
    return RecordedPack.objects.order_by("recorded").values_list("recorded", flat=True).first()


@lru_cache(maxsize=32)
def _pack(digest: str) -> Pack:
    content = RecordedPack.objects.filter(digest=digest).values_list("content", flat=True)[0]
    return rebuilt(content, digest)
