"""``jingkai pack``: check, try and compare policy packs, and print the shape of their files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jingkai.cli import terminal
from jingkai.cli.options import FILE, print_json
from jingkai.cli.run import FAILED, complain, explained
from jingkai.kernel.errors import JingkaiError
from jingkai.kernel.language import gettext as _

if TYPE_CHECKING:
    from jingkai.policy.differences import Change
    from jingkai.policy.faults import Fault
    from jingkai.policy.loading import LoadedPack
    from jingkai.policy.trials import Trial


@click.group(
    "pack",
    help=_("Check, try and compare policy packs."),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
)
def command() -> None:
    """Hold the commands on packs together."""


_PATHS = click.argument("paths", nargs=-1, required=True, type=FILE, metavar=_("FOLDER..."))
_JSON = click.option("--json", "as_json", is_flag=True, help=_("JSON instead of text."))


@command.command(
    "check",
    help=_("Find every fault of packs: file and line, clause, what is wrong, how to mend it."),
    epilog=_("A folder is a pack, or holds packs. Warnings are for a person to look at and fail nothing."),
    options_metavar=_("[OPTIONS]"),
)
@_PATHS
@click.option(
    "--document",
    type=FILE,
    metavar="FILE",
    help=_("Also hold the pack against this copy of its document: clauses, figures, dates, units."),
)
@_JSON
def check(paths: tuple[Path, ...], document: Path | None, *, as_json: bool) -> None:
    """Check packs; exit code 1 where one has an error."""
    from jingkai.policy.checking import check_pack, pack_folders
    from jingkai.policy.faults import errors_of, in_order

    folders = [folder for path in paths for folder in pack_folders(path)]
    if document is not None and len(folders) > 1:
        raise click.UsageError(_("One pack at a time with --document."))
    found = []
    for folder in folders:
        faults = check_pack(folder)
        if document is not None and not errors_of(faults):
            from jingkai.policy.against_file import check_against_file

            faults = in_order([*faults, *check_against_file(folder, document)])
        found.append((folder, faults))
        if not as_json:
            _print_faults(folder, faults)
    if as_json:
        print_json([_checked_json(folder, faults) for folder, faults in found])
    if any(errors_of(faults) for _folder, faults in found):
        raise click.exceptions.Exit(FAILED)


@command.command(
    "test",
    help=_("Run the examples that lie beside the rules of packs."),
    epilog=_("Each example that fails is printed with what was expected, what came, and the arithmetic."),
    options_metavar=_("[OPTIONS]"),
)
@_PATHS
@_JSON
def test(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Run examples; exit code 1 where one fails or a pack cannot be loaded."""
    from jingkai.policy.checking import load_checked_pack, pack_folders
    from jingkai.policy.trials import run_examples

    found, failed = [], False
    for folder in [folder for path in paths for folder in pack_folders(path)]:
        loaded = _loaded(load_checked_pack, folder)
        if loaded is None:
            failed = True
            continue
        trials = run_examples(loaded)
        failed = failed or any(not trial.passed for trial in trials)
        found.append((loaded, trials))
        if not as_json:
            _print_trials(loaded, trials)
    if as_json:
        print_json([_tried_json(loaded, trials) for loaded, trials in found])
    if failed:
        raise click.exceptions.Exit(FAILED)


@command.command(
    "diff",
    help=_("Say in words what changed from one pack to another."),
    options_metavar=_("[OPTIONS]"),
)
@click.argument("before", type=FILE, metavar=_("OLD"))
@click.argument("after", type=FILE, metavar=_("NEW"))
@_JSON
def diff(before: Path, after: Path, *, as_json: bool) -> None:
    """Compare two packs."""
    from jingkai.policy.differences import compare_packs
    from jingkai.policy.loading import load_pack

    old, new = (_loaded(load_pack, folder) for folder in (before, after))
    if old is None or new is None:
        raise click.exceptions.Exit(FAILED)
    changes = compare_packs(old.pack, new.pack)
    if as_json:
        print_json([_change_json(change) for change in changes])
        return
    for change in changes:
        click.echo(str(change))
    if not changes:
        click.echo(_("Nothing changed."))


@command.command(
    "schema",
    help=_("Print the JSON Schema of each file of a pack, for editors."),
    options_metavar=_("[OPTIONS]"),
)
@click.option("--out", type=FILE, metavar=_("FOLDER"), help=_("Write one file for each kind into a folder."))
def schema(out: Path | None) -> None:
    """Print the schemas by name, or write them."""
    from jingkai.policy.published import schemas, written

    if out is None:
        print_json(schemas())
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, one in schemas().items():
            path = out / f"{name}.json"
            path.write_text(written(one), encoding="utf-8")
            click.echo(str(path))
    except OSError as error:
        raise explained(error, str(out)) from error


def _loaded(load: Any, folder: Path) -> LoadedPack | None:
    """Load a pack, or name each fault on standard error."""
    from jingkai.policy.faults import PackFaults

    try:
        loaded: LoadedPack = load(folder)
    except PackFaults as faults:
        for fault in faults.faults:
            complain(JingkaiError(fault.words, place=fault.place, mend=fault.mend))
        return None
    return loaded


def _print_faults(folder: Path, faults: list[Fault]) -> None:
    errors = sum(fault.severity == "error" for fault in faults)
    for fault in faults:
        clause = f" [{fault.provision}]" if fault.provision else ""
        word = _("error") if fault.severity == "error" else _("warning")
        click.echo(f"{fault.place}:{clause} " + _labelled(word, fault.words))
        click.echo(f"    {fault.mend}")
    counts = {"folder": folder, "errors": errors, "warnings": len(faults) - errors}
    click.echo(_("%(folder)s: errors %(errors)d, warnings %(warnings)d") % counts)


def _print_trials(loaded: LoadedPack, trials: list[Trial]) -> None:
    for trial in trials:
        if trial.passed:
            continue
        clause = f" [{trial.provision}]" if trial.provision else ""
        click.echo(f"{trial.place}:{clause} {trial.example.name}")
        for one in trial.differences:
            told = {"about": one.about, "expected": one.expected, "actual": one.actual}
            click.echo("    " + _("%(about)s: expected %(expected)s, came %(actual)s") % told)
        if trial.sum_words:
            click.echo("    " + _labelled(_("arithmetic"), trial.sum_words))
        if trial.example.why:
            click.echo("    " + _labelled(_("by hand"), trial.example.why))
    passed = sum(trial.passed for trial in trials)
    counts = {"folder": loaded.folder, "passed": passed, "failed": len(trials) - passed}
    click.echo(_("%(folder)s: examples passed %(passed)d, failed %(failed)d") % counts)
    if not trials:
        terminal.say(_("%(folder)s has no examples.") % {"folder": loaded.folder})


def _labelled(label: str, value: str) -> str:
    return _("%(label)s: %(value)s") % {"label": label, "value": value}


def _checked_json(folder: Path, faults: list[Fault]) -> dict[str, object]:
    return {
        "folder": str(folder),
        "errors": sum(fault.severity == "error" for fault in faults),
        "warnings": sum(fault.severity == "warning" for fault in faults),
        "faults": [
            {
                "file": str(fault.file),
                "line": fault.line or None,
                "provision": fault.provision or None,
                "severity": fault.severity,
                "words": fault.words,
                "mend": fault.mend,
            }
            for fault in faults
        ],
    }


def _tried_json(loaded: LoadedPack, trials: list[Trial]) -> dict[str, object]:
    return {
        "folder": str(loaded.folder),
        "number": loaded.pack.document.number,
        "version": loaded.digest,
        "passed": sum(trial.passed for trial in trials),
        "failed": [
            {
                "file": str(trial.place.file),
                "line": trial.place.line,
                "provision": trial.provision or None,
                "benefit": trial.example.benefit,
                "name": trial.example.name,
                "differences": [
                    {"about": one.about, "expected": one.expected, "actual": one.actual}
                    for one in trial.differences
                ],
                "arithmetic": trial.sum_words or None,
            }
            for trial in trials
            if not trial.passed
        ],
    }


def _change_json(change: Change) -> dict[str, object]:
    return {
        "kind": change.kind,
        "part": change.part,
        "id": change.id or None,
        "title": change.title,
        "path": change.path or None,
        "provision": change.provision or None,
        "before": change.before,
        "after": change.after,
        "words": str(change),
    }
