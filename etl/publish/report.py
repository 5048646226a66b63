"""What a build says to the person who ran it: seconds per step, what is in it, what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from time import perf_counter

import polars as pl
from rich.console import Console
from rich.table import Table

from contract.codes import ESTIMATE_KEY, EVERYBODY, Language, Level
from contract.period import Period, in_order
from contract.status import ConfStatus, Status, parse_obs
from etl.actions.contributions import Contributions
from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import Catalogue
from etl.config.findings import Finding
from etl.model.small_areas import Refused
from etl.read.plausible.queries import by_kind
from etl.read.register.table import RegisterTable
from etl.read.status import STATUS

SHOWN_CHANGES = 20
LATEST = 3  # periods of which the number is told


@contextmanager
def step(console: Console, name: str) -> Iterator[None]:
    """Show that a step is under way, then how long it took."""
    start = perf_counter()
    with console.status(name):
        yield
    console.print(f"{name:<28}{perf_counter() - start:6.2f} s", highlight=False)


def accepted_notes(cards: Iterable[SourceCard]) -> Iterator[str]:
    """Repeat the notes of cubes that their cards accept, so that whoever builds has seen them."""
    for card in cards:
        for note in card.accepted_notes:
            yield f"Note of {card.id} {card.period}, accepted: {note.note}"


def told_findings(findings: Iterable[Finding]) -> Iterator[str]:
    """Report what query edits found: the first of every kind and file, what to do, and the line that accepts it."""
    for first, more in by_kind(findings):
        for one in first:
            yield f"To look at: {one.error.what_and_where(Language.EN)}"
        if more:
            yield f"  and {more:,} more like this in {first[0].error.path}"
        yield f"  {first[0].error.fix(Language.EN)}. Its card accepts the first by: accepted = [{first[0].line}]"


def refused_models(refused: Sequence[Refused]) -> Iterator[str]:
    """Write for which indicators no model of small areas was made because its covariates cannot be told apart."""
    for model, told in dict.fromkeys((one.model, one.told) for one in refused):
        names = dict.fromkeys(one.cells[0] for one in refused if (one.model, one.told) == (model, told))
        yield (
            f"No estimates for small areas of {', '.join(names)} ({model.level}, {model.group_dim}): of the areas with"
            f" a published figure the registers {told} say the same, or one area alone decides. The published figures"
            " stand without a model. To have one, name other covariates in etl/config/small_area.toml."
        )


def contents(
    catalogue: Catalogue,
    estimates: pl.DataFrame,
    of_places: pl.DataFrame,
    read: Contributions,
    registers: Iterable[RegisterTable] = (),
) -> tuple[Table | str, ...]:
    """Return all that is in the picture: figures of the country, surveys of places, contributions."""
    names = [folder.name for folder in read.folders]
    told = tuple(registers)
    rest = [one for one in catalogue.indicators if not any(one.id in register.indicators for register in told)]
    return (
        summary(replace(catalogue, indicators=tuple(rest)), estimates),
        "",
        *of_registers(told),
        *beside_the_country(of_places, names),
    )


def of_registers(registers: Iterable[RegisterTable]) -> Iterator[str]:
    """Yield a line for every register."""
    for one in registers:
        yield f"Register {one.card.id} {one.card.period}: {', '.join(one.indicators)}: figures {one.rows:,}"


def summary(catalogue: Catalogue, estimates: pl.DataFrame) -> Table:
    """Return a table with one row per indicator: cells, cells shown, periods, latest values; registers are left out."""
    table = Table(title="What is in the picture", title_justify="left", box=None, pad_edge=False)
    for name in ("Indicator", "Cells", "Shown", "Periods", "Whole country, latest"):
        table.add_column(name, justify="right" if name in {"Cells", "Shown"} else "left", overflow="fold")
    for one in catalogue.indicators:
        rows = estimates.filter(pl.col("indicator") == one.id)
        periods = in_order(rows["period"].unique())
        span = " … ".join(dict.fromkeys((periods[0], periods[-1]))) if periods else "none"
        table.add_row(one.id, f"{rows.height:,}", f"{rows['value'].count():,}", span, _latest(rows, one.decimals))
    return table


def beside_the_country(of_places: pl.DataFrame, contributions: Sequence[str]) -> Iterator[str]:
    """Yield a line for every survey of a place in the picture, and one for the contributions of those who act."""
    waves = of_places.group_by("source", "period").agg(
        pl.col("indicator").n_unique().alias("questions"), pl.len().alias("cells"), pl.col("value").count()
    )
    for source, period, questions, cells, shown in waves.sort("source", "period").iter_rows():
        yield f"Local survey {source} {period}: questions {questions}, figures {cells:,}, of these shown {shown:,}"
    yield f"Contributions: {', '.join(contributions) or 'none'}"


def _latest(rows: pl.DataFrame, decimals: int) -> str:
    country = rows.filter((pl.col("level") == Level.COUNTRY) & (pl.col("group_code") == EVERYBODY))
    told = sorted(country.select("period", "value", *STATUS).iter_rows(), key=lambda row: Period.parse(row[0]))[
        -LATEST:
    ]
    return ", ".join(
        f"{period}: {Status(parse_obs(obs), ConfStatus(conf)) if value is None else format(value, f',.{decimals}f')}"
        for period, value, obs, conf in told
    )


def changed(changes: pl.DataFrame) -> Table | str:
    """Return the first changes against the build before as a short table."""
    if changes.is_empty():
        return "Nothing changed against the build before, or there was none."
    more = f", the first {SHOWN_CHANGES}" if changes.height > SHOWN_CHANGES else ""
    title = f"{changes.height:,} changes against the build before{more}"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    for name in ("What", "Cell", "Before", "After"):
        table.add_column(name, overflow="fold")
    for row in changes.head(SHOWN_CHANGES).iter_rows(named=True):
        cell = [row[name] for name in ESTIMATE_KEY]
        table.add_row(row["what"], " ".join(filter(None, cell)), row["before"] or "", row["after"] or "")
    return table
