"""The pages of accounts: who sees what, what is masked, what is kept in the ledger."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jingkai.accounts import selectors, services
from jingkai.accounts.errors import AccountError
from jingkai.accounts.models import ApiToken, User
from jingkai.accounts.policy import Grant, may
from jingkai.accounts.roles import Role
from jingkai.accounts.scopes import EVERYTHING, Place, Scope, ScopeKind
from jingkai.kernel.errors import JingkaiError
from jingkai.ledger.models import LedgerEntry
from neighbours import settle
from people import HOME, NEIGHBOUR, PASSWORD, make_person

pytestmark = pytest.mark.django_db

PHONE, IDENTITY = "13812340000", "11010519491231002X"
USCC = HOME[ScopeKind.ENTERPRISE].key


@pytest.fixture
def administrator(client_as) -> Client:
    return client_as(Role.SECURITY_ADMINISTRATOR)


def _last(event: str) -> dict:
    found = selectors.trail(event=f"account.{event}")
    assert found, f"nothing in the ledger about {event}"
    return dict(found[0].data)


def _open(client: Client, **more: str):
    form = {
        "username": "song.yu",
        "display_name": "宋雨",
        "phone": PHONE,
        "identity_number": IDENTITY,
        **more,
    }
    return client.post("/accounts/people/open/", form)


def test_an_account_is_opened_with_a_password_that_is_shown_once_and_kept_nowhere(administrator):
    page = _open(administrator).content.decode()
    password = re.findall(r"<code>([^<]+)</code>", page)[1].replace("&amp;", "&").replace("&#x27;", "'")
    user = User.objects.get(username="song.yu")
    assert user.check_password(password)
    assert user.must_change_password
    again = administrator.get(f"/accounts/people/{user.public_id}/").content.decode()
    assert password not in again
    assert not LedgerEntry.objects.filter(content__contains=password).exists()


def test_personal_data_is_masked_on_every_page_and_sealed_in_the_database(administrator):
    _open(administrator)
    user = User.objects.get(username="song.yu")
    for address in (f"/accounts/people/{user.public_id}/", "/accounts/people/"):
        page = administrator.get(address).content.decode()
        assert "宋*" in page
        assert PHONE not in page
        assert IDENTITY not in page
    assert "138****0000" in administrator.get(f"/accounts/people/{user.public_id}/").content.decode()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, identity_number FROM accounts_user WHERE username = 'song.yu'")
        stored = cursor.fetchone()
    assert PHONE not in stored[0]
    assert IDENTITY not in stored[1]
    assert (user.phone, user.identity_number) == (PHONE, IDENTITY)


def test_personal_data_never_stands_in_the_ledger_in_the_clear(administrator):
    _open(administrator)
    everything = "".join(LedgerEntry.objects.values_list("content", flat=True))
    for personal in (PHONE, IDENTITY, "宋雨", "song.yu"):
        assert personal not in everything


def test_a_reveal_asks_a_reason_shows_once_and_is_in_the_ledger(administrator):
    _open(administrator)
    user = User.objects.get(username="song.yu")
    address = f"/accounts/people/{user.public_id}/reveal/"
    assert administrator.get(address).status_code == 405
    assert administrator.post(address, {"reason": " "}).status_code == 302
    assert not selectors.trail(event="account.personal_revealed")
    page = administrator.post(address, {"reason": "核对领取人"})
    assert PHONE in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    kept = _last("personal_revealed")
    assert kept["reason"] == "核对领取人"
    assert kept["fields"] == ["display_name", "identity_number", "phone"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "Song Yu"),
        ("username", "s"),
        ("identity_number", "110105194912310021"),
        ("display_name", ""),
        ("mail", "no-mail"),
    ],
)
def test_an_account_with_a_wrong_field_is_not_opened(administrator, field, value):
    answer = _open(administrator, **{field: value})
    assert answer.status_code == 422
    assert "error-summary" in answer.content.decode()
    assert not User.objects.filter(display_name="宋雨").exists()


def test_a_sign_in_name_is_given_once(administrator):
    _open(administrator)
    assert _open(administrator, username="SONG.YU").status_code == 422
    assert User.objects.filter(username="song.yu").count() == 1


def test_roles_are_granted_and_taken_back_on_the_page_and_kept_in_the_ledger(administrator):
    settle()
    user = make_person()
    page = f"/accounts/people/{user.public_id}/"
    administrator.post(f"{page}grant/", {"role": "paymaster", "key": "qinglan", "until": "2099-12-31"})
    held = user.assignments.get()
    assert held.grant == Grant(Role.PAYMASTER, HOME[ScopeKind.ZONE])
    assert timezone.localtime(held.until).date().isoformat() == "2099-12-31"
    assert _last("role_granted")["role"] == "paymaster"
    administrator.post(f"{page}roles/{held.pk}/withdraw/")
    assert User.objects.get(pk=user.pk).grants == ()
    assert _last("role_withdrawn")["scope"] == "zone:qinglan"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"role": "paymaster", "key": ""}, "id_key"),
        ({"role": "security_administrator", "key": "qinglan"}, "id_key"),
        ({"role": "enterprise_member", "key": "91350211M000100Y40"}, "id_key"),
        ({"role": "emperor", "key": "qinglan"}, "id_role"),
        ({"role": "paymaster", "key": "qinglan", "until": "31.12.2099"}, "id_until"),
    ],
)
def test_a_grant_that_makes_no_sense_names_the_field(administrator, form, field):
    user = make_person()
    answer = administrator.post(f"/accounts/people/{user.public_id}/grant/", form)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert not user.assignments.exists()


def test_a_second_administrator_role_is_refused_with_the_rule(administrator):
    user = make_person(Role.AUDIT_ADMINISTRATOR)
    answer = administrator.post(f"/accounts/people/{user.public_id}/grant/", {"role": "system_administrator"})
    assert answer.status_code == 422
    assert "三个不同的人" in answer.content.decode()


@pytest.mark.parametrize(
    "told", [PHONE, "１３８ ００１３ ８０００", "11010519491231002x", "zhao@example.com"]
)
def test_what_a_person_is_known_by_is_no_reason_that_is_kept_for_good(administrator, told):
    user = make_person(Role.STATISTICIAN)
    before = selectors.trail(user)
    for address in ("reveal", "close"):
        page = administrator.post(
            f"/accounts/people/{user.public_id}/{address}/", {"reason": f"联系{told}核实"}, follow=True
        )
        assert "长期保留" in page.content.decode(), address
    assert User.objects.get(pk=user.pk).is_active
    assert selectors.trail(user) == before


def test_a_closed_account_loses_its_open_session_and_its_tokens_at_once(administrator, client_as):
    user = make_person(Role.STATISTICIAN)
    theirs = client_as(user)
    given = services.give_token(user, name="script", grants=user.grants, days=30)
    assert theirs.get("/accounts/").status_code == 200
    address = f"/accounts/people/{user.public_id}/close/"
    administrator.post(address, {})
    assert User.objects.get(pk=user.pk).is_active, "not without a reason"
    administrator.post(address, {"reason": "离职"})
    assert theirs.get("/accounts/").status_code == 302
    assert selectors.token_bearer(given.secret) is None
    assert _last("closed")["reason"] == "离职"
    administrator.post(address, {"reason": "返聘"})
    assert User.objects.get(pk=user.pk).is_active


def test_nobody_closes_or_resets_themselves(client_as):
    own = make_person(Role.SECURITY_ADMINISTRATOR)
    client = client_as(own)
    client.post(f"/accounts/people/{own.public_id}/close/", {"reason": "mistake"})
    client.post(f"/accounts/people/{own.public_id}/reset/second-factor/")
    assert User.objects.get(pk=own.pk).is_active
    assert not selectors.trail(event="account.second_factor_reset")


def test_a_reset_gives_a_new_first_password_and_lifts_the_lock(administrator):
    user = make_person(username="lin", password=PASSWORD)
    for _attempt in range(5):
        Client().post("/accounts/sign-in/", {"login": "lin", "password": "wrong"})
    assert _last("locked") == {}
    page = administrator.post(f"/accounts/people/{user.public_id}/reset/password/").content.decode()
    fresh = re.findall(r"<code>([^<]+)</code>", page)[1]
    answer = Client().post("/accounts/sign-in/", {"login": "lin", "password": fresh})
    assert answer.headers["Location"].startswith("/accounts/password/")


def test_the_list_is_narrowed_by_name_role_place_and_state(administrator):
    make_person(Role.PAYMASTER, username="payer")
    make_person((Role.PAYMASTER, NEIGHBOUR[ScopeKind.ZONE]), username="neighbour")

    def shown(query: str) -> list[str]:
        page = administrator.get(f"/accounts/people/?{query}").content.decode()
        return re.findall(r'class="table__main"[^>]*>([^<]+)<', page)

    assert shown("role=paymaster") == ["neighbour", "payer"]
    assert shown("role=paymaster&scope=songhai") == ["neighbour"]
    assert shown("q=pay") == ["payer"]
    assert shown("state=closed") == []


def test_the_list_is_narrowed_by_the_name_of_a_zone_a_unit_or_an_enterprise(administrator):
    home = settle()
    settle("songhai")
    make_person((Role.PAYMASTER, NEIGHBOUR[ScopeKind.ZONE]), username="neighbour")
    make_person(Role.PAYMASTER, username="payer")
    make_person((Role.UNIT_OFFICER, Scope(ScopeKind.UNIT, home.unit.code)), username="officer")
    make_person((Role.ENTERPRISE_MEMBER, Scope(ScopeKind.ENTERPRISE, home.enterprise.uscc)), username="maker")

    def shown(words: str) -> list[str]:
        page = administrator.get("/accounts/people/", {"scope": words}).content.decode()
        return re.findall(r'class="table__main"[^>]*>([^<]+)<', page)

    assert shown(home.zone.name) == ["payer"]
    assert shown(home.enterprise.name[:6]) == ["maker"]
    assert "officer" in shown(home.unit.name)
    assert shown("没有这个地方") == []


def test_the_list_costs_as_many_queries_for_thirty_people_as_for_three(
    administrator, django_assert_max_num_queries
):
    for number in range(30):
        make_person(Role.PAYMASTER, username=f"payer{number:02}")
    administrator.get("/accounts/people/")
    with django_assert_max_num_queries(14):
        administrator.get("/accounts/people/")


def test_the_audit_administrator_reads_the_trail_and_changes_nothing(client_as, administrator):
    _open(administrator)
    auditor = client_as(Role.AUDIT_ADMINISTRATOR)
    page = auditor.get("/accounts/trail/").content.decode()
    assert "开立账户" in page
    assert "song.yu" in page
    user = User.objects.get(username="song.yu")
    assert auditor.get(f"/accounts/people/{user.public_id}/").status_code == 200
    assert auditor.post(f"/accounts/people/{user.public_id}/close/", {"reason": "x"}).status_code == 403
    assert auditor.get("/accounts/people/open/").status_code == 403


def test_the_trail_goes_on_below_an_entry(client_as):
    for number in range(60):
        make_person(Role.PAYMASTER, username=f"payer{number:02}")
    auditor = client_as(Role.AUDIT_ADMINISTRATOR)
    page = auditor.get("/accounts/trail/?event=account.role_granted").content.decode()
    following = re.search(r"before=(\d+)", page)
    assert following
    older = auditor.get(f"/accounts/trail/?event=account.role_granted&before={following[1]}").content.decode()
    assert older.count("<tr>") > 1
    assert auditor.get("/accounts/trail/?event=nothing&before=x").status_code == 200


def test_an_enterprise_administrator_opens_accounts_for_the_own_enterprise_alone(client_as):
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    home = f"/accounts/enterprises/{USCC}/people/"
    answer = client.post(home, {"username": "mei", "display_name": "梅芳"})
    assert answer.status_code == 200
    member = User.objects.get(username="mei")
    assert member.held_grants() == (Grant(Role.ENTERPRISE_MEMBER, HOME[ScopeKind.ENTERPRISE]),)
    page = client.get(home).content.decode()
    assert "梅*" in page
    client.post(f"{home}{member.assignments.get().pk}/remove/")
    assert User.objects.get(username="mei").held_grants() == ()
    neighbour = home.replace(USCC, NEIGHBOUR[ScopeKind.ENTERPRISE].key)
    assert client.get(neighbour).status_code == 403
    assert client.post(neighbour, {"username": "spy", "display_name": "谍"}).status_code == 403


def test_an_enterprise_administrator_takes_back_no_role_of_another_enterprise(client_as):
    stranger = make_person((Role.ENTERPRISE_MEMBER, NEIGHBOUR[ScopeKind.ENTERPRISE]))
    client = client_as(Role.ENTERPRISE_ADMINISTRATOR)
    client.post(f"/accounts/enterprises/{USCC}/people/{stranger.assignments.get().pk}/remove/")
    assert stranger.held_grants()


def test_a_token_may_do_part_of_what_its_owner_may_and_no_more(client_as):
    user = make_person(Role.STATISTICIAN, Role.CASE_OFFICER)
    client = client_as(user)
    form = {"name": "night export", "days": "30", "grants": ["statistician@zone:qinglan"]}
    page = client.post("/accounts/tokens/", form).content.decode()
    secret = re.search(r"(jk_[\w-]{40,})</code>", page)
    assert secret
    bearer = selectors.token_bearer(secret[1])
    assert bearer
    assert bearer.grants == (Grant(Role.STATISTICIAN, HOME[ScopeKind.ZONE]),)
    assert secret[1] not in str(ApiToken.objects.values())
    assert secret[1] not in client.get("/accounts/tokens/").content.decode()
    services.withdraw_role(user.assignments.get(role="statistician"), actor=None)
    assert selectors.token_bearer(secret[1]).grants == ()  # type: ignore[union-attr]


def test_a_token_runs_out_and_is_taken_back():
    user = make_person(Role.STATISTICIAN)
    given = services.give_token(user, name="x", grants=user.grants, days=1)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert selectors.token_bearer(given.secret) is None
    given = services.give_token(user, name="y", grants=user.grants, days=1)
    services.revoke_token(given.token, actor=user)
    assert selectors.token_bearer(given.secret) is None
    assert selectors.token_bearer("jk_nonsense") is None


def test_the_use_of_a_token_is_noted():
    user = make_person(Role.STATISTICIAN)
    given = services.give_token(user, name="x", grants=user.grants, days=1)
    assert ApiToken.objects.get().last_used_at is None
    assert services.use_token(given.secret) == given.token
    assert ApiToken.objects.get().last_used_at is not None
    assert services.use_token("jk_nonsense") is None


def test_a_token_for_what_needs_two_factors_is_given_by_whoever_has_shown_them():
    user = make_person(Role.PAYMASTER)
    pay_place = Place.of(zone="qinglan")
    from jingkai.accounts.actions import Action

    pay = Action("test.token.pay", "Pay", frozenset({Role.PAYMASTER}))
    weak = services.give_token(user, name="weak", grants=user.grants, days=1)
    assert not may(selectors.token_bearer(weak.secret), pay, pay_place)  # type: ignore[arg-type]
    user.second_factor = True
    strong = services.give_token(user, name="strong", grants=user.grants, days=1)
    assert may(selectors.token_bearer(strong.secret), pay, pay_place)  # type: ignore[arg-type]


@pytest.mark.parametrize("days", [0, 181])
def test_a_token_has_a_term(days):
    user = make_person(Role.STATISTICIAN)
    with pytest.raises(AccountError):
        services.give_token(user, name="x", grants=user.grants, days=days)


def test_a_token_cannot_be_given_a_role_that_its_owner_lacks():
    user = make_person(Role.STATISTICIAN)
    with pytest.raises(AccountError):
        services.give_token(user, name="x", grants=[Grant(Role.AUDITOR, EVERYTHING)], days=1)


def test_somebody_else_s_token_is_not_there(client_as):
    other = make_person(Role.STATISTICIAN)
    token = services.give_token(other, name="x", grants=other.grants, days=1).token
    assert client_as(Role.STATISTICIAN).post(f"/accounts/tokens/{token.pk}/revoke/").status_code == 404


def test_notifications_follow_the_language_and_lead_on(client_as):
    from jingkai.kernel.language import msgid

    user = make_person()
    services.notify(user, msgid("Personal data of %(name)s"), "/accounts/", name="宋雨")
    services.notify(user, "Unknown words", "https://example.com/")
    client = client_as(user)
    page = client.get("/accounts/notifications/").content.decode()
    assert "宋雨的个人信息" in page
    client.cookies["jingkai_language"] = "en"
    assert "Personal data of 宋雨" in client.get("/accounts/notifications/").content.decode()
    outside, inside = user.notifications.all()
    assert client.post(f"/accounts/notifications/{inside.pk}/").headers["Location"] == "/accounts/"
    assert client.post(f"/accounts/notifications/{outside.pk}/").headers["Location"] == (
        "/accounts/notifications/"
    )
    assert selectors.unread_count(user) == 0
    assert client_as(None).post(f"/accounts/notifications/{inside.pk}/").status_code == 404


def test_a_role_is_granted_in_a_place_that_is_there_and_nowhere_else(administrator):
    settle()
    user = make_person()
    form = {"role": "paymaster", "key": "nowhere"}
    answer = administrator.post(f"/accounts/people/{user.public_id}/grant/", form)
    assert answer.status_code == 422
    assert "nowhere" in " ".join(answer.context["form"].errors["key"])
    assert not user.assignments.exists()


def test_pages_of_accounts_call_places_by_their_names(administrator, client_as):
    home = settle()
    user = make_person(Role.CASE_OFFICER, username="lin")
    client = Client()
    client.force_login(user)
    for page in (
        administrator.get("/accounts/people/?q=lin"),
        administrator.get(f"/accounts/people/{user.public_id}/"),
    ):
        assert home.zone.short_name in page.content.decode()
    assert home.zone.short_name in client.get("/accounts/").content.decode()


def test_a_phone_that_is_none_is_refused_in_its_field(administrator):
    answer = _open(administrator, phone="abc")
    assert answer.status_code == 422
    assert "abc" in " ".join(answer.context["form"].errors["phone"])


def test_a_short_password_is_refused_in_the_reader_s_language():
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import translation

    with translation.override("zh-hans"), pytest.raises(ValidationError) as refused:
        validate_password("Ab1+", make_person())
    assert refused.value.messages
    assert not any(re.search("[a-z]{3}", message) for message in refused.value.messages)


def test_recent_sign_ins_say_in_words_how_somebody_signed_in():
    from django.utils import translation

    user = make_person()
    with translation.override("zh-hans"):
        services.trail.record(user, "signed_in", actor=user, ways=["demo", "mfa"])
        (step,) = selectors.recent_sign_ins(user)
        assert "demo" not in step.details
        assert "mfa" not in step.details
        assert step.details


def test_recent_sign_ins_stand_on_the_own_page():
    make_person(username="lin", password=PASSWORD)
    client = Client()
    client.post("/accounts/sign-in/", {"login": "lin", "password": PASSWORD})
    assert client.get("/accounts/").content.decode().count("<tr>") == 2


def test_a_sealed_value_opens_with_its_own_key_alone():
    from jingkai.accounts.sealing import seal, unseal

    sealed = seal("13812340000", "one key")
    assert unseal(sealed, "one key") == "13812340000"
    assert seal("13812340000", "one key") != sealed, "the same value never looks the same"
    for wrong in (lambda: unseal(sealed, "another"), lambda: unseal(sealed[:-4] + "AAAA", "one key")):
        with pytest.raises(JingkaiError) as caught:
            wrong()
        assert caught.value.place == "JINGKAI_DATA_KEY"


def test_a_view_that_names_no_action_stays_closed(rf, settings):
    from django.core.exceptions import PermissionDenied

    from jingkai.accounts.middleware import GuardMiddleware
    from jingkai.accounts.models.user import Visitor

    request = rf.get("/forgotten/")
    request.user = Visitor()
    guard = GuardMiddleware(lambda request: None)  # type: ignore[arg-type,return-value]

    def view(request):
        raise AssertionError("never reached")

    with pytest.raises(PermissionDenied):
        guard.process_view(request, view, (), {})
    view.action = "accounts.person.view"  # type: ignore[attr-defined]
    assert guard.process_view(request, view, (), {}).status_code == 302  # type: ignore[union-attr]
    view.action = "accounts.session.begin"  # type: ignore[attr-defined]
    assert guard.process_view(request, view, (), {}) is None
