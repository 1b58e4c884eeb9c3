"""What the settings take from the machine: the data folder, the secret key, the database address."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jingkai.config import options
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.key_file import kept_key
from jingkai.kernel.language import gettext as _

SQLITE_OPTIONS: dict[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}


DATABASE_FILE = "jingkai.sqlite3"


def data_path() -> Path:
    """Return the folder for everything that is written, made or not: ``JINGKAI_DATA``, else ``var`` right here."""
    return Path(options.DATA_FOLDER.text()).absolute()


def data_folder() -> Path:
    """Return the folder for everything that is written; it is made where it is missing, for its owner only."""
    folder = data_path()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The folder may have been made by hand and stand open: what is written into it is for its owner all the same.
    os.umask(0o077)
    return folder


def library_file() -> Path | None:
    """Return where the database lies, or would lie; ``None`` for one that a server keeps. Nothing is made."""
    address = urlsplit(options.DATABASE_URL.text())
    if address.scheme == "sqlite":
        return Path(unquote(address.path))
    return None if address.scheme else data_path() / DATABASE_FILE


def secret_key(folder: Path) -> str:
    """Return the installation's key: ``JINGKAI_SECRET_KEY``, else the one in ``folder``, made at the first start.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` for a file that is there and holds no key.
    """
    if given := options.SECRET_KEY.text():
        return given
    return kept_key(folder / "secret_key", lambda: secrets.token_urlsafe(48))


def database(folder: Path) -> dict[str, Any]:
    """Return Django's settings of the database: ``DATABASE_URL``, else SQLite in ``folder``.

    Raises :class:`~jingkai.kernel.errors.JingkaiError` for an address that cannot be served.
    """
    address = options.DATABASE_URL.text()
    if not address:
        return _sqlite(folder / DATABASE_FILE)
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        # Never the whole address: it may hold a password.
        raise JingkaiError(
            _("“%(scheme)s” is not a database that is served here.")
            % {"scheme": parts.scheme or address.partition("/")[0][:20]},
            place="DATABASE_URL",
            mend=_("Write postgresql://user:password@host:5432/name or sqlite:////folder/file."),
        )
    if find_spec("psycopg") is None:
        raise JingkaiError(
            _("PostgreSQL needs the package psycopg, which is not installed."),
            place="DATABASE_URL",
            mend=_("Install it with: pip install 'jingkai[postgresql]'"),
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),  # %2Fvar%2Frun%2Fpostgresql is a folder of sockets
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}
