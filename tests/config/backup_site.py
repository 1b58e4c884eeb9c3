"""Installations for tests of backups: real data folders and databases, worked on by real processes.

python backup_site.py fill            accounts with sealed data, ledger entries with personal fields, documents, facts, packs
python backup_site.py write COUNT     write so many pairs: one ledger entry, one notification, in one transaction
python backup_site.py write FILE      go on writing them until the file is there
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import uuid
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCRIPT = Path(__file__)


@dataclass(frozen=True)
class Site:
    """A data folder and the address of its database (empty: SQLite in the folder)."""

    folder: Path
    address: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("JINGKAI_")},
            "JINGKAI_DATA": str(self.folder),
            "JINGKAI_LANGUAGE": "en",
            "DATABASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "jingkai.config.settings",
        }

    @property
    def database(self) -> Path:
        return self.folder / "jingkai.sqlite3"

    def command(self, *arguments: object, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run ``jingkai`` on it."""
        return subprocess.run(
            [sys.executable, "-m", "jingkai.cli", *map(str, arguments)],
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )

    def backup(self, path: Path, *options: str) -> Path:
        done = self.command("backup", path, *options)
        assert done.returncode == 0, done.stderr
        return path

    def script(self, *arguments: object) -> subprocess.Popen[bytes]:
        """Start this file as a program on it."""
        return subprocess.Popen([sys.executable, SCRIPT, *map(str, arguments)], env=self.environment)

    def ask(self, expression: str) -> Any:
        """Evaluate an expression in a process of the site; ``m`` finds models by name."""
        code = (
            "import django, json; django.setup(); from django.apps import apps; m = apps.get_model; "
            f"print(json.dumps({expression}, default=str))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables of a SQLite site, as the file holds them; JSON columns as values."""
        raw = sqlite3.connect(self.database)
        names = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        kept = [
            name for (name,) in names if not name.startswith(("search_", "sqlite_", "django_", "auth_perm"))
        ]
        tables = {}
        for name in kept:
            checks = raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()[0]
            cursor = raw.execute(f'SELECT * FROM "{name}" ORDER BY 1')
            columns = [one[0] for one in cursor.description]
            is_json = [f'JSON_VALID("{column}")' in checks for column in columns]
            tables[name] = [
                tuple(
                    json.loads(value) if here and value is not None else value
                    for here, value in zip(is_json, row, strict=True)
                )
                for row in cursor
            ]
        raw.close()
        return tables


def rewritten(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Copy a backup, each part changed by ``change`` (``None`` leaves it out)."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if (content := change(name, old.read(name))) is not None:
                new.writestr(name, content)
    return target


def _fill() -> None:
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.core.files.base import ContentFile
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from jingkai.accounts.models import Notification, User
    from jingkai.documents import services as documents
    from jingkai.documents.models import Upload
    from jingkai.ledger import services as ledger
    from jingkai.ledger.entry import Event
    from jingkai.policy.services import record_packs
    from jingkai.registry.models import Unit, Zone

    for number in range(3):
        user = User(username=f"person{number}", display_name=f"林{number}", phone=f"1380000000{number}")
        user.password = make_password(None)
        user.save()
        Notification.objects.create(
            user=user, message="hello %(n)s", parameters={"n": 1.5, "b": [True, None]}
        )
    for number in range(40):
        ledger.append(
            f"case/{number % 4}",
            [Event("case.noted", {"n": number, "字": "一"}, {"name": (f"person/{number % 3}", "林晓")})],
            expected_version=None,
            command_id=f"fill-{number}",
            actor="system:test",
        )
        if number == 20:
            ledger.publish_head()
    ledger.erase_person("person/2", actor="system:test", reason="asked for it")
    zone = Zone(code="qinglan", name="青岚经济技术开发区", area="12.5", level="city")
    zone.boundary = {"type": "Polygon", "coordinates": [[[107.123456, 40.5], [107.2, 40.5], [107.2, 40.6]]]}
    zone.save()
    Unit.objects.create(code="qinglan-finance", name="财政局", zone=zone, level="zone")
    Zone.objects.create(code="songhai", name="松海经济技术开发区", synthetic=True)
    record_packs()
    documents.load_samples()
    upload = Upload(source="等待.txt", size=6, language="zh-hans")
    upload.file.save("等待.txt", ContentFile("等待".encode()), save=False)
    upload.save()


def _write(until: str) -> None:
    import django

    django.setup()
    from django.db import transaction

    from jingkai.accounts.models import Notification, User
    from jingkai.ledger import services
    from jingkai.ledger.entry import Event

    user = User.objects.first()
    written = 0
    while not (written == int(until) if until.isdigit() else Path(until).exists()):
        written += 1
        with transaction.atomic():
            name = uuid.uuid4().hex
            Notification.objects.create(user=user, message=name)
            services.append(
                f"pair/{os.getpid()}",
                [Event("pair.written", {"words": name})],
                expected_version=None,
                command_id=name,
                actor="system:test",
            )


if __name__ == "__main__":
    _fill() if sys.argv[1] == "fill" else _write(sys.argv[2])
