"""What pages show: a picture in numbers and words, written, and what can be taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from picture.charts.theme import Figure
from picture.query.model import Dataset
from picture.text.captions import Captions


class Takeable(StrEnum):
    """What can be taken from a page, beside documents about the area."""

    EVERYTHING = "everything"  # slides, images, tables; it may be kept for a deck
    TABLES = "tables"  # its figures are those of a place alone, which no picture shows
    DOCUMENTS = "documents"  # it has no figures
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in numbers and words."""

    dataset: Dataset
    captions: Captions
    seen: str  # by which its figures are known again: picture/basket/item.py


@dataclass(frozen=True, slots=True)
class PictureAnswer:
    """What a page shows of one picture."""

    picture: Picture
    above: Markup  # the picture, and what is said of it
    below: Markup  # under what can be taken from it; its links wait for the view (picture/html/frame/view_links.py)
    figures: str = ""  # title of the figures that stand below
    takeable: Takeable = Takeable.EVERYTHING


@dataclass(frozen=True, slots=True)
class TrendAnswer:
    """What a trend shows."""

    picture: Picture
    above: Markup  # the lines as chips, title and finding
    figure: Figure | None  # None: nothing can be shown
    printed: Markup  # the same picture for paper
    under: Markup
    tested: Markup
    table: Markup
    below: Markup


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What a page of text shows of a build, around what depends on more than that."""

    first: Markup  # methods: what is looked for most, citation and downloads
    rest: Markup
