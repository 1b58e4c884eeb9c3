"""Imports that wait for whoever handed the file in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.kernel.waiting import Waiting
from jingkai.registry.models import ImportRun
from jingkai.registry.models.imports import KEPT_DAYS, ImportState

_WORDS: Mapping[str, str] = {
    ImportState.MAPPING: msgid("Map the columns of %(file)s"),
    ImportState.CHECKED: msgid("Look at the dry run of %(file)s and import it"),
    ImportState.CANCELLED: msgid("Go on with the import of %(file)s, or leave it"),
    ImportState.FAILED: msgid("Go on with the import of %(file)s, or leave it"),
}


def waiting_for(user: User) -> list[Waiting]:
    """Return imports of somebody that wait for a step; on the day they are due their files are forgotten."""
    runs = ImportRun.objects.filter(Q(state__in=_WORDS), owner=user).exclude(file="")
    return [
        Waiting(
            "registry.import",
            _(_WORDS[run.state]) % {"file": run.filename},
            reverse("registry:import", args=[run.pk]),
            run.started,
            timezone.localdate(run.started + timedelta(days=KEPT_DAYS)),
        )
        for run in runs
        if run.state != ImportState.FAILED or run.foreseen
    ]
