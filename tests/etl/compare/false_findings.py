"""How often comparisons find a difference where there is none: simulated samples through the code that is used.

`python -m tests.etl.compare.false_findings --rounds 40` prints the table of decision 0015. In every wave each item is a
sample of its own: answers are drawn anew, from people who all say yes with one probability.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import polars as pl

from etl.compare.contrasts import against_country, against_group, waves_table
from etl.compare.rules import ComparisonRules
from etl.compare.tested import regressions_without_a_wave, shown_contrasts, with_p
from etl.compare.time_contrasts import time_contrasts
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.estimate import Estimates, estimate

SEED = 20261126
SHARES = (0.5, 0.15, 0.05)
LEVELS = {"at 5 %": 0.05, "at 0.28 %": 0.05 / 18}  # the first of 18 regions that Benjamini-Hochberg finds
ITEMS = 100  # samples drawn at once
WAVES = 5
RESPONDENTS = 8_000
LANGUAGES = ("fi", "sv", "other")
# Adults of the 19 regions in thousands, and the per cent of them that speak Swedish and another language
ADULTS = (1404, 393, 172, 137, 431, 166, 129, 102, 106, 200, 132, 221, 155, 143, 55, 337, 57, 142, 25)
SWEDISH = (8, 6, 0.4, 0.4, 0.4, 0.3, 0.8, 0.2, 0.2, 0.1, 0.1, 0.2, 0.3, 50, 9, 0.2, 0.1, 0.2, 87)
OTHER = (16, 9, 5, 6, 7, 7, 8, 8, 4.5, 4.5, 5.5, 5, 3.5, 9, 4.5, 4.5, 4.5, 4.5, 8)
REGIONS = [f"{place + 1:02d}" for place in range(len(ADULTS))]
WITHIN = 0.02  # correlation of two answers of one sampled area
MARGINS = [
    Margin(level, {region: whole or region for region in REGIONS}, dim)
    for level, whole in (("country", "SSS"), ("maakunta", None))
    for dim in ("all", "language")
]
Design = Callable[[np.random.Generator], pl.DataFrame]


def _people() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return region and language of every respondent, drawn by the root of the cell, and how many each stands for."""
    shares = np.column_stack([100 - np.array(SWEDISH) - np.array(OTHER), SWEDISH, OTHER]) / 100
    adults = 1000 * np.array(ADULTS)[:, None] * shares
    roots = np.sqrt(adults)
    drawn = np.maximum(np.rint(RESPONDENTS * roots / roots.sum()).astype(int), 8)
    region, language = (one.ravel() for one in np.indices(drawn.shape))
    cell = np.repeat(np.arange(drawn.size), drawn.ravel())
    return region[cell], language[cell], (adults / drawn).ravel()[cell]


def _frame(region: np.ndarray, language: np.ndarray, **columns: np.ndarray) -> pl.DataFrame:
    return pl.DataFrame({"area": np.array(REGIONS)[region], "language": np.array(LANGUAGES)[language], **columns})


def element_sample(random: np.random.Generator) -> pl.DataFrame:
    """Draw persons, stratified by region x language; weights differ within strata too, as response does."""
    region, language, weight = _people()
    response = random.gamma(8.0, 1 / 8, region.size).clip(0.3)
    stratum = region * len(LANGUAGES) + language
    return _frame(region, language, stratum=stratum, psu=np.arange(region.size), weight=weight * response)


def clustered_sample(random: np.random.Generator) -> pl.DataFrame:
    """Draw 14 to 30 sampled areas a region in two strata, with people of all languages in them."""
    region, language, weight = _people()
    stratum, psu = np.zeros_like(region), np.zeros_like(region)
    for one in range(len(REGIONS)):
        members = np.flatnonzero(region == one)
        areas = int(np.clip(round(members.size / 22), 14, 30))
        attraction = random.gamma(6.0, size=areas).cumsum()
        area = np.searchsorted(attraction, random.random(members.size) * attraction[-1])
        psu[members] = 100 * one + area
        stratum[members] = 2 * one + (area < 0.6 * areas)
    weight = weight * random.gamma(20.0, 1 / 20, region.size).clip(0.3)
    return _frame(region, language, stratum=stratum, psu=psu, weight=weight)


DESIGNS: dict[str, Design] = {"clustered": clustered_sample, "element": element_sample}


def answers(random: np.random.Generator, share: float, frame: pl.DataFrame, *, clustered: bool) -> np.ndarray:
    """Draw yes or no, items x respondents; in a clustered sample the share differs between sampled areas (beta)."""
    if not clustered:
        return random.random((ITEMS, frame.height)) < share
    size = 1 / WITHIN - 1
    psu = frame["psu"].to_numpy()
    of_psu = random.beta(share * size, (1 - share) * size, (ITEMS, psu.max() + 1))
    return random.random((ITEMS, frame.height)) < of_psu[:, psu]


def wave(random: np.random.Generator, design: str, share: float, period: str) -> Estimates:
    """Draw one wave and estimate it."""
    frame = DESIGNS[design](random)
    drawn = answers(random, share, frame, clustered=design == "clustered")
    frame = frame.with_columns(pl.Series(f"q{item}", one.astype(np.int64)) for item, one in enumerate(drawn))
    items = [Item(f"q{item}", f"q{item}", "survey_share", yes=(1,)) for item in range(ITEMS)]
    return estimate(frame, DesignColumns(lonely_psu="adjust"), items, MARGINS, period)


def p_values(waves: Sequence[Estimates]) -> Iterator[tuple[str, np.ndarray]]:
    """Test everything that is compared; give the p values of each kind, of cells that may be shown by n."""
    table = pl.concat(one.table.filter(pl.col("n") >= 30) for one in waves)
    no_breaks = pl.DataFrame(schema={"indicator": pl.String, "period": pl.String})
    made = [against_country(one) for one in waves]
    made += [against_group(one, {"language": "fi"}) for one in waves]
    shown = shown_contrasts(pl.concat([*made, time_contrasts(waves_table(waves), no_breaks, 4)]), table)
    tested = with_p(shown, regressions_without_a_wave(shown), pl.lit(value=False), ComparisonRules({})).drop_nulls("p")
    region, everybody = pl.col("level") == "maakunta", pl.col("group_dim") == "all"
    for name, rows in {
        "region, country": region & everybody & (pl.col("kind") == "country"),
        "region x language, country": region & ~everybody & (pl.col("kind") == "country"),
        "language, Finnish, in a region": region & (pl.col("kind") == "group"),
        "language, Finnish, country": ~region & (pl.col("kind") == "group"),
        "region, wave before": region & everybody & (pl.col("kind") == "previous"),
        "country, wave before": ~region & everybody & (pl.col("kind") == "previous"),
        "region, trend": region & everybody & (pl.col("kind") == "trend") & pl.col("p_without").is_not_null(),
    }.items():
        yield name, tested.filter(rows)["p"].to_numpy()


def false_findings(design: str, share: float, rounds: int) -> pl.DataFrame:
    """Return, for each kind of comparison, the tests and the per cent of them that found something at each level."""
    random = np.random.default_rng([SEED, int(1000 * share), list(DESIGNS).index(design)])
    rows: list[tuple[str, int, *tuple[int, ...]]] = []
    for _ in range(rounds):
        waves = [wave(random, design, share, str(2022 + year)) for year in range(WAVES)]
        rows += [(name, p.size, *((p < at).sum() for at in LEVELS.values())) for name, p in p_values(waves)]
    schema = ["comparison", "tests", *LEVELS]
    found = pl.DataFrame(rows, schema=schema, orient="row").group_by("comparison", maintain_order=True).sum()
    return found.with_columns(pl.col(*LEVELS) * 100 / pl.col("tests"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=40)
    rounds = parser.parse_args().rounds
    print(f"| design | true share | comparison | tests | {' | '.join(LEVELS)} |\n|---|---|---|---|---|---|")
    for design in DESIGNS:
        for share in (*SHARES, 0.02):
            for name, tests, *found in false_findings(design, share, rounds).iter_rows():
                told = " | ".join(f"{one:.2f}" for one in found)
                print(f"| {design} | {100 * share:g} % | {name} | {tests:,} | {told} |", flush=True)


if __name__ == "__main__":
    main()
