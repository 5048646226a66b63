"""Fetch one source, or make its table again from the answers that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from contract.refused import Refused
from etl.config.card import SourceCard, read_cards
from etl.config.catalogue.catalogue import Catalogue
from etl.fetch import diff as news
from etl.fetch.complete import Harvest, derive
from etl.fetch.services import pxweb, sotkanet
from etl.fetch.services.cache import Desk
from etl.fetch.services.client import Transport
from etl.fetch.services.declarations import Declared, Service
from etl.fetch.services.pxweb import Progress
from etl.fetch.snapshot import Prepared, is_fetched, prepare, read_snapshot
from etl.read.aggregates import read_aggregates
from etl.read.observations import SCHEMA
from geo.classification import Classification

DESK = "fetching"  # beside sources/: what an interrupted run has got so far


@dataclass(frozen=True, slots=True)
class World:
    """What fetching needs to know of the rest: where the data lie, the catalogue, the areas."""

    data: Path
    catalogue: Catalogue
    areas: Classification


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source that is ready to be put into data/sources, and what it changes."""

    harvest: Harvest
    observations: pl.DataFrame
    prepared: Prepared
    news: tuple[str, ...]
    lost: int  # observations with a value that would be gone
    desk: Desk
    calls: int


def fetch(declared: Declared, service: Service, world: World, progress: Progress) -> Fetched:
    """Ask the service for everything that a source declares; raise Refused; what has come is kept for the next run."""
    desk = Desk(world.data / DESK / declared.id)
    with Transport(service) as transport:
        if declared.pxweb:
            pxweb.fetch(declared.pxweb, transport, desk, progress)
        else:
            sotkanet.fetch(declared.sotkanet, transport, desk, progress)
    return _prepared(Harvest(declared, desk.answers, desk.folder), world, desk, len(desk.answers) - desk.reused)


def again(declared: Declared, world: World) -> Fetched:
    """Make a source's table again from its newest snapshot, without a network; raise Refused."""
    cards = _in_force(declared, world)
    if not cards:
        raise Refused(world.data / "sources" / declared.folder, "there is no snapshot", do="Fetch it with a connection")
    desk = Desk(world.data / DESK / declared.id)
    harvest = Harvest(declared, read_snapshot(cards[-1]).answers, cards[-1].path.parent)
    return _prepared(harvest, world, desk, 0)


def _prepared(harvest: Harvest, world: World, desk: Desk, calls: int) -> Fetched:
    observations = derive(harvest, world.areas)
    cards = _in_force(harvest.declared, world)
    replaces = sorted({period for card in cards for period in (card.period, *card.replaces)})
    ready = prepare(harvest, observations, replaces, desk.folder / "ready")
    after = read_aggregates(ready.card, world.catalogue, world.areas)
    read = [read_aggregates(card, world.catalogue, world.areas) for card in cards if card.kind == "aggregates"]
    before = pl.concat([pl.DataFrame(schema=SCHEMA), *read])
    lines = [*news.numbers(before, after), *_metadata_news(cards, harvest)]
    return Fetched(harvest, observations, ready, tuple(lines), news.removed(before, after).height, desk, calls)


def _metadata_news(cards: Sequence[SourceCard], harvest: Harvest) -> list[str]:
    if not cards or not is_fetched(cards[-1]):
        return []  # nothing was fetched before
    before = Harvest(harvest.declared, read_snapshot(cards[-1]).answers, cards[-1].path.parent)
    return list(news.metadata(before, harvest))


def _in_force(declared: Declared, world: World) -> list[SourceCard]:
    sources = world.data / "sources"
    if not (sources / declared.folder).is_dir():
        return []
    return [card for card in read_cards(sources, float("inf")) if card.id == declared.folder]
