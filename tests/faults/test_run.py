"""`./run` with a build that is stopped, refused, or done on a disk that is full afterwards."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PREPARE = "source {root}/.ci/prepare.sh\nenvironment() {{ :; }}\n"
PYTHON = """#!/usr/bin/env bash
if [ "$2" = etl ]; then exit {code}; fi
echo "the server is started"
exit 1
"""


def started(folder: Path, code: int) -> subprocess.CompletedProcess[str]:
    """Start ./run in a folder where a build ends with this code, and the server says that it is started."""
    for name in (".ci", ".venv/bin", "data/sources", "contract", "etl", "geo"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "run", folder)
    (folder / "requirements.txt").touch()
    (folder / "requirements.lock").touch()
    (folder / ".ci" / "prepare.sh").write_text(PREPARE.format(root=ROOT), encoding="utf-8")
    python = folder / ".venv" / "bin" / "python"
    python.write_text(PYTHON.format(code=code), encoding="utf-8")
    python.chmod(0o755)
    port = {"PORT": "1"}  # nobody listens there, and the server of this test does not either
    return subprocess.run([folder / "run"], env=os.environ | port, capture_output=True, text=True, check=False)


def test_whoever_stops_the_build_gets_no_server(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "CURRENT").touch()
    ended = started(tmp_path, 130)
    assert ended.returncode == 130
    assert "the server is started" not in ended.stdout


@pytest.mark.parametrize(("code", "told"), [(0, ""), (2, "The picture published before is served.")])
def test_after_a_build_and_after_a_refused_one_the_picture_is_served(tmp_path: Path, code: int, told: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "CURRENT").touch()
    ended = started(tmp_path, code)
    assert "the server is started" in ended.stdout
    assert told in ended.stderr


def test_a_stamp_that_cannot_be_written_does_not_take_the_picture_away(tmp_path: Path) -> None:
    (tmp_path / "data" / "INPUTS").mkdir(parents=True)  # in its place, as what may not be written
    assert "the server is started" in started(tmp_path, 0).stdout


def test_what_a_build_or_going_back_leaves_does_not_make_the_next_start_build_again(tmp_path: Path) -> None:
    def fingerprint() -> str:
        command = f"source {ROOT}/.ci/prepare.sh; fingerprint {tmp_path}"
        return subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True).stdout

    (tmp_path / "card.toml").write_text("one", encoding="utf-8")
    before = fingerprint()
    for name in ("CURRENT", "PREVIOUS", "INPUTS", "situation-a.duckdb", "served.toml.part12", "CURRENT.part12"):
        (tmp_path / name).touch()
    assert fingerprint() == before
    (tmp_path / "card.toml").write_text("two", encoding="utf-8")
    assert fingerprint() != before
