"""Draw our Plotly figures as plain SVG on the server: the same dict, the same picture, without a browser.

Only what picture/ itself puts into a figure is understood: scatter traces with lines, fills, markers and text; straight
reference lines; notes; linear axes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from picture.charts.palette import QUIET, WHITE
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.charts.theme import FONT, Figure

DASHES = {"dash": "6 5", "1px,4px": "1 4"}
LEVEL_LINE = Markup('<path d="M{:.1f} {:.1f}H{:.1f}" stroke="{}"/>')
MARKERS = {
    "circle": "M{l} {y}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z",
    "diamond": "M{x} {t}L{R} {y}L{x} {b}L{l} {y}Z",
    "square": "M{l} {t}H{R}V{b}H{l}Z",
    "triangle-up": "M{x} {t}L{R} {b}H{l}Z",
    "triangle-down": "M{x} {b}L{R} {t}H{l}Z",
    "hourglass": "M{l} {t}H{R}L{l} {b}H{R}Z",
    "bowtie": "M{l} {t}V{b}L{R} {t}V{b}Z",
}


@dataclass(slots=True)
class Panel:
    """Where a figure stands on the sheet, in pixels, and how its numbers become pixels."""

    left: float
    top: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    patterns: dict[str, Markup] = field(default_factory=dict)

    def x(self, value: float) -> float:
        """Place a number on the horizontal axis."""
        low, high = self.x_range
        return self.left + (value - low) / (high - low) * self.width

    def y(self, value: float) -> float:
        """Place a number on the vertical axis, which points upwards."""
        low, high = self.y_range
        return self.top + self.height - (value - low) / (high - low) * self.height


def draw_figure(figure: Figure, left: float, top: float, width: float, height: float) -> Markup:
    """Draw a figure into a box of the sheet and return the SVG elements."""
    layout = figure["layout"]
    panel = _panel(layout, left, top, width, height)
    body = [*_axes(layout, panel)]
    lines = [(shape.get("layer"), _reference(shape, panel)) for shape in layout.get("shapes", [])]
    body += [svg for layer, svg in lines if layer == "below"]
    for trace in figure["data"]:
        body += _trace(trace, panel)
    body += [svg for layer, svg in lines if layer != "below"]
    notes = layout.get("annotations", [])
    body += [_ground(note, panel) for note in notes if "bgcolor" in note] + [_note(note, panel) for note in notes]
    return Markup("<defs>{}</defs>{}").format(Markup("").join(panel.patterns.values()), Markup("").join(body))


def svg_document(width: float, height: float, scale: float, title: str, body: Markup) -> Markup:
    """Wrap elements as an SVG document with a title for screen readers."""
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{:g}" height="{:g}" '
        'viewBox="0 0 {width:g} {height:g}" font-family="{font}"><title>{title}</title>'
        '<rect width="{width:g}" height="{height:g}" fill="{ground}"/>{body}</svg>'
    ).format(
        width * scale,
        height * scale,
        width=width,
        height=height,
        font=FONT,
        title=title,
        ground=WHITE,
        body=body,
    )


def hatch(ground: str, ink: str, size: int) -> tuple[str, Markup]:
    """Return the name and the definition of a hatching."""
    name = f"h{ground[1:]}{ink[1:]}"
    pattern = Markup(
        '<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="{size}" height="{size}" fill="{ground}"/>'
        '<path d="M0 0V{size}" stroke="{ink}" stroke-width="1.6"/></pattern>'
    )
    return name, pattern.format(name=name, size=size, ground=ground, ink=ink)


def _panel(layout: Figure, left: float, top: float, width: float, height: float) -> Panel:
    margin = dict(layout["margin"])
    x_axis = layout["xaxis"]
    y_axis = layout["yaxis"]
    if y_axis.get("visible", True):
        labels = [name for _, name in _labels(y_axis)]
        size = y_axis["tickfont"]["size"]
        margin["l"] = max([margin["l"], *(text_width(name, size) + 10 for name in labels)])
    box = [left + margin["l"], top + margin["t"], width - margin["l"] - margin["r"], height - margin["t"] - margin["b"]]
    across = tuple(x_axis["range"])
    up = tuple(y_axis["range"])
    if y_axis.get("scaleanchor") == "x":
        box = _same_scale(box, across, up)
    return Panel(box[0], box[1], box[2], box[3], across, up)


def _same_scale(box: list[float], across: Sequence[float], up: Sequence[float]) -> list[float]:
    """Shrink a box so that a kilometre is as long across as up."""
    left, top, width, height = box
    scale = min(width / (across[1] - across[0]), height / (up[1] - up[0]))
    wide = (across[1] - across[0]) * scale
    tall = (up[1] - up[0]) * scale
    return [left + (width - wide) / 2, top + (height - tall) / 2, wide, tall]


def _labels(axis: Figure) -> list[tuple[float, str]]:
    return list(zip(axis["tickvals"], axis["ticktext"], strict=True))


def _axes(layout: Figure, panel: Panel) -> Iterator[Markup]:
    across = layout["xaxis"]
    up = layout["yaxis"]
    right = panel.left + panel.width
    bottom = panel.top + panel.height
    if across.get("visible", True):
        for value, name in _labels(across):
            x = panel.x(value)
            if across.get("showgrid", True):
                grid = Markup('<path d="M{:.1f} {:.1f}V{:.1f}" stroke="{}"/>')
                yield grid.format(x, panel.top, bottom, across["gridcolor"])
            yield text(name, x, bottom + 6, across["tickfont"]["size"], QUIET, anchor="middle", valign="top")
    if up.get("visible", True):
        colour = up["tickfont"].get("color", QUIET)
        for value, name in _labels(up):
            y = panel.y(value)
            if up.get("showgrid", True):
                yield LEVEL_LINE.format(panel.left, y, right, up["gridcolor"])
            yield text(name, panel.left - 8, y, up["tickfont"]["size"], colour, anchor="end")
    if across.get("showline"):
        yield LEVEL_LINE.format(panel.left, bottom, right, QUIET)


def _trace(trace: Figure, panel: Panel) -> Iterator[Markup]:
    mode = trace["mode"]
    line = trace.get("line", {})
    if "lines" in mode and trace["x"]:
        closed = "fill" in trace
        colour, opacity = _colour_and_opacity(line.get("color", "none"))
        # a line ends where its number stands: a round end would carry an interval past it, and over the country's line
        yield Markup('<path d="{}" {} stroke="{}" stroke-width="{}"{}{} stroke-linejoin="round"{}/>').format(
            _path(trace["x"], trace["y"], panel, closed=closed),
            _fill(trace, panel) if closed else Markup('fill="none"'),
            colour,
            line.get("width", 2),
            Markup(' stroke-opacity="{}"').format(opacity) if opacity else "",
            Markup(' stroke-dasharray="{}"').format(DASHES[line["dash"]]) if "dash" in line else "",
            Markup(' data-area="{}"').format(trace["meta"]) if "meta" in trace else "",
        )
    if "markers" in mode and trace["marker"].get("opacity", 1) != 0:
        yield from _markers(trace, panel)
    if "text" in mode:
        font = trace["textfont"]
        valign = "bottom" if trace.get("textposition", "").startswith("top") else "middle"
        for x, y, content in zip(trace["x"], trace["y"], trace["text"], strict=True):
            yield _halo(content, panel.x(x), panel.y(y), font, valign)


def _halo(content: str, x: float, y: float, font: Figure, valign: str) -> Markup:
    """Write a label, and when it stands on hatching a light outline under it."""
    plain = text(
        content, x, y, font["size"], font["color"], anchor="middle", valign=valign, weight=font.get("weight", 400)
    )
    found = re.search(r"#[0-9a-f]{6}", str(font.get("shadow", "")))
    if not found:
        return plain
    outline = Markup('<text stroke="{}" stroke-width="2" stroke-linejoin="round" ').format(found[0])
    return plain.replace("<text ", outline) + plain


def _path(xs: Sequence[float | None], ys: Sequence[float | None], panel: Panel, *, closed: bool) -> str:
    parts = []
    start = True
    for x, y in zip(xs, ys, strict=True):
        if x is None or y is None:
            start = True
            continue
        parts.append(f"{'M' if start else 'L'}{panel.x(x):.1f} {panel.y(y):.1f}")
        start = False
    joined = "".join(parts)
    return joined.replace("M", "ZM").removeprefix("Z") + "Z" if closed else joined


def _fill(trace: Figure, panel: Panel) -> Markup:
    pattern = trace.get("fillpattern")
    if pattern is None:
        colour, opacity = _colour_and_opacity(trace["fillcolor"])
        fill = Markup('fill="{}"').format(colour)
        return fill + Markup(' fill-opacity="{}"').format(opacity) if opacity else fill
    name, drawing = hatch(pattern["bgcolor"], pattern["fgcolor"], pattern["size"])
    panel.patterns[name] = drawing
    return Markup('fill="url(#{})"').format(name)


def _colour_and_opacity(paint: str) -> tuple[str, str]:
    """Turn rgba(r, g, b, a), which few programs read in SVG, into a colour and an opacity; else there is no opacity."""
    rgba = re.search(r"rgba\((\d+), (\d+), (\d+), ([\d.]+)\)", paint)
    if not rgba:
        return paint, ""
    return "#" + "".join(f"{int(part):02x}" for part in rgba.groups()[:3]), rgba[4]


def _markers(trace: Figure, panel: Panel) -> Iterator[Markup]:
    marker = trace["marker"]
    edge = marker.get("line", {})
    for x, y in zip(trace["x"], trace["y"], strict=True):
        at_x = panel.x(x)
        at_y = panel.y(y)
        path = marker_path(marker.get("symbol", "circle"), at_x, at_y, marker["size"] / 2)
        yield Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>').format(
            path, marker["color"], edge.get("color", "none"), edge.get("width", 0)
        )


def marker_path(symbol: str, x: float, y: float, r: float) -> str:
    """Write the path of a marker around a spot; r: half of its size."""
    places = {"x": x, "y": y, "r": r, "d": 2 * r, "l": x - r, "R": x + r, "t": y - r, "b": y + r}
    return MARKERS[symbol].format(**{key: f"{value:.1f}" for key, value in places.items()})


def _place(value: float, ref: str, panel: Panel, *, across: bool) -> float:
    """Place a number that counts in data or, on "paper", in shares of the panel."""
    if ref != "paper":
        return panel.x(value) if across else panel.y(value)
    return panel.left + value * panel.width if across else panel.top + (1 - value) * panel.height


def _reference(shape: Figure, panel: Panel) -> Markup:
    x = [_place(shape[key], shape.get("xref", "x"), panel, across=True) for key in ("x0", "x1")]
    y = [_place(shape[key], shape.get("yref", "y"), panel, across=False) for key in ("y0", "y1")]
    line = shape["line"]
    dash = Markup(' stroke-dasharray="{}"').format(DASHES[line["dash"]]) if "dash" in line else ""
    stroke = Markup('<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="{}" stroke-width="{}"{}/>')
    return stroke.format(x[0], y[0], x[1], y[1], line["color"], line["width"], dash)


def _note_place(note: Figure, panel: Panel) -> tuple[float, float]:
    x = _place(note["x"], note.get("xref", "x"), panel, across=True) + note.get("xshift", 0)
    return x, _place(note["y"], note.get("yref", "y"), panel, across=False)


def _note(note: Figure, panel: Panel) -> Markup:
    x, y = _note_place(note, panel)
    anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
    font = note["font"]
    return text(note["text"], x, y, font["size"], font["color"], anchor=anchor, valign=note.get("yanchor", "middle"))


def _ground(note: Figure, panel: Panel) -> Markup:
    """Clear the ground under a note, so that no line crosses its words."""
    x, y = _note_place(note, panel)
    size = note["font"]["size"]
    height = (note["text"].count("<br>") + 1) * size * 1.25
    width = 0.85 * text_width(note["text"], size)  # no wider than the words
    rectangle = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"/>')
    return rectangle.format(x, y - height / 2, width, height, note["bgcolor"])
