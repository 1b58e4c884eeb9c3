"""``jingkai account``: a role is granted in a place that is there."""

from __future__ import annotations

import pytest

from jingkai.accounts.scopes import Scope
from jingkai.cli.account import _require_place
from jingkai.kernel.errors import JingkaiError
from neighbours import settle

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["zone", "unit", "enterprise"])
def test_a_place_that_is_not_there_is_refused_with_the_codes_that_are(kind):
    home = settle()
    known = {"zone": home.zone.code, "unit": home.unit.code, "enterprise": home.enterprise.uscc}[kind]
    _require_place(Scope.read(f"{kind}:{known}"))
    with pytest.raises(JingkaiError) as refused:
        _require_place(Scope.read(f"{kind}:{known[:-1]}"))
    assert known in refused.value.mend
    assert refused.value.place == f"{kind}:{known[:-1]}"


def test_where_nothing_is_entered_yet_the_mend_says_to_enter_it_first():
    with pytest.raises(JingkaiError, match="nope") as refused:
        _require_place(Scope.read("zone:nope"))
    assert refused.value.mend
