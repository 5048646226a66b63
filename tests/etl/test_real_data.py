"""The real figures we ship: read by the readers, equal to the verified facts, with nothing filled in."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from etl.config.card import SourceCard, read_cards
from etl.config.catalogue.catalogue import read_catalogue
from etl.read.aggregates import read_aggregates
from etl.read.sources import read_all
from geo.classification import read_classification
from tests.etl.statuses import SAID

PROJECT = Path(__file__).parents[2]
FACTS = PROJECT.parent / "shared" / "facts"
CARDS = [card for card in read_cards(PROJECT / "data" / "sources", max_megabytes=1) if card.kind == "aggregates"]
CATALOGUE = read_catalogue().present(())  # what waits for its first fetch has no shipped figures
KEY = ["indicator", "period", "level", "code", "group_dim", "group_code"]
VALUES = ["value", "ci_low", "ci_high", "n"]
TAKEN = {"lonely_population", "ombudsman_contacts", "fair_society"}  # of candidates.csv
PLACES = {  # the facts' words for a country of birth = our code
    "Russia and the former Soviet Union": "russia",
    "Estonia": "estonia",
    "Middle East and North Africa": "mena",
    "Africa (excl. North)": "africa",
}
GROUPS = {  # the facts' words for a group = our dimension and code
    "all": ("all", "all"),
    "born abroad": ("birth", "abroad"),
    "low income": ("situation", "low_income"),
    "unemployed": ("situation", "unemployed"),
    "motive: ethnic or national origin": ("motive", "ethnic"),
    "motive: religion": ("motive", "religion"),
    "motive: disability": ("motive", "disability"),
    **{f"born in: {place}": ("birth", code) for place, code in PLACES.items()},
    **{f"born in: {place}: men": ("birth", f"{code}_male") for place, code in PLACES.items()},
    **{f"born in: {place}: women": ("birth", f"{code}_female") for place, code in PLACES.items()},
    **{f"born abroad: men, {place}": ("birth", f"{code}_male") for place, code in PLACES.items()},
    **{f"born abroad: women, {place}": ("birth", f"{code}_female") for place, code in PLACES.items()},
}


@pytest.fixture(scope="module")
def shipped() -> pl.DataFrame:
    """Every published figure of every real source, as the ETL reads it."""
    classification = read_classification()
    return pl.concat(read_aggregates(card, CATALOGUE, classification) for card in CARDS)


def facts(name: str, period: str) -> pl.DataFrame:
    with (FACTS / name).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    number = {key: [float(row.get(key) or "nan") for row in rows] for key in VALUES}
    return pl.DataFrame(
        {
            "indicator": [row["indicator"] for row in rows],
            "period": [row[period] for row in rows],
            "level": [row["area_level"] for row in rows],
            "code": [row["area_code"] for row in rows],
            "group_dim": [GROUPS[row["group"]][0] for row in rows],
            "group_code": [GROUPS[row["group"]][1] for row in rows],
            **number,
        }
    ).with_columns(pl.col(VALUES).fill_nan(None))


def candidates() -> pl.DataFrame:
    """The figures of candidates.csv that were taken; none that is only quoted without its publisher's table."""
    with (FACTS / "candidates.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["indicator"] in TAKEN]
    assert not [row for row in rows if "before use" in row["caveat"]]
    months = {row["period"]: row["period"].replace("-", "M") for row in rows}
    same = {"level": "country", "code": "SSS", "group_dim": "all", "group_code": "all"}
    return pl.DataFrame(
        [
            {"indicator": row["indicator"], "period": months[row["period"]], **same, "value": float(row["value"])}
            for row in rows
        ]
    ).with_columns(pl.lit(None, pl.Float64).alias(name) for name in VALUES[1:])


@pytest.mark.shared
@pytest.mark.skipif(not FACTS.is_dir(), reason="../shared with the verified facts is not here")
def test_the_shipped_figures_are_the_verified_facts_and_no_others(shipped: pl.DataFrame):
    known = pl.concat([facts("regional_figures.csv", "year"), facts("national_figures.csv", "period"), candidates()])
    ours = shipped.filter(~pl.col("obs_status").str.contains("M")).select(*KEY, pl.col(VALUES).cast(pl.Float64))
    assert ours.sort(KEY).equals(known.sort(KEY))


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_a_real_source_says_that_it_is_real(card: SourceCard):
    assert not card.synthetic
    assert "synthetic" not in card.file


def test_every_indicator_has_its_source_and_every_real_source_an_indicator(shipped: pl.DataFrame):
    CATALOGUE.check_sources({card.id for card in CARDS} | {"demo_survey"})
    published = {one.id: one.source for one in CATALOGUE.indicators if one.answers is None}
    assert set(shipped["indicator"]) == set(published)
    main = shipped.filter(pl.col("source") == pl.col("indicator").replace_strict(published))
    assert set(main["indicator"]) == set(published)


def test_every_group_is_in_the_catalogue(shipped: pl.DataFrame):
    pairs = shipped.select("group_dim", "group_code").unique().rows()
    assert [pair for pair in pairs if not CATALOGUE.has_group(*pair)] == []


def test_the_population_of_2022_is_5_563_970(shipped: pl.DataFrame):
    population = shipped.filter(indicator="population", period="2022")
    assert population.height == 19
    assert population["value"].sum() == 5_563_970


def test_all_regions_have_a_population_for_every_year_since_2000(shipped: pl.DataFrame):
    years = shipped.filter(indicator="population").group_by("period").len()
    assert set(years["period"]) == {str(year) for year in range(2000, 2023)}
    assert set(years["len"]) == {19}


def test_years_without_a_figure_stay_gaps(shipped: pl.DataFrame):
    reports = shipped.filter(indicator="hate_crime_reports", group_dim="all")
    assert {"2011", "2013", "2014", "2016"}.isdisjoint(reports["period"])
    assert reports.height == 11


def test_aland_has_no_turnout_and_the_reason_stands_there(shipped: pl.DataFrame):
    aland = shipped.filter(indicator="turnout_municipal_election", code="21")
    assert aland.select("value", SAID, "note").rows() == [(None, "M", "Åland holds its own municipal elections")]


def test_turnout_without_pertunmaa_is_marked(shipped: pl.DataFrame):
    marked = shipped.filter(pl.col("indicator") == "turnout_municipal_election", SAID == "D")
    assert set(marked["code"]) == {"10", "SSS"}
    assert marked["note"].str.contains("Pertunmaa").all()


def test_key_figures_come_from_a_workbook_on_the_regions_of_2018(shipped: pl.DataFrame):
    figures = shipped.filter(source="statfin_key_figures")
    assert {card.path.suffix for card in CARDS if card.id == "statfin_key_figures"} == {".xlsx"}
    assert set(figures["geo_year"]) == {2018}
    assert figures.height == 60


def test_figures_that_look_wrong_and_are_right_are_accepted_on_their_cards():
    found = read_all(CARDS, CATALOGUE, read_classification())
    assert [one.error.code for one in found.findings] == []


def test_an_interval_is_never_invented(shipped: pl.DataFrame):
    with_interval = shipped.filter(pl.col("ci_low").is_not_null())
    assert set(with_interval["source"]) == {"thl_finmonik"}
    assert with_interval.filter((pl.col("value") < pl.col("ci_low")) | (pl.col("value") > pl.col("ci_high"))).is_empty()


def test_a_figure_read_elsewhere_names_where(shipped: pl.DataFrame):
    quoted = shipped.filter(indicator="hate_crime_reports", group_dim="all", period="2021")
    assert quoted["quoted_by"].to_list() == ["Yle (https://yle.fi/a/3-12658437)"]
