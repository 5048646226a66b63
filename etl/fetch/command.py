"""`python -m etl fetch`: get the official sources, say what changes, then put them into data/sources."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from functools import partial

import msgspec
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from contract.errors import UserError
from etl.config.catalogue.catalogue import read_catalogue
from etl.fetch.area_check import differences
from etl.fetch.boundaries import LAYERS, fetch_boundaries
from etl.fetch.fetch_source import FetchContext, Fetched, fetch_source, rebuild_offline
from etl.fetch.services.client import ServiceClient
from etl.fetch.services.declarations import Declaration, Service, read_declarations, read_services, select_declarations
from etl.fetch.snapshot import install
from geo.classification import read_classification

REFUSED = 2
AREAS = {  # services.toml has an address for each
    "boundaries": "Boundaries of municipalities, regions and wellbeing services counties",
    "classifications": "Holds the classification service against our own tables of areas",
}


def add_fetch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments to those of `python -m etl`."""
    parser = commands.add_parser("fetch", help="get the official sources into data/sources", description=__doc__)
    parser.set_defaults(run=run_fetch, writes=True)
    add_sources(parser)
    parser.add_argument("--list", action="store_true", help="say what is declared, and ask nobody")
    parser.add_argument("--offline", action="store_true", help="make the tables again from the kept answers")
    parser.add_argument("--accept", action="store_true", help="take a refresh that has lost observations")


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say what is asked of whom."""
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="names of declarations (default: all usual ones)")
    parser.add_argument("--service", action="append", default=[], metavar="NAME=URL", help="another address, this once")


def run_fetch(arguments: argparse.Namespace, console: Console) -> int:
    """Fetch source by source; return 0, or 2 when one was refused (the others are done, the old one stays)."""
    services = services_with(arguments.service)
    declarations = read_declarations()
    if arguments.list:
        for one in declarations:
            console.print(f"{one.id:<32}{one.title.en}{' (only when named)' * one.on_request}", highlight=False)
        for name, said in AREAS.items():
            console.print(f"{name:<32}{said} (only when named)", highlight=False)
        return 0
    context = FetchContext(arguments.data, read_catalogue(), read_classification())
    code = 0
    named = tuple(name for name in arguments.sources if name not in AREAS)
    tables = select_declarations(declarations, named) if named or not arguments.sources else ()
    jobs = [
        (f"{one.id}: {one.title.en}", partial(_table, one, services, context, console, arguments)) for one in tables
    ]
    jobs += [(AREAS[n], partial(_areas, n, services[n], context, console)) for n in AREAS if n in arguments.sources]
    for title, job in jobs:
        console.rule(title, align="left")
        try:
            job()
        except UserError as error:
            console.print(f"Refused. {error}", style="bold", markup=False, highlight=False)
            code = REFUSED
    if code == 0 and tables:
        console.print("Nothing is published yet: python -m etl builds the picture from it.", highlight=False)
    return code


def _table(
    one: Declaration, services: Mapping[str, Service], context: FetchContext, console: Console, told: argparse.Namespace
) -> None:
    fetched = rebuild_offline(one, context) if told.offline else _with_bar(one, services, context, console)
    for line in (
        f"{fetched.calls} calls, {fetched.cache.reused} answers from an interrupted run",
        *fetched.differences,
    ):
        console.print(line, markup=False, highlight=False)
    if fetched.lost and not told.accept:
        raise UserError("observations_lost", path=fetched.prepared.card.url, number=fetched.lost)
    console.print(f"Kept in {install(fetched.prepared, context.data / 'sources')}", markup=False, highlight=False)
    fetched.cache.remove()


def _areas(what: str, service: Service, context: FetchContext, console: Console) -> None:
    """Fetch the boundaries, or hold the classification service against our own tables."""
    year = context.areas.newest_year
    with ServiceClient(service) as client:
        if what == "classifications":
            lines = list(differences(year, client, context.areas))
            console.print(*lines or [f"geo/ and the service agree on {year}"], sep="\n", markup=False, highlight=False)
            return
        for level in LAYERS:
            folder = fetch_boundaries(level, year, client, context.data / "boundaries", context.areas)
            console.print(f"Kept in {folder}", markup=False, highlight=False)


def _with_bar(one: Declaration, services: Mapping[str, Service], context: FetchContext, console: Console) -> Fetched:
    if one.service not in services:
        raise UserError("service_unknown", path=one.id, found=one.service, services=tuple(services))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("calls", total=None)
        return fetch_source(
            one, services[one.service], context, lambda done, total: bar.update(task, completed=done, total=total)
        )


def services_with(others: list[str]) -> Mapping[str, Service]:
    """Read services.toml with the addresses that this run uses instead."""
    services = dict(read_services())
    for other in others:
        name, _, url = other.partition("=")
        if name not in services or not url:
            raise UserError("service_option", path="--service", found=other, services=tuple(services))
        # an address given by hand is a mirror or a test: it is not asked to wait between two calls
        services[name] = msgspec.structs.replace(services[name], url=url, pause_seconds=0.0)
    return services
