"""`python -m etl diff`: what differs between two editions or databases, for people and for programs."""

import json
from pathlib import Path

import pytest

from contract.pointer import served_database
from etl.__main__ import main
from tests.etl.edition.editions import changed, release_again, with_released


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of two versions: a figure moved, and there is a wave more."""
    with_released(tmp_path)
    changed(tmp_path, 61.0)
    release_again(tmp_path)
    return tmp_path


def diff(data: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["--data", str(data), "diff", *arguments]) == 0
    return capsys.readouterr().out


def test_two_versions_are_told_figure_by_figure_and_why_they_differ(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = diff(data, capsys, "2026-1", "2026-2").splitlines()
    assert any(line.startswith("Why: ") and "2024" in line for line in told)
    assert "trust/2026/MK01/all.all: 60 A F -> 61 A F" in told
    assert "trust/2024/MK01/all.all: new -> 61 A F" in told
    assert told[-1] == "3 figures differ."


def test_programs_get_every_figure_as_one_object(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(diff(data, capsys, "2026-1", "2026-2", "--json"))
    moved = {one["key"]: (one["before"], one["after"]) for one in told["differs"]["cells"]}
    assert set(moved) == {f"trust/{wave}/MK01/all.all" for wave in (2024, 2025, 2026)}
    assert moved["trust/2024/MK01/all.all"][0] is None
    assert moved["trust/2026/MK01/all.all"][1]["value"] == 61.0
    assert told["why"]


def test_a_database_is_compared_by_its_path_without_saying_why(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(diff(data, capsys, "2026-1", str(served_database(data)), "--json"))
    assert len(told["differs"]["cells"]) == 3
    assert told["why"] == []


def test_a_version_with_itself_differs_in_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(data, capsys, "2026-2", "2026-2").splitlines() == ["0 figures differ."]


@pytest.mark.parametrize("name", ["2026-9", "2031-1", "nowhere.duckdb"])
def test_what_is_not_kept_is_refused_in_words(data: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["--data", str(data), "diff", "2026-1", name]) == 2
    told = capsys.readouterr()
    assert "Traceback" not in told.out + told.err
    assert "Refused. " in told.out + told.err
