"""Native shapes: the map with one shape for each region, its legend, and lines and words that stand on a chart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from pptx.dml.fill import FillFormat
from pptx.dml.line import LineFormat
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from picture.charts.maps.choropleth import differs, has_room_for_numbers, region_fill, region_number
from picture.charts.maps.classes import class_labels, colours_of
from picture.charts.maps.extent import extent_of
from picture.charts.palette import ABSENCE, BORDER, HATCH, INK, SELECTED, WHITE, text_on
from picture.export.pptx.colours import paint, rgb
from picture.query.model import Dataset, Observation, Shape
from picture.text.labels import interval_text, mark, value_text
from picture.text.words import word

OnSlide = tuple[float, float]  # in EMU
Box = tuple[float, float, float, float]  # left, top, width, height in EMU

LINE = Inches(0.27)  # of the legend
OUTLINED = ""  # stands for a colour: an outline alone
LEGEND_LETTERS = 26  # on one of its lines


@dataclass(frozen=True, slots=True)
class Fit:
    """From km on the map to EMU on the slide: one scale for both directions, north up."""

    left: float
    top: float
    west: float
    north: float
    scale: float  # EMU for each km

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Place a point."""
        return round(self.left + (x - self.west) * self.scale), round(self.top + (self.north - y) * self.scale)


def fit_shapes(shapes: tuple[Shape, ...], placeholder: BaseShape) -> Fit:
    """Fit all shapes into the box of a placeholder, in its middle."""
    extent = extent_of(shapes)
    scale = min(placeholder.width / extent.width, placeholder.height / extent.height)
    left = placeholder.left + (placeholder.width - extent.width * scale) / 2
    top = placeholder.top + (placeholder.height - extent.height * scale) / 2
    return Fit(left, top, extent.west, extent.north, scale)


def draw_map(slide: Slide, placeholder: BaseShape, dataset: Dataset, alt: str) -> None:
    """Draw each region as a shape of its own, the chosen one last; all of them and their numbers are one group."""
    view = dataset.view
    place = fit_shapes(dataset.shapes, placeholder)
    rows = {row.area.code: row for row in dataset.rows}
    group = slide.shapes.add_group_shape()
    group.name = word("menu_map", view.language)
    set_alt_text(group, alt)
    chosen = [code for code, row in rows.items() if view.chose(row.area)]
    outlined = {code for code, row in rows.items() if differs(row)}
    for shape in sorted(dataset.shapes, key=lambda s: (s.code in outlined, s.code in chosen)):
        if shape.code in rows:
            _region(group, shape, rows[shape.code], dataset, place, chosen=shape.code in chosen)
    for shape in dataset.shapes if has_room_for_numbers(dataset) else ():
        if shape.code in rows:
            _number(group, shape, rows[shape.code], dataset, place)


def draw_map_legend(slide: Slide, placeholder: BaseShape, dataset: Dataset) -> None:
    """Draw the classes with their edges, each kind of hatch, and the outline of what differs, where they occur."""
    colours = colours_of(dataset)
    entries = [(colour, label, "") for colour, label in zip(colours, class_labels(dataset), strict=True)][::-1]
    language = dataset.view.language
    if any(row.shown and row.unreliable for row in dataset.rows):
        entries.append((colours[len(colours) // 2], word("legend_unreliable", language), WHITE))
    if not all(row.shown for row in dataset.rows):
        entries.append((ABSENCE, word("legend_hidden", language), HATCH))
    if any(map(differs, dataset.rows)):
        entries.append((OUTLINED, word("legend_differs", language), ""))
    top: float = placeholder.top
    for colour, label, hatch in entries:
        lines = 1 + len(label) // LEGEND_LETTERS
        _key(slide, (placeholder.left, top + Inches(0.03), Inches(0.3), Inches(0.18)), colour, label, hatch)
        add_text(
            slide, label, (placeholder.left + Inches(0.38), top, placeholder.width - Inches(0.38), LINE * lines), 11
        )
        top += LINE if lines == 1 else LINE * (0.45 + 0.6 * lines)


def _key(slide: Slide, box: Box, colour: str, label: str, hatch: str) -> None:
    key = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Emu(round(side)) for side in box))
    remove_theme_style(key)
    ring = colour == OUTLINED
    paint(key.fill, WHITE if ring else colour, hatched=bool(hatch), lines=hatch)
    key.line.color.rgb = rgb(INK if ring else HATCH if hatch else BORDER)
    key.line.width = Pt(1.5 if ring else 0.5)
    key.name = label
    set_alt_text(key, label)


def dashed_vertical(slide: Slide, x: float, ends: tuple[float, float], name: str, colour: str) -> None:
    """Draw a dashed upright line between two heights: a break, or the value compared with."""
    dashed_line(slide, ((x, ends[0]), (x, ends[1])), name, colour)


def dashed_line(slide: Slide, ends: tuple[OnSlide, OnSlide], name: str, colour: str) -> LineFormat:
    """Draw a dashed line between two places; return its looks."""
    corners = [Emu(round(one)) for one in chain.from_iterable(ends)]
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *corners)
    line.line.color.rgb = rgb(colour)
    line.line.width = Pt(1.25)
    line.line.dash_style = MSO_LINE.DASH
    line.name = name
    set_alt_text(line, name)
    looks: LineFormat = line.line
    return looks


def add_text(slide: Any, text: str, box: Box, size: float, colour: str = INK) -> Any:
    """Write words into a box; size in points."""
    shape = slide.shapes.add_textbox(*(Emu(round(side)) for side in box))
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(size)
    run.font.color.rgb = rgb(colour)
    return shape


def set_alt_text(shape: Any, alt: str) -> None:
    """Set the alt text of a shape, a group, a chart or a table."""
    shape.element.xpath(".//p:cNvPr")[0].set("descr", alt)


def remove_theme_style(shape: Any) -> None:
    """Take away the theme's shadow and outline."""
    style = shape.element.find(qn("p:style"))
    shape.element.remove(style)


def _region(group: Any, shape: Shape, row: Observation, dataset: Dataset, place: Fit, *, chosen: bool) -> None:
    rings = [[place.point(x, y) for x, y in ring] for ring in shape.rings]
    pen = group.shapes.build_freeform(*rings[0][0], scale=1.0)
    for i, ring in enumerate(rings):
        if i:
            pen.move_to(*ring[0])
        pen.add_line_segments(ring[1:], close=True)
    region = pen.convert_to_shape()
    remove_theme_style(region)
    _colour(region.fill, row, dataset)
    # small islands stay visible when hatched
    outline = SELECTED if chosen else INK if differs(row) else WHITE if row.shown else HATCH
    region.line.color.rgb = rgb(outline)
    region.line.width = Pt(1.5 if chosen or differs(row) else 0.5)
    region.name = row.area.name
    indicator = dataset.indicators[0]
    language = dataset.view.language
    told = [value_text(row, indicator, language)]
    if row.shown:
        told += [interval_text(row, indicator, language), mark(row)]
    set_alt_text(region, f"{row.area.name}: {', '.join(t for t in told if t)}")


def _colour(fill: FillFormat, row: Observation, dataset: Dataset) -> None:
    colour, hatched = region_fill(row, dataset)
    paint(fill, colour, hatched=hatched, lines=HATCH if colour == ABSENCE else WHITE)


def _number(group: Any, shape: Shape, row: Observation, dataset: Dataset, place: Fit) -> None:
    """Write a region's number, or its mark where there is none, on the region."""
    x, y = place.point(shape.label_x, shape.label_y)
    text = region_number(row, dataset)
    colour = text_on(region_fill(row, dataset)[0])
    width = Inches(0.5)
    height = Inches(0.18)
    box = add_text(group, text, (x - width / 2, y - height / 2, width, height), 9, colour)
    box.name = f"{row.area.name} ({text})"
    box.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    box.text_frame.paragraphs[0].runs[0].font.bold = differs(row)
