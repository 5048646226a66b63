"""A register from its card to the page and the interface, through a whole build."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pytest

from contract.codes import Language
from contract.pointer import served_database
from etl.config.card import hash_of
from geo.classification import read_classification
from pages.server.databases import choices_of
from tests.etl.read.helpers import CARD
from tests.etl.read.register.test_table import LAYOUT
from tests.etl.test_main import ROOT, shipped

PLACES = read_classification()
MUNICIPALITIES = [area.code for area in PLACES.areas("kunta", date(PLACES.newest_year, 1, 1))]
YEARS = range(1987, 2027)


def put_register(data: Path, folder: str = "koto_employment/2026") -> None:
    """The source for which the catalogue waits, as a register of every municipality and year."""
    place = data / "sources" / folder
    place.mkdir(parents=True)
    years = pl.DataFrame({"period": [str(year) for year in YEARS], "value": [50.0 + year % 40 for year in YEARS]})
    areas = pl.DataFrame(
        {"area": MUNICIPALITIES, "group_dim": "all", "group_code": "all", "indicator": "employment_rate"}
    )
    areas.join(years, how="cross").write_parquet(place / "register.parquet")
    on_card = {
        "id": "koto_employment",
        "period": "2026",
        "top": "",
        "rule": "",
        "sha256": hash_of(place / "register.parquet"),
    }
    text = CARD.format(kind="register", file="register.parquet", rest=LAYOUT, **on_card)
    (place / "card.toml").write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    data = shipped(tmp_path_factory.mktemp("registers"))
    put_register(data)
    done = subprocess.run(
        [sys.executable, "-m", "etl", "--data", data], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return data, done.stdout


def test_the_build_tells_of_the_register_and_leaves_nothing_beside(built: tuple[Path, str]) -> None:
    data, told = built
    assert f"Register koto_employment 2026: employment_rate: figures {len(MUNICIPALITIES) * len(YEARS):,}" in told
    assert not [path.name for path in data.iterdir() if "spilled" in path.name]


def test_its_figures_stand_in_the_database_each_once(built: tuple[Path, str]) -> None:
    with duckdb.connect(str(served_database(built[0])), read_only=True) as con:
        found = con.execute(
            """SELECT count(*), count(DISTINCT (period, code)), min(value), max(value) FROM estimate
            WHERE indicator = 'employment_rate'"""
        ).fetchall()
        told = con.execute("SELECT rows FROM source_file WHERE source = 'koto_employment'").fetchall()
    rows = len(MUNICIPALITIES) * len(YEARS)
    assert found == [(rows, rows, 50.0, 89.0)]
    assert told == [(rows,)]


def test_readers_may_choose_it_with_every_municipality_and_year(built: tuple[Path, str]) -> None:
    choices = choices_of(served_database(built[0]), Language.SV)
    assert "employment_rate" in [one.id for one in choices.indicators]
    assert len(choices.periods["employment_rate"]) == len(YEARS)


@pytest.mark.parametrize(("more", "told"), [(["--as", "koto_employment"], "is not checked this way"), ([], "")])
def test_a_check_of_its_file_says_who_checks_it(built: tuple[Path, str], more: list[str], told: str) -> None:
    data, _ = built
    file = data / "sources" / "koto_employment" / "2026" / "register.parquet"
    command = [sys.executable, "-m", "etl", "--data", data, "check", file, "--lang", "en", *more]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
