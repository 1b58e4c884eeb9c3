"""How often a form that needs no account is taken from one address."""

from __future__ import annotations

import logging
import sqlite3
import time

from django.conf import settings
from django.http import HttpRequest

from jingkai.accounts.api.gate import caller_address, counter_at

_LOG = logging.getLogger("jingkai.accounts")


def seconds_to_wait(request: HttpRequest, what: str, limit: int) -> int:
    """Count one sending of a form, and return for how many seconds its sender has to wait; 0: go on.

    ``what`` tells forms apart, ``limit`` is how often a minute one address may send it. What cannot be counted is let
    through, as requests of programs are.
    """
    try:
        counter = counter_at(str(settings.API_RATES))
        allowance = counter.take(f"{what}:{caller_address(request)}", limit, time.time())
    except sqlite3.Error:
        _LOG.exception("requests cannot be counted: %s", settings.API_RATES)
        return 0
    return allowance.seconds if allowance.exceeded else 0
