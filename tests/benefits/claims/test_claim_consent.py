"""One consent, by whoever speaks for the enterprise, and where the money goes stays sealed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from claim_steps import CONSENT, OFFICER, OWNER, STRANGER, USCC, claim_at, claim_of, command, person, take

from jingkai.accounts.roles import Role
from jingkai.benefits.claims.errors import ClaimError, NotAllowedError
from jingkai.benefits.claims.states import State
from jingkai.benefits.selectors.claims import payee
from jingkai.benefits.services.claiming import consent_to
from jingkai.ledger import selectors as ledger
from jingkai.ledger import services
from jingkai.ledger.models import LedgerEntry


def test_contact_and_account_are_sealed_and_gone_once_the_key_is_destroyed():
    found = take(claim_at(State.DISCOVERED), CONSENT, OWNER)
    assert found.state is State.CONSENTED
    stored = "".join(LedgerEntry.objects.values_list("content", flat=True))
    assert CONSENT.account not in stored and CONSENT.phone not in stored and CONSENT.contact not in stored
    assert payee(found.id).account == CONSENT.account
    services.erase_person(f"enterprise/{USCC}", actor="system:test", reason="要求删除")
    assert not any(ledger.personal_fields(entry) for entry in ledger.entries(found.stream))


@pytest.mark.parametrize(
    "by",
    [OFFICER, STRANGER, person("clerk", Role.ENTERPRISE_MEMBER, enterprise=USCC)],
    ids=lambda by: by.actor,
)
def test_only_the_enterprise_s_own_administrator_consents(by):
    with pytest.raises(NotAllowedError, match="Consent"):
        take(claim_at(State.DISCOVERED), CONSENT, by)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account", "1234567"),
        ("account", "62220202 0001112"),
        ("account", "=1+1234567"),
        ("account", "٣٣٣٣٣٣٣٣٣"),
        ("holder", ""),
        ("holder", "=HYPERLINK(1)"),
        ("bank", "@SUM(A1)"),
        ("bank", "银行\r\n合计,1,1"),
        ("contact", "何" * 121),
    ],
)
def test_what_a_payment_file_cannot_carry_is_refused_by_field(field, value):
    found = claim_at(State.DISCOVERED)
    with pytest.raises(ClaimError) as fault:
        take(found, replace(CONSENT, **{field: value}), OWNER)
    assert fault.value.place == field
    assert fault.value.mend


def test_nobody_consents_twice():
    found = claim_at(State.CONSENTED)
    with pytest.raises(ClaimError, match=r"waits for verification.*has to be at “Found"):
        take(found, CONSENT, OWNER)


def test_a_paper_that_has_to_be_brought_is_here_or_promised_whoever_consents():
    found = claim_at(State.DISCOVERED, benefit="national_standard")
    with pytest.raises(ClaimError, match="neither here nor promised: 标准发布公告"):
        consent_to(found.id, CONSENT, by=OWNER, command_id=command())
    assert claim_of(found).state is State.DISCOVERED
    promised = replace(CONSENT, brought=("标准发布公告",))
    assert consent_to(found.id, promised, by=OWNER, command_id=command()).state is State.CONSENTED
