"""The files of ``deploy/`` fit the repository and each other, and keep the services without privileges."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
HARDENING = {
    "User": "jingkai",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
    "SystemCallArchitectures": "native",
    "UMask": "0077",
    "MemoryDenyWriteExecute": "yes",
    "PrivateUsers": "yes",
    "PrivateDevices": "yes",
    "ProtectKernelTunables": "yes",
}
MOST_EXPOSED = 15
"""In tenths, by `systemd-analyze security`: 1.1 for every unit by systemd 252 and 257; another version may ask for more."""


def _settings(unit: Path) -> dict[str, str]:
    pairs = (line.partition("=") for line in unit.read_text(encoding="utf-8").splitlines() if "=" in line)
    return {name: value for name, _equals, value in pairs if not name.startswith("#")}


def _is_tracked(name: str) -> bool:
    """Whether a fresh clone has it; where this is no clone, whether it is there at all."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return (ROOT / name).exists()
    listed = subprocess.run(
        ["git", "ls-files", "--", name], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return bool(listed.stdout)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_service_may_reach_its_own_data_and_needs_no_privilege(unit: Path) -> None:
    found = _settings(unit)
    assert {name: found.get(name) for name in HARDENING} == HARDENING
    assert "SystemCallFilter=@system-service\nSystemCallFilter=~@privileged @resources\n" in unit.read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_finds_a_service_well_formed_and_little_exposed(unit: Path, tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    copy = tmp_path / unit.name
    text = unit.read_text(encoding="utf-8").replace("/opt/jingkai/.venv/bin/python", sys.executable)
    copy.write_text(text, encoding="utf-8")
    checked = subprocess.run([program, "verify", copy], capture_output=True, text=True, check=False)
    complaints = [line for line in checked.stderr.splitlines() if unit.name in line]
    assert complaints == []
    exposed = subprocess.run(
        [program, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", copy],
        capture_output=True,
        text=True,
        check=False,
    )
    if "unrecognized option" in exposed.stderr:
        pytest.skip("this systemd-analyze cannot judge a file")
    assert exposed.returncode == 0, exposed.stdout[-300:]


def test_the_worker_waits_for_the_tables_and_can_start_libreoffice() -> None:
    site, worker = (_settings(DEPLOY / name) for name in ("jingkai.service", "jingkai-worker.service"))
    assert site["Type"] == "notify"  # up when it answers, not when it is started
    assert "jingkai.service" in worker["After"].split()
    assert "ProcSubset" not in worker


def test_what_the_container_copies_is_there_and_handed_to_the_builder() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    # Docker knows no other name, and Podman would prefer this one where both are there.
    assert not (ROOT / ".containerignore").exists()
    rules = [
        line
        for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert rules[0] == "*"
    allowed = {line[1:] for line in rules if line[:1] == "!"}
    copied = {
        name for line in re.findall(r"^COPY (?!--)(.+)$", text, re.MULTILINE) for name in line.split()[:-1]
    }
    assert copied == allowed
    assert [name for name in sorted(copied) if not _is_tracked(name)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel.get("force-include", {}), project["project"]["readme"]} <= copied


def test_the_container_runs_as_nobody_in_particular_and_says_whether_it_works() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", text, re.MULTILINE)
    assert "--require-hashes -r requirements-postgresql.txt" in text
    assert re.search(r"^HEALTHCHECK .*\\\n.*healthz", text, re.MULTILINE)
    # Process 1 hears no signal that it does not ask for: a site that still starts would not stop.
    assert re.search(r'^ENTRYPOINT \["tini", "--"\]$', text, re.MULTILINE)
    assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) == {"${PYTHON}"}


def test_the_container_is_run_as_the_guide_says_with_nothing_it_does_not_need() -> None:
    guide = (ROOT / "docs" / "guides" / "operations.md").read_text(encoding="utf-8")
    runs = re.findall(r"^podman run (?:.*\\\n)*.*$", guide, re.MULTILINE)
    assert len(runs) == 2
    for command in runs:
        assert "--read-only --tmpfs /tmp:size=" in command
        assert "--cap-drop ALL" in command
        assert "--volume jingkai:/data" in command
    # Podman's own format has no health check.
    assert re.search(r"^podman build --format docker -f deploy/Containerfile ", guide, re.MULTILINE)


def test_the_proxy_lets_through_a_file_of_the_largest_size_and_sets_what_the_site_trusts() -> None:
    from django.conf import settings

    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    size = re.search(r"client_max_body_size (\d+)m;", text)
    assert size
    assert int(size[1]) * 1024 * 1024 > settings.UPLOAD_LIMIT_BYTES
    assert "X-Forwarded-For $remote_addr;" in text
    assert "X-Forwarded-Proto $scheme;" in text
