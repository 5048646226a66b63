"""What estimates cost where the respondents stay in Parquet: by rows, by questions, by cells; beside the arrays."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import polars as pl

from etl.estimate.design import DesignColumns
from etl.estimate.estimate import estimate
from etl.estimate.pooling.stack import pool_waves
from etl.sums.duck import duck_engine
from etl.sums.estimate import Sample, estimate_files
from tests.bench.line import Line, told
from tests.bench.people import Size, write_people

Found = TypeVar("Found")
MOST = 2.0  # GB
MILLION = 1_000_000
SMALL = (Size(8_000), Size(40_000), Size(MILLION))
BY_ROWS = (Size(5 * MILLION), Size(20 * MILLION), Size(50 * MILLION))
BY_ITEMS = (Size(5 * MILLION, items=4), Size(5 * MILLION, items=64))
BY_CELLS = tuple(Size(5 * MILLION, cells=cells) for cells in (30, 3_000, 30_000))
BESIDE = 5 * MILLION  # more do not fit into memory in good company


@dataclass(frozen=True, slots=True)
class Cost:
    """What one way of estimating took."""

    seconds: float
    processor: float
    gigabytes: float

    def __str__(self) -> str:
        return f"{told(self.seconds)} (processor {told(self.processor)}), {self.gigabytes:.2f} GB"


def sums(*, long: bool) -> Iterator[Line]:
    for size in (*SMALL, *BY_ROWS, *BY_ITEMS, *BY_CELLS) if long else SMALL:
        with TemporaryDirectory() as folder:
            _alone(write_people, Path(folder), size)
            found = _alone(_by_engine, Path(folder), size)
            beside = _alone(_by_arrays, Path(folder), size) if size.rows <= BESIDE else None
        yield Line(
            f"{size.rows:,} rows in Parquet × {size.items} items × {size.cells:,} cells, summed by DuckDB",
            str(found),
            "" if beside is None else f"arrays in memory: {beside}",
            None if beside is None else found.processor / beside.processor,
            f"< {MOST:g} GB",
            found.gigabytes < MOST,
        )


def _alone(measure: Callable[[Path, Size], Found], folder: Path, size: Size) -> Found:
    """Measure in a process of its own, so that its memory is no other work's."""
    with ProcessPoolExecutor(1, get_context("spawn")) as alone:
        return alone.submit(measure, folder, size).result()


def _waves(folder: Path) -> dict[str, list[Path]]:
    return {wave.name.removeprefix("wave="): sorted(wave.glob("*.parquet")) for wave in sorted(folder.glob("wave=*"))}


def _by_engine(folder: Path, size: Size) -> Cost:
    sample = Sample("all", _waves(folder), DesignColumns(psu=None))
    with duck_engine(folder) as engine:
        return _cost(lambda: estimate_files(engine, sample, size.questions, size.margins))


def _by_arrays(folder: Path, size: Size) -> Cost:
    def whole() -> None:
        frames = {period: pl.read_parquet(files) for period, files in _waves(folder).items()}
        estimate(pool_waves(frames), DesignColumns(psu=None), size.questions, size.margins, "all")

    return _cost(whole)


def _cost(work: Callable[[], object]) -> Cost:
    start = time.perf_counter()
    processor = time.process_time()
    work()
    taken = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return Cost(taken, time.process_time() - processor, most)
