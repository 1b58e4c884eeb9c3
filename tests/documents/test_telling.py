"""Officers of a unit are told where a published document names it."""

from __future__ import annotations

import pytest

from jingkai.accounts.models import Notification
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import Scope, ScopeKind
from jingkai.documents import services
from jingkai.registry.models import Unit

pytestmark = pytest.mark.django_db


def _officer(person, code: str, name: str, level: str = "city"):
    Unit.objects.create(code=code, name=name, level=level)
    return person((Role.UNIT_OFFICER, Scope(ScopeKind.UNIT, code)), username=code)


def _told(user) -> list[Notification]:
    return list(Notification.objects.filter(user=user))


def test_an_officer_is_told_when_a_document_that_names_the_unit_is_published(
    person, received_files, sample_records
):
    officer = _officer(person, "cj-czj", "澄江市财政局")
    document = services.ingest(sample_records["measures"]).document
    assert _told(officer) == [], "nobody has reviewed it yet"
    services.publish(document)
    (line,) = _told(officer)
    assert "澄江市财政局" in line.words
    assert "澄政办发〔2025〕11号" in line.words
    key = line.url.partition("#")[2]
    clause = document.provisions.get(key=key)
    assert clause.unitmentions.filter(canonical="市财政局").exists()
    assert clause.pinpoint in line.words
    services.publish(document)
    assert len(_told(officer)) == 1, "published is published once"


def test_the_same_department_of_another_city_or_level_is_not_told(person, received_files, sample_records):
    province = _officer(person, "ll-czt", "临澜省财政厅", "province")
    neighbour = _officer(person, "sh-czj", "松海市财政局")
    services.ingest(sample_records["measures"], publish=True)
    assert _told(province) == _told(neighbour) == []


def test_a_second_copy_of_a_document_tells_nobody_again(person, received_files, sample_records):
    Unit.objects.create(code="ll-swt", name="临澜省商务厅", level="province")
    officer = person((Role.UNIT_OFFICER, Scope(ScopeKind.UNIT, "ll-swt")))
    for name in ("opinion", "broken"):
        services.ingest(sample_records[name], publish=True)
    assert len(_told(officer)) == 1
