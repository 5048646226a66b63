"""The map as native shapes, one for each region, with its legend.

Each shape is written as one piece of XML: a builder that adds point after point takes seconds for 51,000 of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from typing import Any

from markupsafe import Markup
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from picture.charts.maps.choropleth import (
    MAP_HEIGHT,
    MAP_WIDTH,
    differs,
    has_room_for_numbers,
    region_fill,
    region_number,
)
from picture.charts.maps.classes import class_labels, colours_of
from picture.charts.maps.extent import extent_of
from picture.charts.maps.insets import Inset, insets_of
from picture.charts.palette import ABSENCE, AXIS, BORDER, HATCH, INK, SELECTED, WHITE, text_on
from picture.export.pptx.colours import fixed_xml, hatch_fill, paint, set_colour, solid
from picture.export.pptx.fit import line_count
from picture.export.pptx.shapes import Rectangle, add_text, remove_theme_style, set_alt_text, set_decorative
from picture.export.pptx.slide import put_in_place
from picture.query.model import Dataset, Observation, Shape
from picture.text.labels import interval_text, mark, value_text
from picture.text.words import word

LINE = Inches(0.25)  # of the legend
LEGEND_SIZE = 12  # points
MAP_NUMBER_SIZE = 12
OUTLINED = ""  # stands for a colour: an outline alone

SHAPE_SPACES = Markup(nsdecls("p", "a"))  # noqa: S704 - constants of python-pptx
REGION = Markup(
    '<p:sp {spaces}><p:nvSpPr><p:cNvPr id="{id}" name="{name}" descr="{alt}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>'
    '<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/>'
    '<a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{width}" h="{height}">{path}</a:path>'
    '</a:pathLst></a:custGeom>{fill}<a:ln w="{pen}">{outline}<a:round/></a:ln></p:spPr></p:sp>'
)


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


def draw_map(slide: Slide, box: Any, dataset: Dataset, alt: str) -> None:
    """Draw each region as a shape of its own, the chosen one last; all of them and their numbers are one group."""
    place, insets = _fit(dataset, box)
    rows = {row.area.code: row for row in dataset.rows}
    group = slide.shapes.add_group_shape()
    group.name = word("menu_map", dataset.view.language)
    set_alt_text(group, alt)
    put_in_place(box, group)
    for inset in insets:
        _frame(group, inset, place).name = word("shape_inset", dataset.view.language)
    ids = count(1 + max(int(one) for one in slide.shapes.element.xpath("//@id") if one.isdigit()))
    enlarged = tuple(chain.from_iterable(inset.shapes for inset in insets))
    ordered = _chosen_last((*dataset.shapes, *enlarged), rows, dataset)
    for shape in ordered:
        group.element.append(parse_xml(_region(next(ids), shape, rows[shape.code], dataset, place)))
    for shape in _numbered(ordered, enlarged, rows, dataset):
        number = _number(slide, shape, rows[shape.code], dataset, place, over_water=shape in enlarged)
        group.element.append(number.element)  # from the slide: a group measures all its shapes for each that it adds
    group.element.recalculate_extents()


def _fit(dataset: Dataset, box: Any) -> tuple[Fit, tuple[Inset, ...]]:
    """Fit all shapes into a box, at its right where it is wide: the legend stands in the empty north-west."""
    extent = extent_of(dataset.shapes)
    wide = max(extent.width, extent.height * MAP_WIDTH / MAP_HEIGHT)
    west = extent.east - wide
    scale = min(box.width / wide, box.height / extent.height)
    left = box.left + (box.width - wide * scale)
    return Fit(left, box.top, west, extent.north, scale), insets_of(
        dataset.shapes, dataset.view.level, west, extent.south
    )


def _chosen_last(shapes: Iterable[Shape], rows: dict[str, Observation], dataset: Dataset) -> list[Shape]:
    known = [shape for shape in shapes if shape.code in rows]
    return sorted(known, key=lambda s: (differs(rows[s.code]), dataset.view.chose(rows[s.code].area)))


def _region(number: int, shape: Shape, row: Observation, dataset: Dataset, place: Fit) -> str:
    rings = [[place.point(x, y) for x, y in ring] for ring in shape.rings]
    xs, ys = ([point[axis] for point in chain.from_iterable(rings)] for axis in (0, 1))
    left = min(xs)
    top = min(ys)
    chosen = dataset.view.chose(row.area)
    # small islands stay visible when hatched
    outline = SELECTED if chosen else INK if differs(row) else WHITE if row.shown else HATCH
    return REGION.format(
        spaces=SHAPE_SPACES,
        id=number,
        name=row.area.name,
        alt=_told(row, dataset),
        left=left,
        top=top,
        width=max(max(xs) - left, 1),
        height=max(max(ys) - top, 1),
        path=Markup("").join(_path(ring, left, top) for ring in rings),
        fill=_fill(row, dataset),
        pen=Pt(1.75 if chosen or differs(row) else 0.5),
        outline=solid(outline),
    )


def _path(ring: Sequence[tuple[int, int]], left: int, top: int) -> Markup:
    # numbers alone: nothing to escape, and format() of markupsafe would take as long as the rest of the slide
    (x, y), *rest = ((x - left, y - top) for x, y in ring)
    lines = "".join([LINE_TO % point for point in rest])
    return Markup(MOVE_TO % (x, y) + lines + "<a:close/>")  # noqa: S704


MOVE_TO = '<a:moveTo><a:pt x="%d" y="%d"/></a:moveTo>'
LINE_TO = '<a:lnTo><a:pt x="%d" y="%d"/></a:lnTo>'


def _told(row: Observation, dataset: Dataset) -> str:
    indicator = dataset.indicators[0]
    language = dataset.view.language
    told = [value_text(row, indicator, language)]
    if row.shown:
        told += [interval_text(row, indicator, language), mark(row)]
    return f"{row.area.name}: {', '.join(t for t in told if t)}"


def _fill(row: Observation, dataset: Dataset) -> Markup:
    colour, hatched = region_fill(row, dataset)
    if not hatched:
        return solid(colour)
    drawn = Markup('<a:pattFill prst="ltUpDiag"><a:fgClr>{}</a:fgClr><a:bgClr>{}</a:bgClr></a:pattFill>')
    return drawn.format(fixed_xml(_lines_on(colour)), fixed_xml(colour))


def _lines_on(colour: str) -> str:
    """Return the colour of a hatch on a class of the map."""
    return HATCH if colour == ABSENCE else text_on(colour)


def _frame(group: Any, inset: Inset, place: Fit) -> Any:
    left, top = place.point(inset.west, inset.north)
    right, bottom = place.point(inset.west + inset.width, inset.north - inset.height)
    frame = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(left), Emu(top), Emu(right - left), Emu(bottom - top))
    remove_theme_style(frame)
    frame.fill.background()
    frame.line.width = Pt(0.75)
    set_colour(frame.line.color, AXIS)
    set_decorative(frame)
    return frame


def _numbered(
    shapes: Iterable[Shape], enlarged: Sequence[Shape], rows: dict[str, Observation], dataset: Dataset
) -> list[Shape]:
    """Return the shapes that carry a number: those that differ and the chosen one, as the chart tells them all."""
    if not has_room_for_numbers(dataset):
        return []
    again = {shape.code for shape in enlarged}
    one_each = [shape for shape in shapes if shape in enlarged or shape.code not in again]
    return [
        shape
        for shape in one_each
        if (row := rows[shape.code]) and (differs(row) or dataset.view.chose(row.area) or not row.shown)
    ]


def _number(slide: Slide, shape: Shape, row: Observation, dataset: Dataset, place: Fit, *, over_water: bool) -> Any:
    """Write a region's number, or its mark where there is none, where the region stands."""
    x, y = place.point(shape.label_x, shape.label_y)
    text = region_number(row, dataset)
    colour = INK if over_water else text_on(region_fill(row, dataset)[0])
    width = Inches(0.6)
    height = Inches(0.2)
    where = (x - width / 2, y - height / 2, width, height)
    box = add_text(
        slide.shapes,
        text,
        where,
        MAP_NUMBER_SIZE,
        colour,
        bold=differs(row),
        middle=True,
        centred=True,
        fixed=not over_water,
    )
    box.name = f"{row.area.name} ({text})"
    set_decorative(box)  # the region says the same
    return box


def draw_map_legend(slide: Slide, box: Any, dataset: Dataset) -> None:
    """Draw the classes with their edges, each kind of hatch, and the outline of what differs, where they occur."""
    colours = colours_of(dataset)
    classes = zip(colours, class_labels(dataset), strict=True) if any(row.shown for row in dataset.rows) else ()
    entries = [(colour, label, False) for colour, label in classes if label][::-1]
    language = dataset.view.language
    if any(row.shown and row.unreliable for row in dataset.rows):
        entries.append((colours[len(colours) // 2], word("slide_low_reliability", language), True))
    if not all(row.shown for row in dataset.rows):
        entries.append((ABSENCE, word("slide_not_shown", language), True))
    if any(map(differs, dataset.rows)):
        entries.append((OUTLINED, word("slide_differs", language), False))
    group = slide.shapes.add_group_shape()
    group.name = word("slide_legend", language)
    set_alt_text(group, "; ".join(label for _, label, _ in entries if label))
    left = box.left
    room = box.width - Inches(0.38)
    top: float = box.top
    for colour, label, hatched in entries:
        lines = line_count(label, room, LEGEND_SIZE)
        place = (left, top + Inches(0.03), Inches(0.3), Inches(0.18))
        _key(group, place, colour, hatched=hatched).name = label
        words = (left + Inches(0.38), top, room, LINE * lines)
        add_text(group.shapes, label, words, LEGEND_SIZE)
        top += LINE * (0.2 + 0.8 * max(lines, 1))
    put_in_place(box, group)


def _key(group: Any, box: Rectangle, colour: str, *, hatched: bool) -> Any:
    key = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Emu(round(side)) for side in box))
    remove_theme_style(key)
    ring = colour == OUTLINED
    if hatched:
        hatch_fill(key.fill, colour, _lines_on(colour))
    else:
        paint(key.fill, WHITE if ring else colour)
    set_colour(key.line.color, INK if ring else HATCH if hatched else BORDER)
    key.line.width = Pt(1.75 if ring else 0.5)
    set_decorative(key)
    return key
