"""The interface keeps to its description, whatever it is asked: no failure, no answer that is not described.

Requests are made up from the description itself (schemathesis): some fit it, some break it in one place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings, strategies
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from claims_of import budget_of, claim_of
from jingkai.accounts.roles import Role
from neighbours import settle
from people import make_person, token_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
]
EXAMPLES = 12
"""Requests an operation and caller; the same ones in every run."""

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore")]


def _description() -> Any:
    from jingkai.config.reference import written_description

    schema = schemathesis.openapi.from_dict(json.loads(written_description()))
    schema.app = WSGIHandler()
    return schema


DESCRIPTION = _description()
OPERATIONS = {result.ok().label: result.ok() for result in DESCRIPTION.get_all_operations()}


def keep_the_connection() -> None:
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)


@pytest.fixture
def unlimited(settings) -> Iterator[None]:
    """No limit on requests; and their end does not end the test's own connection, as Django's test client sees to."""
    settings.API_TOKEN_RATE = settings.API_ADDRESS_RATE = 0
    keep_the_connection()
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def record() -> Any:
    """The fictional sample, as read."""
    from jingkai.documents import samples
    from jingkai.documents.pipeline import read_file

    return read_file(samples.OPINION)


@pytest.fixture
def there(db, settings, tmp_path, record) -> Any:
    """A zone with one row of everything, a document and a signed head, so that some made-up requests find something."""
    from jingkai.documents.services import ingest
    from jingkai.ledger.services import publish_head

    settings.RECEIVED_FILES = tmp_path / "received"
    settings.SEARCH_INDEX = tmp_path / "search.sqlite3"
    zone = settle("qinglan")
    document = ingest(record, content=b"received", publish=True).document
    make_person(Role.AUDITOR)  # which the ledger notes
    publish_head()
    return zone, document


def keys_of(there: Any, label: str) -> dict[str, Any]:
    """Return keys of what there is, for the parameters of an operation's address."""
    zone, document = there
    keys = {
        "/zones/": {"code": zone.zone.code},
        "/parks/": {"code": zone.park.code},
        "/units/": {"code": zone.unit.code},
        "/enterprises/": {"uscc": zone.enterprise.uscc},
        "/projects/": {"code": zone.project.code},
        "/parcels/": {"number": zone.parcel.number},
        "/facts/": {"id": zone.fact.pk},
        "/variables/": {"name": "tax_paid"},
        "/provisions/": {"id": document.pk, "key": document.provisions.first().key},
        "/exports/": {"id": document.pk},
        "/documents/": {"id": document.pk},
        "/packs/": {"jurisdiction": "cn-150800", "name": "bazhengbanfa-2024-8"},
        "/guide/": {"policy": "chengzhengbanfa-2025-11", "benefit": "high_tech_award"},
        "/claims/": {"claim": claim_of(zone)[0]},
        "/budgets/": dict(zip(("zone", "pool", "year"), budget_of(zone).split("/"), strict=True)),
        "/ledger/entries/": {"number": 1},
        "/ledger/heads/": {"size": 1},
    }
    return next((found for part, found in keys.items() if part in label and "{" in label), {})


FITTING = {
    "enterprises": {"uscc": "91320594MA1MYD5H0J", "zone": "qinglan"},
    "projects": {"code": "2403-150100-04-01-123456", "zone": "qinglan"},
    "parcels": {"zone": "qinglan"},
    "parks": {"zone": "qinglan"},
    "units": {"zone": "qinglan"},
    "facts": {
        "subject": "enterprise/91350211M000100Y46", "variable": "tax_paid", "value": "12.50", "period": "2024",
        "replaces": None,
    },
}  # fmt: skip
"""What no chance finds: codes whose check characters fit, and codes of rows that there are."""


def fitted(case: Any, table: str, keys: dict[str, Any], headers: dict[str, str]) -> None:
    """Let a made-up request be about something that there is, and a change name the version that there is."""
    if keys:
        case.path_parameters = {**case.path_parameters, **keys}
    if isinstance(case.body, dict) and case.operation.method == "post":
        case.body = case.body | FITTING.get(table, {})
    if case.operation.method == "patch":
        path = case.formatted_path
        case.headers["If-Match"] = Client().get(path, headers=headers).headers.get("ETag", "")
        keep_the_connection()  # that client lets go of it again


def challenge(label: str, headers: dict[str, str], keys: dict[str, Any]) -> None:
    """Ask an operation what the description allows, and what it does not, and check every answer."""
    operation = OPERATIONS[label]
    modes = strategies.one_of(
        operation.as_strategy(GenerationMode.POSITIVE), operation.as_strategy(GenerationMode.NEGATIVE)
    )

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=modes, known=strategies.booleans())
    def ask(case: Any, known: bool) -> None:
        if known:
            fitted(case, label.rpartition("/registry/")[2].partition("/")[0], keys, headers)
        case.call_and_validate(headers=headers, checks=CHECKS)

    ask()


@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_keeps_to_its_description_for_whoever_may_do_much(label, there, unlimited):
    broad = make_person(
        Role.CASE_OFFICER,
        Role.POLICY_OFFICER,
        Role.STATISTICIAN,
        Role.AUDITOR,
    )
    _token, headers = token_of(broad)
    challenge(label, headers, keys_of(there, label))


@pytest.mark.parametrize("label", OPERATIONS)
def test_an_operation_keeps_to_its_description_without_a_token(label, there, unlimited):
    challenge(label, {}, keys_of(there, label))
