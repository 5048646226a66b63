"""The legend under a picture: its signs in as many lines as the width asks for, so that none touches another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from picture.charts.legend import Sign
from picture.charts.maps.choropleth import differs
from picture.charts.maps.classes import class_labels, colours_of
from picture.charts.palette import ABSENCE, HATCH, INK, QUIET, SEQUENTIAL
from picture.charts.svg.svg import hatch
from picture.charts.svg.svg_text import text
from picture.charts.text_width import text_width
from picture.export.image.sheet import SheetBox
from picture.html.sparkline import legend_sign
from picture.query.model import Dataset
from picture.text.words import word

CLASS_WIDTH = 58.0  # of one class of the map's legend, at least
SIGN_LETTERS = 12.0
LEGEND_GAP = 16.0  # between two signs
LEGEND_LINE = 24.0
LEGEND_SIGN_WIDTH = 26.0
SWATCH = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="10" fill="{}"/>')
OUTLINE_SIGN = Markup('<rect x="{:.1f}" y="{:.1f}" width="20" height="10" fill="none" stroke="{}" stroke-width="2"/>')


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a legend that stays together: how wide it is, and how it is drawn from its left and middle on."""

    width: float
    draw: Callable[[float, float], Markup]


def draw_legend(pieces: Sequence[Piece], box: SheetBox) -> tuple[Markup, float]:
    """Draw a legend at the foot of a box; return it and the height that it takes."""
    lines = _lines(pieces, box.width)
    height = LEGEND_LINE * len(lines) + (10 if lines else 0)
    parts = []
    for number, line in enumerate(lines):
        x = box.left
        for piece in line:
            parts.append(piece.draw(x, box.bottom - LEGEND_LINE * (len(lines) - number - 0.5)))
            x += piece.width + LEGEND_GAP
    return Markup("").join(parts), height


def sign_pieces(signs: Iterable[Sign]) -> list[Piece]:
    """Make pieces of what dots and strokes mean."""
    return [_piece(partial(_sign, kind), said) for kind, said in signs]


def map_pieces(dataset: Dataset) -> list[Piece]:
    """Make pieces of the classes of a map, of the outline of areas that differ, and of what hatching means."""
    language = dataset.view.language
    labels = class_labels(dataset)
    wide = max(CLASS_WIDTH, *(text_width(label, 11) + 8 for label in labels))
    pieces = [Piece(wide * len(labels), partial(_classes, dataset, wide))]
    if any(map(differs, dataset.rows)):
        pieces.append(_piece(_outline, word("legend_differs", language)))
    if any(row.value is None for row in dataset.rows):
        pieces.append(_piece(partial(_hatching, ABSENCE, HATCH), word("legend_hidden", language)))
    if any(row.shown and row.unreliable for row in dataset.rows):
        pieces.append(_piece(partial(_hatching, SEQUENTIAL[2], INK), word("legend_unreliable", language)))
    return pieces


def _lines(pieces: Iterable[Piece], width: float) -> list[list[Piece]]:
    """Break pieces into lines of a width."""
    lines: list[list[Piece]] = []
    room = 0.0
    for piece in pieces:
        if not lines or piece.width > room:
            lines.append([])
            room = width
        lines[-1].append(piece)
        room -= piece.width + LEGEND_GAP
    return lines


def _piece(sign: Callable[[float, float], Markup], said: str) -> Piece:
    """Put words behind a sign."""

    def draw(left: float, middle: float) -> Markup:
        return sign(left, middle) + text(said, left + LEGEND_SIGN_WIDTH, middle, SIGN_LETTERS, QUIET)

    return Piece(LEGEND_SIGN_WIDTH + text_width(said, SIGN_LETTERS), draw)


def _sign(kind: str, left: float, middle: float) -> Markup:
    at = Markup('<svg x="{:.1f}" y="{:.1f}" width="24" height="24" ').format(left, middle - 12)
    return legend_sign(kind).replace("<svg ", at, 1)


def _outline(left: float, middle: float) -> Markup:
    return OUTLINE_SIGN.format(left, middle - 5, INK)


def _hatching(ground: str, ink: str, left: float, middle: float) -> Markup:
    pattern, drawing = hatch(ground, ink, 6)
    return Markup("<defs>{}</defs>").format(drawing) + SWATCH.format(left, middle - 5, 20, f"url(#{pattern})")


def _classes(dataset: Dataset, wide: float, left: float, middle: float) -> Markup:
    parts = []
    for place, (label, colour) in enumerate(zip(class_labels(dataset), colours_of(dataset), strict=True)):
        x = left + place * wide
        parts.append(SWATCH.format(x, middle - 11, wide - 1, colour))
        parts.append(text(label, x + wide / 2, middle + 1, 11, INK, anchor="middle", valign="top"))
    return Markup("").join(parts)
