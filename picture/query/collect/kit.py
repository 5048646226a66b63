"""Everything of the published database that a kit is made of, in each of its languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from contract.codes import Language
from picture.query.choices import read_stamp
from picture.query.collect.places import CollectingPlace, read_fewest, read_places
from picture.query.collect.questionnaire import Questionnaire, read_questionnaire
from picture.query.model import Stamp


@dataclass(frozen=True, slots=True)
class KitContent:
    """What is asked, where and by which edition. Mappings are keyed by language, in the order of the kit."""

    forms: Mapping[Language, Questionnaire]
    places: Mapping[Language, CollectingPlace | None]  # in every language; None: wherever it is used
    stamp: Stamp
    fewest: int  # with fewer answers nothing is published

    @property
    def languages(self) -> tuple[Language, ...]:
        """Return the languages of the kit, the first one leading."""
        return tuple(self.forms)

    @property
    def key(self) -> str:
        """Return the key of the place, as in addresses; "" where there is none."""
        place = self.places[self.languages[0]]
        return place.key if place else ""


def read_kit(
    con: duckdb.DuckDBPyConnection, languages: Sequence[Language], key: str = "", indicators: Collection[str] = ()
) -> KitContent:
    """Read a kit; raise KeyError for a place or an indicator that there is not. key: of the place; "" = any place."""
    places = {language: _place(con, language, key) for language in Language}
    forms = {language: read_questionnaire(con, language, indicators) for language in languages}
    return KitContent(forms, places, read_stamp(con, languages[0]), read_fewest(con))


def _place(con: duckdb.DuckDBPyConnection, language: Language, key: str) -> CollectingPlace | None:
    return {one.key: one for one in read_places(con, language)}[key] if key else None
