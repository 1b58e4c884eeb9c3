"""An import keeps what it promised while its worker is killed."""

from __future__ import annotations


def test_an_import_whose_worker_is_killed_20_times_writes_every_row_once(faults):
    report = faults(2000, 20, 20260301)
    assert report["state"] == "done"
    assert report["rows"] == report["history"] == report["inserted"] == 1999
    assert (report["done"], report["refused"], report["kept"]) == (2001, 2, 2)
    assert report["killed"] == 20
    assert report["within"] >= 5
