"""Import a file into a table: hand it in, map its columns, try it without writing, run it, cancel it, report it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone, translation

from jingkai.accounts.models import User
from jingkai.accounts.policy import may
from jingkai.kernel.background import MOST_ATTEMPTS, ending_in_words
from jingkai.kernel.language import gettext as _
from jingkai.kernel.seen import as_seen
from jingkai.registry import actions
from jingkai.registry.errors import RegistryError
from jingkai.registry.imports import matching, sheets, template, units
from jingkai.registry.imports.faults import Fault, FileError
from jingkai.registry.imports.matching import ColumnMapping, Match
from jingkai.registry.imports.sheets import Look
from jingkai.registry.imports.tables import TABLES, Table
from jingkai.registry.models import ImportRun, RefusedRow, Zone
from jingkai.registry.models.imports import KEPT_DAYS, UNDER_WAY, ImportState
from jingkai.registry.services.import_run import COUNTS, OvertakenError, Process, finish


def tables_for(user: User) -> list[Table]:
    """Return the tables that somebody may import."""
    if not may(user, actions.IMPORT):
        return []
    return [table for table in TABLES.values() if may(user, table.action)]


def hand_in(file: File[bytes], *, table: Table, zone: Zone, user: User, language: str) -> ImportRun:
    """Keep a file under a name that says nothing, after a look into it, with its columns matched as far as they can be.

    Raises :class:`~jingkai.registry.imports.faults.FileError` for a file that cannot be imported; nothing is kept then.
    """
    filename = as_seen(Path(file.name or "").name)[:200] or "table"
    limit = settings.UPLOAD_LIMIT_BYTES
    if file.size > limit:
        raise FileError(
            _("The file is larger than %(limit)d MB.") % {"limit": limit // 1024**2},
            place=filename,
            mend=_("Split it and hand in the parts."),
        )
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory(prefix="jingkai-import-") as folder:
        copy = Path(folder) / "table"
        with copy.open("wb") as kept:
            for chunk in file.chunks():
                digest.update(chunk)
                kept.write(chunk)
        found = sheets.look(copy, filename)
    run = ImportRun(
        table=table.name,
        zone=zone,
        filename=filename,
        digest=digest.hexdigest(),
        language=language,
        second_factor=bool(user.second_factor),
        owner=user,
    )
    _take(run, found)
    file.seek(0)
    run.file.save(filename, file, save=False)
    run.save()
    return run


def choose_sheet(run: ImportRun, sheet: str) -> Look:
    """Look at another sheet of the file and match its columns. Raises :class:`FileError` for one there is not."""
    _only_before(run)
    found = sheets.look(Path(run.file.path), run.filename, sheet)
    _take(run, found)
    run.state = ImportState.MAPPING
    run.save()
    return found


def look_again(run: ImportRun) -> Look:
    """Look into the file of an import as far as the mapping page shows it. Raises :class:`FileError`."""
    return sheets.look(Path(run.file.path), run.filename, run.sheet)


def _take(run: ImportRun, found: Look) -> None:
    table = TABLES[run.table]
    number, cells = matching.header_of(table, found.first)
    run.sheet = found.sheet
    run.mapping = ColumnMapping(number, matching.match(table, cells)).plain()
    run.rows = max(found.rows - number, 0)
    run.last_row = number


def map_columns(
    run: ImportRun, chosen: Mapping[int, str], *, unit: Mapping[int, str], erased: Collection[str]
) -> ImportRun:
    """Say which columns of the file are which of the table: ``chosen`` and ``unit`` by place, ``""`` leaves one out.

    Raises :class:`~jingkai.registry.errors.RegistryError` where a key is not mapped or a column is mapped twice.
    """
    _only_before(run)
    table = TABLES[run.table]
    before = ColumnMapping.read(run.mapping)
    matches: list[Match] = []
    used: dict[str, str] = {}
    for match in before.matches:
        name = chosen.get(match.at, "")
        if name not in table.by_name:
            matches.append(Match(match.at, match.header))
            continue
        if name in used:
            raise RegistryError(
                _("“%(first)s” and “%(second)s” are both mapped to %(column)s.")
                % {"first": used[name], "second": match.header, "column": table.by_name[name].chinese},
                place=match.header,
                mend=_("Leave one of them out."),
            )
        used[name] = match.header
        measure = table.by_name[name].unit
        known = units.SIZES.get(measure, {})
        given = unit.get(match.at, units.unit_in_header(match.header, measure))
        matches.append(Match(match.at, match.header, name, given if given in known else "", True))
    for name in table.key:
        if name not in used and table.by_name[name].required:
            raise RegistryError(
                _("No column is mapped to %(column)s, which says what a row is about.")
                % {"column": table.by_name[name].chinese},
                place=run.filename,
                mend=_("Choose the column that holds it."),
            )
    may_be_erased = {column.name for column in table.columns if column.erasable and not column.required}
    erasable = frozenset(erased) & may_be_erased & used.keys()
    run.mapping = ColumnMapping(before.header_row, tuple(matches), erasable).plain()
    run.save(update_fields=["mapping"])
    return run


def begin_check(run: ImportRun) -> None:
    """Queue the dry run, from the beginning."""
    with transaction.atomic():
        current = ImportRun.objects.select_for_update().get(pk=run.pk)
        _only_before(current)
        _reset(current, ImportState.CHECKING)
        _queue(current.pk)


def begin_run(run: ImportRun) -> None:
    """Queue the import itself, or what is left of one that was cancelled or failed.

    Raises :class:`~jingkai.registry.errors.RegistryError` where there was no dry run, or the file is gone.
    """
    with transaction.atomic():
        current = ImportRun.objects.select_for_update().get(pk=run.pk)
        going_on = current.state in {ImportState.CANCELLED, ImportState.FAILED} and bool(current.foreseen)
        if not current.file or not (current.state == ImportState.CHECKED or going_on):
            raise RegistryError(
                _("This import cannot be run now."),
                place=current.filename,
                mend=_("Look at its page: it may be under way, or have ended."),
            )
        if going_on:
            current.state, current.cancel_asked, current.attempts = ImportState.RUNNING, False, 0
            current.problem = current.mend = ""
            current.ended = None
            current.save()
        else:
            _reset(current, ImportState.RUNNING)
        _queue(current.pk)


def cancel(run: ImportRun) -> None:
    """Ask a pass to stop after the batch under way; one that has not begun is stopped at once.

    A dry run goes back to its columns; an import keeps what is written and says how much that is.
    """
    waiting = ImportRun.objects.filter(pk=run.pk, state__in=UNDER_WAY, working=False)
    if waiting.update(cancel_asked=True):
        _stop(ImportRun.objects.get(pk=run.pk))
    else:
        ImportRun.objects.filter(pk=run.pk, state__in=UNDER_WAY).update(cancel_asked=True)


def discard(run: ImportRun) -> None:
    """Forget an import that was never run, with its file."""
    if may_be_mapped(run) or run.state in {ImportState.MAPPING, ImportState.CHECKED}:
        _forget_file(run)
        run.delete()


def work_on(run_pk: int) -> None:
    """Carry out the pass that an import waits for; what is written for people is in its owner's language."""
    claimed = ImportRun.objects.filter(pk=run_pk, state__in=UNDER_WAY, working=False).update(
        working=True, attempts=F("attempts") + 1
    )
    if not claimed:
        return
    run = ImportRun.objects.select_related("owner", "zone").get(pk=run_pk)
    with translation.override(run.language):
        _work_on(run)


def _work_on(run: ImportRun) -> None:
    mine = ImportRun.objects.filter(pk=run.pk)
    with ending_in_words(
        lambda problem, mend: finish(run.pk, ImportState.FAILED, problem=problem, mend=mend),
        lambda: mine.update(working=False, attempts=F("attempts") - 1),
        mend=_("Go on with the import; if it happens again, the log of the server says why."),
        expected=FileError,
    ):
        _carry_out(run, writing=run.state == ImportState.RUNNING)


def _carry_out(run: ImportRun, *, writing: bool) -> None:
    try:
        went_through = Process(run, writing=writing).carry_out()
    except OvertakenError:
        return
    if not went_through:
        _stop(run)
        return
    finish(run.pk, ImportState.DONE if writing else ImportState.CHECKED)
    if writing:
        _forget_file(run)


def _stop(run: ImportRun) -> None:
    run = ImportRun.objects.get(pk=run.pk)
    if run.state == ImportState.RUNNING:
        finish(run.pk, ImportState.CANCELLED)
    elif run.state == ImportState.CHECKING:
        RefusedRow.objects.filter(run=run).delete()
        ImportRun.objects.filter(pk=run.pk).update(
            state=ImportState.MAPPING, working=False, cancel_asked=False, done=0, **dict.fromkeys(COUNTS, 0)
        )


def resume() -> list[int]:
    """Take up imports that a stop or a killed worker has interrupted; return their numbers, to be queued.

    For the one worker to call as it starts. A pass that got no further :data:`MOST_ATTEMPTS` times is given up, and
    says exactly what is in.
    """
    forget_old()
    interrupted = ImportRun.objects.filter(state__in=UNDER_WAY, working=True)
    for run in interrupted.filter(attempts__gte=MOST_ATTEMPTS):
        with translation.override(run.language):
            finish(
                run.pk,
                ImportState.FAILED,
                problem=_("The work was cut off again and again at the same rows."),
                mend=_(
                    "Take the rows after the last one done into a file of their own and look for what is odd."
                ),
            )
    ImportRun.objects.filter(state__in=UNDER_WAY, working=True).update(working=False)
    waiting = ImportRun.objects.filter(state__in=UNDER_WAY)
    for run in waiting.filter(state=ImportState.CHECKING, done__gt=0):
        with transaction.atomic():
            _reset(run, ImportState.CHECKING, attempts=run.attempts)
    return list(waiting.order_by("pk").values_list("pk", flat=True))


def forget_old() -> None:
    """Delete files and refused rows of imports that nobody needs any more."""
    day = timezone.now() - timedelta(days=KEPT_DAYS)
    old = ImportRun.objects.filter(Q(ended__lt=day) | Q(started__lt=day)).exclude(state__in=UNDER_WAY)
    RefusedRow.objects.filter(run__in=old).delete()
    for run in old.exclude(file=""):
        _forget_file(run)


def refused_workbook(run: ImportRun) -> bytes:
    """Return the refused rows as a workbook to be mended and sent again."""
    mapping = ColumnMapping.read(run.mapping)
    width = max((match.at for match in mapping.matches), default=-1) + 1
    headers = [""] * width
    for match in mapping.matches:
        headers[match.at] = match.header
    return template.refused_rows(headers, _kept(run))


def _kept(run: ImportRun) -> Iterator[tuple[int, list[str], list[Fault]]]:
    for row in run.refused_rows.iterator(chunk_size=500):
        yield row.row, row.cells, [Fault.read(fault) for fault in row.faults]


def may_be_mapped(run: ImportRun) -> bool:
    """Whether the columns of an import may still be mapped: nothing of it was ever run."""
    tried_in_vain = run.state == ImportState.FAILED and not run.foreseen
    return bool(run.file) and (run.state in {ImportState.MAPPING, ImportState.CHECKED} or tried_in_vain)


def _only_before(run: ImportRun) -> None:
    if not may_be_mapped(run):
        raise RegistryError(
            _("This import has begun: its columns stay as they are."),
            place=run.filename,
            mend=_("Hand the file in anew to map it in another way."),
        )


def _reset(run: ImportRun, state: ImportState, *, attempts: int = 0) -> None:
    """Put a run at its beginning: nothing counted, nothing refused, the first row after the header next."""
    RefusedRow.objects.filter(run=run).delete()
    header_row = ColumnMapping.read(run.mapping).header_row
    fresh: dict[str, Any] = {
        "state": state,
        "done": 0,
        "last_row": header_row,
        "attempts": attempts,
        "cancel_asked": False,
        "working": False,
        "problem": "",
        "mend": "",
        "faulty": {},
        "ended": None,
        **dict.fromkeys(COUNTS, 0),
    }
    if state == ImportState.CHECKING:
        fresh["foreseen"] = {}
    ImportRun.objects.filter(pk=run.pk).update(**fresh)


def _queue(run_pk: int) -> None:
    from jingkai.registry.tasks import carry_out_import

    transaction.on_commit(lambda: carry_out_import.enqueue(run_pk))


def _forget_file(run: ImportRun) -> None:
    if run.file:
        run.file.storage.delete(run.file.name or "")
        ImportRun.objects.filter(pk=run.pk).update(file="")
