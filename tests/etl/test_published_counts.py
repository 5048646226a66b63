"""The build hides small counts of a register: a motive with two reports stood as 2 before."""

import hashlib
import shutil
from pathlib import Path

import polars as pl
import pytest

from etl.harmonise.newest_division import newest_crosswalk
from etl.pipeline import harmonise, read_inputs
from tests.errors import raises

SHIPPED = Path(__file__).parents[2] / "data" / "sources"
REPORTS = "polamk_hate_crime/2024"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The shipped sources, where the smallest motive of 2018 has 2 reports."""
    shutil.copytree(SHIPPED, tmp_path / "sources")
    table = tmp_path / "sources" / REPORTS / "hate_crime.csv"
    card = tmp_path / "sources" / REPORTS / "card.toml"
    before = table.read_bytes()
    rows = pl.read_csv(table, infer_schema=False)
    motives = rows.filter(pl.col("period") == "2018", pl.col("group_dim") == "motive")
    least = motives["value"].cast(pl.Int64).min()
    value = pl.when(pl.col("period") == "2018", pl.col("value") == str(least)).then(pl.lit("2")).otherwise("value")
    rows.with_columns(value.alias("value")).write_csv(table)
    known = card.read_text(encoding="utf-8")
    now = known.replace(hashlib.sha256(before).hexdigest(), hashlib.sha256(table.read_bytes()).hexdigest())
    card.write_text(now, encoding="utf-8")
    return tmp_path


def test_a_motive_with_two_reports_is_hidden_in_the_picture(data: Path) -> None:
    inputs = read_inputs(data, data / "scratch")
    found = harmonise(inputs, newest_crosswalk(inputs.readings.observations, inputs.classification))
    reports = found.filter(pl.col("indicator") == "hate_crime_reports", pl.col("period") == "2018")
    assert reports.filter(pl.col("value") < 5).is_empty()
    assert "C" in reports.filter(pl.col("group_dim") == "motive")["conf_status"].to_list()


def test_a_register_card_without_a_rule_stops_the_build(data: Path) -> None:
    card = data / "sources" / REPORTS / "card.toml"
    text = card.read_text(encoding="utf-8")
    start = text.index("[disclosure]")
    card.write_text(text[:start] + text[text.index("[table]") :], encoding="utf-8")
    with raises("count_rule_missing", path="hate_crime.csv", card="polamk_hate_crime"):
        read_inputs(data, data / "scratch")
