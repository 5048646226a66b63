"""Population groups in blocks as a Plotly figure of a sheet; the page writes the same as HTML."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup, escape

from contract.codes import Against
from picture.charts.dot_plot import Placed, dots
from picture.charts.palette import COUNTRY, DOT, INK, NEITHER, QUIET, WHITE
from picture.charts.text_width import text_width
from picture.charts.theme import Figure, FigureRoom, line, names_above, note
from picture.query.groups.blocks import Block, blocks_of
from picture.query.model import Dataset, Observation
from picture.text.findings.standardised import DIFFERS, difference_text
from picture.text.labels import mark
from picture.text.outcomes import Outcome, outcome_in
from picture.text.words import amount, interval, word

REASON_ON_A_SHEET = 80  # letters of a reason on one line
REASON_ON_A_PHONE = 56
NUMBERS_WIDTH = 112  # pixels of a column of numbers at the right
NARROWER = 0.84  # of those columns where there is little room
SIGN_COLOURS = {"certain": DOT, "open": WHITE, "reference": COUNTRY, "grey": NEITHER}
DIFFERENCE_HEADS = {Against.GROUP: "groups_difference_short", Against.GROUP_STANDARDISED: "groups_alike"}


def group_sign(row: Observation, block: Block, dataset: Dataset) -> str:
    """Return how a group's dot is drawn: filled or open by its test, as the reference, or grey where none was made."""
    if block.refers_to(row):
        return "reference"
    found = outcome_in(row, Against.GROUP, dataset)
    if found.differs:
        return "certain"
    return "open" if found == Outcome.NO_DIFFERENCE else "grey"


def group_plot(dataset: Dataset, room: FigureRoom = FigureRoom.WIDE) -> Figure:
    """Draw a block for each dimension, with the line of its reference group; numbers and differences at the right.

    room: with less of it the columns of numbers are smaller; a phone has that of the values alone.
    """
    placed: list[Placed] = []
    names: dict[int, Markup] = {}
    lines: list[Figure] = []
    colours: dict[Observation, str] = {}
    refers: set[int] = set()
    for block in blocks_of(dataset):
        first = len(names)
        names[first] = Markup("<b>{}</b>").format(block.name)
        for row in block.rows:
            colours[row] = SIGN_COLOURS[group_sign(row, block, dataset)]
            placed.append((len(names), row))
            refers |= {len(names)} if block.refers_to(row) and row.shown else set()
            names[len(names)] = escape(f"{row.group.name} {mark(row)}".strip())
        lines += _block_line(block, first, len(names) - 1)
    alone = replace(dataset, reference=()) if lines else dataset  # everybody's line would be a second reference
    phone = room == FigureRoom.PHONE
    found = dots(alone, placed, names, REASON_ON_A_PHONE if phone else REASON_ON_A_SHEET, colours.__getitem__)
    columns = _columns(placed, refers, dataset, () if phone else tuple(DIFFERENCE_HEADS))
    share = 1.0 if room == FigureRoom.WIDE else NARROWER
    if room != FigureRoom.WIDE:
        columns = [{**one, "xshift": share * one["xshift"], "font": {**one["font"], "size": 12}} for one in columns]
    layout = found["layout"]
    layout["shapes"] = [*lines, *([] if lines else layout["shapes"])]
    layout["annotations"] += columns
    ends = (one["xshift"] + max(share * NUMBERS_WIDTH, text_width(one["text"], 13)) for one in columns)
    layout["margin"] = {**layout["margin"], "r": max(ends, default=share * NUMBERS_WIDTH) + 16}
    return names_above(found, {y for y, _ in placed}) if phone else found


def _block_line(block: Block, first: int, last: int) -> list[Figure]:
    """Draw the value of a reference group over the rows of its block."""
    if block.reference is None or block.reference.value is None:
        return []
    value = block.reference.value
    look = {"color": COUNTRY, "width": 1.5}
    return [line(x0=value, x1=value, y0=first + 0.5, y1=last + 0.45, line=look, layer="below")]


def _columns(
    placed: list[Placed], refers: set[int], dataset: Dataset, differences: tuple[Against, ...]
) -> list[Figure]:
    """Write the numbers of each group in columns under their heads: the value, then those differences that are told."""
    language = dataset.view.language
    shown = [(y, row) for y, row in placed if row.shown]
    if not shown:
        return []
    kinds = [kind for kind in differences if any(_told(row, kind, dataset) for _, row in shown)]
    written = [_note(y, _value(row, dataset), 0, INK) for y, row in shown]
    if kinds:
        written += [_note(y, word("comparison_group", language), 1, QUIET) for y in sorted(refers)]
    for place, kind in enumerate(kinds, 1):
        written.append(_note(0, Markup("<b>{}</b>").format(word(DIFFERENCE_HEADS[kind], language)), place, QUIET))
        told = [(y, _told(row, kind, dataset)) for y, row in shown]
        written += [_note(y, text, place, INK) for y, text in told if text]
    return written


def _note(y: int, text: str, column: int, colour: str) -> Figure:
    place: Figure = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 12 + NUMBERS_WIDTH * column, "y": y}
    return note(text, **place, align="left", font={"size": 13, "color": colour})


def _value(row: Observation, dataset: Dataset) -> str:
    indicator = dataset.indicators[0]
    language = dataset.view.language
    told = amount(row.value or 0.0, indicator, language)
    if row.ci_low is None or row.ci_high is None:
        return told
    return f"{told} ({interval(row.ci_low, row.ci_high, indicator, language)})"


def _told(row: Observation, kind: Against, dataset: Dataset) -> Markup:
    """Write a difference with its interval, bold where it is certain."""
    stored = row.against(kind)
    if stored is None or stored.difference is None:
        return Markup("")
    told = difference_text(stored, dataset.indicators[0], dataset.view.language)
    strong = Markup("<b>{}</b>") if stored.verdict in DIFFERS else Markup("{}")
    return strong.format(told)
