"""Local collections: a sample of a place is estimated as one, those who took part by themselves are counted."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.config.policy import read_policy
from etl.local.collections import LocalSurvey, estimate_local, regions_of
from etl.local.figures import ESTIMATE, estimates_table
from etl.publish.served.places import protect_local
from etl.publish.served.record import read_record
from etl.publish.served.settle import Past
from etl.sdc.release_history import HISTORY_SCHEMA
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.local.places import answers, place_wave
from tests.etl.read.helpers import catalogue

PEOPLE = [("fi", 120, 60), ("sv", 40, 10), ("foreign", 40, 30)]  # 100 of 200 say yes


def survey(folder: Path, rows: pl.DataFrame, sampling: str = "probability", **also: str) -> LocalSurvey:
    (found,) = estimate_local([place_wave(folder, rows, sampling, **also)], catalogue())
    return found


def shown(folder: Path, of: LocalSurvey) -> pl.DataFrame:
    """Return what would be published of a collection that was never served before."""
    past = Past(
        record=read_record(folder / "served"), ledger=HISTORY_SCHEMA.to_frame(), inputs="these", published=False
    )
    protected = protect_local([of], read_policy(), catalogue(), past, [])
    return estimates_table([(one.survey, one.settled.figures) for one in protected])


def cell(table: pl.DataFrame, group: str = "all", indicator: str = "trust") -> dict[str, object]:
    (row,) = table.filter(group_code=group, indicator=indicator).to_dicts()
    return row


@pytest.mark.parametrize(
    ("design", "people", "variance"),
    [
        ("", None, 0.25 / 199),  # p q / (n - 1), as a simple random sample of many
        ("population = 2000", 2000, 0.25 / 199 * (1 - 200 / 2000)),  # less the part of the people that answered
        ("population = 200", 200, 0.0),  # everybody answered: nothing is left to err about
    ],
)
def test_people_of_the_place_correct_the_sampling_error(
    tmp_path: Path, design: str, people: int | None, variance: float
) -> None:
    found = cell(survey(tmp_path, answers(PEOPLE), design=design).table)
    assert found["value"] == 0.5
    (wave,) = survey(tmp_path, answers(PEOPLE), design=design).waves
    se = wave.table.filter(group_code="all", indicator="trust")["se"].item()
    assert se == pytest.approx(math.sqrt(variance), abs=1e-12)


def test_weights_and_strata_of_a_sample_count(tmp_path: Path) -> None:
    """30 of stratum a of 300 (10 say yes), 30 of stratum b of 900 (20 say yes): yes = (300/3 + 900 * 2/3) / 1200."""
    rows = answers([("fi", 30, 10), ("sv", 30, 20)]).with_columns(
        weight=pl.when(pl.col("language") == "fi").then(10.0).otherwise(30.0),
        stratum=pl.when(pl.col("language") == "fi").then(pl.lit("a")).otherwise(pl.lit("b")),
        people=pl.when(pl.col("language") == "fi").then(300).otherwise(900),
    )
    design = 'weight = "weight"\nstratum = "stratum"\nfpc = "people"'
    found = survey(tmp_path, rows, design=design)
    assert cell(found.table)["value"] == pytest.approx(700 / 1200)
    of_stratum = 1 / 3 * 2 / 3 / 29
    variance = 0.25**2 * of_stratum * (1 - 30 / 300) + 0.75**2 * of_stratum * (1 - 30 / 900)
    se = found.waves[0].table.filter(group_code="all", indicator="trust")["se"].item()
    assert se == pytest.approx(math.sqrt(variance))


def test_those_who_took_part_are_counted_without_interval_and_marked(tmp_path: Path) -> None:
    table = shown(tmp_path, survey(tmp_path, answers(PEOPLE), "self_selected"))
    found = cell(table)
    told = ("value", "ci_low", "ci_high", "n", "obs_status", "conf_status")
    assert [found[name] for name in told] == [50.0, None, None, 200, "D", "F"]
    assert cell(table, "sv")["value"] == 25.0
    assert table["ci_low"].null_count() == table.height


def test_a_sample_has_intervals_and_the_key_of_its_place(tmp_path: Path) -> None:
    table = shown(tmp_path, survey(tmp_path, answers(PEOPLE)))
    found = cell(table)
    assert (found["source"], found["period"], found["level"], found["code"]) == ("local_espoo", "2026", "kunta", "049")
    assert found["ci_low"] < found["value"] < found["ci_high"]  # type: ignore[operator]
    assert dict(table.schema) == ESTIMATE


@pytest.mark.parametrize("sampling", ["probability", "self_selected"])
@pytest.mark.parametrize("people", [1, 2, 12, 29])
def test_of_few_answers_nothing_is_shown_but_that_it_is_hidden(tmp_path: Path, people: int, sampling: str) -> None:
    table = shown(tmp_path, survey(tmp_path, answers([("fi", people, 1)]), sampling))
    assert table.height > 0
    assert table["value"].null_count() == table["n"].null_count() == table.height
    assert set(table["conf_status"]) == {"C"}


def test_one_group_only_is_shown_with_all(tmp_path: Path) -> None:
    table = shown(tmp_path, survey(tmp_path, answers([("fi", 60, 20)])))
    assert cell(table, "fi")["value"] == cell(table)["value"] == 33.0


def test_where_all_answer_alike_the_interval_still_leaves_room(tmp_path: Path) -> None:
    found = cell(shown(tmp_path, survey(tmp_path, answers([("fi", 60, 60)]))))
    assert (found["value"], found["ci_high"]) == (100.0, 100.0)
    assert 90 < found["ci_low"] < 100  # type: ignore[operator]


def test_a_small_group_is_hidden_with_company(tmp_path: Path) -> None:
    table = shown(tmp_path, survey(tmp_path, answers([("fi", 150, 60), ("sv", 40, 10), ("foreign", 12, 3)])))
    hidden = {row["group_code"] for row in table.filter(pl.col("value").is_null()).iter_rows(named=True)}
    assert hidden == {"sv", "foreign"}


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(0, 70), min_size=3, max_size=3).filter(lambda n: sum(n) > 0),
    st.sampled_from(["probability", "self_selected"]),
)
def test_no_group_of_few_stands_open_or_alone_hidden(
    tmp_path_factory: pytest.TempPathFactory, people: list[int], sampling: str
) -> None:
    """Whatever the sizes: fewer than 30 are hidden, and together with what is hidden beside them they are 30."""
    folder = tmp_path_factory.mktemp("place")
    sizes = dict(zip(("fi", "sv", "foreign"), people, strict=True))
    rows = answers([(name, n, n // 2) for name, n in sizes.items() if n])
    table = shown(folder, survey(folder, rows, sampling)).filter(indicator="trust", group_dim="language")
    hidden = set(table.filter(pl.col("value").is_null())["group_code"])
    assert {name for name, n in sizes.items() if 0 < n < 30} <= hidden
    total = sum(people)
    if total >= 30 and hidden:
        assert sum(sizes[name] for name in hidden) >= 30


def test_one_source_speaks_of_one_place(tmp_path: Path) -> None:
    first = place_wave(tmp_path, answers(PEOPLE), period="2025")
    second = place_wave(tmp_path, answers(PEOPLE), area="KU091")
    with raises("local_place_changed", found="KU091, probability", before="2025"):
        estimate_local([first, second], catalogue())


def test_a_place_lies_in_its_region(tmp_path: Path) -> None:
    wave = place_wave(tmp_path, answers(PEOPLE))
    region = place_wave(tmp_path, answers(PEOPLE), area="MK06", id="local_pirkanmaa")
    assert regions_of([wave, region], read_classification()) == {"local_espoo": "01", "local_pirkanmaa": "06"}
