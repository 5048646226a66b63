"""Disclosure control of registers and published tables, by the rules on their cards.

Hidden are counts under the smallest that may be shown, what the publisher has hidden, and company for both where they
could be worked out: from areas in areas (our own sums too), from groups and their totals, from counts of an older
division told on the newest one. Of published shares the number of respondents is such a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
import polars as pl

from contract.codes import AREA_KEY, CELL_KEY, GROUP_KEY, Kind
from contract.status import ConfStatus, ObsStatus
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.catalogue.entries import Ratio
from etl.config.disclosure import CountRule, Zero
from etl.config.policy import Policy
from etl.read.status import CONF, has, is_confidential
from etl.sdc.counts.count_table import CountRow, count_table
from etl.sdc.counts.grounds import Ground, Place, grounds_of
from etl.sdc.counts.ratios import exposing_ratios
from etl.sdc.counts.suppress import hidden_cells
from geo.classification import Classification

COUNTED = {Kind.REGISTER_COUNT: "value", Kind.PUBLISHED_SHARE: "n"}  # kind = the column that counts people
FIGURES = ("value", "ci_low", "ci_high", "n", "quoted_by", "note")
PLACE = (*AREA_KEY, "geo_year")
OF_ROW = (*GROUP_KEY, "figure", "sensitive", "min_count", "least_hidden")  # the fields of a CountRow


@dataclass(frozen=True, slots=True)
class CountRules:
    """What decides which counts are hidden."""

    by_source: Mapping[str, CountRule]
    min_respondents: int  # of published shares
    kinds: Mapping[str, Kind]  # of the indicators
    ratios: Mapping[str, Ratio] = field(default_factory=dict)  # shares and rates of counts, by indicator


def count_rules(cards: Iterable[SourceCard], catalogue: Catalogue, policy: Policy) -> CountRules:
    """Collect the rules of the cards; of several cards of one source, the strictest."""
    by_source: dict[str, CountRule] = {}
    for card in cards:
        rule = card.disclosure
        if rule is not None:
            known = by_source.get(card.id, rule)
            by_source[card.id] = msgspec.structs.replace(
                rule,
                min_count=max(rule.min_count, known.min_count),
                zero=Zero.HIDDEN if Zero.HIDDEN in {rule.zero, known.zero} else Zero.SHOWN,
            )
    kinds = {one.id: one.kind for one in catalogue.indicators}
    ratios = {one.id: one.ratio for one in catalogue.indicators if one.ratio is not None}
    return CountRules(by_source, int(policy.min_respondents.value), kinds, ratios)


def protect_counts(
    published: pl.DataFrame, read: pl.DataFrame, rules: CountRules, classification: Classification
) -> pl.DataFrame:
    """Return published figures (docs/FORMATS.md, aggregates) with every count hidden that would give a person away.

    `read`: the observations as their sources tell them. What else stands in `published` was summed or carried to
    another division here: a sum with a hidden part is hidden too, and need not be protected itself. Raise UserError
    where a hidden count can be worked out and nothing more can be hidden.
    """
    counts = _hide(published, _hidden_counts(published, read, rules, classification))
    return _hide(counts, exposing_ratios(counts, rules.ratios, rules.by_source))


def _hide(published: pl.DataFrame, hide: pl.Series) -> pl.DataFrame:
    return published.with_columns(
        *(pl.when(~hide).then(name).alias(name) for name in FIGURES),
        pl.when(hide).then(pl.lit(ConfStatus.CONFIDENTIAL.value)).otherwise(CONF).alias(CONF),
    )


def _hidden_counts(
    published: pl.DataFrame, read: pl.DataFrame, rules: CountRules, classification: Classification
) -> pl.Series:
    """Return which counts lose their number; tables in which nothing is small or hidden are left alone."""
    rows = _marked(published, read, rules).with_row_index("at")
    asked = rows.filter(pl.col("sensitive").any().over("indicator", "period"))
    places = [Place(*place) for place in asked.select(PLACE).unique().iter_rows()]
    grounds = grounds_of(places, classification)
    hidden = list[int]()
    for _, table in asked.group_by("indicator", "period", maintain_order=True):
        hidden += _hidden_rows(table, grounds)
    return rows["at"].is_in(hidden)


def _marked(published: pl.DataFrame, read: pl.DataFrame, rules: CountRules) -> pl.DataFrame:
    """Add `figure`, `min_count`, `least_hidden`, `sensitive` and `split` (estimated here from a larger area)."""
    kind = pl.col("indicator").replace_strict(rules.kinds, return_dtype=pl.String)
    counted = kind == Kind.REGISTER_COUNT
    smallest = {name: rule.min_count for name, rule in rules.by_source.items()}
    least = {name: rule.least_hidden for name, rule in rules.by_source.items()}
    of_source = [
        pl.when(counted).then(pl.col("source").replace_strict(known, default=other, return_dtype=pl.Int64))
        for known, other in ((smallest, 1), (least, 1))
    ]
    told = read.select(CELL_KEY).with_columns(told=True)
    figure = pl.when(counted).then("value").when(kind == Kind.PUBLISHED_SHARE).then(pl.col("n").cast(pl.Float64))
    rows = published.join(told, on=CELL_KEY, how="left", maintain_order="left").with_columns(
        figure=figure,
        counted=kind.is_in(list(COUNTED)),
        min_count=of_source[0].otherwise(rules.min_respondents),
        least_hidden=of_source[1].otherwise(0),
        told=pl.col("told").fill_null(value=False),
    )
    small = pl.col("figure").is_between("least_hidden", "min_count", closed="left").fill_null(value=False)
    hidden = is_confidential() & pl.col("told")
    return rows.with_columns(
        sensitive=pl.col("counted") & (small | hidden), split=has(ObsStatus.ESTIMATED) & ~pl.col("told")
    )


def _hidden_rows(table: pl.DataFrame, grounds: Mapping[Place, Ground]) -> list[int]:
    """Return the rows (`at`) of one indicator and period whose numbers must go."""
    whole = table.filter(~pl.col("split"))
    rows = [CountRow(Place(*row[:3]), *row[3:]) for row in whole.select(*PLACE, *OF_ROW).iter_rows()]
    cells, of_row = count_table(rows, grounds)
    hidden = hidden_cells(cells)
    gone = [hidden[cell] and row.figure is not None for cell, row in zip(of_row, rows, strict=True)]
    closed = [row for row, now in zip(rows, gone, strict=True) if now or row.sensitive]
    split = table.filter("split")
    from_hidden = [
        _overlaps_older(Place(*place), dim, group, closed, grounds)
        for *place, dim, group in split.select(*PLACE, *GROUP_KEY).iter_rows()
    ]
    return [
        *whole["at"].filter(pl.Series(gone, dtype=pl.Boolean)),
        *split["at"].filter(pl.Series(from_hidden, dtype=pl.Boolean)),
    ]


def _overlaps_older(
    place: Place, dim: str, group: str, closed: Iterable[CountRow], grounds: Mapping[Place, Ground]
) -> bool:
    """Return whether an estimate was made from a hidden count of an older division: its share is known."""
    return any(
        (row.dim, row.group) == (dim, group)
        and row.place.geo_year < place.geo_year
        and grounds[row.place] & grounds[place]
        for row in closed
    )
