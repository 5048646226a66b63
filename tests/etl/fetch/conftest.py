"""A data folder, the stand-ins of the services, and clients that do not wait long for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.config.catalogue.catalogue import read_catalogue
from etl.fetch.fetch_source import FetchContext, Fetched, fetch_source
from etl.fetch.services.declarations import Declaration, Service, read_declarations
from etl.fetch.snapshot import install
from geo.classification import read_classification
from tests.standins.country import statfin
from tests.standins.pxweb import PxWeb
from tests.standins.sotkanet import Sotkanet

DECLARED = {one.id: one for one in read_declarations()}
SOME_YEARS = ("2023", "2024", "2025")  # enough for everything but the count of calls
QUICK = {"attempts": 4, "wait_seconds": 0.01, "timeout_seconds": 1.5}  # a loaded machine answers late


def quiet(done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Fetching:
    """What a test works with: a data folder, and how one fetches into it."""

    context: FetchContext

    def fetch(self, declaration: Declaration | str, url: str) -> Fetched:
        one = DECLARED[declaration] if isinstance(declaration, str) else declaration
        return fetch_source(one, Service(url=url, **QUICK), self.context, quiet)

    def take(self, declaration: Declaration | str, url: str) -> Path:
        fetched = self.fetch(declaration, url)
        folder = install(fetched.prepared, self.context.data / "sources")
        fetched.cache.remove()
        return folder


@pytest.fixture
def fetching(tmp_path: Path) -> Fetching:
    return Fetching(FetchContext(tmp_path, read_catalogue(), read_classification()))


@pytest.fixture
def px() -> Iterator[PxWeb]:
    with PxWeb(statfin(SOME_YEARS)) as stand_in:
        yield stand_in


@pytest.fixture
def thl() -> Iterator[Sotkanet]:
    with Sotkanet() as stand_in:
        yield stand_in
