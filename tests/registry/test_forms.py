"""Forms of the registry: what they refuse and in which words, and what they write."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from jingkai.accounts.roles import Role

GIVEN = {
    "uscc": "91110000600037341L",
    "name": "青岚绿能装备有限公司",
    "state": "active",
    "industry": "C34",
    "registered_capital": "30000000",
}


@pytest.fixture(autouse=True)
def _in_english(client_as):
    with translation.override("en"):
        yield


@pytest.fixture
def clerk(client_as, home, neighbour):
    client = client_as(Role.CASE_OFFICER)
    client.cookies["jingkai_language"] = "en"
    return client


def _entered(clerk, home, **changed):
    given = GIVEN | {"zone": home.zone.pk, "step": "check"} | changed
    return clerk.post(reverse("registry:enterprise_new"), given)


def test_a_wrong_credit_code_is_refused_by_the_name_of_its_field(clerk, home):
    answer = _entered(clerk, home, uscc="91110000600037341M")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Unified social credit code: The last character should be L" in page
    assert 'href="#id_uscc"' in page


def test_an_industry_that_does_not_exist_is_refused_with_an_example(clerk, home):
    answer = _entered(clerk, home, industry="Z99")
    assert "Industry (GB/T 4754): “Z99” is no industry of GB/T 4754." in answer.content.decode()


def test_what_was_written_is_checked_before_it_is_saved(clerk, home):
    from jingkai.registry.models import Enterprise

    page = _entered(clerk, home).content.decode()
    assert "30,000,000" in page
    assert not Enterprise.objects.filter(uscc=GIVEN["uscc"]).exists()
    saved = _entered(clerk, home, step="save", reason="营业执照")
    kept = Enterprise.objects.get(uscc=GIVEN["uscc"])
    assert saved.headers["Location"] == kept.get_absolute_url()
    assert kept.registered_capital == Decimal("30000000")
    assert kept.foreign is None, "not said is not known, never no"
    assert kept.history.get().history_change_reason == "营业执照"


def test_nothing_is_saved_without_a_reason(clerk, home):
    from jingkai.registry.models import Enterprise

    answer = _entered(clerk, home, step="save", reason="")
    assert answer.status_code == 422
    assert not Enterprise.objects.filter(uscc=GIVEN["uscc"]).exists()


def test_no_row_is_entered_in_a_neighbouring_zone(clerk, home, neighbour):
    answer = _entered(clerk, home, zone=neighbour.zone.pk)
    assert answer.status_code == 422
    assert "Zone: " in answer.content.decode()


def test_a_park_of_another_zone_is_refused(home, neighbour):
    from django.core.exceptions import ValidationError

    home.enterprise.park = neighbour.park
    with pytest.raises(ValidationError, match="another zone"):
        home.enterprise.full_clean()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{", "This is no JSON: line 1, character 2"),
        ('{"type": "Point", "coordinates": [107, 40]}', "A boundary is a GeoJSON polygon or multipolygon."),
        (
            '{"type": "Polygon", "coordinates": [[[107, 40], [108, 40], [108, 41], [107, 41]]]}',
            "polygon 1, ring 1: The ring is not closed",
        ),
        (
            '{"type": "Polygon", "coordinates": [[[107, 40], [208, 40], [108, 41], [107, 40]]]}',
            "polygon 1, ring 1: Position 2 is no pair",
        ),
    ],
)
def test_a_boundary_that_is_none_is_refused_with_its_place(clerk, home, written, said):
    answer = clerk.post(
        reverse("registry:parcel_new"),
        {
            "number": "Q-9",
            "zone": home.zone.pk,
            "use": "industry",
            "state": "idle",
            "boundary": written,
            "step": "check",
        },
    )
    assert answer.status_code == 422
    assert f"Boundary (GeoJSON): {said}" in answer.content.decode()


def test_a_change_says_before_and_after_and_who_and_why(clerk, home):
    address = reverse("registry:project_edit", args=[home.project.code])
    given = {
        "code": home.project.code,
        "name": home.project.name,
        "zone": home.zone.pk,
        "park": home.park.pk,
        "enterprise": home.enterprise.uscc,
        "stage": "building",
        "investment": "360000000",
        "seen": home.project.changed.isoformat(),
    }
    page = clerk.post(address, given | {"step": "check"}).content.decode()
    assert "350,000,000.00" in page
    assert "360,000,000" in page
    clerk.post(address, given | {"step": "save", "reason": "批复调整"})
    history = clerk.get(reverse("registry:project_history", args=[home.project.code])).content.decode()
    assert "批复调整" in history
    assert "林*" in history or "林晓" in history
    assert "Under construction" in history


def test_a_change_over_somebody_elses_change_is_refused_and_nothing_is_written(clerk, home):
    from jingkai.registry import services
    from jingkai.registry.models import Parcel

    seen = home.parcel.changed.isoformat()
    services.update(home.parcel, {"state": "built"}, user=None, reason="竣工验收")
    answer = clerk.post(
        reverse("registry:parcel_edit", args=[home.parcel.number]),
        {
            "number": home.parcel.number, "zone": home.zone.pk, "park": home.park.pk, "use": "storage", "state": "idle",
            "area": "66666.67", "enterprise": home.enterprise.uscc, "seen": seen, "step": "save", "reason": "更正",
        },
    )  # fmt: skip
    assert answer.status_code == 409
    assert "has changed this row since you opened it" in answer.content.decode()
    assert Parcel.objects.get(pk=home.parcel.pk).state == "built"


def test_people_are_not_handed_out_by_the_form_and_stay_where_nothing_is_said(clerk, home):
    from jingkai.registry.models import Enterprise

    address = reverse("registry:enterprise_edit", args=[home.enterprise.uscc])
    page = clerk.get(address).content.decode()
    assert "13812340000" not in page
    assert "张三丰" not in page
    clerk.post(
        address,
        {
            "uscc": home.enterprise.uscc, "name": "青岚食品股份有限公司", "zone": home.zone.pk, "park": home.park.pk,
            "industry": "C1440", "state": "active", "registered_capital": "12000000", "founded": "2015-03-20",
            "representative": "", "contact": "-", "phone": "",
            "seen": home.enterprise.changed.isoformat(), "step": "save", "reason": "更名",
        },
    )  # fmt: skip
    kept = Enterprise.objects.get(pk=home.enterprise.pk)
    assert (kept.name, kept.representative, kept.contact, kept.phone) == (
        "青岚食品股份有限公司", "张三丰", "", "13812340000",
    )  # fmt: skip


def test_a_key_never_changes(clerk, home):
    from jingkai.registry.models import Park, Project

    address = reverse("registry:project_edit", args=[home.project.code])
    clerk.post(
        address,
        {
            "code": "2404-150802-04-01-999999", "name": "改名", "zone": home.zone.pk, "stage": "filed",
            "step": "save", "reason": "更正",
        },
    )  # fmt: skip
    kept = Project.objects.get(pk=home.project.pk)
    assert kept.code == home.project.code
    assert kept.name == "改名"
    assert Park.objects.count() == 2


def test_a_leader_sees_and_changes_nothing(client_as, home):
    leader = client_as(Role.ZONE_LEADER)
    assert leader.get(reverse("registry:enterprises")).status_code == 200
    assert leader.get(reverse("registry:enterprise_new")).status_code == 403
    assert leader.post(reverse("registry:enterprise_edit", args=[home.enterprise.uscc])).status_code == 403


def test_nonsense_in_an_address_or_a_hidden_field_is_no_fault_of_the_program(clerk, home):
    assert clerk.get("/registry/enterprises/%00/").status_code == 404
    assert clerk.get("/registry/enterprises/?q=%00&page=x&sort=-nothing&state=nothing").status_code == 200
    given = {"seen": "2024-13-45T00:00:00", "step": "check"}
    assert clerk.post(reverse("registry:parcel_edit", args=[home.parcel.number]), given).status_code == 422


@pytest.mark.parametrize(
    ("field", "came", "said"),
    [
        ("name", "", "nothing came: fill it in"),
        ("registered_capital", "many", "“many” came"),
        ("founded", "soon", "2024-03-20"),
        ("state", "asleep", "“asleep” is not in the list"),
        ("phone", "abc", "“abc” is no phone number"),
    ],
)
def test_a_field_says_what_is_expected_what_came_and_what_to_do(clerk, home, field, came, said):
    answer = _entered(clerk, home, **{field: came})
    assert answer.status_code == 422
    assert said in " ".join(answer.context["form"].errors[field])


def test_a_name_is_kept_as_it_is_seen(clerk, home):
    answer = _entered(
        clerk, home, name="青岚\u202e司公限有\u202c\u200b  绿源\u3164公司", step="save", reason="营业执照"
    )
    assert answer.status_code == 302
    created = type(home.enterprise).objects.exclude(pk=home.enterprise.pk).filter(name__contains="绿源公司")
    assert [row.name for row in created] == ["青岚司公限有 绿源公司"]


def test_a_unit_that_looks_like_another_one_is_that_one(home):
    from django.core.exceptions import ValidationError

    from jingkai.registry.models import Unit

    taken = home.unit.name
    with pytest.raises(ValidationError) as caught:
        Unit(code="look-alike", name=f"{taken[:1]}\u200b{taken[1:]}").full_clean()
    assert "name" in caught.value.message_dict
    plain = Unit(code="other", name="青岚\u2066新局", aliases=["新\u00ad局"])
    plain.full_clean()
    assert (plain.name, plain.aliases) == ("青岚新局", ["新局"])


def test_an_enterprise_that_is_there_already_is_named(clerk, home):
    answer = _entered(clerk, home, uscc=home.enterprise.uscc)
    assert f"“{home.enterprise.uscc}” is there already" in " ".join(answer.context["form"].errors["uscc"])


def test_a_form_that_does_not_fit_answers_422_whatever_its_step(clerk, home):
    assert _entered(clerk, home, name="", step="edit").status_code == 422
