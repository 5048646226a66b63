"""What every export takes: a dataset, its captions, and how its kind of view is drawn when it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup
from pptx.presentation import Presentation as Deck

from contract.printable import printable_texts
from picture.export.image.sheet import SheetBox
from picture.query.local.place import PlaceKnown
from picture.query.model import Dataset, View
from picture.query.plans.model import ActionPlan
from picture.text.captions import Captions

# Fields with nothing but numbers and codes of ours: outlines of a map are fifty thousand of them.
WITHOUT_TEXT = frozenset({"shapes", "comparisons", "regions", "stamp", "view", "rules"})


class Screens(StrEnum):
    """On which screens a drawing is shown."""

    ALL = "all"
    WIDE = "wide"  # a phone shows the drawings beside it
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class EmbedDrawing:
    """A picture, or a part of it, on a sheet of its own; a page without scripts lays them out."""

    width: float
    height: float
    body: Markup
    screens: Screens = Screens.ALL


@dataclass(frozen=True, slots=True)
class ExportRules:
    """How a kind of view leaves: the name of its files, its image, its slides."""

    file_stem: Callable[[View], str]
    image: Callable[[Dataset, SheetBox], Markup]
    drawings: Callable[[Dataset], tuple[EmbedDrawing, ...]]  # for a page of another site
    slides: Callable[[Deck, Dataset, Captions], None]
    more_slides: Callable[[Deck, Dataset, Captions], None] | None = None  # which its own file does not hold
    prints_reference: bool = False  # its slides print the reference's numbers with their marks
    notes: Callable[[Dataset], list[str]] | None = None  # lines under its image, above the question


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One picture that leaves."""

    dataset: Dataset
    captions: Captions
    rules: ExportRules
    own_title: str = ""  # that a reader has given in the place of the picture's sentence
    places: tuple[PlaceKnown, ...] = ()  # whose own figures and findings leave with it, in tables of their own
    plan: ActionPlan | None = None  # whose goals leave with it, in a table of their own


def clean_item(item: ExportItem) -> ExportItem:
    """Return a picture without the letters that no file of XML may hold: one in a name would stop a whole deck."""
    return printable_texts(item, WITHOUT_TEXT)
