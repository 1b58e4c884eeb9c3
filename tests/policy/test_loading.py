"""A pack is loaded whole: its values, the place of each, and the version of its rules."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_pack import FILES, put, spoil, write_pack

from jingkai.policy.loading import digest_of, load_pack
from jingkai.policy.schema.benefits import Match, Share, Tiers
from jingkai.policy.schema.files import FILES as KINDS
from jingkai.policy.schema.pack import Pack


def test_every_file_goes_to_its_part(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path)).pack
    assert pack.document.number == "澄政办发〔2025〕11号"
    assert [one.id for one in pack.mandates()] == [
        "output_growth",
        "committee",
        "overseas_support",
        "platform_match",
        "standard_award",
        "land_start",
        "tax_floor",
        "yearly",
    ]
    assert [type(one.amount) for one in pack.benefits] == [Share, Match, Tiers]
    assert [len(pack.facts), len(pack.examples)] == [5, 4]


def test_figures_are_exact_and_days_are_days(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path)).pack
    amount = pack.benefits[0].amount
    assert isinstance(amount, Share)
    assert amount.rate == Decimal("0.4")
    assert pack.examples[2].facts == {"region_award": Decimal("300000.5")}
    assert pack.examples[0].on == date(2025, 7, 1)
    assert pack.document.valid_to == date(2028, 5, 8)


def test_zero_and_one_in_an_example_are_numbers(tmp_path: Path) -> None:
    spoil(write_pack(tmp_path), "examples/all.yaml", "{standards: 3}", "{standards: 1}")
    value = load_pack(tmp_path).pack.examples[3].facts["standards"]
    assert (value, type(value)) == (Decimal(1), Decimal)


def test_a_truth_may_stand_with_or_without_quotation_marks(tmp_path: Path) -> None:
    plain = load_pack(write_pack(tmp_path)).pack.examples[0].truths
    spoil(tmp_path, "examples/all.yaml", "{listed_kind: true}", '{listed_kind: "true"}')
    assert load_pack(tmp_path).pack.examples[0].truths == plain == {"listed_kind": "true"}


@pytest.mark.parametrize(
    ("way", "file", "line"),
    [
        (("document", "valid_to"), "document.yaml", 8),
        (("facts", 1, "most"), "facts.yaml", 3),
        (("benefits", 0), "benefits.yaml", 2),
        (("benefits", 0, "amount", "rate"), "benefits.yaml", 15),
        (("benefits", 2, "amount", "tiers", 1, "rate"), "benefits.yaml", 52),
        (("benefits", 0, "conditions", 0, "test"), "benefits.yaml", 14),
        (("benefits", 0, "lead"), "benefits.yaml", 2),
        (("procedures", 0, "steps", 1), "procedures/land_start.yaml", 11),
        (("examples", 3, "yuan"), "examples/all.yaml", 26),
        (("evaluations", 0, "dimensions", 1, "weight"), "evaluation.yaml", 9),
    ],
)
def test_every_value_has_its_place(tmp_path: Path, way: tuple[str | int, ...], file: str, line: int) -> None:
    place = load_pack(write_pack(tmp_path)).line_of(way)
    assert (place.file, place.line) == (tmp_path / file, line)
    assert str(place) == f"{tmp_path / file}:{line}"


def test_examples_and_procedures_of_several_files_keep_their_places(tmp_path: Path) -> None:
    write_pack(tmp_path)
    put(tmp_path, "examples/more.yaml", FILES["examples/all.yaml"].replace("name: ", "name: 又"))
    put(tmp_path, "procedures/a.yaml", FILES["procedures/land_start.yaml"].replace("land_start", "another"))
    loaded = load_pack(tmp_path)
    assert [one.id for one in loaded.pack.procedures] == ["another", "land_start"]
    assert loaded.line_of(("procedures", 0, "item")).file == tmp_path / "procedures/a.yaml"
    place = loaded.line_of(("examples", 5))
    assert (place.file.name, place.line) == ("more.yaml", 9)


def test_only_the_document_must_be_there(tmp_path: Path) -> None:
    put(tmp_path, "document.yaml", FILES["document.yaml"])
    assert list(load_pack(tmp_path).pack.mandates()) == []


def _shuffled(value: Any, by: random.Random) -> Any:
    if isinstance(value, dict):
        keys = list(value)
        by.shuffle(keys)
        return {key: _shuffled(value[key], by) for key in keys}
    return [_shuffled(part, by) for part in value] if isinstance(value, list) else value


@given(seed=st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_the_version_does_not_depend_on_the_order_of_fields_or_on_comments(seed: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = load_pack(write_pack(folder))
        for file, text in FILES.items():
            data = _shuffled(yaml.safe_load(text), random.Random(seed))
            data = {"on" if key is True else key: part for key, part in data.items()}
            if file.startswith("examples"):
                continue  # “on” is true to YAML 1.1; examples are no part of the version
            again = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
            put(folder, file, f"# A comment\n\n{again}\n# Another\n")
        after = load_pack(folder)
    assert after.digest == before.digest
    assert after.pack == before.pack
    assert len(before.digest) == 64


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("benefits.yaml", "rate: 0.4", "rate: 0.40"),
        ("benefits.yaml", "yuan: 2000000", "yuan: 2_000_000.00"),
        ("benefits.yaml", "    kind: subsidy\n", "    kind: subsidy\n    english: ''\n"),
        ("examples/all.yaml", "name: 正好封顶", "name: 到封顶"),
    ],
)
def test_the_version_stays_where_the_rules_stay(tmp_path: Path, file: str, before: str, after: str) -> None:
    digest = load_pack(write_pack(tmp_path)).digest
    spoil(tmp_path, file, before, after)
    assert load_pack(tmp_path).digest == digest


def test_the_version_stays_where_procedures_change_files(tmp_path: Path) -> None:
    write_pack(tmp_path)
    put(tmp_path, "procedures/a.yaml", FILES["procedures/land_start.yaml"].replace("land_start", "another"))
    digest = load_pack(tmp_path).digest
    (tmp_path / "procedures/a.yaml").rename(tmp_path / "procedures/z.yaml")
    assert load_pack(tmp_path).digest == digest


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("benefits.yaml", "rate: 0.4", "rate: 0.41"),
        ("benefits.yaml", "overseas_kind = 'warehouse'", "overseas_kind <> 'warehouse'"),
        ("facts.yaml", "least: 0", "least: 1"),
        ("document.yaml", "2028-05-08", "2028-05-09"),
        ("procedures/land_start.yaml", "after: [commit]", "after: []"),
        ("targets.yaml", "value: 0.12", "value: 0.13"),
        ("evaluation.yaml", "last: 3", "last: 4"),
    ],
)
def test_the_version_changes_with_every_rule(tmp_path: Path, file: str, before: str, after: str) -> None:
    digest = load_pack(write_pack(tmp_path)).digest
    spoil(tmp_path, file, before, after)
    assert load_pack(tmp_path).digest != digest


class _Dumper(yaml.SafeDumper):
    """Writes decimals as they are."""


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = f"{value:f}"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{'float' if '.' in text else 'int'}", text)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(tuple, yaml.SafeDumper.represent_list)


def _dump(folder: Path, pack: Pack) -> None:
    for kind in KINDS:
        part = getattr(pack, kind.part)
        if kind.part == "document":
            put(folder, kind.name, _text(part.model_dump()))
        elif kind.part == "procedures":
            for one in part:
                put(folder, f"procedures/{one.id}.yaml", _text(one.model_dump()))
        elif part:
            name = kind.name.replace("*", "all")
            put(folder, name, _text({kind.key: [one.model_dump() for one in part]}))


def _text(data: dict[str, Any]) -> str:
    return yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


_PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=4, max_size=30)


@given(
    rate=st.decimals("0.00000001", 100, places=8),
    yuan=st.decimals(0, 9999999999, places=2),
    words=_PRINTABLE,
    day=st.dates(date(2025, 5, 9), date(2028, 5, 8)),
    value=st.none()
    | st.booleans()
    | st.decimals(-(10**9), 10**9, places=4)
    | st.dates()
    | st.just("warehouse"),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_dumped_loads_the_same(
    rate: Decimal, yuan: Decimal, words: str, day: date, value: bool | Decimal | date | str | None
) -> None:
    with tempfile.TemporaryDirectory() as name:
        pack = load_pack(write_pack(Path(name) / "first")).pack
        benefit = pack.benefits[0]
        changed = benefit.model_copy(
            update={
                "amount": benefit.amount.model_copy(update={"rate": rate}) if benefit.amount else None,
                "caps": (benefit.caps[0].model_copy(update={"yuan": yuan}),),
                "summary": words,
                "valid_from": day,
            }
        )
        example = pack.examples[0].model_copy(update={"facts": {"anything": value}})
        pack = pack.model_copy(update={"benefits": (changed,), "examples": (example,)})
        _dump(Path(name) / "again", pack)
        again = load_pack(Path(name) / "again")
    assert again.pack == pack
    assert again.digest == digest_of(pack)
    assert type(again.pack.examples[0].facts["anything"]) is type(value)


def test_the_packs_of_the_product_load_dumped_the_same(tmp_path: Path) -> None:
    from jingkai.policy.checking import pack_folders
    from jingkai.registry.packs import packs_folder

    folders = pack_folders(packs_folder())
    assert folders
    for number, folder in enumerate(folders):
        first = load_pack(folder)
        _dump(tmp_path / str(number), first.pack)
        again = load_pack(tmp_path / str(number))
        assert again.digest == first.digest, folder
