"""A record as JSON and back."""

from __future__ import annotations

import json

import pytest

from jingkai.documents.stored import freeze, thaw


@pytest.mark.parametrize("name", ["opinion", "glossed", "broken", "measures"])
def test_a_record_comes_back_exactly(sample_records, name):
    record = sample_records[name]
    through_json = json.loads(json.dumps(freeze(record), ensure_ascii=False))
    assert thaw(through_json) == record


def test_what_is_no_record_is_refused():
    with pytest.raises(ValueError, match="witness"):
        thaw({"text": "不是"})
