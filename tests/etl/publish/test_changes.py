"""The change log: two builds in, a short list out."""

from pathlib import Path

import polars as pl
import pytest

from etl.publish.changes import CHANGE, changes
from etl.publish.load import load
from tests.errors import raises
from tests.etl.small_tables import cell, small

Told = list[tuple[str | None, ...]]
PUBLISHED = {"kind": "published_share"}  # figures that others published: every difference may be told


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
    found = told(
        tmp_path, small("before", cell("01", 50.0), **PUBLISHED), small("after", cell("01", value), **PUBLISHED)
    )
    assert found == ([("value", "trust", "2026", "01", "50.0", str(value))] if counts else [])


def test_a_value_that_is_hidden_now_is_told_without_its_number(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        small("before", cell("01", 50.0), **PUBLISHED),
        small("after", cell("01", None, letters="C"), **PUBLISHED),
    )
    assert found == [("status", "trust", "2026", "01", "shown", "C")]


def test_a_cell_that_comes_and_one_that_goes_are_named(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        small("before", cell("01", 50.0), **PUBLISHED),
        small("after", cell("02", 40.0, letters="B"), **PUBLISHED),
    )
    assert found == [
        ("removed", "trust", "2026", "01", "shown", None),
        ("added", "trust", "2026", "02", None, "40.0 B"),
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


SURVEY = [cell("01", 50.0) | {"n": 100}, cell("02", 40.0), cell("01", 30.0, name="safe"), cell("01", 9.0, "2025")]


@pytest.mark.parametrize(
    "cells",
    [
        [cell("01", 51.0) | {"n": 100}, *SURVEY[1:]],  # a value
        [cell("01", 50.05) | {"n": 100}, *SURVEY[1:]],  # less than is told of others
        [cell("01", 50.0) | {"n": 110}, *SURVEY[1:]],  # its number of respondents
        [cell("01", 50.0, letters="U") | {"n": 100}, *SURVEY[1:]],  # its mark
        [cell("01", None, letters="C"), *SURVEY[1:]],  # hidden now
        SURVEY[1:],  # gone
        [*SURVEY, cell("02", 20.0, name="safe")],  # new
    ],
)
def test_of_a_survey_no_cell_is_told_only_that_the_period_was_computed_again(
    tmp_path: Path, cells: list[dict[str, object]]
) -> None:
    """Both indicators of the period, though the figures of one alone differ: silence would tell who did not answer."""
    before, after = small("before", *SURVEY), small("after", *cells)
    again = changes(load(before, tmp_path, "before"), after, "after", 0.1)
    none = [None] * 6
    assert again.drop("position").rows() == [
        ("recomputed", "safe", "2026", *none),
        ("recomputed", "trust", "2026", *none),
    ]
    load(after | {"change": again}, tmp_path, "after")


def test_an_indicator_that_no_survey_has_any_more_tells_no_cells_either(tmp_path: Path) -> None:
    before, after = small("before", *SURVEY), small("after", cell("01", 51.0), cell("01", 9.0, "2025"), **PUBLISHED)
    assert {row[3] for row in told(tmp_path, before, after)} == {None}


def test_a_new_question_does_not_say_that_the_others_were_computed_again(tmp_path: Path) -> None:
    new = small("after", *SURVEY, cell("01", 20.0, name="new"))
    assert told(tmp_path, small("before", *SURVEY), new) == [("added", "new", None, None, None, "1 cells")]


def test_the_contract_forbids_a_survey_cell_beside_computed_again(tmp_path: Path) -> None:
    row = {"position": 0, "what": "recomputed", "indicator": "trust", "period": "2026", "code": "01"}
    with raises("contract_broken", table="change"):
        load(small("one", cell("01", 50.0)) | {"change": pl.DataFrame([row])}, tmp_path, "one")


def test_building_the_same_again_keeps_the_list(tmp_path: Path) -> None:
    tables = small("after", cell("01", 51.0))
    first = changes(load(small("before", cell("01", 50.0)), tmp_path, "before"), tables, "after", 0.1)
    published = load(tables | {"change": first}, tmp_path, "after")
    again = changes(published, tables, "after", 0.1)
    assert again.equals(first)


def test_a_file_of_another_contract_is_not_compared_with(tmp_path: Path) -> None:
    (tmp_path / "strange.duckdb").write_bytes(b"something else")
    assert changes(tmp_path / "strange.duckdb", small("after", cell("01", 50.0)), "after", 0.1).is_empty()
