"""One look for every Plotly figure, on the screen and in the file: figures are plain dicts, theme=None."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from markupsafe import escape

from picture.charts.palette import AXIS, BORDER, GRID, INK, QUIET, WHITE

Figure = dict[str, Any]

FONT = '"Source Sans", "Source Sans 3", "Source Sans Pro", Carlito, Calibri, Arial, sans-serif'

OVER_ROW = 0.42  # of a row's height: how far its name stands over its dot

# What the reader may do with a chart: point and select. No toolbar; the buttons below the chart take it away.
CONFIG: Figure = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "doubleClick": False}


class FigureRoom(StrEnum):
    """How much room a figure has across."""

    WIDE = "wide"  # the whole of a screen or of a wide sheet
    NARROW = "narrow"  # a square or upright sheet
    COLUMN = "column"  # one of two columns of a sheet
    PHONE = "phone"  # a phone: names stand over their rows


def figure(traces: list[Figure], height: int, **layout: Any) -> Figure:
    """Put traces into the look of the house."""
    return {
        "data": traces,
        "layout": {
            "height": height,
            "autosize": True,
            "font": {"family": FONT, "size": 13, "color": INK},
            "paper_bgcolor": WHITE,
            "plot_bgcolor": WHITE,
            "margin": {"l": 8, "r": 16, "t": 28, "b": 32},
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": WHITE,
                "bordercolor": BORDER,
                "font": {"family": FONT, "size": 13, "color": INK},
                "align": "left",
            },
            "dragmode": False,
            "clickmode": "event+select",
            **layout,
        },
    }


def axis(**more: Any) -> Figure:
    """Describe a calm axis: light grid, quiet numbers, no zoom."""
    return {
        "fixedrange": True,
        "zeroline": False,
        "showline": False,
        "gridcolor": GRID,
        "gridwidth": 1,
        "ticks": "",
        "tickfont": {"size": 12, "color": QUIET},
        "automargin": True,
        **more,
    }


def unseen_axis(low: float, high: float, **more: Any) -> Figure:
    """Describe an axis that only places things."""
    return {"visible": False, "fixedrange": True, "range": [low, high], **more}


def note(text: str, **more: Any) -> Figure:
    """Describe words standing on the figure, without an arrow; what is not Markup is escaped."""
    return {"text": escape(text), "showarrow": False, "font": {"size": 12, "color": QUIET}, **more}


def names_above(found: Figure, rows: Collection[int]) -> Figure:
    """Write the names of rows over them and not beside them; other names are those of what follows, and stay."""
    layout = found["layout"]
    names = layout["yaxis"]
    place: Figure = {"x": 0, "xref": "paper", "xanchor": "left", "align": "left", "bgcolor": WHITE}
    written = [
        note(name, **place, y=y - OVER_ROW if y in rows else y, font=names["tickfont"])
        for y, name in zip(names["tickvals"], names["ticktext"], strict=True)
    ]
    notes = [*written, *layout["annotations"]]
    return {**found, "layout": {**layout, "yaxis": {**names, "visible": False}, "annotations": notes}}


def line(**more: Any) -> Figure:
    """Describe a straight reference line as a layout shape."""
    return {"type": "line", "layer": "above", "line": {"color": AXIS, "width": 1.5}, **more}
