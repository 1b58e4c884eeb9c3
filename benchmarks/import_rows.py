"""100,000 enterprises from a workbook into the registry: seconds, peak memory, ratio to a bare bulk insert.

Run ``python benchmarks/import_rows.py`` (``--rows N`` for another size). A workbook is made and imported the way the
worker does it, in a process of its own: dry run, import, and the import of the same file again with one cell of every
row changed. The bare insert writes the very same rows with ``executemany`` into a table of the same columns and
indexes, with the same durability, and no checks, no history and no file. Memory is the worker's peak and its reader's,
added up. Everything is measured in one run and printed with its target.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 20240122
TARGET_SECONDS = 60
TARGET_BYTES = 500 * 1024**2
ENVIRONMENT = {"JINGKAI_LANGUAGE": "en", "DJANGO_SETTINGS_MODULE": "jingkai.config.settings"}
INDUSTRIES = ("C1440", "C1371", "C2614", "C3825", "D4415", "G5990", "I6513", "F5137")


def write_workbook(path: Path, count: int, *, capital: int) -> None:
    """Write a workbook of enterprises that do not exist, the columns of the template filled."""
    import xlsxwriter

    from jingkai.kernel.identifiers import organisation_check, uscc_with_check
    from jingkai.registry.imports.tables import ENTERPRISES

    chance = random.Random(SEED)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("企业")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, [column.header for column in ENTERPRISES.columns])
        for number in range(count):
            organisation = f"{number:08}"
            code = uscc_with_check(f"91150802{organisation}{organisation_check(organisation)}")
            row = [
                code, f"青岚第{number}号制造有限公司", "", "qinglan-east", chance.choice(INDUSTRIES), "在业",
                chance.choice("是否"), chance.choice("是否"), chance.randrange(1, 90_000) * 10_000 + capital, None,
                f"青岚经开区创业路 {number % 900} 号", "林晓", "周宁", f"0478-{number % 10_000_000:07}",
            ]  # fmt: skip
            sheet.write_row(number + 1, 0, row)
            sheet.write_number(number + 1, 9, 40_000 + number % 5_000, day)


def worker(folder: str, file: str, passes: str) -> None:
    """Carry out passes as the worker does, and print what they took."""
    import django

    django.setup()
    from django.core.files.base import File
    from django.core.management import call_command

    from jingkai.accounts.models import Assignment, User
    from jingkai.registry.imports.tables import ENTERPRISES
    from jingkai.registry.models import ImportRun, Park, Zone
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    call_command("migrate", verbosity=0)
    zone, _made = Zone.objects.get_or_create(
        code="qinglan", defaults={"name": "青岚经济技术开发区", "level": "national"}
    )
    Park.objects.get_or_create(code="qinglan-east", defaults={"zone": zone, "name": "东部产业园"})
    user, made = User.objects.get_or_create(username="statistician", defaults={"display_name": "林晓"})
    if made:
        Assignment.objects.create(user=user, role="statistician", scope_kind="zone", scope_key="qinglan")
    found = {}
    with Path(file).open("rb") as opened:
        run = importing.hand_in(
            File(opened, name="enterprises.xlsx"), table=ENTERPRISES, zone=zone, user=user, language="en"
        )
    for name, state in (("check", ImportState.CHECKING), ("run", ImportState.RUNNING)):
        if name not in passes.split(","):
            continue
        importing._reset(run, state)
        began = time.perf_counter()
        importing.work_on(run.pk)
        run = ImportRun.objects.get(pk=run.pk)
        found[name] = {
            "seconds": time.perf_counter() - began, "state": run.state, "inserted": run.inserted,
            "updated": run.updated, "unchanged": run.unchanged, "refused": run.refused, "problem": run.problem,
        }  # fmt: skip
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(json.dumps({**found, "own": own, "reader": reader}))


def in_worker(folder: Path, file: Path, passes: str) -> dict:
    """Carry out passes in a fresh process and return what it printed."""
    command = [sys.executable, __file__, "--worker", str(folder), "--file", str(file), "--passes", passes]
    environment = {**os.environ, **ENVIRONMENT, "JINGKAI_DATA": str(folder)}
    environment.pop("DATABASE_URL", None)
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(answer.stderr)
    return dict(json.loads(answer.stdout.splitlines()[-1]))


def bare_insert(folder: Path) -> float:
    """Write the rows that were imported once more, bare; return the seconds."""
    source = sqlite3.connect(folder / "jingkai.sqlite3")
    table, indexes = (
        [row[0] for row in source.execute("SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = ? AND sql <> ''",
                                          ("registry_enterprise", kind))]
        for kind in ("table", "index")
    )  # fmt: skip
    rows = source.execute("SELECT * FROM registry_enterprise").fetchall()
    source.close()
    target = sqlite3.connect(folder / "bare.sqlite3", isolation_level=None)
    target.execute("PRAGMA journal_mode=WAL")
    target.execute("PRAGMA synchronous=FULL")
    for statement in (*table, *indexes):
        target.execute(statement)
    marks = ",".join("?" * len(rows[0]))
    began = time.perf_counter()
    for start in range(0, len(rows), 1000):
        target.execute("BEGIN IMMEDIATE")
        target.executemany(f"INSERT INTO registry_enterprise VALUES ({marks})", rows[start : start + 1000])
        target.execute("COMMIT")
    seconds = time.perf_counter() - began
    target.close()
    return seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--worker")
    parser.add_argument("--file")
    parser.add_argument("--passes", default="check,run")
    asked = parser.parse_args()
    if asked.worker:
        worker(asked.worker, asked.file, asked.passes)
        return
    with tempfile.TemporaryDirectory(prefix="jingkai-bench-") as name:
        folder = Path(name)
        first, second = folder / "first.xlsx", folder / "second.xlsx"
        write_workbook(first, asked.rows, capital=0)
        write_workbook(second, asked.rows, capital=1)
        imported = in_worker(folder, first, "check,run")
        bare = bare_insert(folder)
        changed = in_worker(folder, second, "run")
    peak = max(one["own"] + one["reader"] for one in (imported, changed))
    print(f"workbook of {asked.rows:,} enterprises, 14 columns, with history, scope and every cell checked")
    print(
        f"  dry run           {imported['check']['seconds']:6.1f} s   {imported['check']['inserted']:,} to insert"
    )
    print(
        f"  import            {imported['run']['seconds']:6.1f} s   {imported['run']['inserted']:,} inserted "
        f"(target at most {TARGET_SECONDS} s)"
    )
    print(f"  import of changes {changed['run']['seconds']:6.1f} s   {changed['run']['updated']:,} updated")
    print(f"  peak memory       {peak / 1024**2:6.0f} MB  worker and reader together (target at most 500 MB)")
    print(f"  bare insert       {bare:6.1f} s   ratio {imported['run']['seconds'] / bare:.1f}")
    good = (
        imported["run"]["inserted"] == changed["run"]["updated"] == asked.rows
        and max(imported["run"]["seconds"], changed["run"]["seconds"]) <= TARGET_SECONDS
        and peak <= TARGET_BYTES
    )
    if not good:
        print(json.dumps([imported, changed]))
    sys.exit(0 if good or asked.rows != 100_000 else 1)


if __name__ == "__main__":
    main()
