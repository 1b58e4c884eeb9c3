"""The installation's four keys: where each comes from, its mark in a backup, and whether the one here is the same."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from jingkai.config import options
from jingkai.config.backup.errors import BackupError
from jingkai.config.backup.manifest import KeyMark, Manifest, mark_of
from jingkai.config.options import Option
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid


@dataclass(frozen=True, slots=True)
class KeyKind:
    """A key: the file in the data folder, the setting that stands in for the file, and what cannot be opened without it.

    ``needed`` is empty for a key without which everything can still be read.
    """

    file: str
    option: Option
    needed: str

    def value(self, folder: Path) -> str:
        """Return the key as the installation has it; empty where there is none yet. Nothing is made."""
        if given := self.option.text():
            return given
        try:
            return (folder / self.file).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""


KEYS = (
    KeyKind("secret_key", options.SECRET_KEY, ""),
    KeyKind("data_key", options.DATA_KEY, msgid("telephone numbers, identity numbers, second factors")),
    KeyKind("persons_key", options.PERSONS_KEY, msgid("personal fields of the ledger")),
    KeyKind("ledger_key", options.LEDGER_KEY, ""),
)
"""All of them."""


def marks(folder: Path) -> dict[str, KeyMark]:
    """Return the marks of the keys that there are."""
    found = {kind.file: kind.value(folder) for kind in KEYS}
    return {name: mark_of(key, secrets.token_bytes(16)) for name, key in found.items() if key}


def values(folder: Path) -> bytes:
    """Return the keys themselves, as they stand in a backup that holds them."""
    found = {kind.file: kind.value(folder) for kind in KEYS}
    return json.dumps({name: key for name, key in found.items() if key}).encode()


def read_values(content: bytes, place: str) -> dict[str, str]:
    """Read the keys that a backup holds."""
    found = json.loads(content)
    known = {kind.file for kind in KEYS}
    if not isinstance(found, dict) or not set(found) <= known:
        raise BackupError(_("The keys in the backup cannot be read."), place=place)
    return {str(name): str(value) for name, value in found.items()}


def unopened(manifest: Manifest, folder: Path, inside: dict[str, str]) -> list[BackupError]:
    """Return one error for every key without which something in the backup could not be opened here.

    ``inside`` are the keys that the backup holds: they are put in place where the installation has none.
    """
    faults = []
    for kind in KEYS:
        mark = manifest.keys.get(kind.file)
        here = kind.value(folder) or inside.get(kind.file, "")
        if not kind.needed or mark is None or (here and mark.is_of(here)):
            continue
        what = (
            _("The %(key)s here is not the one of the backup: %(what)s could not be opened.")
            if here
            else _("The %(key)s of the backup is not here: %(what)s could not be opened.")
        )
        faults.append(
            BackupError(
                what % {"key": kind.file, "what": _(kind.needed)},
                place=str(folder / kind.file),
                mend=_(
                    "Put the key of the old installation into this file, or into %(variable)s; "
                    "only where it is lost for good restore with --without-sealed."
                )
                % {"variable": kind.option.name},
            )
        )
    return faults


def is_signed_elsewhere(manifest: Manifest, folder: Path) -> bool:
    """Whether this installation has a key that signs, and another one signed the backup."""
    from jingkai.ledger import crypto
    from jingkai.ledger.keys import signing_seed

    kind = next(kind for kind in KEYS if kind.file == "ledger_key")
    if not kind.value(folder):
        return False
    return crypto.public_key(signing_seed(folder / kind.file)).hex() != manifest.signed_by


def put_in_place(inside: dict[str, str], folder: Path) -> list[str]:
    """Write the keys that a backup holds where the installation has none; return the names of those written."""
    written = []
    for kind in KEYS:
        if kind.file not in inside or kind.value(folder):
            continue
        handle = os.open(folder / kind.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(inside[kind.file])
            file.flush()
            os.fsync(file.fileno())
        written.append(kind.file)
    return written
