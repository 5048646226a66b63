"""A query of a build stays within its limit of memory, and leaves nothing behind."""

import os
import signal
import subprocess
import sys

import duckdb
import pytest

from contract.pointer import PART
from etl.engine.bounded import FEWEST, MEGABYTES, SPILLED, VARIABLE, bounded, memory_limit
from tests.errors import raises

DIES = """
import os, signal, sys
from pathlib import Path
from etl.engine.bounded import bounded

with bounded(Path(sys.argv[1])) as con:
    con.execute("SET memory_limit = '30MB'")
    con.execute("CREATE TEMP TABLE t AS SELECT range AS a, hash(range) AS b FROM range(5_000_000)")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_limit_holds_inside(tmp_path):
    with bounded(tmp_path) as con:
        (limit,) = con.execute("SELECT current_setting('memory_limit')").fetchall()[0]
    assert limit == f"{int(MEGABYTES * 1e7 / 2**20) / 10} MiB"


def test_what_does_not_fit_is_laid_beside_and_removed(tmp_path):
    with bounded(tmp_path) as con:
        con.execute("SET memory_limit = '30MB'")
        con.execute("CREATE TEMP TABLE t AS SELECT range AS a, hash(range) AS b FROM range(5_000_000)")
        assert any((tmp_path / f"{SPILLED}{PART}{os.getpid()}").iterdir())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(tmp_path):
    done = subprocess.run([sys.executable, "-c", DIES, str(tmp_path)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [path.name.startswith(SPILLED) for path in tmp_path.iterdir()] == [True]
    with bounded(tmp_path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_limit_that_is_too_small_is_told_in_words(tmp_path):
    with raises("memory_too_small", megabytes=MEGABYTES), bounded(tmp_path) as con:
        con.execute("SET memory_limit = '1MB'")
        con.execute("CREATE TEMP TABLE t AS SELECT range AS a, hash(range) AS b FROM range(5_000_000)")
    assert list(tmp_path.iterdir()) == []


def test_other_errors_of_duckdb_go_on_as_they_are(tmp_path):
    with pytest.raises(duckdb.CatalogException), bounded(tmp_path) as con:
        con.execute("SELECT * FROM nowhere")


@pytest.mark.parametrize("written", ["much", "-5", "0", str(FEWEST - 1), "1.5", "٥٠٠"])
def test_a_limit_that_is_no_number_is_refused(monkeypatch, written):
    monkeypatch.setenv(VARIABLE, written)
    with raises("memory_limit_unusable", found=written, fewest=FEWEST):
        memory_limit()


def test_the_limit_is_a_setting(monkeypatch):
    monkeypatch.setenv(VARIABLE, " 700 ")
    assert memory_limit() == 700
