"""What SECURITY.md says is there, and what it says of settings and packages is so."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
_NAMED = re.compile(
    r"`((?:src|tests|docs|deploy|tools|benchmarks)/[^`\s]*?|pyproject\.toml)(?:::(\w+))?`|\]\(([^)#]+)\)"
)


def _named() -> list[tuple[str, str]]:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    return [(path or link, test) for path, test, link in _NAMED.findall(text)]


@pytest.mark.parametrize(("path", "test"), sorted(set(_named())))
def test_what_the_page_points_to_exists(path: str, test: str) -> None:
    target = ROOT / path
    assert target.exists(), path
    if test:
        tree = ast.parse(target.read_text(encoding="utf-8"))
        names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
        assert test in names, f"{path}::{test}"


def test_every_row_of_the_table_names_what_proves_it() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [
        line for line in text.splitlines() if line.startswith("|") and not line.startswith(("|---", "| 方面"))
    ]
    assert len(rows) > 25
    for row in rows:
        assert _NAMED.search(row.rstrip("|").rpartition("|")[2]), row


def test_every_page_that_writes_asks_for_the_token_of_its_form() -> None:
    """Nothing is exempt but the interface for programs, which knows tokens of its own and no session."""
    from django.conf import settings
    from django.urls import URLPattern, get_resolver

    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE

    def walk(patterns: Any, prefix: str = "") -> list[str]:
        exempt = []
        for one in patterns:
            path = prefix + str(one.pattern)
            if isinstance(one, URLPattern):
                if getattr(one.callback, "csrf_exempt", False):
                    exempt.append(path)
            else:
                exempt += walk(one.url_patterns, path)
        return exempt

    assert [path for path in walk(get_resolver().url_patterns) if not path.startswith("api/")] == []
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.CSRF_COOKIE_SAMESITE == "Strict"
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.SESSION_COOKIE_HTTPONLY


def test_behind_https_cookies_travel_encrypted_and_browsers_remember_it(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    code = f"import json; from django.conf import settings; print(json.dumps([getattr(settings, n) for n in {names}]))"
    variables = {
        **os.environ,
        "JINGKAI_DATA": str(tmp_path),
        "JINGKAI_HTTPS": "1",
        "JINGKAI_PROXY": "1",
        "DJANGO_SETTINGS_MODULE": "jingkai.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [True, True, True, 365 * 24 * 3600]


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_package_is_pinned_with_its_hash(path: Path) -> None:
    blocks = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    packages = [block for block in blocks if block.strip() and not block.startswith("#")]
    assert packages
    for package in packages:
        assert re.match(r"[A-Za-z0-9._-]+(\[[^]]*\])?==\S+", package), package
        assert "--hash=sha256:" in package, package
        assert "://" not in package, package
