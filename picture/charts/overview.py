"""A front page or a profile as one Plotly figure, for pictures that leave: dots on one scale, verdicts in words."""

from __future__ import annotations

import textwrap

from markupsafe import Markup, escape

from contract.codes import Against, Unit
from picture.charts.axis import SHARES, screen_axis
from picture.charts.dot_plot import dot_colour, interval_trace
from picture.charts.palette import COUNTRY, DOT, INK, QUIET, SECOND_AREA, SIMILAR, WHITE
from picture.charts.text_width import text_width
from picture.charts.theme import Figure, FigureRoom, axis, figure, line, names_above, note
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.labels import DASH, mark, value_text, verdict_label_of
from picture.text.names import dated_name
from picture.text.words import word

VERDICT_PX = {FigureRoom.WIDE: 330, FigureRoom.NARROW: 258}  # in a column as much as they need

WORDS_GAP = 14  # between the scale and the words
VERDICT_LETTERS = 50  # on one line beside the value
HIDDEN_LETTERS = 48  # on one line of why there is no value
PHONE_LETTERS = 28  # of both
STROKE = 0.36  # of a row's height, up and down
PHONE_STROKE = 0.26
FEW_WORDS = {FigureRoom.COLUMN, FigureRoom.PHONE}
ROOMY = {FigureRoom.WIDE, FigureRoom.PHONE}  # where letters need not be small


def overview(dataset: Dataset, room: FigureRoom = FigureRoom.WIDE) -> Figure:
    """Draw every row of a front page or a profile, each with its own reference as an upright stroke.

    Values and verdicts stand in words at the right; counts, which have no place on a scale of shares, stand only there.
    room: with less of it names are short and verdicts small; in a column and on a phone no word says that nothing is
    certain.
    """
    names: dict[int, Markup] = {}
    placed: list[tuple[int, IndicatorRow]] = []
    for domain in DOMAINS:
        items = indicator_rows(dataset, domain)
        if items:
            names[len(names)] = Markup("<b>{}</b>").format(word(f"domain_{domain}", dataset.view.language))
        for item in items:
            placed.append((len(names), item))
            names[len(names)] = escape(dated_name(item.row, item.indicator, dataset, short=room != FigureRoom.WIDE))
    marks = screen_axis(SHARES, Unit.PERCENT, dataset.view.language, sparse=room in FEW_WORDS)
    shares = [(y, i) for y, i in placed if i.row.value is not None and i.indicator.unit == Unit.PERCENT]
    words = [_words(y, item, dataset, room) for y, item in placed]
    reach = PHONE_STROKE if room == FigureRoom.PHONE else STROKE
    found = figure(
        [
            interval_trace([(y, item.row) for y, item in shares]),
            *_second(shares, dataset),
            *(_dot(y, item) for y, item in shares),
        ],
        27 * len(names) + 64,
        margin={"l": 8, "r": VERDICT_PX.get(room, _widest(words)), "t": 8, "b": 32},
        xaxis=axis(**marks, visible=bool(shares)),
        yaxis=axis(
            range=[len(names) - 0.4, -0.6],
            tickvals=list(names),
            ticktext=list(names.values()),
            tickfont={"size": 13 if room in ROOMY else 12, "color": INK},
            showgrid=False,
        ),
        shapes=[_stroke(y, item, dataset.compared_with, reach) for y, item in shares if item.reference is not None],
        annotations=words,
    )
    return names_above(found, {y for y, _ in placed}) if room == FigureRoom.PHONE else found


def _widest(words: list[Figure]) -> float:
    """Return the room that the words at the right need."""
    return WORDS_GAP + max((text_width(one["text"], one["font"]["size"]) for one in words), default=0.0)


def _dot(y: int, item: IndicatorRow) -> Figure:
    fill = dot_colour(item.row, item.against)
    marker = {"size": 12, "color": fill, "line": {"color": DOT if fill == WHITE else fill, "width": 2}}
    return {"type": "scatter", "mode": "markers", "x": [item.row.value], "y": [y], "marker": marker}


def _second(placed: list[tuple[int, IndicatorRow]], dataset: Dataset) -> list[Figure]:
    """Draw the numbers of the region that was chosen beside, as the diamonds that the page has."""
    known = {(r.indicator, r.period): r.value for r in dataset.second}
    drawn = [(y, v) for y, item in placed if (v := known.get((item.row.indicator, item.row.period))) is not None]
    marker = {"size": 11, "symbol": "diamond", "color": WHITE, "line": {"color": SECOND_AREA, "width": 2}}
    trace: Figure = {
        "type": "scatter",
        "mode": "markers",
        "x": [value for _, value in drawn],
        "y": [y for y, _ in drawn],
        "marker": marker,
    }
    return [trace] if drawn else []


def _stroke(y: int, item: IndicatorRow, against: Against, reach: float) -> Figure:
    at = item.reference.value if item.reference else None
    ink = COUNTRY if against == Against.COUNTRY else SIMILAR
    return line(x0=at, x1=at, y0=y - reach, y1=y + reach, line={"color": ink, "width": 2}, layer="below")


def _words(y: int, item: IndicatorRow, dataset: Dataset, room: FigureRoom) -> Figure:
    """Write value and verdict, or why there is none."""
    value = f"{value_text(item.row, item.indicator, dataset.view.language)} {mark(item.row)}".strip()
    place: Figure = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": WORDS_GAP, "y": y, "align": "left"}
    letters = PHONE_LETTERS if room == FigureRoom.PHONE else 0
    if item.row.value is None:
        lines = Markup("<br>").join(textwrap.wrap(value, letters or HIDDEN_LETTERS))
        return note(lines, **place, font={"size": 11, "color": QUIET})
    said = verdict_label_of(item, dataset)
    told = "" if room in FEW_WORDS and said.mark == DASH else said.words  # an open dot says so
    verdict = f"{said.mark} {told}".strip()
    lines = Markup("<br>").join(textwrap.wrap(verdict, letters or VERDICT_LETTERS))
    return note(
        Markup("<b>{}</b> {}").format(value, lines),
        **place,
        font={"size": 12 if room in ROOMY else 11, "color": INK},
    )
