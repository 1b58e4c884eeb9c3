"""Faults of requests: what is expected stands in words."""

from __future__ import annotations

from jingkai.accounts.api.faults import faults_of_shapes


def test_the_words_of_a_choice_are_listed_without_quotes():
    error = {
        "type": "enum",
        "loc": ("body", "state"),
        "input": "asleep",
        "ctx": {"expected": "'building', 'active' or 'closed'"},
    }
    (fault,) = faults_of_shapes([error])
    assert "'" not in fault.expected
    assert all(word in fault.expected for word in ("building", "active", "closed"))
