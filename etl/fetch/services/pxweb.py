"""PxWeb v1 (StatFin, kototietokanta): ask for a declared table, and read the responses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
import polars as pl

from contract.errors import UserError
from etl.fetch.services.batching import Selection, batches
from etl.fetch.services.cache import ResponseCache, StoredResponse
from etl.fetch.services.client import Response, ServiceClient
from etl.fetch.services.declarations import PxWeb
from etl.fetch.services.metadata import read_metadata, resolve
from etl.read.cube_mapping import map_cells
from etl.read.formats.cubes.jsonstat import read_cube
from etl.read.formats.table import ROW, SourceTable

Progress = Callable[[int, int], None]  # calls made, calls in all


class Config(msgspec.Struct, frozen=True):
    """What a service tells about its limits (`?config`); the help page says less and is not kept to."""

    max_cells: int = msgspec.field(name="maxCells", default=100_000)
    max_calls: int = msgspec.field(name="maxCalls", default=10)
    window: float = msgspec.field(name="timeWindow", default=10)


def fetch(queries: Sequence[PxWeb], client: ServiceClient, cache: ResponseCache, progress: Progress) -> None:
    """Ask for every query in as few calls as the limits allow; store the responses. Raise UserError."""
    config = _config(client)
    tables = [find_table(query, client) for query in queries]
    if not all(cache.holds(response.url, response.content) for _, response in tables):
        cache.clear()
    calls = []
    for number, (query, (path, response)) in enumerate(zip(queries, tables, strict=True)):
        cache.store("metadata", number, response)
        wanted = resolve(read_metadata(response.content, response.url), query, response.url)
        calls += [
            (number, path, response.url, query_body(part)) for part in batches(wanted.selection, config.max_cells)
        ]
    for done, (number, path, url, body) in enumerate(calls):
        progress(done, len(calls))
        cache.get_or_fetch("data", number, url, body, partial(client.post, path, body))
    progress(len(calls), len(calls))


def read(query: PxWeb, responses: Sequence[StoredResponse], folder: Path) -> pl.DataFrame:
    """Read the responses of one query: `indicator period level area geo_year group_dim group_code value`, statuses."""
    head = next(response for response in responses if response.role == "metadata")
    mapping = resolve(read_metadata((folder / head.file).read_bytes(), head.url), query, head.url).mapping
    data = [response for response in responses if response.role == "data"]
    return pl.concat(map_cells(_cells(response, folder), mapping) for response in data).drop(ROW)


def query_body(selection: Selection) -> str:
    """Write a query: every variable by its values, so that neither elimination nor a new value changes the response."""
    query = [{"code": code, "selection": {"filter": "item", "values": list(v)}} for code, v in selection.items()]
    return msgspec.json.encode({"query": query, "response": {"format": "json-stat2"}}).decode()


def _config(client: ServiceClient) -> Config:
    """Ask for the limits and keep to them from now on."""
    response = client.try_get("/?config", missing=(400, 404))
    config = msgspec.json.decode(response.content, type=Config) if response else Config()
    client.pace.calls = config.max_calls
    client.pace.window = config.window
    return config


def find_table(query: PxWeb, client: ServiceClient) -> tuple[str, Response]:
    """Return the path of the first table id that the service knows, and its metadata."""
    for table in query.table:
        path = f"/{table.strip('/')}"
        response = client.try_get(path, missing=(400, 404))
        if response:
            return path, response
    raise UserError("table_unknown", path=client.service.url, found=query.table)


def _cells(response: StoredResponse, folder: Path) -> SourceTable:
    """Parse one response; it must hold exactly the cells that were asked for."""
    cells = read_cube(folder / response.file)
    asked = msgspec.json.decode(response.body)["query"]
    wanted = {one["code"]: set(one["selection"]["values"]) for one in asked}
    got = {name: set(cells.frame[name].unique()) for name in cells.frame.columns[1:-2]}
    for name in {*wanted, *got}:
        if got.get(name) != wanted.get(name):
            more = sorted(got.get(name, set()) ^ wanted.get(name, set()))[:5]
            raise UserError("cells_not_as_asked", path=response.url, column=name, found=more)
    return cells
