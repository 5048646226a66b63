"""A card needs a rule for counts that may tell of single people, and the file may not contradict it."""

from pathlib import Path

import polars as pl
import pytest

from contract.codes import Language
from contract.errors import UserError
from etl.read.aggregates import read_aggregates
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import RULE, card, csv, published

TABLE = """
[table.columns]
period = "year"
[table.constant]
level = "maakunta"
geo_year = "2026"
group_dim = "language"
"""
PUBLISHER = RULE.replace("min_count = 1", "min_count = 5").replace('"us"', '"publisher"')


def read(folder: Path, rule: str, **changed: list[object]) -> pl.DataFrame:
    columns = {
        "indicator": ["people", "people"],
        "year": ["2025", "2025"],
        "area": ["01", "02"],
        "group_code": ["sv", "sv"],
        "value": [4000, 700],
        "flag": [None, None],
    }
    table = TABLE if "group_dim" not in changed else TABLE.replace('group_dim = "language"\n', "")
    given = card(
        folder,
        csv(pl.DataFrame(columns | changed, strict=False)),
        "table.csv",
        "aggregates",
        table.replace('period = "year"', 'period = "year"\nflag = "flag"'),
        rule=rule,
    )
    return read_aggregates(given, published(), read_classification())


EVERYBODY = {"group_dim": ["all", "all"], "group_code": ["all", "all"]}


def test_counts_by_group_without_a_rule_stop_the_build(tmp_path: Path) -> None:
    with raises("count_rule_missing", path="table.csv", row=2, column="value", found="4000", card="survey"):
        read(tmp_path, "")


@pytest.mark.parametrize("language", Language)
def test_the_message_says_what_to_write(tmp_path: Path, language: Language) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, "")
    told = refused.value.message(language)
    assert all(key in told for key in ("[disclosure]", "min_count = 5", 'hidden_by = "us"', 'zero = "shown"', "stated"))


def test_counts_of_everybody_need_a_rule_only_where_they_are_small_or_hidden(tmp_path: Path) -> None:
    assert read(tmp_path, "", **EVERYBODY).height == 2
    with raises("count_rule_missing", row=3, found="29"):
        read(tmp_path, "", **EVERYBODY, value=[4000, 29])
    with raises("count_rule_missing", row=3):
        read(tmp_path, "", **EVERYBODY, value=[4000, None], flag=[None, "c"])
    assert read(tmp_path, "", **EVERYBODY, value=[4000, None], flag=[None, "m"]).height == 2


def test_shares_by_group_need_no_rule(tmp_path: Path) -> None:
    assert read(tmp_path, "", indicator=["trust", "trust"], value=[40, 7]).height == 2


def test_a_rule_lets_small_counts_in_and_leaves_them_to_disclosure_control(tmp_path: Path) -> None:
    assert read(tmp_path, RULE.replace("1", "5"), value=[4000, 2])["value"].to_list() == [4000, 2]


def test_a_small_count_that_the_publisher_is_said_to_have_hidden_stops_the_build(tmp_path: Path) -> None:
    with raises("count_contradicts_rule", row=3, found="4", min_count=5):
        read(tmp_path, PUBLISHER, value=[4000, 4])
    assert read(tmp_path, PUBLISHER, value=[4000, 0])["value"].to_list() == [4000, 0]  # nobody is shown
    with raises("count_contradicts_rule", row=3, found="0"):
        read(tmp_path, PUBLISHER.replace('"shown"', '"hidden"'), value=[4000, 0])
