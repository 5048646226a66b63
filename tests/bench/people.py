"""Respondents by the million, written as Parquet in pieces: a wave is a folder, a piece a file of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from etl.estimate.design import Item, Margin

PIECE = 1_000_000
WAVES = 5
STRATA = 20
GROUPS = 3
COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Size:
    """How large a survey is: respondents of all waves, questions, and cells of area by group."""

    rows: int
    items: int = 16
    cells: int = 300

    @property
    def questions(self) -> tuple[Item, ...]:
        """Return the items: shares, and one mean in four."""
        return tuple(
            Item(f"item{at}", f"q{at}", "survey_mean" if at % 4 == 3 else "survey_share", (4, 5), (9,))
            for at in range(self.items)
        )

    @property
    def areas(self) -> tuple[str, ...]:
        """Return the codes of the areas."""
        return tuple(f"{at:05d}" for at in range(self.cells // GROUPS))

    @property
    def margins(self) -> list[Margin]:
        """Return the country and every area, all and by group."""
        levels = {COUNTRY: dict.fromkeys(self.areas, "SSS"), "kunta": {one: one for one in self.areas}}
        return [Margin(level, of, dim) for level, of in levels.items() for dim in ("all", "group")]


def write_people(folder: Path, size: Size) -> dict[str, list[Path]]:
    """Write the waves; return period -> files. The same size gives the same files."""
    random = np.random.default_rng(size.rows + size.items + size.cells)
    waves: dict[str, list[Path]] = {}
    left = size.rows
    for wave in range(WAVES):
        of_wave = left // (WAVES - wave)
        left -= of_wave
        period = str(2022 + wave)
        home = folder / f"wave={period}"
        home.mkdir(parents=True)
        waves[period] = []
        for start in range(0, of_wave, PIECE):
            path = home / f"{start // PIECE}.parquet"
            _piece(random, size, min(PIECE, of_wave - start)).write_parquet(path, compression="zstd")
            waves[period].append(path)
    return waves


def _piece(random: np.random.Generator, size: Size, rows: int) -> pl.DataFrame:
    area = random.integers(0, len(size.areas), rows)
    stratum = area % STRATA
    return pl.DataFrame(
        {
            "area": pl.Series(size.areas).gather(area),
            "stratum": pl.Series([f"s{at}" for at in range(STRATA)]).gather(stratum),
            "psu": pl.Series(random.integers(0, 50, rows) + 50 * area).cast(pl.String),
            "group": pl.Series(["fi", "sv", "other"]).gather(random.integers(0, GROUPS, rows)),
            "weight": random.uniform(100, 1000, rows).round(4),
        }
        | {one.column: _answers(random, rows) for one in size.questions}
    )


def _answers(random: np.random.Generator, rows: int) -> pl.Series:
    codes = pl.Series([1, 2, 3, 4, 5, 9, None], dtype=pl.Int8)
    return codes.gather(random.choice(len(codes), rows, p=[0.1, 0.2, 0.2, 0.2, 0.2, 0.05, 0.05]))
