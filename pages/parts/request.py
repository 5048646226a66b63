"""What the address asks of a page: the published database, the language and the view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import streamlit as st
from markupsafe import Markup
from streamlit.runtime.scriptrunner import get_script_run_ctx

from contract.codes import Language, Level
from pages.parts.basket.kept import OWN, SHARED, take_basket
from pages.ready.answers import PAGE_ANSWERS, PageAnswer, ready
from pages.ready.finished_figure import FinishedFigure
from pages.ready.store import frames, store
from pages.server.databases import DatabaseFile, choices_of, connection, file_at, published
from pages.server.limits.addresses import network_of
from pages.server.limits.admission import Client
from pages.server.old_editions import database_for
from pages.server.settings import data_folder, read_settings
from picture.answers.question import PageQuestion
from picture.html.choosing.choice_field import Sections, choice_field
from picture.query.collect.asked import collecting_areas
from picture.query.model import Area
from picture.query.selection import EDITION_KEY, check
from picture.views import view_on

T = TypeVar("T")
LANGUAGES = frozenset(Language)


@dataclass(frozen=True)
class Request(PageQuestion):
    """What one run of one page is asked, with a cursor of its own on the database that answers."""

    page: str
    file: DatabaseFile  # the database as it stood when the run began; its name tells the build
    instead: bool  # it stands in for the one that should be served, which cannot be read
    wrong: tuple[str, ...]  # keys whose value in the address does not exist
    unknown: Area | None = None  # the municipality that the address asks for, where nothing is known of it alone

    def answer(self, of: PageAnswer[T]) -> T:
        """Return what a page shows of this view, ready or made now."""
        return ready(self.file, of, self)

    def cached(self, name: str, make: Callable[[], T]) -> T:
        """Return what this page makes of this view under a name; made once for all readers, and changed by nobody."""
        made: T = store(self.file).get_or_make((self.file, (name, *PAGE_ANSWERS[self.page].key(self))), make)
        return made

    def written(self, name: str, write: Callable[[], Markup]) -> Markup:
        """Return HTML of this page whose links hold this very view; written once for all readers."""
        return frames().get_or_make((self.file, (name, self.page, *self.whole_view)), write)

    @cached_property
    def whole_view(self) -> tuple[tuple[str, str], ...]:
        """Everything that is selected."""
        return tuple(self.selected.items())

    def figure(self, name: str, make: Callable[[], dict[str, Any]]) -> FinishedFigure:
        """Return a figure, finished once: given a plain dict, Streamlit has it checked at every rerun."""
        return self.cached(name, lambda: FinishedFigure(make()))


def read_request(page: str) -> Request:
    """Read address, session and database into one value.

    Raise NoDatabaseError when nothing is published, NoEditionError for a version that cannot be shown.
    """
    served = published(data_folder())
    asked = st.query_params.to_dict()
    path = database_for(data_folder(), asked, served.path)
    file = file_at(path)
    kept: dict[str, str] = st.session_state.setdefault("choice", {})
    choices = choices_of(file.path, language_of(asked, kept))
    selected, wrong = check(asked, kept, choices)
    st.session_state["choice"] = selected
    others = {key: value for key, value in asked.items() if key not in {OWN, SHARED, EDITION_KEY}}
    # always, and in one message: a link to another view of the same page does not change the browser's address
    st.query_params.from_dict({**others, **selected, **take_basket(page, asked)})
    view = view_on(page, selected, choices)
    instead = served.instead and path == served.path
    place = collecting_areas(choices).get(asked["area"]) if "area" in wrong else None
    unknown = place if place and place.level == Level.KUNTA else None
    wrong = tuple(key for key in wrong if unknown is None or key != "area")
    site = read_settings().url
    cursor = connection(file.path).cursor
    return Request(cursor, choices, view, selected, page, file, instead, wrong, unknown, site=site)


def site_address() -> str:
    """Return where readers find this site, with its last slash: as the operator or else as the browser names it."""
    public = read_settings().url
    return f"{public}/" if public else f"{(st.context.url or '').rpartition('/')[0]}/".removeprefix("/")


def asking() -> Client:
    """Return who asks for this run."""
    context = get_script_run_ctx(suppress_warning=True)
    return Client("" if context is None else context.session_id, network_of(st.context.ip_address or "127.0.0.1"))


def choose(key: str, value: str) -> None:
    """Change one thing in the view; the address follows."""
    st.session_state["choice"][key] = st.query_params[key] = value


def language_of(asked: Mapping[str, str], kept: Mapping[str, str]) -> Language:
    """Take the address, then what was chosen before, then the browser's language, then Finnish."""
    for code in (asked.get("lang"), kept.get("lang")):
        if code in LANGUAGES:
            return Language(code)
    browser = (st.context.locale or "").partition("-")[0]  # asked last: it costs more than all else here
    return Language(browser) if browser in LANGUAGES else Language.FI


def select(key: str, label: str, options: Mapping[str, str], value: str) -> Markup:
    """Write a field that lives in the address; `options` maps the value in the address to the words shown."""
    return select_from(key, label, {"": options}, value)


def select_from(key: str, label: str, sections: Sections, value: str) -> Markup:
    """Write the same with options under titles."""
    return choice_field(key, label, sections, value, st.session_state["choice"])
