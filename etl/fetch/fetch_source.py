"""Fetch one source, or rebuild its table from the responses that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl

from contract.errors import UserError
from etl.config.card import SourceCard, read_cards
from etl.config.catalogue.catalogue import Catalogue
from etl.fetch.complete import Responses, observations_of
from etl.fetch.diff import diff_metadata, diff_numbers, lost_observations
from etl.fetch.notes import check_fetched_notes
from etl.fetch.services import pxweb, sotkanet
from etl.fetch.services.cache import ResponseCache
from etl.fetch.services.client import ServiceClient
from etl.fetch.services.declarations import Declaration, Service
from etl.fetch.services.pxweb import Progress
from etl.fetch.snapshot import PreparedSnapshot, is_fetched, prepare, read_snapshot
from etl.read.aggregates import read_aggregates
from etl.read.observations import SCHEMA
from geo.classification import Classification

INTERRUPTED = "fetching"  # beside sources/: what an interrupted run has got so far


@dataclass(frozen=True, slots=True)
class FetchContext:
    """What fetching needs besides a declaration: where the data lie, the catalogue, the areas."""

    data: Path
    catalogue: Catalogue
    areas: Classification


@dataclass(frozen=True, slots=True)
class Fetched:
    """A source that is ready to be put into data/sources, and what it changes."""

    responses: Responses
    observations: pl.DataFrame
    prepared: PreparedSnapshot
    differences: tuple[str, ...]
    lost: int  # observations with a value that would be gone
    cache: ResponseCache
    calls: int


def fetch_source(declaration: Declaration, service: Service, context: FetchContext, progress: Progress) -> Fetched:
    """Ask the service for everything that a source declares; raise UserError; what came is kept for the next run."""
    cache = ResponseCache(context.data / INTERRUPTED / declaration.id)
    with ServiceClient(service) as client:
        if declaration.pxweb:
            pxweb.fetch(declaration.pxweb, client, cache, progress)
        else:
            sotkanet.fetch(declaration.sotkanet, client, cache, progress)
    return _prepared(
        Responses(declaration, cache.responses, cache.folder), context, cache, len(cache.responses) - cache.reused
    )


def rebuild_offline(declaration: Declaration, context: FetchContext) -> Fetched:
    """Rebuild a source's table from its newest snapshot, without a network; raise UserError."""
    cards = _in_force(declaration, context)
    if not cards:
        raise UserError("snapshot_missing", path=context.data / "sources" / declaration.folder)
    cache = ResponseCache(context.data / INTERRUPTED / declaration.id)
    responses = Responses(declaration, read_snapshot(cards[-1]).responses, cards[-1].path.parent)
    return _prepared(responses, context, cache, 0)


def _prepared(responses: Responses, context: FetchContext, cache: ResponseCache, calls: int) -> Fetched:
    observations = observations_of(responses, context.areas)
    check_fetched_notes(responses, context.catalogue)
    cards = _in_force(responses.declaration, context)
    replaces = sorted(set(chain.from_iterable((card.period, *card.replaces) for card in cards)))
    ready = prepare(responses, observations, replaces, cache.folder / "ready")
    after, *read = (
        read_aggregates(card, context.catalogue, context.areas).select(list(SCHEMA))
        for card in (ready.card, *cards)
        if card.kind == "aggregates"
    )
    before = pl.concat([pl.DataFrame(schema=SCHEMA), *read])
    lines = [*diff_numbers(before, after), *_metadata_differences(cards, responses)]
    return Fetched(responses, observations, ready, tuple(lines), lost_observations(before, after).height, cache, calls)


def _metadata_differences(cards: Sequence[SourceCard], responses: Responses) -> list[str]:
    if not cards or not is_fetched(cards[-1]):
        return []  # nothing was fetched before
    before = Responses(responses.declaration, read_snapshot(cards[-1]).responses, cards[-1].path.parent)
    return list(diff_metadata(before, responses))


def _in_force(declaration: Declaration, context: FetchContext) -> list[SourceCard]:
    sources = context.data / "sources"
    if not (sources / declaration.folder).is_dir():
        return []
    return [card for card in read_cards(sources, float("inf")) if card.id == declaration.folder]
