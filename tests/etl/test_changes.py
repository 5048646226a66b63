"""The change log: two builds in, a short list out."""

from pathlib import Path

import polars as pl
import pytest

from etl.changes import CHANGE, changes
from etl.load import load
from tests.etl.small_tables import cell, small

Told = list[tuple[str | None, ...]]


def told(folder: Path, before: dict[str, pl.DataFrame], after: dict[str, pl.DataFrame], points: float = 0.1) -> Told:
    found = changes(load(before, folder, "before"), after, "after", points)
    assert found.schema == CHANGE
    assert found["position"].to_list() == list(range(found.height))
    return found.select("what", "indicator", "period", "code", "before", "after").rows()


def test_a_first_build_changes_nothing() -> None:
    assert changes(None, small("after", cell("01", 50.0)), "after", 0.1).is_empty()


def test_the_same_numbers_are_no_change(tmp_path: Path) -> None:
    assert told(tmp_path, small("before", cell("01", 50.0)), small("after", cell("01", 50.0))) == []


@pytest.mark.parametrize(("value", "counts"), [(50.1, True), (49.9, True), (50.05, False)])
def test_a_value_counts_from_the_threshold_on(tmp_path: Path, value: float, counts: bool) -> None:  # noqa: FBT001
    found = told(tmp_path, small("before", cell("01", 50.0)), small("after", cell("01", value)))
    assert found == ([("value", "trust", "2026", "01", "50.0", str(value))] if counts else [])


def test_a_value_that_is_hidden_now_is_told_without_its_number(tmp_path: Path) -> None:
    found = told(tmp_path, small("before", cell("01", 50.0)), small("after", cell("01", None, flag="c")))
    assert found == [("flag", "trust", "2026", "01", "shown", "c")]


def test_a_cell_that_comes_and_one_that_goes_are_named(tmp_path: Path) -> None:
    found = told(tmp_path, small("before", cell("01", 50.0)), small("after", cell("02", 40.0, flag="b")))
    assert found == [
        ("removed", "trust", "2026", "01", "shown", None),
        ("added", "trust", "2026", "02", None, "40.0 b"),
    ]


def test_a_new_period_is_one_row(tmp_path: Path) -> None:
    new = [cell("01", 51.0, "2027"), cell("02", 52.0, "2027")]
    found = told(tmp_path, small("before", cell("01", 50.0)), small("after", cell("01", 50.0), *new))
    assert found == [("added", "trust", "2027", None, None, "2 cells")]


def test_a_new_indicator_and_one_that_is_gone_are_one_row_each(tmp_path: Path) -> None:
    found = told(tmp_path, small("before", cell("01", 50.0, name="old")), small("after", cell("01", 50.0, name="new")))
    assert found == [("added", "new", None, None, None, "1 cells"), ("removed", "old", None, None, "1 cells", None)]


def test_a_changed_wording_is_told_in_its_language(tmp_path: Path) -> None:
    after = small("after", cell("01", 50.0), question_sv="Litar du på folk?")
    found = told(tmp_path, small("before", cell("01", 50.0)), after)
    assert found == [
        ("text", "trust", None, None, "question_sv: question sv", "question_sv: Litar du på folk?"),
    ]


def test_building_the_same_again_keeps_the_list(tmp_path: Path) -> None:
    tables = small("after", cell("01", 51.0))
    first = changes(load(small("before", cell("01", 50.0)), tmp_path, "before"), tables, "after", 0.1)
    published = load(tables | {"change": first}, tmp_path, "after")
    again = changes(published, tables, "after", 0.1)
    assert again.equals(first)


def test_a_file_of_another_contract_is_not_compared_with(tmp_path: Path) -> None:
    (tmp_path / "strange.duckdb").write_bytes(b"something else")
    assert changes(tmp_path / "strange.duckdb", small("after", cell("01", 50.0)), "after", 0.1).is_empty()
