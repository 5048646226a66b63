"""A request, checked: which database, which language, which part of which indicator.

What is wrong is refused in words that name the parameter and the value; nothing else is given in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from contract.cell_key import KeyParts, area_key
from contract.codes import Language
from contract.pointer import build_of
from pages.server.api.problems import RefusalError
from pages.server.databases import choices_of, kept_build, published
from pages.server.figures.reading import key_of
from pages.server.old_editions import NoEditionError, edition_database, released_build
from picture.export.announce.site import Site
from picture.query.choices import Choices
from picture.query.model import View
from picture.query.programs.part import Part
from picture.query.selection import NEWEST, check, options, view_of

PREFIX = "/api/v1"
ALWAYS = ("lang", "build", "edition")
CELL = "cell"  # the key of one figure (contract/cell_key.py)
ENTRY = "id"  # of an entry of the register
URL = "url"  # the address of a page, for which oEmbed is asked
FORMAT = "format"  # of the answer of oEmbed
SIZES = ("maxwidth", "maxheight")
TEXTS = (ENTRY, URL, FORMAT, *SIZES)  # parameters that whoever answers checks
ONCE = frozenset({*ALWAYS, "division", CELL, *TEXTS})
PART = ("level", "area", "period", "group", "division")
OFFERED = (*PART, "indicator")  # parameters whose values are offered by the database
CODES = {"indicator": "indicators", "level": "areas", "area": "areas", "period": "periods", "group": "groups"}
Values = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for something in a picture."""

    base: str  # the address of the interface: https://example.fi/api/v1
    path: Path  # the database that answers
    choices: Choices
    names: Mapping[str, str]  # what stands in the address itself: an indicator, a code list
    values: Values  # the other parameters, checked, each value once and in the order of the code lists
    named: bool  # whether the address names the build
    instead: bool  # the last whole picture stands in for the published one, which cannot be read

    @property
    def language(self) -> Language:
        return self.choices.language

    @property
    def build(self) -> str:
        return self.choices.stamp.build

    @property
    def view(self) -> View:
        """Return the view of the indicator, on the division that was asked for."""
        division = self.values.get("division", (NEWEST,))[0]
        given = {"indicator": self.names["indicator"], "division": division, "lang": self.language}
        return view_of(check(given, {}, self.choices)[0], self.choices)

    @property
    def cell(self) -> KeyParts:
        """Return the key of the figure that was asked for."""
        return KeyParts(*self.values[CELL][0].split("/"))

    @property
    def part(self) -> Part:
        """Return which numbers of the indicator were asked for."""
        areas = {area_key(area.level, area.code): (area.level, area.code) for area in self.choices.areas}
        return Part(
            levels=self.values.get("level", ()),
            areas=tuple(areas[key] for key in self.values.get("area", ())),
            periods=self.values.get("period", ()),
            groups=tuple(_pair(key) for key in self.values.get("group", ())),
        )

    @property
    def site(self) -> Site:
        """Return where the pages are."""
        return Site(self.base.removesuffix(PREFIX), self.language)

    def address(self, path: str, *, values: bool = False) -> str:
        """Return the lasting address of something in this build; values: narrowed as this request is."""
        narrowed = {key: ",".join(given) for key, given in self.values.items()} if values else {}
        return f"{self.base}{path}?{urlencode({**narrowed, 'lang': self.language, 'build': self.build}, safe=',')}"


def language_of(query: QueryParams) -> Language:
    """Return the asked language; Finnish where none is asked for, or one that there is not."""
    return next((language for language in Language if language == query.get("lang")), Language.FI)


def read_asked(base: str, folder: Path, names: Mapping[str, str], query: QueryParams, keys: Sequence[str]) -> Asked:
    """Check a request. keys: its parameters. Raise RefusalError or NoDatabaseError."""
    check_keys(query, (*keys, *ALWAYS))
    path, instead = _database(folder, query.get("build"), query.get("edition"))
    choices = choices_of(path, language_of(query))
    if choices.stamp.build != query.get("build", choices.stamp.build):  # a file under another's name
        raise _no_build(query["build"])
    offered = {**options(choices), "level": tuple(dict.fromkeys(area.level for area in choices.areas))}
    if names.get("indicator", "") not in ("", *offered["indicator"]):
        raise RefusalError(
            HTTPStatus.NOT_FOUND, "api_wrong_value", parameter="indicator", value=names["indicator"], codes="indicators"
        )
    given = {key: _values(key, query, offered[key]) for key in keys if key in OFFERED and key in query}
    if CELL in keys:
        given[CELL] = (_cell(query.get(CELL, "")),)
    given |= {key: (query.get(key, ""),) for key in TEXTS if key in keys}
    return Asked(base, path, choices, names, given, named="build" in query, instead=instead)


def check_keys(query: QueryParams, keys: Sequence[str]) -> None:
    """Refuse parameters that there are not, and a wrong language."""
    for key in query:
        if key not in keys:
            allowed = ", ".join(keys)
            raise RefusalError(HTTPStatus.BAD_REQUEST, "api_wrong_parameter", parameter=key, value="", allowed=allowed)
    for key in ONCE & set(query):
        if len(query.getlist(key)) > 1:
            raise RefusalError(HTTPStatus.BAD_REQUEST, "api_given_twice", parameter=key, value=query[key])
    if "lang" in query and query["lang"] not in set(Language):
        allowed = ", ".join(Language)
        raise RefusalError(
            HTTPStatus.BAD_REQUEST, "api_wrong_language", parameter="lang", value=query["lang"], allowed=allowed
        )


def _database(folder: Path, build: str | None, edition: str | None) -> tuple[Path, bool]:
    """Return the database of the named edition or build, else the published one, and whether that one stands in.

    None ever answers in the name of another.
    """
    if edition is not None:
        try:
            return edition_database(folder, edition), False
        except NoEditionError as error:
            status = HTTPStatus.NOT_FOUND
            raise RefusalError(
                status, error.key, parameter="edition", value=edition, edition=error.edition, version=error.version
            ) from error
    served = published(folder)
    if build is None or build == build_of(served.path):
        return served.path, served.instead and build is None
    path = released_build(folder, build) or kept_build(folder, build)
    if path is None:
        raise _no_build(build)
    return path, False


def _no_build(build: str) -> RefusalError:
    return RefusalError(HTTPStatus.NOT_FOUND, "api_no_build", parameter="build", value=build)


def _values(key: str, query: QueryParams, offered: Iterable[str]) -> tuple[str, ...]:
    """Split the values of a parameter, given several times or with commas; return them in the order offered."""
    known = list(offered)
    given = set(chain.from_iterable(text.split(",") for text in query.getlist(key)))
    wrong = sorted(given - set(known))
    if wrong and key == "division":
        allowed = ", ".join(known)
        raise RefusalError(HTTPStatus.BAD_REQUEST, "api_wrong_division", parameter=key, value=wrong[0], allowed=allowed)
    if wrong:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "api_wrong_value", parameter=key, value=wrong[0], codes=CODES[key])
    if key in ONCE and len(given) > 1:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "api_given_twice", parameter=key, value=min(given))
    return tuple(value for value in known if value in given)


def _cell(text: str) -> str:
    """Return the key of a figure; refuse what is none."""
    if key_of(text) is None:
        raise RefusalError(HTTPStatus.BAD_REQUEST, "api_wrong_cell", parameter=CELL, value=text)
    return text


def _pair(key: str) -> tuple[str, str]:
    dim, _, code = key.partition(".")
    return dim, code
