"""Compile message catalogues: ``.po`` files are kept, ``.mo`` files are made where they are needed."""

from __future__ import annotations

import ast
import os
import struct
from pathlib import Path


def compile_missing(package: Path) -> int:
    """Compile every catalogue under ``package`` whose ``.mo`` is missing or older; return how many there were.

    A folder that cannot be written to is left alone: an installed package brings its compiled catalogues.
    """
    done = 0
    for source in sorted(package.glob("*/locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        if not os.access(source.parent, os.W_OK):
            continue
        fresh = target.with_suffix(".mo.new")
        fresh.write_bytes(compiled(source.read_text(encoding="utf-8")))
        fresh.replace(target)
        done += 1
    return done


def compiled(catalogue: str) -> bytes:
    """Return the binary form (GNU MO, version 0) of a ``.po`` file; fuzzy and empty translations are left out."""
    messages: dict[bytes, bytes] = {}
    for entry in _entries(catalogue):
        forms = [text for name, text in entry.items() if name.startswith("msgstr")]
        if not any(forms):
            continue
        key = entry["msgid"]
        if "msgid_plural" in entry:
            key = f"{key}\0{entry['msgid_plural']}"
        if "msgctxt" in entry:
            key = f"{entry['msgctxt']}\4{key}"
        messages[key.encode()] = "\0".join(forms).encode()
    return _packed(dict(sorted(messages.items())))


def _entries(catalogue: str) -> list[dict[str, str]]:
    entries: list[dict[str, str]] = []
    entry: dict[str, str] = {}
    name = ""
    fuzzy = False
    for line in [*catalogue.splitlines(), ""]:
        stripped = line.strip()
        if stripped.startswith("#,") and "fuzzy" in stripped and "msgid" not in entry:
            fuzzy = True
        if not stripped:
            if "msgid" in entry and (not fuzzy or not entry["msgid"]):
                entries.append(entry)
            entry, name, fuzzy = {}, "", False
        elif stripped.startswith("msg"):
            name, _space, quoted = stripped.partition(" ")
            entry[name] = ast.literal_eval(quoted)
        elif stripped.startswith('"') and name:
            entry[name] += ast.literal_eval(stripped)
    return entries


def _packed(messages: dict[bytes, bytes]) -> bytes:
    count = len(messages)
    keys, values = list(messages), list(messages.values())
    key_table, value_table = 28, 28 + 8 * count
    at = value_table + 8 * count
    table: list[int] = []
    for texts in (keys, values):
        for text in texts:
            table += [len(text), at]
            at += len(text) + 1
    header = struct.pack("<7I", 0x950412DE, 0, count, key_table, value_table, 0, at)
    return (
        header + struct.pack(f"<{len(table)}I", *table) + b"".join(text + b"\0" for text in [*keys, *values])
    )
