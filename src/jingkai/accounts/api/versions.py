"""Versions of rows: the header ``ETag`` says which one was read, ``If-Match`` which one a change was made from."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from jingkai.accounts.api.problems import ProblemError
from jingkai.kernel.language import gettext as _

_TAG = re.compile(r'"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6})"')


def tag_of(changed: datetime) -> str:
    """Return the tag of a row that was changed at that moment."""
    return f'"{changed.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}"'


def tagged(response: HttpResponse, changed: datetime) -> None:
    """Put the tag of a row on the answer that shows it."""
    response.headers["ETag"] = tag_of(changed)


def version_seen(request: HttpRequest) -> datetime:
    """Return when the row that a change was made from had been changed.

    Raises :class:`ProblemError` (428) where the request does not say, and (412) where it names no version of ours.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise ProblemError(
            HTTPStatus.PRECONDITION_REQUIRED,
            mend=_("Read the row, and send its ETag in the header If-Match."),
        )
    found = _TAG.fullmatch(given)
    try:
        return datetime.fromisoformat(found[1]).replace(tzinfo=UTC) if found else _no_version()
    except ValueError:
        return _no_version()


def _no_version() -> datetime:
    raise ProblemError(
        HTTPStatus.PRECONDITION_FAILED,
        _("The header If-Match names no version of this row."),
        _("Read the row again, and send its ETag as it came."),
    )
