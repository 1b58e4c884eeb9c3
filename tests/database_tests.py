"""Which tests are run, and in which order.

``pytest --database-only``: only those that touch the database, for a run on another one than the default. Files that take
long come first, so that no worker begins one of them when the others have nothing left to do.
"""

from __future__ import annotations

import pytest

_FIXTURES = frozenset({"db", "transactional_db", "django_db_reset_sequences", "live_server"})

_LONG = (
    "tests/cli/test_cli_guide.py",
    "tests/reliability/",
    "tests/policy/engines/test_spark.py",
    "tests/config/test_backup.py",
    "tests/accounts/test_every_address.py",
    "tests/browser/test_every_page.py",
    "tests/browser/test_pages.py",
    "tests/cli/test_cli_search.py",
    "tests/cli/test_cli_contract.py",
    "tests/documents/test_accuracy_corpus.py",
    "tests/config/",
    "tests/cli/",
    "tests/policy/rules/",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only the tests that touch the site's database (not in a browser)",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes long first; leave out what would only be run a second time in the same way."""
    items.sort(key=lambda item: next((at for at, one in enumerate(_LONG) if one in item.nodeid), len(_LONG)))
    if not config.getoption("--database-only"):
        return
    left_out = [item for item in items if not _touches_the_database(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if _touches_the_database(item)]


def pytest_report_header(config: pytest.Config) -> str:
    """Say which database the run is on."""
    from django.conf import settings

    return f"database: {settings.DATABASES['default']['ENGINE'].rpartition('.')[2]}"


def _touches_the_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return False
    fixtures = frozenset(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & _FIXTURES)
