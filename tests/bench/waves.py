"""What a build costs whose newest wave does not fit into memory, beside the build of the shipped sources."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyarrow.parquet as pq

from tests.bench.line import Line, told

MILLION = 1_000_000
FEW, MANY = 5 * MILLION // 2, 50 * MILLION  # from 2 million on a wave of 25 columns is read in pieces
MOST = 2.0  # GB
PIECE = MILLION
WAVE = Path("demo_survey") / "2026"
ROOT = Path(__file__).parents[2]


def waves(sources: Path, *, long: bool) -> Iterator[Line]:
    with TemporaryDirectory() as folder:
        data = Path(folder)
        shutil.copytree(sources, data / "sources")
        plain, _ = _built(data)
    for people in (FEW, MANY) if long else (FEW,):
        with TemporaryDirectory() as folder:
            data = Path(folder)
            shutil.copytree(sources, data / "sources")
            _enlarge(data / "sources" / WAVE, people)
            found, gigabytes = _built(data)
        yield Line(
            f"build with a wave of {people:,} respondents, processor",
            f"{told(found)}, {gigabytes:.2f} GB",
            f"as shipped: {told(plain)}",
            found / plain,
            f"< {MOST:g} GB",
            gigabytes < MOST,
        )


def _built(data: Path) -> tuple[float, float]:
    """Build in a process of its own; return its processor time and the most memory that it held, in GB."""
    command = [sys.executable, "-m", "etl", "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"the build failed: {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1e6


def _enlarge(wave: Path, people: int) -> None:
    """Draw so many respondents from a wave, each question by itself so that rows differ; mend its card and counts."""
    answers = wave / "synthetic_answers.parquet"
    shipped = pl.read_parquet(answers)
    times = 2 * -(-people // shipped.height)  # the population must be larger than those who answered
    scale = times * shipped.height / people
    writer = None
    for start in range(0, people, PIECE):
        table = _drawn(shipped, start, min(PIECE, people - start), scale).to_arrow()
        writer = writer or pq.ParquetWriter(wave / "new.parquet", table.schema, compression="zstd")
        writer.write_table(table)
    if writer is not None:
        writer.close()
    (wave / "new.parquet").replace(answers)
    hashes = {path: _hash(path) for path in (wave / "population.csv", wave / "sampled.csv")}
    totals = {name: _multiplied(wave / f"{name}.csv", name, times) for name in ("population", "sampled")}
    card = (wave / "card.toml").read_text(encoding="utf-8")
    for path, before in hashes.items():
        card = card.replace(before, _hash(path))
    lines = {
        "sha256": f'"{_hash(answers)}"',
        "responded": people,
        "sampled": totals["sampled"],
        "population": totals["population"],
        "synthetic": 'true\nunused = ["design_weight"]',
        "respondent": '"id"\npanel = "none"',
    }
    for key, value in lines.items():
        card = re.sub(rf"^{key} = .*$", f"{key} = {value}", card, count=1, flags=re.MULTILINE)
    card = re.sub(r"^design_weight = .*\n", "", card, flags=re.MULTILINE)  # calibrated from the weights of the file
    (wave / "card.toml").write_text(card, encoding="utf-8")


def _drawn(shipped: pl.DataFrame, start: int, rows: int, scale: float) -> pl.DataFrame:
    drawn = shipped.sample(rows, with_replacement=True, seed=start + 1)
    questions = [name for name in drawn.columns if name.startswith("q")]
    shuffled = [drawn[name].shuffle(seed=start + at) for at, name in enumerate(questions)]
    jitter = 1 + (pl.int_range(rows) % 2_001 - 1_000) / 1e6
    ids = pl.format("p{}", pl.int_range(rows) + start)
    return drawn.with_columns(*shuffled, id=ids, weight=pl.col("weight") * scale * jitter)


def _multiplied(path: Path, column: str, times: int) -> int:
    table = pl.read_csv(path, schema_overrides={"region": pl.String}).with_columns(pl.col(column) * times)
    table.write_csv(path)
    return int(table[column].sum())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
