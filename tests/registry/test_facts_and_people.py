"""Pages of facts, and personal data that is shown for a reason only."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jingkai.accounts.roles import Role


@pytest.fixture
def officer(client_as, home, neighbour):
    client = client_as(Role.CASE_OFFICER)
    client.cookies["jingkai_language"] = "en"
    return client


def _pages(thing):
    address = thing.get_absolute_url()
    return [address, f"{address}facts/", f"{address}history/"]


@pytest.mark.parametrize("name", ["zone", "park", "enterprise", "project", "parcel"])
def test_every_tab_opens_and_names_the_thing(officer, home, name):
    thing = getattr(home, name)
    for address in _pages(thing):
        answer = officer.get(address)
        assert answer.status_code == 200
        assert (getattr(thing, "name", None) or str(thing)) in answer.content.decode()


def test_a_fact_says_value_period_source_and_since_when_it_is_known(officer, home):
    page = officer.get(reverse("registry:enterprise_facts", args=[home.enterprise.uscc])).content.decode()
    for words in ("Tax paid", "2023", "1,250,000.50 元", "2024-02-01 16:00", "Entered by the zone"):
        assert words in page


def test_a_stated_fact_stands_on_the_page_and_the_corrected_one_beside_it_when_asked_for(officer, home):
    address = reverse("registry:enterprise_state", args=[home.enterprise.uscc])
    given = {"variable": "tax_paid", "period": "2023", "value": "130万元", "source": "enterprise"}
    assert officer.post(address, given).status_code == 302
    facts = reverse("registry:enterprise_facts", args=[home.enterprise.uscc])
    assert "1,250,000.50" not in officer.get(facts).content.decode()
    page = officer.get(facts, {"earlier": 1}).content.decode()
    assert "1,250,000.50" in page
    assert "1,300,000.00" in page
    assert "known until" in page


def test_many_facts_come_page_by_page_and_one_variable_at_a_time(officer, home):
    address = reverse("registry:enterprise_state", args=[home.enterprise.uscc])
    for year in range(1980, 2010):
        given = {"variable": "tax_paid", "period": str(year), "value": "1", "source": "zone"}
        assert officer.post(address, given).status_code == 302
    facts = reverse("registry:enterprise_facts", args=[home.enterprise.uscc])
    first, second = (officer.get(facts, {"page": page}).content.decode() for page in (1, 2))
    assert first.count('<th scope="row">') == 25
    assert 0 < second.count('<th scope="row">') <= 25
    narrowed = officer.get(facts, {"variable": "no_such"})
    assert "Clear all" in narrowed.content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "-5"}, "Value stated: -5 is less than 0"),
        ({"value": "未知"}, "Value stated: Nothing is stated."),
        ({"period": "2023Q1"}, "Period: “2023Q1” is a period of another length."),
        ({"variable": "no_such"}, "Variable: "),
        ({"valid_from": "2024-02-01", "valid_to": "2024-01-01"}, "It would end before it begins."),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_by_the_name_of_its_field(officer, home, changed, said):
    from jingkai.registry.models import Fact

    count = Fact.objects.count()
    address = reverse("registry:enterprise_state", args=[home.enterprise.uscc])
    given = {"variable": "tax_paid", "period": "2022", "value": "1", "source": "zone"} | changed
    answer = officer.post(address, given)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Fact.objects.count() == count


def test_people_are_masked_on_the_page_and_in_the_history(officer, home):
    from jingkai.registry import services

    services.update(
        home.enterprise, {"representative": "赵文远", "phone": "13900001111"}, user=None, reason="变更"
    )
    for address in _pages(home.enterprise):
        page = officer.get(address).content.decode()
        for hidden in ("张三丰", "赵文远", "李晓明", "13812340000", "13900001111"):
            assert hidden not in page
    overview = officer.get(home.enterprise.get_absolute_url()).content.decode()
    assert "赵**" in overview
    assert "139****1111" in overview


def test_people_are_shown_for_a_reason_that_goes_to_the_ledger_without_what_was_seen(officer, home):
    from jingkai.ledger.selectors import entries

    address = reverse("registry:enterprise_reveal", args=[home.enterprise.uscc])
    page = officer.post(address, {"reason": "核对申报联系人"}).content.decode()
    assert "13812340000" in page
    entry = next(iter(entries(stream=home.enterprise.subject_key)))
    assert entry.type == "registry.personal_revealed"
    assert entry.data == {"reason": "核对申报联系人", "fields": ["contact", "phone", "representative"]}
    assert "13812340000" not in entry.content
    assert "张三丰" not in entry.content


def test_without_a_reason_nothing_is_shown_and_nothing_is_noted(officer, home):
    from jingkai.ledger.selectors import entries

    answer = officer.post(
        reverse("registry:enterprise_reveal", args=[home.enterprise.uscc]), {"reason": " "}, follow=True
    )
    assert "13812340000" not in answer.content.decode()
    assert "for a reason only" in answer.content.decode()
    assert list(entries(stream=home.enterprise.subject_key)) == []


def test_nobody_reveals_people_of_a_neighbour(officer, neighbour):
    from jingkai.ledger.selectors import entries

    answer = officer.post(
        reverse("registry:enterprise_reveal", args=[neighbour.enterprise.uscc]), {"reason": "核对申报"}
    )
    assert answer.status_code == 404
    assert list(entries(stream=neighbour.enterprise.subject_key)) == []


def test_a_leader_sees_masks_and_no_way_around_them(client_as, home):
    leader = client_as(Role.ZONE_LEADER)
    assert "reveal" not in leader.get(home.enterprise.get_absolute_url()).content.decode()
    address = reverse("registry:enterprise_reveal", args=[home.enterprise.uscc])
    assert leader.post(address, {"reason": "看一下联系人"}).status_code == 403


def test_a_credit_code_whose_organisation_code_does_not_check_bears_a_remark(officer, home):
    from jingkai.kernel.identifiers import uscc_with_check
    from jingkai.registry.models import Enterprise

    old = Enterprise.objects.create(
        uscc=uscc_with_check("91150802123456789"), name="青岚老厂", zone=home.zone
    )
    assert "Codes given out before 2015 may" in officer.get(old.get_absolute_url()).content.decode()
    assert (
        "Codes given out before 2015" not in officer.get(home.enterprise.get_absolute_url()).content.decode()
    )


def test_what_is_not_known_is_called_unknown_and_never_zero(officer, home):
    from jingkai.registry.models import Enterprise

    Enterprise.objects.filter(pk=home.enterprise.pk).update(registered_capital=None, founded=None)
    page = officer.get(home.enterprise.get_absolute_url()).content.decode()
    assert "unknown" in page
    assert ">0<" not in page


def test_demonstration_data_is_marked_on_every_page_of_it(officer, home):
    for thing in (home.zone, home.park, home.unit, home.enterprise, home.project, home.parcel):
        assert "demonstration data" in officer.get(thing.get_absolute_url()).content.decode()
