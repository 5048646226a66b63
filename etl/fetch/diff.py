"""List what a refresh changes before it is taken: in the numbers, and in what the table says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from contract.codes import AREA_KEY, SERIES_KEY
from contract.period import in_order
from etl.fetch.complete import Responses
from etl.fetch.services.metadata import Metadata, Variable, read_metadata
from etl.read.status import STATUS, is_confidential

KEY = (*SERIES_KEY, "period")
SHOWN = 8


def lost_observations(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return observations that had a value and are no longer there, or lost it."""
    valued = after.filter(pl.col("value").is_not_null() | is_confidential())
    return before.filter(pl.col("value").is_not_null()).join(valued, on=KEY, how="anti").sort(KEY)


def diff_numbers(before: pl.DataFrame, after: pl.DataFrame) -> Iterator[str]:
    """List in lines what differs between two tables of observations, whatever division they use."""
    new = after.join(before, on=KEY, how="anti")
    gone = lost_observations(before, after)
    both = before.join(after, on=KEY, suffix="_new").sort(KEY)
    revised = both.filter(pl.col("value").ne_missing(pl.col("value_new")))
    marked = both.filter(pl.any_horizontal(pl.col(name) != pl.col(f"{name}_new") for name in STATUS))
    told = {"new": new, "revised": revised, "gone": gone, "marked otherwise": marked}
    yield f"{after.height:,} observations: {', '.join(f'{rows.height:,} {what}' for what, rows in told.items())}"
    yield from (f"  new       {indicator} {_span(periods)}" for indicator, periods in _periods(new))
    yield from (f"  gone      {indicator} {_span(periods)}" for indicator, periods in _periods(gone))
    largest = revised.sort((pl.col("value_new") / pl.col("value") - 1).abs(), descending=True, nulls_last=True)
    for row in largest.head(SHOWN).iter_rows(named=True):
        cell = " ".join(row[name] for name in ("indicator", "period", *AREA_KEY))
        yield f"  revised   {cell}: {_number(row['value'])} -> {_number(row['value_new'])}"
    years = [sorted(set(frame["geo_year"])) for frame in (before, after)]
    if years[0] and years[0] != years[1]:
        yield f"  division  {', '.join(map(str, years[0]))} -> {', '.join(map(str, years[1]))}"
    yield from (f"  gap       {name}: no {', '.join(gaps)}" for name, gaps in _gaps(after) if gaps)


def diff_metadata(before: Responses, after: Responses) -> Iterator[str]:
    """List in lines what differs between the tables' own descriptions: renamed variables, values come and gone."""
    were = dict(_described(before))
    for query, now in _described(after):
        if query in were:
            yield from _differences(were[query], now)


def _described(responses: Responses) -> Iterator[tuple[int, Metadata]]:
    for one in responses.stored:
        if one.role == "metadata":
            yield one.query, read_metadata((responses.folder / one.file).read_bytes(), one.url)


def _differences(was: Metadata, now: Metadata) -> Iterator[str]:
    if was.title != now.title:
        yield f"  title     {was.title} -> {now.title}"
    codes = {variable.code: variable for variable in now.variables}
    texts = {variable.text.casefold(): variable for variable in now.variables}
    for variable in was.variables:
        same = codes.get(variable.code) or texts.get(variable.text.casefold())
        if same is None:
            yield f"  variable  {variable.code} ({variable.text}) is gone"
            continue
        if same.code != variable.code:
            yield f"  variable  {variable.code} is now called {same.code}"
        yield from _values(variable, same)
    known = {v.code for v in was.variables} | {v.text.casefold() for v in was.variables}
    for variable in now.variables:
        if not {variable.code, variable.text.casefold()} & known:
            yield f"  variable  {variable.code} ({variable.text}) is new"


def _values(was: Variable, now: Variable) -> Iterator[str]:
    old = dict(was.labelled())
    new = dict(now.labelled())
    by_text = {text.casefold(): code for code, text in new.items()}
    gone = {code: text for code, text in old.items() if code not in new}
    renamed = {code: by_text[text.casefold()] for code, text in gone.items() if text.casefold() in by_text}
    come = [code for code in new if code not in old and code not in renamed.values()]
    for what, codes in (("gone", [code for code in gone if code not in renamed]), ("new", come)):
        if codes:
            yield f"  values    {now.code}: {what}: {', '.join(codes[:SHOWN])}{' …' if len(codes) > SHOWN else ''}"
    for code, other in list(renamed.items())[:SHOWN]:
        yield f"  values    {now.code}: {code} is now called {other}"


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:,.0f}" if value == round(value) else f"{value:,}"


def _periods(frame: pl.DataFrame) -> Iterator[tuple[str, list[str]]]:
    for (indicator,), rows in frame.sort("indicator").group_by("indicator", maintain_order=True):
        yield str(indicator), in_order(rows["period"].unique())


def _span(periods: Sequence[str]) -> str:
    return " … ".join(dict.fromkeys((periods[0], periods[-1]))) + f" ({len(periods)} periods)"


def _gaps(frame: pl.DataFrame) -> Iterator[tuple[str, list[str]]]:
    """Name whole years that are missing between the first and the last."""
    for name, periods in _periods(frame):
        years = [int(period[:4]) for period in periods]
        yield name, [str(year) for year in range(years[0], years[-1]) if year not in years]
