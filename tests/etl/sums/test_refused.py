"""What an engine cannot sum, or is not given in order, is refused in words."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from etl.config.card import Replicates
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import Estimates
from etl.sums import sums
from etl.sums.duck import duck_engine
from etl.sums.estimate import Sample, estimate_files
from tests.errors import raises

ITEMS = (Item("trust", "q1", "survey_share", yes=(1,), no_answer=(9,)), Item("score", "q2", "survey_mean"))
MARGINS = [Margin("country", {"01": "SSS"}, dim) for dim in ("all", "sex")]


def people(**columns: list[object]) -> pl.DataFrame:
    plain = {"weight": [1.0, 2, 1, 2], "stratum": ["1"] * 4, "psu": ["a", "b", "c", "d"], "area": ["01"] * 4}
    return pl.DataFrame({**plain, "sex": ["f", "m", "f", None], "q1": [1, 0, 9, None], "q2": [1.5, 2, 3, 4], **columns})


def found(folder: Path, *frames: pl.DataFrame, columns: DesignColumns | None = None) -> Estimates:
    paths = [folder / f"{at}.parquet" for at in range(len(frames))]
    for path, frame in zip(paths, frames, strict=True):
        frame.write_parquet(path)
    with duck_engine(folder) as engine:
        return estimate_files(engine, Sample("2026", {"2026": paths}, columns or DesignColumns()), ITEMS, MARGINS)


def test_replicate_weights_are_not_sums(tmp_path: Path) -> None:
    replicates = Replicates(columns=("psu",), method="JK1")
    with raises("engine_replicates"):
        found(tmp_path, people(), columns=DesignColumns(replicates=(replicates,)))


def test_a_file_that_lacks_a_column_is_named(tmp_path: Path) -> None:
    with raises("design_column_missing", column="q2", path=tmp_path / "1.parquet"):
        found(tmp_path, people(), people().drop("q2"))


def test_columns_whose_names_differ_in_case_only_are_refused(tmp_path: Path) -> None:
    """To DuckDB they are one: the answers of `Weight` would have been the weights."""
    with raises("engine_columns_alike", columns=["weight", "Weight"], path=tmp_path / "0.parquet"):
        found(tmp_path, people(Weight=[1, 0, 0, 1]))


def test_a_column_of_text_is_no_number(tmp_path: Path) -> None:
    with raises("engine_column_type", column="q1", path=tmp_path / "1.parquet"):
        found(tmp_path, people(), people(q1=["1", "0", "9", None]))


@pytest.mark.parametrize(
    ("weight", "code"),
    [
        (-1.0, "weight_not_positive"),
        (0.0, "weight_not_positive"),
        (float("inf"), "weight_impossible"),
        (float("nan"), "design_value_missing"),
        (None, "design_value_missing"),
    ],
)
def test_a_weight_that_is_none_is_refused(tmp_path: Path, weight: float | None, code: str) -> None:
    with raises(code, column="weight"):
        found(tmp_path, people(weight=[1.0, weight, 1, 2]))


def test_more_rows_than_the_estimator_can_hold_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "MOST_SUMS", 5)
    with raises("engine_too_deep", items=2, most=5):
        found(tmp_path, people())


def test_too_little_memory_is_told_in_words(tmp_path: Path) -> None:
    many = pl.concat([people()] * 50_000).with_columns(psu=pl.int_range(pl.len()).cast(pl.String))
    many.write_parquet(tmp_path / "many.parquet")
    sample = Sample("2026", {"2026": [tmp_path / "many.parquet"]}, DesignColumns())
    with raises("memory_too_small"), duck_engine(tmp_path) as engine:
        engine.con.execute("SET memory_limit = '10MB'")
        engine.con.execute("SET max_temp_directory_size = '1MB'")
        estimate_files(engine, sample, ITEMS, MARGINS)
    assert [path.name for path in tmp_path.iterdir()] == ["many.parquet"]


def test_a_file_without_rows_changes_nothing(tmp_path: Path) -> None:
    with_it = found(tmp_path, people()[:2], people()[:0], people()[2:])
    assert with_it.table.equals(found(tmp_path, people()).table)


def test_what_is_no_parquet_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("not Parquet")
    sample = Sample("2026", {"2026": [tmp_path / "x.parquet"]}, DesignColumns())
    with (
        duck_engine(tmp_path) as engine,
        raises("engine_failed", path=tmp_path / "x.parquet"),
    ):
        estimate_files(engine, sample, ITEMS, MARGINS)
