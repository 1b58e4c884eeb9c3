"""Carry out a dry run or an import, batch by batch: each batch is written whole together with its counts, or not at all.

What a batch has settled and how far the file was read stand in the same transaction. A run that was cut off, however,
goes on with the row after; none is written twice and none is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from jingkai.accounts.models import User
from jingkai.accounts.services import notify
from jingkai.kernel.language import gettext as _
from jingkai.kernel.language import msgid
from jingkai.ledger import services as ledger
from jingkai.ledger.entry import Event
from jingkai.registry.errors import RegistryError
from jingkai.registry.imports import sheets
from jingkai.registry.imports.matching import ColumnMapping
from jingkai.registry.imports.rows import ReadRow, is_example, read_row, says_nothing
from jingkai.registry.imports.tables import TABLES, Table
from jingkai.registry.models import ImportRun, RefusedRow
from jingkai.registry.models.imports import ENDED, ImportState
from jingkai.registry.services.import_facts import FactPlan, FactPlanner, write_facts
from jingkai.registry.services.import_plan import MODELS, Plan, Planner, TablePlanner
from jingkai.registry.services.import_writing import write_rows

MOST_KEPT = 20_000
"""So many refused rows are kept to be shown and mended; more are only counted."""
_TRIES = 3
"""How often a batch is planned anew where somebody else writes the same rows at the same moment."""

COUNTS = ("inserted", "updated", "unchanged", "refused", "skipped")


class OvertakenError(RegistryError):
    """Another worker has gone on with the same import."""


class Process:
    """One pass over a file: a dry run, or the import itself where ``writing``."""

    def __init__(self, run: ImportRun, *, writing: bool) -> None:
        """Prepare the pass. The rights asked are those its owner has now."""
        assert run.owner is not None
        assert run.zone is not None
        self.run = run
        self.writing = writing
        self.table: Table = TABLES[run.table]
        self.mapping = ColumnMapping.read(run.mapping)
        self.owner = run.owner
        self.owner.second_factor = run.second_factor
        self.planner: Planner = (
            FactPlanner(self.mapping, user=self.owner, zone=run.zone)
            if run.table == "facts"
            else TablePlanner(self.table, self.mapping, user=self.owner, zone=run.zone)
        )

    def carry_out(self) -> bool:
        """Go through the file; return whether it came to the end (else it was cancelled between two batches).

        Raises :class:`~jingkai.registry.imports.faults.FileError` for a file that cannot be read on.
        """
        for rows, skipped, last in self._batches():
            if ImportRun.objects.filter(pk=self.run.pk, cancel_asked=True).exists():
                return False
            self._settle(rows, skipped, last)
        return not ImportRun.objects.filter(pk=self.run.pk, cancel_asked=True).exists()

    def _batches(self) -> Iterator[tuple[list[ReadRow], int, int]]:
        """Give rows that are not settled yet, how many examples were left out before them, and the last row's number."""
        run = self.run
        path = Path(run.file.path)
        for batch in sheets.batches(path, run.filename, run.sheet, after=self.mapping.header_row):
            read: list[ReadRow] = []
            settled: list[ReadRow] = []
            skipped = 0
            for number, cells in batch:
                if says_nothing(cells, self.mapping):
                    continue
                if is_example(cells):
                    skipped += number > run.last_row
                    continue
                row = read_row(self.table, self.mapping, number, cells)
                (read if number > run.last_row else settled).append(row)
            self.planner.remember(settled)
            if read or skipped:
                yield read, skipped, batch[-1][0]

    def _settle(self, rows: Sequence[ReadRow], skipped: int, last: int) -> None:
        """Plan a batch and settle it, as one transaction; planned anew where somebody else was quicker."""
        for attempt in range(1, _TRIES + 1):
            try:
                self._settle_once(rows, skipped, last)
            except IntegrityError:
                if attempt == _TRIES:
                    raise
            else:
                return

    def _settle_once(self, rows: Sequence[ReadRow], skipped: int, last: int) -> None:
        # A dry run plans outside of the transaction, so that nobody waits for it.
        plan = None if self.writing else self.planner.plan(rows, lock=False)
        with transaction.atomic():
            current = ImportRun.objects.select_for_update().get(pk=self.run.pk)
            if current.last_row != self.run.last_row or current.state != self.run.state:
                raise OvertakenError(
                    _("Another worker has gone on with this import."), place=current.filename
                )
            if plan is None:
                plan = self.planner.plan(rows, lock=True)
                self._write(plan)
            counts = {
                "inserted": len(plan.inserted),
                "updated": len(plan.updated),
                "unchanged": plan.unchanged,
                "refused": len(plan.refused),
                "skipped": skipped,
            }
            for name, count in counts.items():
                setattr(current, name, getattr(current, name) + count)
            self._keep_refused(current, plan)
            current.done += len(rows)
            current.last_row = last
            current.attempts = 1
            current.save(update_fields=[*counts, "done", "last_row", "attempts", "faulty"])
        self.run = current
        self.run.owner = self.owner

    def _write(self, plan: Plan) -> None:
        now = timezone.now()
        if isinstance(plan, FactPlan) and isinstance(self.planner, FactPlanner):
            write_facts(self.planner, plan, user=self.owner, at=now)
        else:
            reason = _("import %(number)d") % {"number": self.run.pk}
            write_rows(MODELS[self.table.name], plan, user=self.owner, reason=reason, at=now)

    def _keep_refused(self, current: ImportRun, plan: Plan) -> None:
        faulty = Counter(current.faulty)
        for _row, faults in plan.refused:
            faulty.update(fault.column for fault in faults)
        current.faulty = dict(faulty)
        room = MOST_KEPT - (current.refused - len(plan.refused))
        RefusedRow.objects.bulk_create(
            RefusedRow.of(current, row.number, row.cells, [fault.plain() for fault in faults])
            for row, faults in plan.refused[: max(room, 0)]
        )


def finish(run_pk: int, state: ImportState, *, problem: str = "", mend: str = "") -> None:
    """End a dry run or an import; an import leaves an entry in the ledger, in the same transaction."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update(of=("self",)).select_related("owner", "zone").get(pk=run_pk)
        was_running = run.state == ImportState.RUNNING
        run.state, run.working, run.problem, run.mend = state, False, problem, mend
        if state == ImportState.CHECKED:
            run.foreseen = {name: getattr(run, name) for name in ("done", *COUNTS)}
            run.rows = run.done
        if state in ENDED:
            run.ended = timezone.now()
        run.save()
        if was_running and state in ENDED:
            if run.owner is not None and state != ImportState.CANCELLED:
                _tell(run, run.owner)
            _enter_in_ledger(run)


def _tell(run: ImportRun, owner: User) -> None:
    """Tell whoever has left the page meanwhile."""
    message = {
        ImportState.DONE: msgid(
            "The import of %(file)s is done: %(written)d rows have been written, %(refused)d refused."
        ),
        ImportState.FAILED: msgid("The import of %(file)s has failed; its page says what is in."),
    }[ImportState(run.state)]
    notify(
        owner, message, run.get_absolute_url(), file=run.filename, written=run.written, refused=run.refused
    )


def _enter_in_ledger(run: ImportRun) -> None:
    data: dict[str, Any] = {
        "table": run.table,
        "zone": run.zone.code if run.zone else "",
        "sha256": run.digest,
        "rows": run.rows or run.done,
        "settled": run.done,
        **{name: getattr(run, name) for name in COUNTS[:4]},
    }
    verb = {ImportState.DONE: "finished", ImportState.CANCELLED: "cancelled"}.get(
        ImportState(run.state), "failed"
    )
    ledger.append(
        f"import/{run.pk}",
        [Event(f"import.{verb}", data)],
        expected_version=None,
        command_id=f"import-{run.pk}-{verb}-{run.last_row}",
        actor=run.owner.actor if run.owner else "system:registry",
    )
