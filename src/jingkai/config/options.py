"""Every setting that an installation may change: its name in the environment, its default, what it means.

The one place that names them. ``settings.py`` reads values from here, and the published table is made from here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid

_ON = frozenset({"1", "true", "yes", "on"})
_OFF = frozenset({"", "0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Option:
    """A setting from the environment.

    ``default`` is written as it would stand in the environment; ``meaning`` is a message id; ``group`` is the heading
    (a message id) under which the published table shows it; a ``secret`` is never printed.
    """

    name: str
    default: str
    meaning: str
    group: str
    secret: bool = False

    def text(self) -> str:
        """The value as it stands, or the default."""
        return os.environ.get(self.name, "").strip() or self.default

    def switch(self) -> bool:
        """Whether it is switched on. Raises :class:`~jingkai.kernel.errors.JingkaiError` for anything but on or off."""
        value = self.text().lower()
        if value in _ON or value in _OFF:
            return value in _ON
        raise JingkaiError(
            _("“%(value)s” is neither on nor off.") % {"value": value},
            place=self.name,
            mend=_("Write 1 or 0."),
        )

    def number(self) -> int:
        """The value as a whole number, zero or more. Raises :class:`~jingkai.kernel.errors.JingkaiError` otherwise."""
        value = self.text()
        if value.isascii() and value.isdigit():
            return int(value)
        raise JingkaiError(
            _("“%(value)s” is no whole number.") % {"value": value},
            place=self.name,
            mend=_("Write digits only; the default is %(default)s.") % {"default": self.default},
        )

    def one_of(self, *choices: str) -> str:
        """The value, which is one of these words. Raises :class:`~jingkai.kernel.errors.JingkaiError` otherwise."""
        value = self.text().lower()
        if value in choices:
            return value
        raise JingkaiError(
            _("“%(value)s” is not known here.") % {"value": value},
            place=self.name,
            mend=_("Write one of: %(choices)s.") % {"choices": ", ".join(choices)},
        )

    def words(self) -> list[str]:
        """The words of the value, which commas divide."""
        return [word.strip() for word in self.text().split(",") if word.strip()]


_PLACE = msgid("Where things lie")
_REACH = msgid("How the site is reached")
_PASSWORD = msgid("Passwords")
_SESSION = msgid("Sessions and lockout")
_FACTOR = msgid("Second factor")
_PROGRAMS = msgid("The interface for programs")
_WATCH = msgid("Logs and monitoring")
_BENEFITS = msgid("Claims for benefits")
_OIDC = msgid("Sign-in through another system (OpenID Connect)")

_declared: dict[str, Option] = {}

OPTIONS: Mapping[str, Option] = MappingProxyType(_declared)
"""Every declared option by name, in the order in which the published table shows them."""


def declare(name: str, default: str, meaning: str, group: str, *, secret: bool = False) -> Option:
    """Declare an option and return it."""
    return _declared.setdefault(name, Option(name, default, meaning, group, secret))


DATA_FOLDER = declare(
    "JINGKAI_DATA", "var", msgid("Folder of the database, the received files and the search index."), _PLACE
)
DATABASE_URL = declare(
    "DATABASE_URL",
    "",
    msgid(
        "Address of the database, postgresql://user:password@host:5432/name; else SQLite in the data folder."
    ),
    _PLACE,
    secret=True,
)
SECRET_KEY = declare(
    "JINGKAI_SECRET_KEY",
    "",
    msgid("Key that signs sessions; else made once and kept in the data folder."),
    _PLACE,
    secret=True,
)
DATA_KEY = declare(
    "JINGKAI_DATA_KEY",
    "",
    msgid("Key that seals personal data at rest; else made once and kept in the data folder. Lost is lost."),
    _PLACE,
    secret=True,
)
LEDGER_KEY = declare(
    "JINGKAI_LEDGER_KEY",
    "",
    msgid("Key that signs heads of the ledger, 64 hex digits; else made once and kept in the data folder."),
    _PLACE,
    secret=True,
)
PERSONS_KEY = declare(
    "JINGKAI_PERSONS_KEY",
    "",
    msgid(
        "Key that wraps the keys of personal fields in the ledger, 32 hex digits; else made once and kept in the data "
        "folder. Lost is lost."
    ),
    _PLACE,
    secret=True,
)
LANGUAGE = declare(
    "JINGKAI_LANGUAGE",
    "",
    msgid(
        "Language of the command line: zh or en; else that of the terminal. Pages have a switch of their own."
    ),
    _REACH,
)
DEBUG = declare(
    "JINGKAI_DEBUG",
    "0",
    msgid("1 shows tracebacks in the browser; never on a machine that others reach."),
    _REACH,
)
HOSTS = declare(
    "JINGKAI_HOSTS",
    "localhost,127.0.0.1,[::1]",
    msgid("Names under which the site may be asked for, separated by commas."),
    _REACH,
)
HTTPS = declare(
    "JINGKAI_HTTPS",
    "0",
    msgid("1 where people reach the site by https: cookies travel encrypted only, and browsers remember it."),
    _REACH,
)
HSTS_DAYS = declare(
    "JINGKAI_HSTS_DAYS", "365", msgid("For how many days browsers insist on https (0: they do not)."), _REACH
)
PROXY = declare(
    "JINGKAI_PROXY",
    "0",
    msgid("Number of proxies in front of the site whose X-Forwarded headers are trusted."),
    _REACH,
)
PASSWORD_LENGTH = declare("JINGKAI_PASSWORD_LENGTH", "8", msgid("Least length of a password."), _PASSWORD)
PASSWORD_KINDS = declare(
    "JINGKAI_PASSWORD_KINDS",
    "3",
    msgid("Of small letters, capitals, digits and other signs, so many kinds must occur."),
    _PASSWORD,
)
PASSWORD_DAYS = declare(
    "JINGKAI_PASSWORD_DAYS",
    "90",
    msgid("After so many days a password has to be changed (0: never)."),
    _PASSWORD,
)
PASSWORD_HISTORY = declare(
    "JINGKAI_PASSWORD_HISTORY", "5", msgid("So many earlier passwords may not be taken again."), _PASSWORD
)
SIGN_IN_FAILURES = declare(
    "JINGKAI_SIGN_IN_FAILURES",
    "5",
    msgid("After so many failures in a row a sign-in name is locked."),
    _SESSION,
)
LOCK_MINUTES = declare("JINGKAI_LOCK_MINUTES", "30", msgid("For how many minutes it stays locked."), _SESSION)
IDLE_MINUTES = declare(
    "JINGKAI_IDLE_MINUTES",
    "30",
    msgid("After so many minutes without anything done a person is signed out."),
    _SESSION,
)
SESSION_HOURS = declare(
    "JINGKAI_SESSION_HOURS", "12", msgid("After so many hours a person has to sign in again."), _SESSION
)
SECOND_FACTOR = declare(
    "JINGKAI_SECOND_FACTOR",
    "0",
    msgid(
        "1 asks everybody who holds a role for a second factor; else administrators and whoever approves or pays."
    ),
    _FACTOR,
)
TOKEN_DAYS = declare(
    "JINGKAI_TOKEN_DAYS",
    "180",
    msgid("For how many days a token for programs may be valid at most."),
    _SESSION,
)
TOKEN_RATE = declare(
    "JINGKAI_TOKEN_RATE",
    "600",
    msgid("How often a minute a program with a token may ask (0: without limit)."),
    _PROGRAMS,
)
ADDRESS_RATE = declare(
    "JINGKAI_ADDRESS_RATE",
    "120",
    msgid("How often a minute programs without a token may ask from one address (0: without limit)."),
    _PROGRAMS,
)
LOG_FORM = declare(
    "JINGKAI_LOG", "text", msgid("Form of the log on standard error: text, or json for machines."), _WATCH
)
LOG_LEVEL = declare(
    "JINGKAI_LOG_LEVEL",
    "warning",
    msgid("From which level on it is logged: info has a line for every request; debug, warning, error."),
    _WATCH,
)
HEAD_MINUTES = declare(
    "JINGKAI_HEAD_MINUTES",
    "60",
    msgid(
        "Every so many minutes the head of the ledger is signed where something has come (0: by hand only)."
    ),
    _WATCH,
)
DISCOVER_DAILY = declare(
    "JINGKAI_DISCOVER_DAILY",
    "0",
    msgid(
        "Every day after 02:00 every reviewed pack is run over its zones, and the claims of those entitled are opened."
    ),
    _BENEFITS,
)
EVIDENCE_YEARS = declare(
    "JINGKAI_EVIDENCE_YEARS",
    "30",
    msgid(
        "So many years after the year in which a claim ended its papers are kept (0: for good). A configured value after the "
        "practice of archives with vouchers of payments, not an official one: have your archive confirm it."
    ),
    _BENEFITS,
)
METRICS_TOKEN = declare(
    "JINGKAI_METRICS_TOKEN",
    "",
    msgid("Token with which monitoring reads /metrics; empty: the system administrator alone reads it."),
    _WATCH,
    secret=True,
)
OIDC_SERVER = declare(
    "JINGKAI_OIDC_SERVER", "", msgid("Address of the other system; empty: passwords only."), _OIDC
)
OIDC_NAME = declare("JINGKAI_OIDC_NAME", "统一身份认证", msgid("What its button says."), _OIDC)
OIDC_CLIENT = declare(
    "JINGKAI_OIDC_CLIENT", "", msgid("Name under which the other system knows this site."), _OIDC
)
OIDC_SECRET = declare(
    "JINGKAI_OIDC_SECRET", "", msgid("Secret agreed with the other system."), _OIDC, secret=True
)
OIDC_USERNAME = declare(
    "JINGKAI_OIDC_USERNAME",
    "preferred_username",
    msgid("The claim that holds the sign-in name of the account here."),
    _OIDC,
)
