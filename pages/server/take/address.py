"""What an address asks for: `/take/map.pptx?area=MK02&lang=sv`.

An address holds the whole view and the build. It is checked before anything is made: what does not exist is told in
the reader's language, and equal requests become equal values, in whatever order and with whatever defaults they came.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Self
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from contract.codes import Language
from pages.server.databases import choices_of
from pages.server.old_editions import edition_database
from pages.server.settings import data_folder
from picture.basket.item import Item, decode
from picture.contributions import CONTRIBUTION
from picture.export.image.sheet import ImageShape
from picture.export.meeting.deck import MEETING_DECKS
from picture.kits import KIT
from picture.packs import DOCUMENTS, PACK, WRITERS
from picture.query.choices import Choices
from picture.query.collect.asked import ALL_LANGUAGES, LANGUAGES_KEY, PLACE_KEY, collecting_areas
from picture.query.plans.draft import DEADLINE_KEY, TARGET_KEY, read_tried
from picture.query.selection import EDITION_KEY, check
from picture.text.words import word
from picture.views import VIEW_KINDS

MOST_KEPT = 60  # pictures in one deck
MEDIA = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
}
PICTURE_FORMS = tuple(form for form in MEDIA if form not in WRITERS)
IMAGES = ("png", "svg")
IMAGE_SHAPES = tuple(shape for shape in ImageShape if shape is not ImageShape.SLIDE)
BASKET = "basket"
EVERYTHING = "everything"
SHAPE = "shape"  # of an image
ITEM = "item"  # of a basket: the one parameter that may stand several times
Forms = Mapping[str, tuple[str, ...]]
FORMS: Forms = {  # what can be taken, and as what
    **dict.fromkeys(VIEW_KINDS, PICTURE_FORMS),
    PACK: ("zip",),
    **dict.fromkeys(DOCUMENTS, tuple(WRITERS)),
    **dict.fromkeys(MEETING_DECKS, ("pptx",)),
    BASKET: ("pptx", "xlsx", "ods", "zip"),
    EVERYTHING: ("zip",),
    KIT: ("zip",),
    CONTRIBUTION: ("xlsx",),
}
EMBED = "html"  # a page that other sites show in a frame (pages/server/embed); nobody takes it as a file
EMBEDS: Forms = dict.fromkeys(VIEW_KINDS, (EMBED,))
WEIGHTS = {PACK: 6, KIT: 6, EVERYTHING: 10}  # what a file costs, in files of one picture
OF_WEIGHT = 2  # pictures of a basket that cost as much as a file of one picture


class NoFileError(Exception):
    """Say in the reader's language why there is no file at an address."""

    def __init__(self, told: str, wrong: str = "") -> None:
        self.wrong = wrong  # the names of the choices whose value does not exist
        super().__init__(told)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its kind, and what was selected, every key of it."""

    kind: str  # "" where a file is of no single kind
    selected: tuple[tuple[str, str], ...]
    title: str = ""  # the reader's own


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that an address asks for and that can be made; equal ones are the same bytes."""

    what: str  # "map", "pack", "basket" …
    form: str  # "pptx", "zip" …
    language: Language
    pictures: tuple[Picture, ...]
    build: str  # whose numbers stand in it
    stamp: str  # what else a file says of its build: status, day …
    base: str  # where this server is reached: links in the file begin so
    shape: ImageShape = ImageShape.WIDE  # of an image

    def digest(self, code: str) -> str:
        """Return a hash of everything that decides on the bytes; code: which version of the programs makes them."""
        return sha256(f"{code} {self.to_json()}".encode()).hexdigest()[:32]

    def address(self) -> str:
        """Return the one address of this file, from its folder."""
        view: dict[str, Any] = {} if self.what == EVERYTHING else dict(self.pictures[0].selected)
        if self.what == BASKET:
            view = {ITEM: [Item(one.kind, dict(one.selected), one.title).encode() for one in self.pictures]}
        if self.shape is not ImageShape.WIDE:
            view[SHAPE] = self.shape
        query = urlencode({**view, "lang": self.language, "build": self.build}, doseq=True)
        return f"{self.what}.{self.form}?{query}"

    @property
    def weight(self) -> int:
        """How much work it is, in files of one picture."""
        return WEIGHTS.get(self.what, max(1, len(self.pictures) // OF_WEIGHT))

    def to_json(self) -> str:
        """Write it on one line for the process that makes the file."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what `to_json` wrote."""
        read = json.loads(text)
        pictures = tuple(
            Picture(one["kind"], tuple(map(tuple, one["selected"])), one["title"]) for one in read.pop("pictures")
        )
        return cls(
            **{**read, "language": Language(read["language"]), "pictures": pictures, "shape": ImageShape(read["shape"])}
        )


def told_stamp(choices: Choices) -> str:
    """Return what a file says of its build beside the build itself, and which build tells of an old version."""
    return f"{choices.stamp} {choices.told_by}".rstrip()


def language_of(query: QueryParams) -> Language:
    """Return the language that an address names, or Finnish."""
    return next((known for known in Language if known == query.get("lang")), Language.FI)


def read_address(
    name: str, query: QueryParams, choices: Choices, build: str, base: str, *, forms: Forms = FORMS
) -> Wanted:
    """Check an address against what a build offers; raise NoFileError, or NoEditionError for a kept picture.

    name: "map.pptx"; build: the one that answers, whichever the address names; base: of this server; forms: what can be
    asked for.
    """
    what, _, form = name.rpartition(".")
    twice = any(len(query.getlist(key)) > 1 for key in query if key != ITEM)
    if twice or form not in forms.get(what, ()):
        raise NoFileError(word("take_not_there", choices.language))
    if what == BASKET:
        pictures = _kept(query.getlist(ITEM), choices)
    elif what == KIT:
        pictures = [Picture("", _kit(query, choices))]
    elif what == CONTRIBUTION:
        pictures = [Picture("", _draft(query, choices))]
    else:
        kind = what if what in VIEW_KINDS else ""
        pictures = [Picture(kind, _selected({} if what == EVERYTHING else query, choices))]
    shape = _shape(what, form, query.get(SHAPE, ""), choices.language)
    return Wanted(what, form, choices.language, tuple(pictures), build, told_stamp(choices), base, shape)


def _shape(what: str, form: str, given: str, language: Language) -> ImageShape:
    """Read the shape of an image, or that a slide shall hold one; raise NoFileError for a shape that there is not."""
    if form not in IMAGES:
        as_image = given == ImageShape.SLIDE and form == "pptx" and what in VIEW_KINDS
        return ImageShape.SLIDE if as_image else ImageShape.WIDE
    if given not in ("", *IMAGE_SHAPES):
        raise NoFileError(word("take_not_there", language))
    return ImageShape(given or ImageShape.WIDE)


def _kit(query: Mapping[str, str], choices: Choices) -> tuple[tuple[str, str], ...]:
    """Read whose kit it is, and in which languages; raise NoFileError for a place that there is not."""
    place = query.get(PLACE_KEY, "")
    languages = query.get(LANGUAGES_KEY, "")
    if place and place not in collecting_areas(choices):
        keys = word("collect_choose_place", choices.language)
        raise NoFileError(word("take_wrong_value", choices.language, keys=keys))
    if languages not in ("", ALL_LANGUAGES):
        raise NoFileError(word("take_not_there", choices.language))
    return ((LANGUAGES_KEY, languages), (PLACE_KEY, place))


def _draft(query: Mapping[str, str], choices: Choices) -> tuple[tuple[str, str], ...]:
    """Read the view and the goal that a workbook begins with: nothing where the address names no deadline."""
    if DEADLINE_KEY not in query:
        return ()
    tried = read_tried(query)
    if tried.deadline is None or (query.get(TARGET_KEY) and tried.target is None):
        raise NoFileError(word("take_not_there", choices.language))
    return (*_selected(query, choices), *tried.address().items())


def _kept(items: list[str], choices: Choices) -> list[Picture]:
    """Read the pictures that a basket lists, each as `Item.encode` writes it."""
    if not 0 < len(items) <= MOST_KEPT:
        raise NoFileError(word("take_basket_size", choices.language, most=MOST_KEPT))
    try:
        decoded = [decode(text, VIEW_KINDS) for text in items]
    except ValueError as error:
        raise NoFileError(word("take_not_there", choices.language)) from error
    return [Picture(item.kind, _selected(item.selected, choices), item.title) for item in decoded]


def _selected(given: Mapping[str, str], choices: Choices) -> tuple[tuple[str, str], ...]:
    """Check a view; raise NoFileError for values that do not exist: no other picture is given in its place."""
    choices = choices_for(given, choices)
    selected, wrong = check({**given, "lang": choices.language}, {}, choices)
    if wrong:
        keys = ", ".join(word(f"choose_{key}", choices.language) for key in wrong)
        raise NoFileError(word("take_wrong_value", choices.language, keys=keys), keys)
    return tuple(sorted(selected.items()))


def choices_for(given: Mapping[str, str], choices: Choices) -> Choices:
    """Return what the old version that a view names offers, or what answers otherwise."""
    named = given.get(EDITION_KEY)
    return choices_of(edition_database(data_folder(), named), choices.language) if named else choices
