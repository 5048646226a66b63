"""`python -m etl`: what it says, what it leaves behind, and how fast it is."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from etl.__main__ import main
from etl.publish.whole import current

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "data" / "sources"


def shipped(folder: Path) -> Path:
    shutil.copytree(SOURCES, folder / "sources")
    shutil.copytree(SOURCES.with_name("actions"), folder / "actions")
    return folder


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with duckdb.connect(str(path), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {
            name: con.execute(
                f'SELECT * {"EXCLUDE (built_at)" if name == "build" else ""} FROM "{name}" ORDER BY ALL'
            ).fetchall()
            for name in names
        }


def test_a_refusal_is_one_message_exit_code_2_and_leaves_the_pointer(tmp_path: Path) -> None:
    data = shipped(tmp_path)
    (data / "CURRENT").write_text("situation-old.duckdb\n", encoding="utf-8")
    with next((data / "sources" / "demo_survey").glob("*/*.parquet")).open("ab") as file:
        file.write(b"!")
    command = [sys.executable, "-m", "etl", "--data", data]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Refused. ")
    assert "the file is not the one its card describes (sha256)" in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert (data / "CURRENT").read_text(encoding="utf-8") == "situation-old.duckdb\n"
    assert not list(data.glob("*.duckdb*"))


def test_an_indicator_whose_source_is_gone_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = shipped(tmp_path)
    shutil.rmtree(data / "sources" / "police_barometer")
    assert main(["--data", str(data)]) == 2
    assert "there is no such folder in data/sources" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path / "nowhere")]) == 2
    assert "Give the folder that holds sources/ with --data" in capsys.readouterr().err


def test_a_folder_that_may_not_be_read_is_told_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "somewhere/sources")

    monkeypatch.setattr("etl.pipeline.read_cards", denied)
    assert main(["--data", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert told == (
        "Refused. somewhere/sources: reading or writing on the disk failed (Permission denied). "
        "Check that the disk has room and that you may read and write there.\n"
    )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            OSError(28, "No space left on device"),
            "Refused. Reading or writing on the disk failed (No space left on device). Check that",
        ),
        (
            OSError("the network disk is gone"),
            "Refused. Reading or writing on the disk failed (the network disk is gone). Check that",
        ),
    ],
)
def test_an_error_of_the_disk_without_a_file_name_is_told_without_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def failed(*_: object) -> None:
        raise error

    monkeypatch.setattr("etl.pipeline.read_cards", failed)
    assert main(["--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith(words)


@pytest.mark.slow
def test_the_shipped_data_are_built_and_the_same_twice(tmp_path: Path, published: Path) -> None:
    """In another folder, by another process, over nothing: the same build with the same content."""
    data = shipped(tmp_path)
    command = [sys.executable, "-m", "etl", "--data", data]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "trust_other_background" in done.stdout
    built, first = current(data), current(published)
    assert built is not None
    assert first is not None
    assert built.name == first.name
    before, after = content(first), content(built)
    differ = [name for name, rows in before.items() if rows != after[name]]  # a few names, not a diff of all rows
    assert differ == []
