"""PxWeb v1 (StatFin, kototietokanta): ask for a declared table, and read what came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
import polars as pl

from contract.refused import Refused
from etl.fetch.services.batching import Selection, chunks
from etl.fetch.services.cache import Desk, Kept
from etl.fetch.services.client import Answer, Transport
from etl.fetch.services.declarations import PxWeb
from etl.fetch.services.metadata import Resolved, read_metadata, resolve
from etl.read.cube_mapping import STATUS
from etl.read.formats.jsonstat import parse

Progress = Callable[[int, int], None]  # calls made, calls in all


class Config(msgspec.Struct, frozen=True):
    """What a service tells about its limits (`?config`); the help page says less and is not kept to."""

    max_cells: int = msgspec.field(name="maxCells", default=100_000)
    max_calls: int = msgspec.field(name="maxCalls", default=10)
    window: float = msgspec.field(name="timeWindow", default=10)


def fetch(queries: Sequence[PxWeb], transport: Transport, desk: Desk, progress: Progress) -> None:
    """Ask for every query in as few calls as the limits allow; the answers lie on the desk. Raise Refused."""
    config = _config(transport)
    tables = [metadata_of(query, transport) for query in queries]
    if not all(desk.same_as_before(answer.url, answer.content) for _, answer in tables):
        desk.clear()
    calls = []
    for number, (query, (path, answer)) in enumerate(zip(queries, tables, strict=True)):
        desk.keep("metadata", number, answer)
        wanted = resolve(read_metadata(answer.content, answer.url), query, answer.url)
        calls += [(number, path, answer.url, body_of(part)) for part in chunks(wanted.selection, config.max_cells)]
    for done, (number, path, url, body) in enumerate(calls):
        progress(done, len(calls))
        desk.ask("data", number, url, body, partial(transport.post, path, body))
    progress(len(calls), len(calls))


def read(query: PxWeb, answers: Sequence[Kept], folder: Path) -> pl.DataFrame:
    """Read the raw answers of one query: `indicator period level area geo_year group_dim group_code value flag`."""
    head = next(answer for answer in answers if answer.role == "metadata")
    wanted = resolve(read_metadata((folder / head.file).read_bytes(), head.url), query, head.url)
    return pl.concat(_tidy(_cells(one, folder), query, wanted) for one in answers if one.role == "data")


def body_of(selection: Selection) -> str:
    """Write a query: every variable by its values, so that neither elimination nor a new value changes the answer."""
    query = [{"code": code, "selection": {"filter": "item", "values": list(v)}} for code, v in selection.items()]
    return msgspec.json.encode({"query": query, "response": {"format": "json-stat2"}}).decode()


def _config(transport: Transport) -> Config:
    """Ask for the limits and keep to them from now on."""
    answer = transport.try_get("/?config", missing=(400, 404))
    config = msgspec.json.decode(answer.content, type=Config) if answer else Config()
    transport.pace.calls, transport.pace.window = config.max_calls, config.window
    return config


def metadata_of(query: PxWeb, transport: Transport) -> tuple[str, Answer]:
    """Return the path of the first table id that the service knows, and its metadata."""
    for table in query.table:
        path = f"/{table.strip('/')}"
        answer = transport.try_get(path, missing=(400, 404))
        if answer:
            return path, answer
    do = "Look for the table in the service (ids were shortened on 8 June 2026) and mend the declaration"
    raise Refused(transport.service.url, "the service knows no such table", stood=" or ".join(query.table), do=do)


def _cells(answer: Kept, folder: Path) -> pl.DataFrame:
    """Parse one answer; it must hold exactly the cells that were asked for."""
    frame, asked = parse(folder / answer.file), msgspec.json.decode(answer.body)["query"]
    wanted = {one["code"]: set(one["selection"]["values"]) for one in asked}
    got = {name: set(frame[name].unique()) for name in frame.columns[1:-2]}
    for name in {*wanted, *got}:
        if got.get(name) != wanted.get(name):
            more = sorted(got.get(name, set()) ^ wanted.get(name, set()))[:5]
            do = "Run the command again; if it repeats, the table is being changed just now"
            raise Refused(answer.url, "the answer holds other cells than asked for", column=name, stood=more, do=do)
    return frame


def _tidy(frame: pl.DataFrame, query: PxWeb, wanted: Resolved) -> pl.DataFrame:
    areas = {value: level for value, (level, _) in wanted.areas.items()}
    codes = {value: code for value, (_, code) in wanted.areas.items()}
    told = {value: period for value, (period, _) in wanted.periods.items()}
    marks = {value: mark for value, (_, mark) in wanted.periods.items()}
    area, period = pl.col(wanted.area), pl.col(wanted.period)
    group = pl.col(wanted.group).replace_strict(wanted.groups) if wanted.group else pl.lit("all")
    flag, mark = pl.col("status").replace(STATUS), period.replace_strict(marks)
    nil = (flag == "0").fill_null(value=False)
    value = pl.when(nil & pl.col("value").is_null()).then(0.0).otherwise("value")
    return frame.select(
        indicator=pl.lit(query.indicator),
        period=period.replace_strict(told),
        level=area.replace_strict(areas),
        area=area.replace_strict(codes),
        geo_year=pl.lit(wanted.geo_year),
        group_dim=pl.when(group == "all").then(pl.lit("all")).otherwise(pl.lit(query.group.dim if query.group else "")),
        group_code=group,
        value=value,
        flag=pl.when(flag.is_null() & value.is_null()).then(pl.lit("m"))
        .when(flag.is_null() | nil).then(mark).otherwise(flag),
    )  # fmt: skip
