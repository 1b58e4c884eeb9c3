"""What a backup says of itself: version, engine, tables with counts and digests, the ledger's end, marks of the keys."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jingkai.config.backup.errors import BackupError
from jingkai.kernel.language import gettext as _

FORMAT = "jingkai-backup/1"
_DOMAIN = b"jingkai:backup:manifest:1\n"
_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 16}


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table: its columns in the order of the lines, how many lines there are, and their SHA-256."""

    name: str
    columns: tuple[str, ...]
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class LedgerFacts:
    """The ledger at the moment of the backup; ``fault`` says in words what did not verify, empty where all did."""

    entries: int
    last: str
    root: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class KeyMark:
    """By which a key is known again without being told: scrypt over it with a random salt (both hexadecimal)."""

    salt: str
    mark: str

    def is_of(self, key: str) -> bool:
        """Whether this is the mark of a key."""
        return hmac.compare_digest(self.mark, _scrypt(key, bytes.fromhex(self.salt)))


def mark_of(key: str, salt: bytes) -> KeyMark:
    """Return the mark of a key."""
    return KeyMark(salt.hex(), _scrypt(key, salt))


def _scrypt(key: str, salt: bytes) -> str:
    return hashlib.scrypt(key.encode(), salt=salt, **_SCRYPT).hex()


@dataclass(frozen=True, slots=True)
class Manifest:
    """All of it.

    ``version`` is that of Jingkai, ``made`` the moment (ISO, UTC), ``engine`` the database it comes from;
    ``migrations`` are those applied, ``app.name``. ``files`` counts received files, ``files_digest`` is the SHA-256 of
    their list; ``missing`` names those that a row names and that were not there. ``signed_by`` is the public key of the
    installation, ``signature`` covers all the rest.
    """

    version: str
    made: str
    engine: str
    migrations: tuple[str, ...]
    tables: tuple[TableFacts, ...]
    files: int
    files_bytes: int
    files_digest: str
    missing: tuple[str, ...]
    ledger: LedgerFacts
    keys: Mapping[str, KeyMark]
    keys_inside: bool
    keys_digest: str
    signed_by: str = ""
    signature: str = ""

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(table.rows for table in self.tables)

    def signed_bytes(self) -> bytes:
        """Return what the signature covers."""
        found = {name: value for name, value in asdict(self).items() if name != "signature"}
        return _DOMAIN + json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()

    def to_json(self) -> str:
        """Return the manifest as it stands in the file."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1)


def read_manifest(text: bytes, place: str) -> Manifest:
    """Read a manifest. Raises :class:`~jingkai.config.backup.errors.BackupError` for what is none, or was changed."""
    from jingkai.ledger import crypto

    try:
        found = json.loads(text)
        if found.pop("format") != FORMAT:
            raise BackupError(
                _("This backup has a form that is not known here."),
                place=place,
                mend=_("Restore it with the version of Jingkai that made it, or a later one."),
            )
        manifest = _built(found)
        signed = crypto.is_signed(
            bytes.fromhex(manifest.signed_by), bytes.fromhex(manifest.signature), manifest.signed_bytes()
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(_("The backup's own description cannot be read."), place=place) from error
    if not signed:
        raise BackupError(
            _("The backup was changed: its description is not what was signed."),
            place=place,
            mend=_("Take another copy of it."),
        )
    return manifest


def _built(found: dict[str, Any]) -> Manifest:
    return Manifest(
        **{
            **found,
            "migrations": tuple(found["migrations"]),
            "tables": tuple(
                TableFacts(one["name"], tuple(one["columns"]), one["rows"], one["digest"])
                for one in found["tables"]
            ),
            "missing": tuple(found["missing"]),
            "ledger": LedgerFacts(**found["ledger"]),
            "keys": {name: KeyMark(**mark) for name, mark in found["keys"].items()},
        }
    )
