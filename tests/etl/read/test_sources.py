"""All sources together: what no single file can show."""

from pathlib import Path

import pytest

from etl.config.card import read_cards
from etl.read import sources
from etl.read.sources import Readings, read_all
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import AGGREGATES, LIMIT, published, put

HEADER = "indicator,year,area,value,low,high,n,flag\n"


def read(folder: Path, **periods: str) -> Readings:
    for name, rows in periods.items():
        content = (HEADER + rows).encode()
        put(folder, content, "figures.csv", "aggregates", AGGREGATES, id=name, period="2026")
    return read_all(read_cards(folder / "sources", LIMIT), published(), read_classification())


def test_observations_of_all_files_are_stacked(tmp_path: Path) -> None:
    found = read(tmp_path, one="people,2025,01,7,,,,\n", two="people,2026,01,8,,,,\n")
    assert found.observations["value"].to_list() == [7.0, 8.0]
    assert found.rows == {("one", "2026"): 1, ("two", "2026"): 1}


def test_an_observation_in_two_files_stops_the_build_and_names_both(tmp_path: Path) -> None:
    first = tmp_path / "sources" / "one" / "2026" / "figures.csv"
    with raises("observation_in_two_files", path="two/2026/figures.csv", other=first):
        read(tmp_path, one="people,2026,01,7,,,,\n", two="people,2026,Nyland,8,,,,\n")


def test_the_traceback_of_a_build_names_the_file_that_was_being_read(tmp_path: Path, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(sources, "READERS", {"aggregates": broken})
    with pytest.raises(KeyError) as failed:
        read(tmp_path, one="people,2025,01,7,,,,\n")
    file = tmp_path / "sources" / "one" / "2026" / "figures.csv"
    assert failed.value.__notes__ == [f"while reading {file}"]
