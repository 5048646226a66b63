"""`etl status` tells what is served, what stands behind it and what to look at; its exit code says how bad it is."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from contract.pointer import build_of
from etl.__main__ import main
from etl.config.toml import read_toml
from etl.publish.served.record import MANIFEST, Manifest
from tests.etl.operate.folder import add_wave, build, two_builds


@pytest.fixture
def data(tmp_path: Path) -> Path:
    two_builds(tmp_path)
    return tmp_path


def told(data: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object]]:
    capsys.readouterr()
    code = main(["--data", str(data), "status", "--json"])
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return code, found


def problems(found: dict[str, object]) -> list[tuple[str, str]]:
    assert isinstance(found["problems"], list)
    return [(one["condition"], one["code"]) for one in found["problems"]]


def test_a_folder_that_was_just_built_is_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two = two_builds(tmp_path)
    code, found = told(tmp_path, capsys)
    assert (code, found["condition"], found["problems"]) == (0, "well", [])
    served, kept = found["served"], found["kept"]
    assert isinstance(served, dict)
    assert isinstance(kept, list)
    of_build = (served["build"], served["edition"], served["version"], served["status"])
    assert of_build == (build_of(two), "2026", 1, "draft")
    assert (served["whole"], served["schema"]) == (True, found["reads_schema"])
    assert [entry["build"] for entry in kept] == [build_of(one)]
    assert found["next_build"] == build_of(two)
    assert found["record"] == {"waves": 2, "builds": [build_of(one), build_of(two)]}


def test_people_read_the_same_in_lines(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["--data", str(data), "status"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if line] == ["Served", "Kept", "Record", "Sources", "Disk", "All"]
    assert "edition 2026, version 1, draft, built 2026-01-01 00:00 UTC" in lines[0]
    assert "a build would make the same again" in lines[3]


def damage(path: Path) -> None:
    path.write_bytes(b"damaged")


def served(data: Path) -> Path:
    return data / (data / "CURRENT").read_text(encoding="utf-8").strip()


def previous(data: Path) -> Path:
    return data / (data / "PREVIOUS").read_text(encoding="utf-8").strip()


def renumber(data: Path) -> None:
    with duckdb.connect(str(served(data))) as con:
        con.execute("UPDATE build SET schema = 99")


def a_table_of_the_record(data: Path) -> Path:
    manifest = read_toml(data / "served" / MANIFEST, Manifest)
    return data / "served" / manifest.figures.name


CASES: dict[str, tuple[Callable[[Path], object], int, str]] = {
    "pointer gone": (lambda data: (data / "CURRENT").unlink(), 2, "nothing_published"),
    "pointer damaged": (lambda data: (data / "CURRENT").write_bytes(b"\xff"), 2, "pointer_unreadable"),
    "pointer names nothing": (lambda data: (data / "CURRENT").write_text("x"), 2, "pointer_lost"),
    "served damaged": (lambda data: damage(served(data)), 2, "database_not_whole"),
    "served of another schema": (renumber, 2, "database_newer"),
    "kept damaged": (lambda data: damage(previous(data)), 1, "database_not_whole"),
    "record gone": (lambda data: (data / "served" / "served.toml").unlink(), 2, "served_record_lost"),
    "record damaged": (lambda data: damage(a_table_of_the_record(data)), 2, "served_record_changed"),
    "record short": (lambda data: a_table_of_the_record(data).unlink(), 2, "served_record_incomplete"),
    "sources changed": (lambda data: add_wave(data, "2024"), 1, "picture_outdated"),
    "sources damaged": (lambda data: damage(data / "sources/survey/2026/x.csv"), 1, "source_file_changed"),
    "wave reopened": (lambda data: add_wave(data, "2026", b"others"), 1, "served_wave_changed"),
    "leftovers": (lambda data: (data / f"CURRENT.part{os.getpid()}").touch(), 1, "leftovers_found"),
    "leftovers of the record": (
        lambda data: (data / f"served/x.parquet.part{os.getpid()}").touch(),
        1,
        "leftovers_found",
    ),
}


@pytest.mark.parametrize(("spoil", "code", "problem"), CASES.values(), ids=CASES)
def test_what_is_wrong_is_told_with_its_weight(
    data: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Path], object], code: int, problem: str
) -> None:
    spoil(data)
    before = sorted(path for path in data.rglob("*"))
    given, found = told(data, capsys)
    assert (given, found["condition"]) == (code, ["well", "look", "broken"][code])
    assert (found["condition"], problem) in problems(found)
    assert sorted(path for path in data.rglob("*")) == before


def test_a_part_of_a_process_that_runs_is_no_leftover(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / f"CURRENT.part{os.getppid()}").touch()
    (data / "served" / f"x.parquet.part{os.getppid()}").touch()
    assert told(data, capsys)[0] == 0


@pytest.mark.parametrize(("day", "code"), [("2026-11-25", 1), ("2031-12-31", 0)])
def test_rows_of_respondents_past_their_day_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, code: int
) -> None:
    add_wave(tmp_path, top=f"delete_by = {day}")
    build(tmp_path)
    given, found = told(tmp_path, capsys)
    assert found["respondents"] == [{"source": "survey", "period": "2026", "delete_by": day, "due": code == 1}]
    assert (given, problems(found)) == (code, [("look", "respondents_due")] if code else [])


def test_a_serving_machine_is_judged_by_its_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_builds(tmp_path / "builder")
    (tmp_path / "server").mkdir()
    for path in (tmp_path / "builder").iterdir():
        if path.is_file():
            (tmp_path / "server" / path.name).write_bytes(path.read_bytes())
    code, found = told(tmp_path / "server", capsys)
    assert (code, found["problems"], found["next_build"], found["record"]) == (0, [], None, None)


def test_a_disk_without_room_for_the_next_build_is_told(
    data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.statvfs(data)
    monkeypatch.setattr("etl.operate.state.shutil.disk_usage", lambda _: type("Usage", (), {"free": real.f_frsize})())
    code, found = told(data, capsys)
    assert (code, problems(found)) == (1, [("look", "disk_short")])


def test_an_empty_folder_is_broken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = told(tmp_path, capsys)
    assert (code, problems(found)) == (2, [("broken", "nothing_published")])
