"""StatFin's table of population, fetched from the stand-in: rightly, and through every fault it may have."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import polars as pl
import pytest

from contract.errors import UserError
from etl.fetch.snapshot import read_snapshot
from etl.read.aggregates import read_aggregates
from tests.errors import raises
from tests.etl.fetch.conftest import DECLARED, SOME_YEARS, Fetching
from tests.etl.statuses import SAID
from tests.standins import pxweb
from tests.standins.country import key_figures, members, population
from tests.standins.pxweb import PxWeb

POPULATION = "statfin_population"
PASSING = ("429", "503", "slow", "cut", "half", "html")


def observations(fetching: Fetching, fetched) -> pl.DataFrame:
    return read_aggregates(fetched.prepared.card, fetching.context.catalogue, fetching.context.areas)


def test_population_of_308_municipalities_over_36_years_takes_one_call(fetching: Fetching):
    with PxWeb({"StatFin/vaerak/11ra.px": key_figures()}) as px:
        read = observations(fetching, fetching.fetch(POPULATION, px.base))
        assert px.calls_for_data == 1
    assert read["level"].value_counts().sort("level").rows() == [
        ("country", 36),
        ("kunta", 308 * 36),
        ("maakunta", 19 * 36),
    ]
    helsinki = read.filter((pl.col("code") == "091") & (pl.col("period") == "2025"))
    assert helsinki.select("value", "geo_year", SAID).row(0) == (population("KU091", "2025"), 2026, "")


def test_the_limits_of_config_are_kept_to(fetching: Fetching):
    cells = len(members()) * 2 * 36
    with PxWeb({"StatFin/vaerak/11ra.px": key_figures()}, max_cells=2_000, max_calls=40) as px:
        read = observations(fetching, fetching.fetch(POPULATION, px.base))
        assert read.height == 328 * 36 < cells
        assert px.calls_for_data == 6


def test_the_old_shape_of_a_table_gives_the_same_numbers(fetching: Fetching, px: PxWeb):
    new = observations(fetching, fetching.fetch(POPULATION, px.base))
    told = DECLARED[POPULATION]
    old = msgspec.structs.replace(told, pxweb=(msgspec.structs.replace(told.pxweb[0], geo_year=2026),))
    table = key_figures(SOME_YEARS, area="Alue", new=False)
    with PxWeb({"StatFin/vaerak/statfin_vaerak_pxt_11ra.px": table}) as before_june:
        assert observations(fetching, fetching.fetch(old, before_june.base)).equals(new)


@pytest.mark.parametrize("source", [POPULATION, "statfin_population_structure"])
def test_numbers_that_the_service_writes_as_texts_are_the_same_numbers(
    fetching: Fetching, px: PxWeb, monkeypatch, source: str
):
    plain = observations(fetching, fetching.fetch(source, px.base))
    answered = pxweb._json_stat

    def as_texts(table, selection):
        cube = answered(table, selection)
        return cube | {"value": [None if value is None else str(value) for value in cube["value"]]}

    monkeypatch.setattr(pxweb, "_json_stat", as_texts)
    assert observations(fetching, fetching.fetch(source, px.base)).equals(plain)


def test_a_preliminary_year_is_marked(fetching: Fetching):
    with PxWeb({"StatFin/vaerak/11ra.px": key_figures(("2024", "2025*"))}) as px:
        read = observations(fetching, fetching.fetch(POPULATION, px.base))
    assert sorted(set(read.select("period", SAID).rows())) == [("2024", ""), ("2025", "P")]


def test_what_the_producer_withholds_stays_withheld(fetching: Fetching, px: PxWeb):
    read = observations(fetching, fetching.fetch("statfin_population_structure", px.base))
    hidden = read.filter(SAID != "")
    assert hidden.select("indicator", "period", "code", "value", SAID).rows() == [
        ("persons_foreign_background", "2023", "18", None, "C")
    ]


@pytest.mark.parametrize("fault", PASSING)
def test_a_passing_fault_is_survived_with_the_same_numbers(fetching: Fetching, px: PxWeb, fault: str):
    untroubled = observations(fetching, fetching.fetch(POPULATION, px.base))
    px.faults.extend([fault, fault])
    px.faults_of_data.extend([fault, fault])
    fetching.fetch(POPULATION, px.base).cache.remove()
    assert observations(fetching, fetching.fetch(POPULATION, px.base)).equals(untroubled)


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        ("503", "no usable answer in 4 attempts.*status 503.*goes on where it stopped"),
        ("html", "no usable answer.*not JSON.*DOCTYPE"),
        ("cut", "no usable answer"),
        ("slow", "no usable answer.*timed out"),
        ("403", "too many cells at once"),
        ("400", "“Bad Request” .*: a table id or a code is no longer known"),
        ("codes", "column alue_23_20260101: the answer holds other cells than asked for"),
        ("more", "column alue_23_20260101: the answer holds other cells than asked for"),
        ("totals", "do not add up to the published total.*population 2023"),
    ],
)
def test_a_lasting_fault_is_refused_in_words_and_the_old_numbers_stay(
    fetching: Fetching, px: PxWeb, fault: str, wrong: str
):
    folder = fetching.take(POPULATION, px.base)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    px.faults_of_data.extend([fault] * 4)
    with pytest.raises(UserError, match=wrong):
        fetching.fetch(POPULATION, px.base)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_interrupted_fetch_goes_on_where_it_stopped(fetching: Fetching):
    with PxWeb({"StatFin/vaerak/11ra.px": key_figures()}, max_cells=2_000) as px:
        px.faults_of_data.extend(["", "", "", "403"])
        with pytest.raises(UserError):
            fetching.fetch(POPULATION, px.base)
        fetched = fetching.fetch(POPULATION, px.base)
        assert (px.calls_for_data, fetched.cache.reused) == (4 + 3, 3)
    resumed = observations(fetching, fetched)
    with PxWeb({"StatFin/vaerak/11ra.px": key_figures()}) as px:
        assert observations(fetching, fetching.fetch(POPULATION, px.base)).equals(resumed)


def test_leftovers_of_another_table_are_not_mixed_in(fetching: Fetching):
    with PxWeb({"StatFin/vaerak/11ra.px": key_figures()}, max_cells=2_000) as px:
        px.faults_of_data.extend(["", "403"])
        with pytest.raises(UserError):
            fetching.fetch(POPULATION, px.base)
        px.tables["StatFin/vaerak/11ra.px"] = key_figures(("2024", "2025", "2026"))
        fetched = fetching.fetch(POPULATION, px.base)
    assert fetched.cache.reused == 0
    assert set(observations(fetching, fetched)["period"]) == {"2024", "2025", "2026"}


def test_a_table_that_nobody_knows_is_refused_with_what_changed_in_june_2026(fetching: Fetching):
    with (
        PxWeb({"StatFin/vaerak/other.px": key_figures()}) as px,
        pytest.raises(UserError, match=r"11ra\.px.*8 June 2026"),
    ):
        fetching.fetch(POPULATION, px.base)


def test_missing_municipalities_are_refused_by_their_codes(fetching: Fetching):
    told = key_figures()
    values = {code: text for code, text in told.variables[0].values.items() if code not in {"KU020", "KU091"}}
    told.variables = (replace(told.variables[0], values=values), *told.variables[1:])
    with (
        PxWeb({"StatFin/vaerak/11ra.px": told}) as px,
        raises("fetched_areas_missing", level="kunta", number=2, areas=["020", "091"]),
    ):
        fetching.fetch(POPULATION, px.base)


def test_every_answer_is_kept_with_what_was_asked(fetching: Fetching, px: PxWeb):
    fetched = fetching.fetch(POPULATION, px.base)
    answers = read_snapshot(fetched.prepared.card).responses
    assert [(one.role, one.url) for one in answers] == [
        ("metadata", f"{px.base}/StatFin/vaerak/11ra.px"),
        ("data", f"{px.base}/StatFin/vaerak/11ra.px"),
    ]
    assert msgspec.json.decode(answers[1].body)["response"] == {"format": "json-stat2"}
    assert fetched.prepared.card.licence == "CC BY 4.0"
