"""The usual views, made ready before anybody asks: when the server starts, and when a new build is published.

A thread of its own makes them one after the other and rests in between, so that readers hardly notice.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event, Thread
from time import thread_time
from typing import Any

import duckdb

from contract.cell_key import area_key
from contract.codes import Language, Level
from contract.errors import UserError
from pages.ready.answers import PAGE_ANSWERS, PROFILE, PageAnswer, ready
from pages.ready.store import store
from pages.server.databases import DatabaseFile, choices_of, connection, file_at, published
from pages.server.settings import read_settings
from picture.answers.question import PageQuestion
from picture.query.choices import Choices
from picture.query.selection import check, selected_areas
from picture.views import view_on

LOOK_SECONDS = 2.0  # between two looks for a new build
REST = 3  # times as long as an answer took: a quarter of a processor at most
PATIENCE = 5.0  # seconds until the server ends without the thread


class Filling:
    """Looks for new builds until it is stopped; lets go of the answers of earlier ones and makes the usual anew."""

    def __init__(self, folder: Path, *, fill: bool, rest: float = REST) -> None:
        self.folder = folder
        self.fill = fill
        self.rest = rest
        self.over = Event()

    @asynccontextmanager
    async def lifespan(self, _app: object) -> AsyncIterator[None]:
        """Work as long as the server runs."""
        thread = Thread(target=self.run, name="filling", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.over.set()
            thread.join(PATIENCE)

    def run(self) -> None:
        """Look for a new build again and again."""
        seen: DatabaseFile | None = None
        while not self.over.is_set():
            seen = self.look(seen)
            self.over.wait(LOOK_SECONDS)

    def look(self, seen: DatabaseFile | None) -> DatabaseFile | None:
        """Return the database that is published now; when it is another one than before, fill."""
        try:
            file = file_at(published(self.folder).path)
            if file != seen:
                store(file).forget(lambda key: key[0] != file)
                self._fill(file)
        except (UserError, duckdb.Error) as error:  # nothing is published, or it went while it was read
            logging.getLogger(__name__).info("no views are made ready: %s", type(error).__name__)
            return None
        return file

    def _fill(self, file: DatabaseFile) -> None:
        if not (self.fill and store(file).most):
            return
        site = read_settings().url
        for language in Language:
            choices = choices_of(file.path, language)
            for of, selected in usual(choices):
                if self.over.is_set():
                    return
                start = thread_time()
                view = view_on(of.page, selected, choices)
                ready(file, of, PageQuestion(connection(file.path).cursor, choices, view, selected, site=site))
                self.over.wait(self.rest * (thread_time() - start))


def usual(choices: Choices) -> Iterator[tuple[PageAnswer[Any], dict[str, str]]]:
    """Yield what readers look at first: every page as it opens, then the profile of every region."""
    opening, _ = check({}, {}, choices)
    for of in PAGE_ANSWERS.values():
        yield of, opening
    for area in selected_areas(choices, Level.MAAKUNTA):
        yield PROFILE, opening | {"area": area_key(area.level, area.code)}
