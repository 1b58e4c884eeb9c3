"""Logs: one line an event, as JSON for machines or as text for people, each with the id of its request."""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request being answered; empty outside of requests."""

_OWN = frozenset(vars(logging.LogRecord("", 0, "", 0, "", (), None))) | {"message", "asctime", "request_id"}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NEVER_WRITTEN = frozenset({"request"})


class RequestIdFilter(logging.Filter):
    """Put the request's id on every record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add the id; nothing is dropped."""
        # Django notes an answer of 500 or 503 once the request is over; its record has the request with it.
        noted = getattr(getattr(record, "request", None), "request_id", "")
        record.request_id = noted or REQUEST_ID.get() or "-"
        return True


class TextFormatter(logging.Formatter):
    """A record as text for people; what somebody put into an address neither begins a line nor steers a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - its name in the standard library
        """Return the line without the traceback below it, with control characters written out."""
        return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", super().formatMessage(record))


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time (UTC), level, logger, message, request id, what the caller added, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line. Values that are no JSON are written as text."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": getattr(record, "request_id", "-"),
        }
        line.update(
            (name, value)
            for name, value in vars(record).items()
            if name not in _OWN and name not in _NEVER_WRITTEN and not name.startswith("_")
        )
        if record.exc_info:
            line["traceback"] = "".join(traceback.format_exception(*record.exc_info)).rstrip()
        return json.dumps(line, ensure_ascii=False, default=str)


def logging_settings(form: str, level: str) -> dict[str, object]:
    """Return Django's ``LOGGING`` for ``json`` or ``text`` lines on standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "jingkai.config.logs.RequestIdFilter"}},
        "formatters": {
            "json": {"()": "jingkai.config.logs.JsonFormatter"},
            "text": {
                "()": "jingkai.config.logs.TextFormatter",
                "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s",
            },
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id"]}
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "jingkai": {"level": level},
            "django.request": {"level": "ERROR"},
            # Whoever likes may ask for any name: answered with 400, and no reason to fill the log with tracebacks.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
        },
    }
