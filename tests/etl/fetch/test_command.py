"""`python -m etl fetch`, as somebody types it."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.__main__ import main
from etl.config.card import read_cards
from etl.config.catalogue.catalogue import read_catalogue
from etl.publish.whole import current
from etl.read.aggregates import read_aggregates
from geo.classification import read_classification
from tests.etl.fetch.conftest import DECLARED, SOME_YEARS
from tests.standins.areas import Classifications, Wfs
from tests.standins.country import YEARS, key_figures, kototietokanta, statfin
from tests.standins.pxweb import PxWeb

TABLE = "StatFin/vaerak/11ra.px"
SHIPPED = Path(__file__).parents[3] / "data" / "sources"


def fetch(data: Path, px: PxWeb, *more: str) -> int:
    return main(["--data", str(data), "fetch", *more, "--service", f"statfin={px.base}"])


def test_fetching_two_sources_fills_data_sources_and_says_what_comes_next(tmp_path: Path, px: PxWeb, capsys):
    assert fetch(tmp_path, px, "statfin_population", "statfin_population_structure") == 0
    told = capsys.readouterr().out
    assert "984 observations: 984 new" in told
    assert "python -m etl builds the picture" in told
    assert {card.id for card in read_cards(tmp_path / "sources", 200)} == {
        "statfin_population",
        "statfin_population_structure",
    }
    assert not list((tmp_path / "fetching").iterdir())


def test_a_refresh_that_loses_years_is_only_taken_on_a_word(tmp_path: Path, px: PxWeb, capsys):
    fetch(tmp_path, px, "statfin_population")
    px.tables[TABLE] = key_figures(SOME_YEARS[1:])
    assert fetch(tmp_path, px, "statfin_population") == 2
    told = capsys.readouterr().out
    assert "gone      population 2023" in told
    assert "observations would be lost: 328" in " ".join(told.split())
    assert fetch(tmp_path, px, "statfin_population", "--accept") == 0


def test_one_refused_source_does_not_stop_the_others(tmp_path: Path, capsys):
    tables = statfin(SOME_YEARS)
    del tables[TABLE]
    with PxWeb(tables) as px:
        assert fetch(tmp_path, px, "statfin_population", "statfin_population_structure") == 2
    assert "Refused." in capsys.readouterr().out
    assert [card.id for card in read_cards(tmp_path / "sources", 200)] == ["statfin_population_structure"]


def test_offline_makes_the_table_again_and_asks_nobody(tmp_path: Path, px: PxWeb):
    fetch(tmp_path, px, "statfin_population")
    calls = len(px.requests)
    assert main(["--data", str(tmp_path), "fetch", "statfin_population", "--offline"]) == 0
    assert len(px.requests) == calls


def test_the_list_names_every_declared_source(tmp_path: Path, capsys):
    assert main(["--data", str(tmp_path), "fetch", "--list"]) == 0
    assert "statfin_population " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        (("nobody",), "there is no such source"),
        (("--service", "nobody=http://127.0.0.1"), "this is not NAME=URL"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(tmp_path: Path, capsys, more, wrong):
    assert main(["--data", str(tmp_path), "fetch", *more]) == 2
    assert wrong in capsys.readouterr().err


def fetch_all(data: Path) -> int:
    with PxWeb(statfin(SOME_YEARS)) as px, PxWeb(kototietokanta(SOME_YEARS)) as koto:
        return fetch(data, px, "--service", f"kototietokanta={koto.base}")


def test_every_usual_source_is_fetched_by_one_command(tmp_path: Path):
    assert fetch_all(tmp_path) == 0
    usual = {one.id for one in DECLARED.values() if not one.on_request}
    assert {card.id for card in read_cards(tmp_path / "sources", 200)} == usual


def test_employment_is_read_by_origin_on_a_table_with_names_from_before_june_2026(tmp_path: Path):
    fetch_all(tmp_path)
    card = next(card for card in read_cards(tmp_path / "sources", 200) if card.id == "koto_employment")
    read = read_aggregates(card, read_catalogue(), read_classification())
    latest = read.filter((pl.col("level") == "country") & (pl.col("period") == "2025"))
    assert latest.select("group_dim", "group_code", "value", "geo_year").rows() == [
        ("all", "all", 74.2, 2025),
        ("origin", "finnish", 76.1, 2025),
        ("origin", "foreign", 61.3, 2025),
    ]


def test_the_figures_that_are_shipped_become_those_of_today_and_none_is_lost(tmp_path: Path, capsys):
    """What stands in the key figures of 2018, and the population until 2022, goes on in the fetched series."""
    for source in ("statfin_key_figures", "statfin_population"):
        shutil.copytree(SHIPPED / source, tmp_path / "sources" / source)
    with PxWeb(statfin(YEARS)) as px:
        assert fetch(tmp_path, px, "statfin_key_figures", "statfin_population") == 0
    assert "observations would be lost" not in capsys.readouterr().out
    cards = {card.id: card for card in read_cards(tmp_path / "sources", 200)}
    read = pl.concat(read_aggregates(card, read_catalogue(), read_classification()) for card in cards.values())
    newest = read.group_by("indicator").agg(pl.col("period").max())
    assert dict(newest.iter_rows()) == dict.fromkeys(
        ("unemployment", "share_swedish_speakers", "share_foreign_citizens", "population"), "2025"
    )


@pytest.mark.slow
def test_the_picture_is_rebuilt_from_nothing_but_fetched_sources(tmp_path: Path):
    """Surveys and hand-typed reports cannot be fetched; every register comes from the stand-ins."""
    for folder in SHIPPED.iterdir():
        if folder.name not in DECLARED and folder.name != "demo_survey":
            shutil.copytree(folder, tmp_path / "sources" / folder.name)
    assert fetch_all(tmp_path) == 0
    shutil.copytree(SHIPPED / "demo_survey" / "2026", tmp_path / "sources" / "demo_survey" / "2026")
    assert main(["--data", str(tmp_path)]) == 0
    with duckdb.connect(str(current(tmp_path)), read_only=True) as con:
        found = {name for (name,) in con.execute("SELECT DISTINCT indicator FROM estimate WHERE value > 0").fetchall()}
    assert {query.indicator for one in DECLARED.values() for query in one.pxweb} <= found


def test_boundaries_and_classifications_are_fetched_when_named(tmp_path: Path, capsys):
    with Wfs() as wfs, Classifications(moved={"020": "05"}) as classes:
        more = ["--service", f"boundaries={wfs.base}", "--service", f"classifications={classes.base}"]
        assert main(["--data", str(tmp_path), "fetch", "boundaries", "classifications", *more]) == 0
    assert sorted(path.name for path in (tmp_path / "boundaries").iterdir()) == [
        "hyvinvointialue4500k_2026",
        "kunta4500k_2026",
        "maakunta4500k_2026",
    ]
    assert "kunta 020 lies in maakunta 06 here, in 05 there" in capsys.readouterr().out
