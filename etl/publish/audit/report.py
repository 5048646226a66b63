"""`python -m etl audit`: what is hidden and why, how near it can be worked out, what a next release would reveal."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from contract.codes import ESTIMATE_KEY
from contract.errors import UserError
from etl.publish.editions import Released
from etl.publish.served.record import Contents
from etl.sdc.context import ReleaseContext
from etl.sdc.primary import Suppression
from etl.sdc.protect import marked_cells
from etl.sdc.release_audit import disclosures
from etl.sdc.revision.pattern import Nearest, nearest

TIMES = 2.0  # what comes out within twice the width that would be refused is told
SHOWN = 12
WHY = {
    Suppression.CONFIDENTIAL.value: "fewer respondents than the rule asks for",
    Suppression.UNCERTAIN.value: "too uncertain",
    Suppression.NONE.value: "in company with a cell of few",
}
NUMBERS = ("value", "n")


def add_audit_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--edition", action="append", default=[], help="an edition; given twice: both are compared")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the report into a file (Markdown)")


def audit_report(
    own: pl.DataFrame, served: Contents, context: ReleaseContext, released: Released, editions: list[str]
) -> Iterator[str]:
    """Yield the report line by line, as Markdown; no true figure of a hidden cell stands in it.

    `own`: survey estimates as `protect` takes them. `served`: the survey figures and comparisons that are served.
    """
    periods = own.select("indicator", "period").unique()
    figures = served.figures.join(periods, on=periods.columns, how="semi", maintain_order="left")
    yield from ("# Disclosure audit", "")
    yield from survey_report(own, figures, served.comparisons, context)
    yield from ("", "## Against what was released", "")
    yield from compared_with_released(figures, released, editions)


def survey_report(
    own: pl.DataFrame, figures: pl.DataFrame, comparisons: pl.DataFrame | None, context: ReleaseContext
) -> Iterator[str]:
    """Yield what is hidden of the figures of one survey, why, and what an intruder gets of it by subtraction."""
    hidden = figures.filter(pl.col("value").is_null())
    yield f"{figures.height:,} survey cells: {figures.height - hidden.height:,} open, {hidden.height:,} hidden."
    yield from ("", "## Hidden, and why", "")
    yield from _reasons(own, hidden, context)
    yield from ("", "## Nearest bounds", "")
    yield from _nearest(nearest(own, figures, context, TIMES), context)
    yield from ("", "## With everything that is served", "")
    found = disclosures(own, figures, comparisons, context)
    number = f"{len(found)} of {figures['indicator'].n_unique()} indicators"
    yield f"Values, intervals, numbers of respondents and differences as they are printed give away: {number}."
    yield from (f"- {message}" for message in found)


def _reasons(own: pl.DataFrame, hidden: pl.DataFrame, context: ReleaseContext) -> Iterator[str]:
    marked = marked_cells(own, context).select(*ESTIMATE_KEY, "hide")
    why = hidden.join(marked, on=ESTIMATE_KEY, how="left").with_columns(
        why=pl.col("hide").fill_null(Suppression.CONFIDENTIAL.value).replace_strict(WHY)
    )
    yield from _table(why.group_by("why").len().sort("why"), "Reason", "Cells")
    for column, name in (("period", "Wave"), ("level", "Level"), ("group_dim", "Dimension")):
        yield ""
        counted = why.pivot("why", index=column, values="hide", aggregate_function="len").sort(column).fill_null(0)
        yield from _table(counted, name, *counted.columns[1:])


def _nearest(found: list[Nearest], context: ReleaseContext) -> Iterator[str]:
    policy = context.policy
    widths = f"±{policy.attack_respondents.value:g} respondents or ±{policy.attack_points.value:g} points"
    given = [one for one in found if _refused(one, context)]
    yield f"Within {widths} of a cell with few respondents: {len(given)}. Within {TIMES:g} times that: {len(found)}."
    for one in found[:SHOWN]:
        unit = "respondents" if one.disclosed.quantity == "respondents" else "per cent"
        yield f"- {one.indicator}, {one.cells}: {one.disclosed.low:.1f} to {one.disclosed.high:.1f} {unit}"


def _refused(one: Nearest, context: ReleaseContext) -> bool:
    respondents = one.disclosed.quantity == "respondents"
    rule = context.policy.attack_respondents if respondents else context.policy.attack_points
    return one.width <= 2 * rule.value


def compared_with_released(figures: pl.DataFrame, released: Released, editions: list[str]) -> Iterator[str]:
    """Yield what opens, closes and moves against an edition, or between two of them; raise UserError."""
    known = {one.edition for one in released.editions}
    for edition in editions:
        if edition not in known:
            raise UserError("edition_unknown", path=released.folder, found=edition, known=sorted(known))
    if not known:
        yield "Nothing was released yet."
        return
    if len(editions) > 1:
        first, second = (_opened_until(released, edition) for edition in editions[:2])
        yield from _differences(first, second, f"Edition {editions[1]} beside edition {editions[0]}")
        return
    edition = editions[0] if editions else max(known)
    now = figures.filter(pl.col("value").is_not_null())
    yield from _differences(_opened_until(released, edition), now, f"What is served beside edition {edition}")


def _opened_until(released: Released, edition: str) -> pl.DataFrame:
    """Return every figure that was open in an edition or before it."""
    return released.history.filter(pl.col("edition") <= edition)


def _differences(before: pl.DataFrame, now: pl.DataFrame, title: str) -> Iterator[str]:
    opens = now.join(before, on=ESTIMATE_KEY, how="anti")
    periods = now.select("indicator", "period").unique()
    closes = before.join(periods, on=["indicator", "period"], how="semi").join(now, on=ESTIMATE_KEY, how="anti")
    both = now.select(*ESTIMATE_KEY, *NUMBERS).join(before, on=ESTIMATE_KEY, suffix="_before")
    moves = both.filter(pl.any_horizontal(pl.col(name) != pl.col(f"{name}_before") for name in NUMBERS))
    yield f"{title}: {opens.height:,} cells open, {closes.height:,} close, {moves.height:,} move."
    if opens.height:
        yield ""
        yield from _table(opens.group_by("period").len().sort("period"), "Opens in", "Cells")
    if moves.height:
        yield ""
        yield "What moves was computed from other respondents, by other rules or by another program."
        least = moves["n"].cast(pl.Int64).sort()[0]
        yield from _table(moves.group_by("period").len().sort("period"), "Moves in", "Cells")
        yield f"The smallest published number of respondents among them: {least}."


def _table(counted: pl.DataFrame, *head: str) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in counted.iter_rows():
        yield f"| {' | '.join(f'{one:,}' if isinstance(one, int) else one for one in row)} |"


def one_line(figures: pl.DataFrame, local: pl.DataFrame) -> str:
    """Return what a build says of its audit: it is published only where nothing was found.

    local: the figures of local surveys, which were protected each by itself.
    """
    own = f"{_open_and_hidden(figures)} survey cells"
    return f"Audit: {own}; of local surveys {_open_and_hidden(local)}; none of few respondents disclosed"


def _open_and_hidden(figures: pl.DataFrame) -> str:
    hidden = figures["value"].null_count()
    return f"{figures.height - hidden:,} open and {hidden:,} hidden"
