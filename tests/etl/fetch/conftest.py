"""A data folder, the stand-ins of the services, and clients that do not wait long for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from etl.config.catalogue.catalogue import read_catalogue
from etl.fetch.fetch_source import Fetched, World, fetch
from etl.fetch.services.declarations import Declared, Service, read_declared
from etl.fetch.snapshot import publish
from geo.classification import read_classification
from tests.standins.country import statfin
from tests.standins.pxweb import PxWeb
from tests.standins.sotkanet import Sotkanet

DECLARED = {one.id: one for one in read_declared()}
SOME_YEARS = ("2023", "2024", "2025")  # enough for everything but the count of calls
QUICK = {"attempts": 4, "wait_seconds": 0.01, "timeout_seconds": 1.5}  # a loaded machine answers late


def quiet(done: int, total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Desk:
    """What a test works with: a data folder, and how one fetches into it."""

    world: World

    def fetch(self, declared: Declared | str, url: str) -> Fetched:
        one = DECLARED[declared] if isinstance(declared, str) else declared
        return fetch(one, Service(url=url, **QUICK), self.world, quiet)

    def take(self, declared: Declared | str, url: str) -> Path:
        fetched = self.fetch(declared, url)
        folder = publish(fetched.prepared, self.world.data / "sources")
        fetched.desk.remove()
        return folder


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(World(tmp_path, read_catalogue(), read_classification()))


@pytest.fixture
def px() -> Iterator[PxWeb]:
    with PxWeb(statfin(SOME_YEARS)) as stand_in:
        yield stand_in


@pytest.fixture
def thl() -> Iterator[Sotkanet]:
    with Sotkanet() as stand_in:
        yield stand_in
