"""The demonstration survey: reproducible, declared synthetic, weighted to the population, its effects to be found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from polars.testing import assert_frame_equal

from etl.config.card import SourceCard, read_card
from etl.config.catalogue.catalogue import read_catalogue
from etl.demo.answers import chances, draw_answers
from etl.demo.fieldwork import WAVES
from etl.demo.planted_effects import ITEMS, SCALE_0_10, YEARS, Question
from etl.demo.population import AGE_SHARES, LANGUAGES, REGIONS, population
from etl.demo.simulate import allotted, propensities
from etl.demo.write import FILE, POPULATION_FILE, SAMPLE_FILE, make_sample, make_wave, write_wave

PROJECT = Path(__file__).parents[3]
SHIPPED = PROJECT / "data" / "sources" / "demo_survey"
ALAND, POHJANMAA, PIRKANMAA, ETELA_POHJANMAA, KYMENLAAKSO, KAINUU, LAPPI = "21", "15", "06", "14", "08", "18", "19"
GROUPED = ("language", "sex", "age")
BY_COLUMN = {item.column: item for item in ITEMS}


@pytest.fixture(scope="module")
def waves() -> pl.DataFrame:
    """All shipped waves, one under the other, with the year."""
    return pl.concat(pl.read_parquet(SHIPPED / str(y) / FILE).with_columns(year=pl.lit(y)) for y in YEARS)


@pytest.fixture(scope="module")
def samples() -> pl.DataFrame:
    """The persons sampled for all shipped waves, with the year."""
    return pl.concat(counts(y, SAMPLE_FILE).with_columns(year=pl.lit(y)) for y in YEARS)


def counts(year: int, file: str) -> pl.DataFrame:
    return pl.read_csv(SHIPPED / str(year) / file, schema_overrides={"region": pl.String})


def card_of(year: int, source: Path = SHIPPED) -> SourceCard:
    return read_card(source / str(year) / "card.toml", max_megabytes=1)


def points(rows: pl.DataFrame, item: Question) -> float:
    """Weighted share of yes in percent (0-10: ten times the mean), of those who answered."""
    answered = rows.filter(~pl.col(item.column).is_in([item.scale.cannot_say, item.scale.refused]))
    answer = pl.col(item.column)
    value = answer * 10.0 if item.scale is SCALE_0_10 else answer.is_in(list(item.scale.yes)) * 100.0
    return float(answered.select((value * pl.col("weight")).sum() / pl.col("weight").sum()).item())


def change(rows: pl.DataFrame, column: str, before: tuple[int, ...], after: tuple[int, ...]) -> float:
    item = BY_COLUMN[column]
    first, last = (rows.filter(pl.col("year").is_in(years)) for years in (before, after))
    return points(last, item) - points(first, item)


# What it is


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_file_is_what_the_generator_makes(year: int):
    assert_frame_equal(pl.read_parquet(SHIPPED / str(year) / FILE), make_wave(year))
    assert_frame_equal(counts(year, SAMPLE_FILE), make_sample(year))


def test_writing_twice_gives_the_same_bytes_and_a_card_as_shipped(tmp_path: Path):
    first, second = write_wave(2026, tmp_path / "demo_survey"), write_wave(2026, tmp_path / "again")
    assert first.read_bytes() == second.read_bytes()
    made, shipped = (card_of(2026, source) for source in (tmp_path / "demo_survey", SHIPPED))
    assert replace(made, sha256="", path=Path()) == replace(shipped, sha256="", path=Path())


@pytest.mark.parametrize("year", YEARS)
def test_the_card_tells_the_fieldwork_of_its_files(waves: pl.DataFrame, year: int):
    card = card_of(year)
    assert card.design is not None
    assert card.fieldwork is not None
    assert card.fieldwork.responded == waves.filter(year=year).height
    assert card.fieldwork.sampled == counts(year, SAMPLE_FILE)["sampled"].sum()
    assert card.design.population == counts(year, POPULATION_FILE)["population"].sum() == population().sum()
    assert card.fieldwork.modes == WAVES[year].approach.modes


def test_waves_are_not_copies_of_each_other():
    assert not make_wave(2025)["q01"].equals(make_wave(2026)["q01"])


def test_one_command_makes_all_waves(tmp_path: Path):
    subprocess.run([sys.executable, "-m", "etl.demo", tmp_path], cwd=PROJECT, check=True, capture_output=True)
    assert sorted(path.parent.name for path in tmp_path.glob(f"*/{FILE}")) == [str(year) for year in YEARS]


def test_every_file_and_every_card_say_synthetic_in_three_languages():
    for year in YEARS:
        card = card_of(year)
        assert card.synthetic
        assert card.file.startswith("synthetic")
        assert card.method.fi.startswith("Kukaan ei ole vastannut")
        assert card.method.sv.startswith("Ingen har svarat")
        assert card.method.en.startswith("Nobody answered")


def test_a_wave_is_small_enough_to_be_kept_with_the_code():
    assert all((SHIPPED / str(year) / FILE).stat().st_size < 200_000 for year in YEARS)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.column)
def test_the_catalogue_reads_a_yes_where_the_generator_meant_one(item: Question):
    catalogue = read_catalogue()
    asked = [i.answers for i in catalogue.indicators if i.source == "demo_survey" and i.answers is not None]
    [answers] = [found for found in asked if found.column == item.column]
    scale = catalogue.scales[answers.scale]
    assert set(answers.yes) == set(item.scale.yes)
    assert set(scale.no_answer) == {item.scale.cannot_say, item.scale.refused}


# Who answers


@pytest.mark.shared
def test_region_sizes_are_those_of_statistics_finland():
    facts = PROJECT.parent / "shared" / "facts" / "regional_figures.csv"
    if not facts.is_file():
        pytest.skip("the verified figures in ../shared are not there")
    population = pl.read_csv(facts, schema_overrides={"area_code": pl.String, "value": pl.Float64})
    at_2022 = population.filter(indicator="population", area_level="maakunta", year=2022)
    assert dict(at_2022.select("area_code", "value").iter_rows()) == {r.code: r.inhabitants for r in REGIONS}


@pytest.mark.parametrize("by", [("region", "language"), ("language", "sex", "age")])
@pytest.mark.parametrize("year", YEARS)
def test_weights_add_to_the_population_of_every_group_they_are_raked_to(
    waves: pl.DataFrame, year: int, by: tuple[str, ...]
):
    weighed = waves.filter(year=year).group_by(by).agg(pl.col("weight").sum())
    people = counts(year, POPULATION_FILE).group_by(by).agg(pl.col("population").sum())
    both = people.join(weighed, on=by, how="full", coalesce=True)
    np.testing.assert_allclose(both["weight"], both["population"], rtol=0.001)


def test_design_weights_are_the_people_of_a_stratum_over_its_respondents(waves: pl.DataFrame):
    of_stratum = waves.group_by("year", "region", "language").agg(pl.len(), pl.col("design_weight").unique())
    assert (of_stratum["design_weight"].list.len() == 1).all()
    people = counts(2026, POPULATION_FILE).group_by("region", "language").agg(pl.col("population").sum())
    both = of_stratum.join(people, on=("region", "language"))
    expected = both["population"] / both["len"]
    np.testing.assert_allclose(both["design_weight"].list.first(), expected, atol=0.0006)


def test_every_weight_is_positive_and_every_respondent_stands_once(waves: pl.DataFrame):
    for weight in ("weight", "design_weight"):
        assert waves[weight].is_finite().all()
        assert waves[weight].min() > 0
    assert waves["id"].is_unique().all()


def test_small_regions_and_language_groups_are_asked_more_than_their_share(samples: pl.DataFrame):
    sample = samples.filter(year=2026).join(counts(2026, POPULATION_FILE), on=("region", *GROUPED))
    for one in (pl.col("region") == KAINUU, pl.col("language") == "sv", pl.col("language") == "foreign"):
        asked, people = (pl.col(name).filter(one).sum() / pl.col(name).sum() for name in ("sampled", "population"))
        assert sample.select(asked > 1.4 * people).item()


@pytest.mark.parametrize("year", YEARS)
def test_as_many_are_sampled_in_every_stratum_as_allotted_and_nobody_twice(samples: pl.DataFrame, year: int):
    sample = samples.filter(year=year).join(counts(year, POPULATION_FILE), on=("region", *GROUPED))
    assert (sample["sampled"] <= sample["population"]).all()
    by_stratum = sample.group_by("region", "language", maintain_order=True).agg(pl.col("sampled").sum())
    assert by_stratum["sampled"].to_list() == allotted().ravel().tolist()


def test_nobody_answers_who_was_not_sampled(waves: pl.DataFrame, samples: pl.DataFrame):
    keys = ("year", "region", *GROUPED)
    both = waves.group_by(keys).len("answered").join(samples, on=keys, how="left")
    assert both.filter(pl.col("sampled").is_null() | (pl.col("answered") > pl.col("sampled"))).is_empty()


def test_the_share_that_answers_falls_slowly(waves: pl.DataFrame, samples: pl.DataFrame):
    answered = waves.group_by("year", maintain_order=True).len()["len"]
    rates = answered / samples.group_by("year", maintain_order=True).agg(pl.col("sampled").sum())["sampled"]
    np.testing.assert_allclose(rates, [WAVES[year].rate for year in YEARS], atol=0.01)
    assert rates.is_sorted(descending=True)


@pytest.mark.parametrize("year", YEARS)
def test_the_chance_of_answering_lies_between_a_fifth_and_three_quarters(year: int):
    assert 0.2 < propensities(year).min() < propensities(year).max() < 0.75


def test_the_young_and_speakers_of_foreign_languages_answer_less(waves: pl.DataFrame, samples: pl.DataFrame):
    for column, less, more in (("age", "18-29", "65+"), ("language", "foreign", "fi"), ("sex", "male", "female")):
        low, high = (
            waves.filter(pl.col(column) == group).height / samples.filter(pl.col(column) == group)["sampled"].sum()
            for group in (less, more)
        )
        assert low < high, column


def test_every_stratum_has_respondents_enough_for_a_variance(waves: pl.DataFrame):
    """No rule for a lonely PSU is needed: every respondent is a PSU."""
    assert waves.group_by("stratum").len()["len"].min() >= 8
    assert waves["stratum"].n_unique() == len(YEARS) * len(REGIONS) * len(LANGUAGES)
    for year in YEARS:
        design = card_of(year).design
        assert design is not None
        assert (design.psu, design.lonely_psu, design.fpc) == (None, None, None)


def test_aland_has_strata_and_degrees_of_freedom_of_its_own(waves: pl.DataFrame):
    aland = waves.filter(region=ALAND).group_by("year").agg(pl.col("stratum").n_unique(), pl.len())
    assert (aland["stratum"] == len(LANGUAGES)).all()
    assert aland["len"].min() >= 140


def test_strata_nest_in_regions_and_no_wave_shares_them(waves: pl.DataFrame):
    for outer in ("region", "language", "year"):
        assert waves.group_by("stratum").agg(pl.col(outer).n_unique())[outer].max() == 1


# What they answer


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.column)
def test_only_codes_of_the_scale_stand_in_the_file(waves: pl.DataFrame, item: Question):
    assert waves[item.column].dtype == pl.Int8
    assert set(waves[item.column].unique()) == item.scale.codes


@settings(max_examples=20)
@given(st.sampled_from(ITEMS), st.sampled_from(YEARS), st.integers(0, 2**32))
def test_whatever_the_seed_nobody_answers_outside_the_scale(item: Question, year: int, seed: int):
    answers = draw_answers(np.random.default_rng(seed), item, chances(item, year).ravel())
    assert set(answers.tolist()) <= item.scale.codes


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.column)
def test_as_many_stay_without_an_answer_as_planted(waves: pl.DataFrame, item: Question):
    silent = waves[item.column].is_in([item.scale.cannot_say, item.scale.refused]).mean()
    assert silent == pytest.approx(item.no_answer / 100, abs=0.006)


def test_exactly_one_item_has_the_item_nonresponse_of_the_low_reliability_mark():
    assert [item.column for item in ITEMS if item.no_answer > 20] == ["q08"]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.column)
def test_the_country_lies_near_the_planted_level(waves: pl.DataFrame, item: Question):
    for year in YEARS:
        planted = np.average(chances(item, year), weights=population()) * 100
        assert points(waves.filter(year=year), item) == pytest.approx(planted, abs=2), year
    assert np.average(chances(item, 2022), weights=population()) * 100 == pytest.approx(item.level, abs=0.1)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.column)
def test_language_effects_can_be_recovered(waves: pl.DataFrame, item: Question):
    """Inside one region, so that where people live does not mix in."""
    uusimaa = waves.filter(pl.col("region") == "01", pl.col("year") < 2025)
    fi, sv, foreign = (points(uusimaa.filter(language=of), item) for of in ("fi", "sv", "foreign"))
    age = np.array(item.ages)
    younger = float(age @ (AGE_SHARES[2] - AGE_SHARES[0]))
    assert sv - fi == pytest.approx(item.swedish, abs=6)
    assert foreign - fi == pytest.approx(item.foreign + younger, abs=6)


@pytest.mark.parametrize(
    ("column", "region", "expected"),
    [
        ("q02", ETELA_POHJANMAA, -18),  # -12, and 1.5 x -4 of the open profile
        ("q05", KYMENLAAKSO, -14.4),
        ("q12", KAINUU, 21.4),
        ("q15", LAPPI, 15.6),
    ],
)
def test_large_regional_effects_can_be_recovered(waves: pl.DataFrame, column: str, region: str, expected: float):
    finnish = waves.filter(language="fi")
    item = BY_COLUMN[column]
    assert points(finnish.filter(region=region), item) - points(finnish, item) == pytest.approx(expected, abs=5)


# What changes


@pytest.mark.parametrize(
    ("column", "before", "after", "expected"),
    [
        ("q01", (2022, 2023, 2024), (2026,), 4),
        ("q03", (2025,), (2026,), -4),
        ("q05", (2022,), (2026,), -4),
        ("q10", (2022,), (2026,), 4),
        ("q11", (2022,), (2026,), 3.2),
        ("q13", (2025,), (2026,), 4),
        ("q02", (2022, 2023), (2025, 2026), 0),
        ("q16", (2022, 2023), (2025, 2026), 0),
    ],
)
def test_planted_trends_can_be_recovered(
    waves: pl.DataFrame, column: str, before: tuple[int, ...], after: tuple[int, ...], expected: float
):
    assert change(waves, column, before, after) == pytest.approx(expected, abs=2)


def test_the_break_of_q14_shifts_its_level_and_nothing_else_moves_it(waves: pl.DataFrame):
    assert change(waves, "q14", (2022, 2023, 2024), (2025, 2026)) == pytest.approx(-7, abs=1.5)
    assert change(waves, "q14", (2022,), (2023, 2024)) == pytest.approx(0, abs=2)
    assert change(waves, "q14", (2025,), (2026,)) == pytest.approx(0, abs=2)


def test_only_foreign_language_speakers_report_more_discrimination(waves: pl.DataFrame):
    assert change(waves.filter(language="foreign"), "q06", (2022, 2023, 2024), (2026,)) == pytest.approx(10, abs=4)
    assert change(waves.filter(language="fi"), "q06", (2022, 2023, 2024), (2026,)) == pytest.approx(0, abs=2)


def test_only_two_regions_meet_more_often_in_the_last_wave(waves: pl.DataFrame):
    two = pl.col("region").is_in([PIRKANMAA, POHJANMAA])
    assert change(waves.filter(two), "q09", (2022, 2023, 2024, 2025), (2026,)) == pytest.approx(14, abs=4)
    assert change(waves.filter(~two), "q09", (2022, 2023, 2024, 2025), (2026,)) == pytest.approx(0, abs=2)
