"""`python -m etl record`: keep real answers of every declared table, small ones, for whoever corrects a declaration.

The clients were built without a connection. This brings back, from the first machine that has one, what each table
says of itself in three languages and its newest numbers: data/recorded/<source>/<language>/.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import msgspec
from rich.console import Console

from contract.codes import Language
from contract.errors import UserError
from etl.fetch.command import add_sources, services_with
from etl.fetch.services import pxweb, sotkanet
from etl.fetch.services.batching import batches
from etl.fetch.services.cache import ResponseCache
from etl.fetch.services.client import ServiceClient
from etl.fetch.services.declarations import Declaration, Service, read_declarations, select_declarations
from etl.fetch.services.metadata import read_metadata, resolve

FEW_CELLS = 20_000


def add_record(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("record", help="keep small real answers of every declared table", description=__doc__)
    parser.set_defaults(run=run_record, writes=True)
    add_sources(parser)


def run_record(arguments: argparse.Namespace, console: Console) -> int:
    """Record source by source and say how each went; one that does not fit is what this is for: return 0."""
    services = services_with(arguments.service)
    declarations = read_declarations()
    named = tuple(arguments.sources) or tuple(one.id for one in declarations)
    for one in select_declarations(declarations, named):
        for language in Language if one.pxweb else ("",):
            cache = ResponseCache(arguments.data / "recorded" / one.id / language)
            for line in record(one, in_language(services[one.service], language), cache):
                console.print(f"{one.id:<30}{language:<4}{line}", markup=False, highlight=False, soft_wrap=True)
    return 0


def record(one: Declaration, service: Service, cache: ResponseCache) -> Iterator[str]:
    """Keep what every query of a source is answered; say in lines what was kept, or why not."""
    with ServiceClient(service) as client:
        for number, query in enumerate(one.pxweb):
            try:
                path, table = pxweb.find_table(query, client)
                cache.store("metadata", number, table)
                yield f"{path}: metadata"
                wanted = resolve(read_metadata(table.content, table.url), query, table.url)
                newest = {**wanted.selection, wanted.mapping.period: wanted.selection[wanted.mapping.period][-1:]}
                body = pxweb.query_body(next(batches(newest, FEW_CELLS)))
                cache.store("data", number, client.post(path, body))
                yield f"{path}: numbers of {wanted.mapping.periods[newest[wanted.mapping.period][0]][0]}"
            except UserError as error:
                yield str(error)
        for number, asked in enumerate(one.sotkanet):
            last = msgspec.structs.replace(asked, years=(asked.years[1] - 1, asked.years[1]))
            try:
                for role, _, path in sotkanet.requests_for(number, last):
                    cache.store(role, number, client.get(path))
                    yield f"{path}: {role}"
            except UserError as error:
                yield str(error)


def in_language(service: Service, language: str) -> Service:
    """Return the same service in another language: PxWeb's addresses end in it."""
    if not language:
        return service
    return msgspec.structs.replace(service, url=f"{service.url.rstrip('/').rpartition('/')[0]}/{language}")
