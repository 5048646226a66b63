"""Read the truth cases: inputs as respondents, and what the R package survey found (tests/truth/README.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import polars as pl
import pytest

from etl.config.card import Calibration, CalibrationMethod
from etl.estimate.calibration.calibrate import calibrate, calibrated_columns
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import Estimates, estimate

CARRIED = Path(__file__).parent
BESIDE = Path(__file__).parents[3] / "shared" / "truth"
TEXT = {
    "language",
    "age",
    "design",
    "year",
    "region",
    "group",
    "stratum",
    "psu_id",
    "domain",
    "stype",
    "race",
    "agecat",
    "g",
    "area",
    "h",
    "psu",
    "unit",
    "sw",
}
needs_shared_truth = pytest.mark.skipif(not BESIDE.exists(), reason="../shared/truth is not beside the project")


def read(case: str, file: str) -> pl.DataFrame:
    """Return one table of a case; codes stay text. A carried table may be packed: `<file>.gz`."""
    folder = next(home / case for home in (CARRIED, BESIDE) if (home / case).is_dir())
    path = next(path for path in (folder / file, folder / f"{file}.gz") if path.exists())
    header = pl.read_csv(path, n_rows=0, infer_schema=False).columns
    return pl.read_csv(path, schema_overrides=dict.fromkeys(TEXT & set(header), pl.String), null_values=["NA", ""])


def shares(*columns: str) -> tuple[Item, ...]:
    """Make items of columns that hold 0 and 1."""
    return tuple(Item(c, c, "survey_share", yes=(1,)) for c in columns)


def means(*columns: str) -> tuple[Item, ...]:
    """Make items whose answers are averaged."""
    return tuple(Item(c, c, "survey_mean") for c in columns)


def by_domain(frame: pl.DataFrame, design: DesignColumns, items: Sequence[Item], dims: Iterable[str]) -> pl.DataFrame:
    """Estimate the whole sample and each dimension of it, with R's name of the domain beside."""
    margins = [Margin("country", {"SSS": "SSS"}, dim) for dim in ("all", *dims)]
    found = estimate(frame.with_columns(pl.lit("SSS").alias("area")), design, items, margins, "2026").table
    return found.with_columns(
        pl.when(pl.col("group_dim") == "all")
        .then(pl.lit("all"))
        .otherwise(pl.format("{}={}", "group_dim", "group_code"))
        .alias("domain")
    )


FINNISH_ITEMS = tuple(
    Item(f"q{k}_{form}", f"q{k}", kind, (4, 5), (9,))
    for k in range(1, 5)
    for form, kind in (("m", "survey_mean"), ("d", "survey_share"))
)


def finnish(psu: str | None, items: Sequence[Item] = FINNISH_ITEMS) -> list[Estimates]:
    """Estimate the five waves of the Finnish case: regions and country, all and by language."""
    rows = read("10_finnish", "input.csv").rename({"region": "area", "w": "weight", "group": "language"})
    areas = rows["area"].unique().to_list()
    levels = {"maakunta": {a: a for a in areas}, "country": dict.fromkeys(areas, "SSS")}
    margins = [Margin(level, of, dim) for level, of in levels.items() for dim in ("all", "language")]
    design = DesignColumns(psu=psu, lonely_psu="adjust")
    waves = rows.partition_by("year", as_dict=True, maintain_order=True)
    return [estimate(wave, design, items, margins, str(year)) for (year,), wave in waves.items()]


CALIBRATED_MARGINS = {"two": (("area", "language"), ("language", "sex", "age")), "post": (("area", "sex"),)}
CALIBRATED_ITEMS = (
    Item("q1_d", "q1", "survey_share", (4, 5), (9,)),
    Item("q1_m", "q1", "survey_mean", (), (9,)),
    Item("q2_m", "q2", "survey_mean"),
)


def calibrated(margins: str, method: str) -> dict[str, pl.DataFrame]:
    """Return the waves of the calibrated case, each with its weights calibrated."""
    declared = Calibration(CALIBRATED_MARGINS[margins], CalibrationMethod(method))
    population = read("12_calibrated", "population.csv").rename({"region": "area"})
    rows = read("12_calibrated", "input.csv").rename({"region": "area", "psu_id": "psu", "d": "weight"})
    waves = rows.partition_by("year", as_dict=True, maintain_order=True)
    return {year: calibrate(wave, population, declared, CARRIED) for (year,), wave in waves.items()}


def calibrated_estimates(frame: pl.DataFrame, period: str, *, clustered: bool, lonely_psu: str) -> Estimates:
    """Estimate regions and the country, all and by language."""
    areas = frame["area"].unique().to_list()
    levels = {"maakunta": {a: a for a in areas}, "country": dict.fromkeys(areas, "SSS")}
    margins = [Margin(level, of, dim) for level, of in levels.items() for dim in ("all", "language")]
    columns = calibrated_columns(frame)
    design = DesignColumns(psu="psu" if clustered else None, lonely_psu=lonely_psu, calibration=columns)
    return estimate(frame, design, CALIBRATED_ITEMS, margins, period)
