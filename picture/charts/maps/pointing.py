"""Let an area answer the pointer and the click on every spot of its polygon.

Plotly knows when the pointer is inside a filled polygon, but a click selects points only. So every polygon is followed
by unseen discs that cover it, and the order of the traces ties them together. Plotly goes through the traces in order:

- A polygon under the pointer wins over all traces before it. It counts as `hoverdistance` pixels away.
- A disc wins if it is no farther away than the winner so far. Under the pointer a disc of radius r counts as 1 - 3/r
  pixels away, nearer than any polygon.
- So the discs after the polygon win over it. Those of later areas are a little larger, count as farther and do not win.

tests/browser/test_pointing.py holds Plotly to this.
"""

from __future__ import annotations

from markupsafe import Markup

from picture.charts.theme import Figure
from picture.query.model import Shape

SILENT: Figure = {"hoverinfo": "none"}
HOVER_DISTANCE = 1  # pixels, the `hoverdistance` of the figure
DISC_STEP = 0.001  # pixels by which the discs of an area are larger than those of the area before
LEAST_DISC = 8  # pixels, the smallest diameter: r must be larger than 3


def interactive_traces(shape: Shape, polygon: Figure, told: str | None, size: float) -> list[Figure]:
    """Return the traces of a polygon and of its discs, which give its code to a click and tell `told`.

    `size` is the diameter of the discs in pixels, DISC_STEP larger than that of the area before. None answers nothing.
    """
    discs: Figure = {
        "type": "scatter",
        "mode": "markers",
        "x": [*shape.touch_x],
        "y": [*shape.touch_y],
        "marker": {"size": round(size, 3), "opacity": 0},  # unselected ones get a share of it: unseen as well
    }
    if told is None:
        discs |= SILENT
    else:
        discs["customdata"] = [shape.code] * len(shape.touch_x)
        discs["hovertemplate"] = Markup("{}<extra></extra>").format(told)
    return [polygon | SILENT | {"hoveron": "fills"}, discs]
