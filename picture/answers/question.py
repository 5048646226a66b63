"""What a page is asked: a view, and the database that answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import duckdb

from contract.codes import Language
from picture.query.choices import Choices
from picture.query.model import View


@dataclass(frozen=True)  # no slots: most questions have an answer already, and never open a cursor
class PageQuestion:
    """A view, and the database that answers."""

    connect: Callable[[], duckdb.DuckDBPyConnection]
    choices: Choices
    view: View
    selected: Mapping[str, str]  # checked, as the address carries it
    site: str = field(default="", kw_only=True)  # where readers find the pages, without a slash at the end; "" unknown
    # whether it is asked for a page that stands still: without scripts, search, and files made on demand
    still: bool = field(default=False, kw_only=True)

    @cached_property
    def con(self) -> duckdb.DuckDBPyConnection:
        """A cursor of its own on the database, opened when something is asked."""
        return self.connect()

    @property
    def language(self) -> Language:
        """The language of the view."""
        return self.view.language
