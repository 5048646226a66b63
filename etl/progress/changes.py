"""Changes between the two figures of goals, tested as everything else of the picture is, together within a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import polars as pl

from contract.codes import ESTIMATE_KEY, SERIES_KEY, Kind, Unit
from etl.compare.contrasts import CONTRAST, waves_table
from etl.compare.published import as_waves, published_waves
from etl.compare.rules import ComparisonRules
from etl.compare.tested import ShownContrasts, regressions_without_a_wave, shown_contrasts, with_intervals, with_p
from etl.compare.tests import benjamini_hochberg
from etl.compare.time_contrasts import CellSeries, beside_its_like, between_waves
from etl.compare.verdicts import INVISIBLE, with_verdict
from etl.config.catalogue.catalogue import Catalogue
from etl.estimate.estimate import Estimates
from etl.progress.goals import Figures
from etl.progress.pairs import Pair, cells_of

OF_GOAL = {"plan": pl.String, "goal": pl.String, "source": pl.String}
PAIR = (*SERIES_KEY, "period", "reference_period")
SHARES = frozenset({Kind.SURVEY_SHARE, Kind.PUBLISHED_SHARE})
FOUND = ("difference", "ci_low", "ci_high", "p_adjusted", "detectable", "verdict")


@dataclass(frozen=True, slots=True)
class Surveys:
    """What our own surveys know beyond what is published: their waves, single ones."""

    waves: Sequence[Estimates]
    compared: pl.DataFrame  # the figures whose waves may be compared: not those that stay as they were served


@dataclass(frozen=True, slots=True)
class Change:
    """What was found of a goal; of one that was not measured again, only what a next wave could show."""

    difference: float | None
    ci_low: float | None
    ci_high: float | None
    p_adjusted: float | None
    detectable: float | None
    verdict: str


def changes(
    found: Sequence[Pair], surveys: Surveys, figures: Figures, catalogue: Catalogue, rules: ComparisonRules
) -> Mapping[tuple[str, str], Change]:
    """Test every goal that has two figures, and say of each other one that has a baseline what could be found."""
    kinds = {one.id: one.kind for one in catalogue.indicators}
    decimals = {one.id: one.decimals for one in catalogue.indicators}
    tried = [pair for pair in found if pair.baseline is not None]
    contrasts = list(chain.from_iterable(_of_source(one, surveys, figures, catalogue) for one in _by_source(tried)))
    if not contrasts:
        return {}
    wanted = pl.concat(contrasts).with_columns(  # gated, each by the figures of its own source
        decimals=pl.col("indicator").replace_strict(decimals, return_dtype=pl.Int64),
        unit=pl.when(pl.col("indicator").is_in([name for name, kind in kinds.items() if kind in SHARES]))
        .then(100.0)
        .otherwise(1.0),
    )
    judged = _judged(ShownContrasts(wanted), rules)
    rows = judged.select("plan", "goal", *FOUND).iter_rows(named=True)
    return {(row.pop("plan"), row.pop("goal")): Change(**row) for row in rows}


def _by_source(tried: Sequence[Pair]) -> Iterator[tuple[Pair, ...]]:
    for source in dict.fromkeys(pair.goal.source for pair in tried):
        yield tuple(pair for pair in tried if pair.goal.source == source)


def _of_source(
    tried: Sequence[Pair], surveys: Surveys, figures: Figures, catalogue: Catalogue
) -> Iterator[pl.DataFrame]:
    """Contrast the goals of one source: by our own waves where they may be compared, else by what is published."""
    source = tried[0].goal.source
    years = cells_of(pair.goal for pair in tried) if source else _on_their_division(tried)
    published = figures.of(source).join(years, on=years.columns, how="semi")
    shown = published.filter(pl.col("value").is_not_null())
    open_pairs = _wanted(tried)
    own = pl.DataFrame(schema=CONTRAST)
    if source is None and surveys.waves:
        comparable = surveys.compared.filter(pl.col("value").is_not_null())
        own = _contrasts(_own_waves(surveys, comparable, tried), tried, _earlier(surveys))
        mine = open_pairs.join(own, on=PAIR)
        tested = shown_contrasts(mine, comparable)
        yield tested.filter("open")
        open_pairs = open_pairs.join(tested.filter("open"), on=tuple(OF_GOAL)[:2], how="anti")
    others = _contrasts(_published_waves(shown, catalogue), tried, None)
    yield shown_contrasts(open_pairs.join(others, on=PAIR), shown)


def _wanted(tried: Sequence[Pair]) -> pl.DataFrame:
    """Return which contrast each goal asks for; that of the baseline with its like, where nothing is compared."""
    rows = [
        {
            **{name: getattr(pair.goal, name) for name in (*OF_GOAL, *SERIES_KEY)},
            "period": later(pair),
            "reference_period": pair.goal.baseline_period,
        }
        for pair in tried
    ]
    return pl.DataFrame(rows, schema=OF_GOAL | dict.fromkeys(PAIR, pl.String))


def later(pair: Pair) -> str:
    """Return the period that the baseline is compared with: its own, where nothing is compared."""
    compared = pair.latest is not None and pair.reason is None
    return pair.latest.period if compared and pair.latest else pair.goal.baseline_period


def _on_their_division(tried: Sequence[Pair]) -> pl.DataFrame:
    rows = {
        (*(getattr(pair.goal, name) for name in SERIES_KEY), pair.baseline.geo_year) for pair in tried if pair.baseline
    }
    return pl.DataFrame(list(rows), schema=dict.fromkeys(SERIES_KEY, pl.String) | {"geo_year": pl.Int32}, orient="row")


def _own_waves(surveys: Surveys, comparable: pl.DataFrame, tried: Sequence[Pair]) -> pl.DataFrame:
    visible = comparable.select(ESTIMATE_KEY).unique().with_columns(visible=True)
    cells = waves_table(surveys.waves).join(cells_of(pair.goal for pair in tried), on=SERIES_KEY, how="semi")
    return cells.join(visible, on=ESTIMATE_KEY, how="left").with_columns(pl.when("visible").then("value"))


def _earlier(surveys: Surveys) -> pl.DataFrame | None:
    panels = [wave.earlier for wave in surveys.waves if wave.earlier is not None]
    return pl.concat(panels) if panels else None


def _published_waves(shown: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Return what is published with an interval, and counts of events, which vary by chance as Poisson's do."""
    means = [one.id for one in catalogue.indicators if one.kind == Kind.SURVEY_MEAN]
    events = [one.id for one in catalogue.indicators if of_events(one.kind, one.unit)]
    counted = shown.filter(pl.col("indicator").is_in(events)).unique(("period", *SERIES_KEY), keep="last")
    count = pl.col("value")
    return pl.concat(
        [
            published_waves(shown, means),
            as_waves(counted, value=count, variance=count, share=pl.lit(value=False)),
        ]
    )


def of_events(kind: str, unit: str) -> bool:
    """Return whether a register counts what happened, not who lives here."""
    return kind == Kind.REGISTER_COUNT and unit in {Unit.REPORTS, Unit.CONTACTS}


def _contrasts(waves: pl.DataFrame, tried: Sequence[Pair], earlier: pl.DataFrame | None) -> pl.DataFrame:
    """Make the contrasts of these periods for all cells; breaks were looked at before (pairs)."""
    if waves.is_empty():
        return pl.DataFrame(schema=CONTRAST)
    no_breaks = pl.DataFrame(schema=dict.fromkeys(("indicator", "period"), pl.String))
    series = CellSeries.of(waves, no_breaks, earlier)
    place = {period: at for at, period in enumerate(series.periods)}
    asked = dict.fromkeys((pair.goal.baseline_period, later(pair)) for pair in tried)
    made = [
        beside_its_like(series, place[first])
        if first == last
        else between_waves(series, np.full(series.cells.height, place[first]), place[last])
        for first, last in asked
        if first in place and last in place
    ]
    return pl.concat(made) if made else pl.DataFrame(schema=CONTRAST)


def _judged(contrasts: ShownContrasts, rules: ComparisonRules) -> pl.DataFrame:
    """Test the goals of each plan together; one that was not measured again stands alone."""
    numbered = ShownContrasts(contrasts.drop("row").with_row_index("row"))
    without = regressions_without_a_wave(numbered)
    tested = with_p(numbered, without, INVISIBLE, rules)
    test = ("plan", "source", *PAIR)
    counts = (pl.col("period") != pl.col("reference_period")) & (pl.col("row") == pl.col("row").min().over(test))
    adjusted = tested.with_columns(p_counted=pl.when(counts).then("p")).with_columns(
        p_adjusted=benjamini_hochberg(pl.col("p_counted"), ("plan",))
    )
    found = (pl.col("p_adjusted") < rules.alpha).sum().over("plan").clip(lower_bound=1)
    tests = pl.col("p_counted").count().over("plan")
    alone = pl.col("period") == pl.col("reference_period")
    with_level = adjusted.with_columns(
        p_adjusted=pl.col("p_adjusted").max().over(test),
        miss=pl.when(alone).then(rules.alpha).otherwise(found * rules.alpha / tests),
    )
    return with_verdict(with_intervals(with_level, without, rules), rules.alpha)
