"""What a build and its audit cost: `python -m etl` from the shipped files, beside a bare Polars read of the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import polars as pl

from tests.bench.line import Line, seconds, told, typical

ROOT = Path(__file__).parents[2]
GOAL, STEP_GOALS = 15.0, {"Protect": 10.0, "Compare": 2.0}  # seconds
STEP = re.compile(r"^(\w[\w ]+?) {2,}([\d.]+) s$", re.MULTILINE)
READERS: dict[str, Callable[[Path], pl.DataFrame]] = {
    ".parquet": pl.read_parquet,
    ".csv": pl.read_csv,
    ".xlsx": partial(pl.read_excel, engine="openpyxl"),  # the one that is installed
}


def writing(sources: Path) -> Iterator[Line]:
    files = [path for path in sorted(sources.rglob("*")) if path.suffix in READERS]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(sources, Path(folder) / "sources")
        command = [sys.executable, "-m", "etl", "--data", folder]
        told_by_build: list[str] = []
        whole = seconds(lambda: told_by_build.append(_output(command)))
        audit = seconds(lambda: _output([*command, "audit"]))
    bare = typical(lambda: [_read(path) for path in files])
    rows = sum(_read(path).height for path in files)
    speed, fastest = rows / whole, rows / bare
    beside = f"bare Polars read: {fastest:,.0f} rows/s"
    yield Line("python -m etl, shipped data", told(whole), goal=f"< {told(GOAL)}", met=whole < GOAL)
    yield Line(f"… its {rows:,} rows", f"{speed:,.0f} rows/s", beside, speed / fastest)
    for name, taken in STEP.findall(told_by_build[0]):
        goal, took = STEP_GOALS.get(name), float(taken)
        limit, met = ("", None) if goal is None else (f"< {told(goal)}", took < goal)
        yield Line(f"… step {name}", told(took), "whole build", took / whole, limit, met)
    yield Line("python -m etl audit, of that build", told(audit), "whole build", audit / whole)


def _output(command: list[str]) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _read(path: Path) -> pl.DataFrame:
    return READERS[path.suffix](path)
