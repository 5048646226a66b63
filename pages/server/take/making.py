"""Make the file that an address asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from contract.codes import Language
from contract.pointer import NoDatabaseError
from pages.server.caching.compression import compress
from pages.server.databases import choices_of, connection
from pages.server.old_editions import NoEditionError, database_for
from pages.server.settings import data_folder, read_settings
from pages.server.take.address import BASKET, EMBED, EVERYTHING, Picture, Wanted, told_stamp
from picture.contributions import CONTRIBUTION, make_contribution
from picture.export.data_files import data_zip
from picture.export.embed.page import embed_page
from picture.export.image.draw import png, svg
from picture.export.image.sheet import ImageShape
from picture.export.item import ExportItem
from picture.export.meeting.deck import MEETING_DECKS
from picture.export.pptx.deck import image_deck, make_deck, picture_deck
from picture.export.programs.pictures import picture_json_stat
from picture.export.stamp import collection_name, image_name
from picture.export.track import Track
from picture.export.workbook.ods import ods_workbook
from picture.export.workbook.xlsx import workbook
from picture.kits import KIT, make_kit
from picture.packs import DOCUMENTS, PACK, make_document, make_meeting, make_pack
from picture.query.choices import Choices
from picture.query.collect.asked import ALL_LANGUAGES, LANGUAGES_KEY, PLACE_KEY
from picture.query.local.place import ask_places
from picture.query.numbers import ask_everything
from picture.query.selection import EDITION_KEY, view_of
from picture.views import VIEW_KINDS, ask_own, ask_view, everything_item, linked_item, under_title


def _slides(item: ExportItem) -> bytes:
    return picture_deck(item, read_settings().template)


COLLECTIONS: dict[str, Callable[[Sequence[ExportItem]], bytes]] = {
    "xlsx": workbook,
    "ods": ods_workbook,
    "zip": data_zip,
}
SINGLE: dict[str, Callable[[ExportItem], bytes]] = {"pptx": _slides, "json": picture_json_stat}
IMAGES: dict[str, Callable[[ExportItem, ImageShape], bytes]] = {"png": png, "svg": svg}


@dataclass(frozen=True, slots=True)
class File:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Maker:
    """The database that answers, what is asked of it, and what counts the parts of a long file."""

    wanted: Wanted
    database: Path
    con: duckdb.DuckDBPyConnection
    choices: Choices
    track: Track

    def file(self) -> File:
        documents = dict.fromkeys(DOCUMENTS, self._document)
        meetings = dict.fromkeys(MEETING_DECKS, self._meeting)
        zips = {PACK: self._pack, KIT: self._kit, EVERYTHING: self._everything}
        makers = {**zips, **documents, **meetings, BASKET: self._basket, CONTRIBUTION: self._contribution}
        return makers.get(self.wanted.what, self._picture)()

    def _picture(self) -> File:
        form = self.wanted.form
        item = self._item(self.wanted.pictures[0])
        shape = self.wanted.shape
        name = image_name(item.dataset, item.rules, form, shape)
        if form == EMBED:
            return File(name, compress(embed_page(item, self.wanted.base)))
        if form in IMAGES:
            return File(name, IMAGES[form](item, shape))
        if shape is ImageShape.SLIDE:
            return File(name, image_deck(item, read_settings().template))
        content = SINGLE[form](item) if form in SINGLE else COLLECTIONS[form]([item])
        return File(name, content)

    def _pack(self) -> File:
        return File(
            *make_pack(
                self.con,
                self.choices,
                dict(self.wanted.pictures[0].selected),
                self.wanted.base,
                template=read_settings().template,
                track=self.track,
            )
        )

    def _meeting(self) -> File:
        wanted = self.wanted
        made = make_meeting(
            self.con,
            self.choices,
            dict(wanted.pictures[0].selected),
            wanted.base,
            what=wanted.what,
            template=read_settings().template,
            track=self.track,
        )
        return File(*made)

    def _kit(self) -> File:
        """Make a kit, the language of the reader first."""
        asked = dict(self.wanted.pictures[0].selected)
        others = (one for one in Language if one is not self.wanted.language)
        languages = [self.wanted.language, *(others if asked[LANGUAGES_KEY] == ALL_LANGUAGES else ())]
        return File(*make_kit(self.con, languages, asked[PLACE_KEY], track=self.track))

    def _contribution(self) -> File:
        return File(*make_contribution(self.con, self.choices, dict(self.wanted.pictures[0].selected)))

    def _document(self) -> File:
        wanted = self.wanted
        selected = dict(wanted.pictures[0].selected)
        made = make_document(self.con, self.choices, selected, wanted.base, what=wanted.what, form=wanted.form)
        return File(*made)

    def _basket(self) -> File:
        items = [self._item(picture) for picture in self.wanted.pictures]
        synthetic = any(item.dataset.synthetic for item in items)
        form = self.wanted.form
        name = collection_name(self.choices, form, synthetic=synthetic)
        makers = {"pptx": self._deck, **COLLECTIONS}
        return File(name, makers[form](items))

    def _deck(self, items: Sequence[ExportItem]) -> bytes:
        return make_deck(items, read_settings().template, self.track)

    def _everything(self) -> File:
        view = view_of(dict(self.wanted.pictures[0].selected), self.choices)
        dataset = ask_everything(self.con, view, self.choices)
        name = collection_name(self.choices, self.wanted.form, synthetic=self.choices.stamp.synthetic)
        edition = f"&{EDITION_KEY}={view.edition}" if view.edition else ""
        seen_at = f"{self.wanted.base}/methods?lang={self.wanted.language}{edition}"
        return File(name, data_zip([everything_item(dataset, ask_places(self.con, self.choices), seen_at)]))

    def _item(self, picture: Picture) -> ExportItem:
        """Ask a view, of the version that it names, and link it to its page on this server."""
        kind = VIEW_KINDS[picture.kind]
        selected = dict(picture.selected)
        path = database_for(data_folder(), selected, self.database)
        choices = choices_of(path, self.wanted.language)
        with connection(path).cursor() as con:
            dataset = ask_view(con, kind, selected, choices)
            places = ask_own(con, kind, selected, choices)
        item = replace(linked_item(kind, dataset, self.wanted.base, selected), places=places)
        return under_title(item, picture.title)


def make_file(wanted: Wanted, database: Path, track: Track = iter) -> File:
    """Make one file from the database of its build; raise NoDatabaseError where that is another one or gone by now.

    track: counts the parts of a deck or a pack.
    """
    choices = choices_of(database, wanted.language)
    if told_stamp(choices) != wanted.stamp:
        raise NoDatabaseError("database_unreadable", database=database.name)
    try:
        with connection(database).cursor() as con:
            return _Maker(wanted, database, con, choices, track).file()
    except NoEditionError as error:  # it was there when the address was checked
        raise NoDatabaseError("database_unreadable", database=database.name) from error
