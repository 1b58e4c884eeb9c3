"""Reasons of decisions stay in the ledger for good: they tell of no person."""

from __future__ import annotations

import pytest
from django import forms

from jingkai.benefits.forms.deciding import reason_field
from jingkai.benefits.forms.money import CutForm, SharesForm


@pytest.mark.parametrize(
    "field", [reason_field("Reason"), CutForm.base_fields["reason"], SharesForm.base_fields["reason"]]
)
def test_a_reason_with_a_phone_number_is_refused_and_one_with_a_credit_code_is_not(field):
    with pytest.raises(forms.ValidationError):
        field.clean("经办人 13800138000 已说明")
    assert field.clean("91110000600037341L 材料不全，少 13800 元")
