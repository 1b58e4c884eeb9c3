"""Samples: fictional documents for a library that would else be empty on its first day."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from jingkai.documents.models import Document
from jingkai.documents.services.intake import ingest

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SamplesLoaded:
    """How many sample files were taken in, and the names of those that could not be."""

    taken_in: int = 0
    failed: tuple[str, ...] = ()


def load_samples() -> SamplesLoaded:
    """Load the sample documents into an empty library, marked as fictional, and publish them.

    A sample that cannot be read is left out and named: nobody waits for it, and the site must start without it.
    """
    if Document.objects.exists():
        return SamplesLoaded()
    from jingkai.documents.pipeline import read_file
    from jingkai.documents.samples import sample_files

    taken_in, failed = 0, []
    with translation.override(settings.LANGUAGE_CODE):
        for path in sample_files():
            try:
                ingest(read_file(path), content=path.read_bytes(), publish=True, fictional=True)
            except Exception:  # noqa: BLE001 - a fault in one sample must not keep the site from starting
                _log.exception("the sample %s could not be loaded", path.name)
                failed.append(path.name)
            else:
                taken_in += 1
    return SamplesLoaded(taken_in, tuple(failed))
