"""The tables of fieldwork and representation: what is told, and that no respondent can be counted from it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import msgspec
import polars as pl
import pytest

from etl.config.card import read_cards
from etl.config.catalogue.catalogue import read_catalogue
from etl.config.policy import read_policy
from etl.demo.population import LANGUAGES
from etl.estimate.fieldwork.report import fieldwork_table, representation_table
from etl.read.sources import Wave, read_all
from geo.classification import read_classification
from tests.etl.read.helpers import card

POLICY = read_policy()
SOURCES = Path(__file__).parents[4] / "data" / "sources"


@pytest.fixture(scope="module")
def wave() -> Wave:
    """The newest shipped wave of the demonstration survey."""
    cards = [one for one in read_cards(SOURCES, 100) if (one.id, one.period) == ("demo_survey", "2026")]
    return read_all(cards, read_catalogue(), read_classification()).waves[0]


def test_fieldwork_tells_what_the_card_and_the_rows_say(wave: Wave):
    [row] = fieldwork_table([wave.card], [wave], POLICY).to_dicts()
    assert row == {
        "source": "demo_survey",
        "period": "2026",
        "sampled": 18_030,
        "responded": 7_500,  # 7,499
        "rate": 42.0,  # 41.6
        "modes": ["web", "paper"],
        "first_day": date(2026, 2, 2),
        "last_day": date(2026, 5, 10),
        "languages": ["fi", "sv", "en", "ru"],
        "r_indicator": pytest.approx(0.84, abs=0.005),
        "r_indicator_se": pytest.approx(0.007, abs=0.002),
        "weight_ratio": 4.6,
        "kish": 1.49,
    }


@pytest.mark.parametrize(
    ("sampled", "responded", "rate"),
    [(24, 12, None), (199, 90, None), (600, 247, 40.0), (600, 254, 40.0), (999, 500, 50.0), (1_000, 412, 41.0)],
)
def test_a_small_sample_has_a_rate_in_steps_of_five_or_none(wave: Wave, sampled: int, responded: int, rate: float):
    assert wave.card.fieldwork is not None
    fieldwork = msgspec.structs.replace(wave.card.fieldwork, sampled=sampled, responded=responded)
    card = msgspec.structs.replace(wave.card, fieldwork=fieldwork)
    assert fieldwork_table([card], [wave], POLICY)["rate"].to_list() == [rate]


def test_the_survey_shows_the_nonresponse_that_was_planted(wave: Wave):
    found = representation_table([wave], POLICY)
    rate = {(row["dim"], row["code"]): row["rate"] for row in found.iter_rows(named=True)}
    assert rate["age", "18-29"] < rate["age", "30-44"] < rate["age", "65+"]
    assert rate["language", "foreign"] < rate["language", "fi"]
    assert rate["sex", "male"] < rate["sex", "female"]
    shares = {row["code"]: row for row in found.filter(dim="language").iter_rows(named=True)}
    assert set(shares) == set(LANGUAGES)
    assert shares["foreign"]["respondents"] > shares["foreign"]["population"]  # sampled at a higher rate


def test_respondents_stand_as_shares_of_the_country_by_one_column_at_a_time(wave: Wave):
    found = representation_table([wave], POLICY)
    assert found.group_by("dim").len().sort("dim").rows() == [("age", 4), ("language", 3), ("maakunta", 19), ("sex", 2)]
    assert (found["respondents"] % 1 == 0).all()
    assert not found.select("source", "period", "dim", "code").is_duplicated().any()


def test_the_share_of_an_area_is_that_of_the_known_totals_and_of_groups_in_whole_per_cents(wave: Wave):
    """Pooled areas are weighted by it. No respondent stands in it."""
    assert wave.population is not None
    found = representation_table([wave], POLICY)
    people = dict(wave.population.group_by("area").agg(pl.col("population").sum()).iter_rows())
    for row in found.filter(dim="maakunta").iter_rows(named=True):
        assert row["population"] == pytest.approx(100 * people[row["code"]] / sum(people.values()), abs=0.0005)
    assert (found.filter(pl.col("dim") != "maakunta")["population"] % 1 == 0).all()


def test_no_rate_tells_more_than_a_number_rounded_to_ten(wave: Wave):
    """Where the size of the sample is known, a rate bounds the respondents: to ten at least."""
    assert wave.sample is not None
    found = representation_table([wave], POLICY)
    for dim, column in (("maakunta", "area"), ("language", "language"), ("sex", "sex"), ("age", "age")):
        sampled = dict(wave.sample.group_by(column).agg(pl.col("sampled").sum()).iter_rows())
        for row in found.filter(dim=dim).iter_rows(named=True):
            step = 1 if sampled[row["code"]] >= 1_000 else 5
            assert row["rate"] % step == 0
            assert step / 100 * sampled[row["code"]] >= 10


@pytest.mark.parametrize("sampled", [150, 199, 200, 999, 1_000, 5_000])
def test_ten_numbers_of_respondents_have_the_same_rate_or_none_is_told(wave: Wave, sampled: int):
    """Of one group of a made-up sample; where halves occur they are rounded to even: 9 and 11 by turns."""
    assert wave.sample is not None
    first = pl.int_range(pl.len()).over("age") == 0
    sample = wave.sample.with_columns(sampled=pl.when(first & (pl.col("age") == "65+")).then(sampled).otherwise(0))
    old = wave.respondents.filter(age="65+")
    many = range(60, min(140, sampled))
    rates = [
        representation_table([Wave(wave.card, old.head(n), wave.population, sample)], POLICY)
        .filter(dim="age", code="65+")["rate"]
        .item()
        for n in many
    ]
    told = Counter(rates)
    assert (set(told) == {None}) == (sampled < 200)
    whole = [told[rate] for rate in list(told)[1:-1]]  # the first and the last are cut off
    assert all(count >= 9 for count in whole)
    assert all(sum(two) >= 20 for two in pairwise(whole))


def test_a_group_of_fewer_than_thirty_respondents_has_neither_share_nor_rate(wave: Wave):
    few = wave.respondents.filter((pl.col("area") != "21") | (pl.col("respondent").rank() % 6 == 0))
    assert 0 < few.filter(area="21").height < 30
    found = representation_table([Wave(wave.card, few, wave.population, wave.sample)], POLICY)
    assert found.filter(dim="maakunta", code="21").select("respondents", "rate").row(0) == (None, None)
    assert found.filter(dim="maakunta", code="21")["population"].item() > 0


def test_a_published_survey_is_told_as_its_publisher_does(tmp_path: Path):
    told = '[fieldwork]\nresponded = 1203\nmodes = ["telephone"]\n'
    published = card(tmp_path, b"x", "x.csv", "aggregates", told)
    silent = card(tmp_path, b"y", "x.csv", "aggregates", period="2025")
    [row] = fieldwork_table([published, silent], [], POLICY).to_dicts()
    assert (row["period"], row["responded"], row["rate"], row["modes"], row["kish"]) == (
        "2026",
        1203,
        None,
        ["telephone"],
        None,
    )
