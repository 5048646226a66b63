"""What does not fit into memory lies in a folder of the process, for as long as the process needs it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.engine.scratch import parquet_frames, parquet_writer, scratch_folder

GONE = 999_999_999  # no process has this number


def test_the_folder_is_gone_afterwards_also_after_a_failure(tmp_path: Path) -> None:
    with suppress(RuntimeError), scratch_folder(tmp_path, "people") as folder:
        folder.mkdir()
        (folder / "x").write_text("x")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_another_needs_is_not(tmp_path: Path) -> None:
    left, ours = tmp_path / f"people.part{GONE}", tmp_path / "people.part1"  # process 1 always runs
    for folder in (left, ours):
        folder.mkdir()
    with scratch_folder(tmp_path, "people"):
        assert (left.exists(), ours.exists()) == (False, True)


def test_frames_that_are_written_one_by_one_are_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "x.parquet"
    whole = pl.DataFrame({"at": range(10), "text": [None, "a"] * 5})
    with parquet_writer(path) as write:
        for at in range(0, 10, 4):
            write(whole.slice(at, 4))
    assert path.parent.stat().st_mode & 0o077 == 0  # others than the owner may not look
    read = list(parquet_frames(path, 3))
    assert [frame.height for frame in read] == [3, 3, 3, 1]
    assert pl.concat(read).equals(whole)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="disk"), parquet_writer(tmp_path / "file" / "x.parquet"):
        pass
