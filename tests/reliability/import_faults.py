"""A worker that imports a table is killed at random moments and taken up again, until the import is done.

    python import_faults.py ROWS KILLS SEED

The database is the one of DATABASE_URL, else SQLite in JINGKAI_DATA. Prints one JSON object with what was found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent / "registry" / "imports"))

_BATCH = 20
_LONGEST = 0.5  # seconds that a worker lives
_MOMENT = 0.02
_FEW = 4  # batches that a worker adds at most to those of the workers before it, while it waits to be killed
_ENDED = os.WEXITED | os.WNOHANG | os.WNOWAIT


def prepare(count: int) -> int:
    """Make a zone, somebody who keeps its tables, and an import that has passed its dry run; return its number."""
    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from import_files import codes, workbook

    from jingkai.accounts.models import Assignment, User
    from jingkai.registry.imports.tables import ENTERPRISES
    from jingkai.registry.models import Zone
    from jingkai.registry.models.imports import ImportState
    from jingkai.registry.services import importing

    call_command("migrate", verbosity=0, interactive=False)
    zone = Zone.objects.create(code="qinglan", name="青岚经济技术开发区", level="national")
    user = User.objects.create(username="keeper", display_name="林晓")
    Assignment.objects.create(user=user, role="statistician", scope_kind="zone", scope_key="qinglan")
    rows: list[list[Any]] = [["统一社会信用代码", "企业名称", "成立日期"]]
    rows += [[code, f"青岚第{number}号公司", "2018-05-20"] for number, code in enumerate(codes(count))]
    rows[7][2] = "三月"
    rows.append([rows[1][0], "第二次出现", None])
    run = importing.hand_in(
        ContentFile(workbook(rows), name="table.xlsx"), table=ENTERPRISES, zone=zone, user=user, language="en"
    )
    importing._reset(run, ImportState.CHECKING)
    importing.work_on(run.pk)
    importing._reset(run, ImportState.RUNNING)
    return run.pk


def worker() -> int:
    """Start a worker as a process of its own: it takes up what was interrupted; return its id."""
    from django.db import connection

    connection.close()
    process = os.fork()
    if process:
        return process
    code = 1
    try:
        from jingkai.registry.services import importing

        for run in importing.resume():
            importing.work_on(run)
        code = 0
    finally:
        os._exit(code)


def found(run_pk: int) -> dict[str, int | str]:
    """Count what stands in the tables, by themselves and by the import's own account, all at one moment.

    At one moment: PostgreSQL carries out a commit that it has received also when who sent it has been killed.
    """
    from django.db import connection, transaction

    from jingkai.registry.models import Enterprise, ImportRun

    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        run = ImportRun.objects.get(pk=run_pk)
        return {
            "state": run.state,
            "done": run.done,
            "inserted": run.inserted,
            "refused": run.refused,
            "kept": run.refused_rows.count(),
            "rows": Enterprise.objects.count(),
            "history": Enterprise.history.count(),
        }


def main() -> None:
    """Kill workers, and check after each what is in."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "jingkai.config.settings"
    django.setup()
    from jingkai.registry.imports import sheets
    from jingkai.registry.models import ImportRun
    from jingkai.registry.services import import_run

    count, kills, seed = map(int, sys.argv[1:4])
    chance = random.Random(seed)
    run_pk = prepare(count)
    whole = sheets.batches

    most = [_FEW]

    def small(*given: Any, **options: Any) -> Any:
        """Read small batches; in the first half of the kills a few, and then wait to be killed."""
        for at, batch in enumerate(whole(*given, **options, size=_BATCH)):
            while at >= most[0]:
                time.sleep(_MOMENT)
            yield batch

    import_run.sheets.batches = small
    killed = stopped_within = 0
    for kill in range(kills):
        # However slow this process is woken: a worker of the first half never comes to the end.
        most[0] = (kill + 1) * _FEW if kill < kills // 2 else count
        before = found(run_pk)
        process = worker()
        if kill < kills // 2:
            # However fast the machine is: a worker that has written something, and is about to write more.
            while found(run_pk) == before and not os.waitid(os.P_PID, process, _ENDED):
                time.sleep(_MOMENT / 10)
            time.sleep(chance.uniform(0, _MOMENT))
        else:
            time.sleep(chance.uniform(0.15, _LONGEST))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        killed += 1
        now = found(run_pk)
        assert now["rows"] == now["history"] == now["inserted"], now
        assert now["refused"] == now["kept"], now
        assert now["done"] == int(now["inserted"]) + int(now["refused"]), now
        stopped_within += 0 < int(now["done"]) < count and now["state"] == "running"
        # Being killed again and again is what is meant here: no worker gives the import up for that.
        ImportRun.objects.filter(pk=run_pk).update(attempts=0)
    while found(run_pk)["state"] == "running":
        os.waitpid(worker(), 0)
    print(json.dumps({**found(run_pk), "killed": killed, "within": stopped_within}))


if __name__ == "__main__":
    main()
