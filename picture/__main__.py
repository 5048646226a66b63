"""`python -m picture`: write packs, reports or the site into a folder, from the published database."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from rich.progress import track

from contract.cell_key import area_key
from contract.codes import AREA_PREFIXES, Language, Level
from contract.errors import UserError
from contract.pointer import served_database
from picture.export.pptx.own.opening import read_template
from picture.export.pptx.own.report import template_report
from picture.export.track import T
from picture.kits import KIT, make_kit
from picture.packs import PACK, REPORT, WRITERS, AreaJob, write_area_files
from picture.query.choices import Choices, read_choices
from picture.query.database import open_database
from picture.query.selection import selected_areas
from picture.site.build import SiteJob, make_site, refuse_unreleased, shares_of
from picture.site.folder import put_site, refuse_foreign

WRONG_USE = 2
TEMPLATE_COMMAND = "template"
SITE_COMMAND = "site"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 2 where what was asked for does not exist."""
    asked = _parser().parse_args(arguments)
    if asked.command == TEMPLATE_COMMAND:
        return _check_template(asked.check)
    try:
        database = served_database(Path(asked.data))
        if asked.command == KIT:
            return _write_kit(asked, database)
        if asked.command == SITE_COMMAND:
            return _write_site(asked, database)
        jobs = list(_jobs(asked, database))
    except (UserError, ValueError) as error:
        Console(stderr=True).print(str(error), markup=False)
        return WRONG_USE
    asked.out.mkdir(parents=True, exist_ok=True)
    for written in track(_done(jobs), description=asked.command, total=len(jobs), console=Console(stderr=True)):
        for path in written:
            print(path)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m picture", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for name, told in ((PACK, "deck, report, brief, workbook, images"), (REPORT, "report and meeting brief")):
        command = commands.add_parser(name, help=told)
        command.add_argument("--area", action="append", default=[], help="MK01, 01 or SSS; may be repeated")
        command.add_argument("--all", action="store_true", help="every region")
        command.add_argument("--lang", action="append", choices=list(Language), help="all three without it")
        command.add_argument("--out", type=Path, required=True, help="folder of the files")
        command.add_argument("--data", default=os.environ.get("LAGESBILD_DATA") or "data", help="folder of databases")
        command.add_argument("--url", default=os.environ.get("LAGESBILD_URL", ""), help="address to which links lead")
        command.add_argument("--form", action="append", choices=list(WRITERS), help="of a report; both without it")
        command.add_argument("--template", type=Path, help="PPTX or POTX on whose look the slides of a pack are made")
    _add_kit(commands.add_parser(KIT, help="questionnaires, survey file, template and letters of a collection"))
    _add_site(commands.add_parser(SITE_COMMAND, help="the edition as a static site, for any web server"))
    check = commands.add_parser(TEMPLATE_COMMAND, help="say whether slides can be made on a template")
    check.add_argument("--check", type=Path, required=True, metavar="FILE", help="PPTX or POTX")
    return parser


def _add_kit(command: argparse.ArgumentParser) -> None:
    command.add_argument("--area", default="", help="KU049 or MK01, where one place collects")
    command.add_argument("--indicator", action="append", default=[], help="a question; may be repeated; all without it")
    command.add_argument("--lang", action="append", choices=list(Language), help="all three without it")
    command.add_argument("--out", type=Path, required=True, help="folder of the kit")
    command.add_argument("--data", default=os.environ.get("LAGESBILD_DATA") or "data", help="folder of databases")


def _add_site(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, required=True, help="folder of sites; `current` in it is what to serve")
    command.add_argument("--lang", action="append", choices=list(Language), help="all three without it")
    command.add_argument("--dashboard", default=os.environ.get("LAGESBILD_URL", ""), help="address of the dashboard")
    command.add_argument("--url", default="", help="address of the site, for its sitemap")
    command.add_argument("--draft", action="store_true", help="also of a draft or under embargo, which the pages say")
    command.add_argument("--data", default=os.environ.get("LAGESBILD_DATA") or "data", help="folder of databases")


def _write_site(asked: argparse.Namespace, database: Path) -> int:
    """Write the site beside the one that is served, and let it take its place."""
    languages = tuple(one for one in Language if not asked.lang or one in asked.lang)
    refuse_foreign(asked.out)
    job = SiteJob(database, languages, asked.url.rstrip("/"), asked.dashboard.rstrip("/"))
    if not asked.draft:
        refuse_unreleased(job)
    total = len(list(shares_of(job)))
    shown = partial(track, description=SITE_COMMAND, total=total, console=Console(stderr=True))
    print(put_site(make_site(job, shown), asked.out))
    return 0


def _write_kit(asked: argparse.Namespace, database: Path) -> int:
    """Write one zip; raise ValueError for a place or a question that there is not."""
    languages = tuple(dict.fromkeys(map(Language, asked.lang or Language)))
    with open_database(database).cursor() as con:
        try:
            name, content = make_kit(con, languages, asked.area.upper(), asked.indicator, _shown)
        except KeyError as error:
            raise ValueError(f"no such place or question: {', '.join(map(str, error.args))}") from error
    asked.out.mkdir(parents=True, exist_ok=True)
    (asked.out / name).write_bytes(content)
    print(asked.out / name)
    return 0


def _shown(parts: Sequence[T], /) -> Iterable[T]:
    """Hand out the parts of a kit, and show how many are done."""
    return track(parts, description=KIT, console=Console(stderr=True))


def _check_template(path: Path) -> int:
    """Say what our slides take of an office's template, or why they cannot be made on it."""
    try:
        told = template_report(read_template(path), Language.EN)
    except UserError as error:
        Console(stderr=True).print(str(error), markup=False)
        return WRONG_USE
    print("\n".join(told))
    return 0


def _jobs(asked: argparse.Namespace, database: Path) -> Iterator[AreaJob]:
    """List what is to be made; raise ValueError for an area that does not exist."""
    languages = tuple(map(Language, asked.lang or Language))
    choices = _choices(database, languages[0])
    regions = [area_key(one.level, one.code) for one in selected_areas(choices, Level.MAAKUNTA)]
    areas = [*map(_area, asked.area), *(regions if asked.all else ())]
    if not areas:
        raise ValueError("name an area (--area MK01) or take --all")
    known = {area_key(one.level, one.code) for one in choices.areas}
    if unknown := [area for area in areas if area not in known]:
        raise ValueError(f"no such area: {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    forms = tuple(asked.form or WRITERS)
    for area, language in product(dict.fromkeys(areas), languages):
        yield AreaJob(database, asked.command, area, language, forms, asked.url.rstrip("/"), asked.out, asked.template)


def _area(text: str) -> str:
    """Return the key of an area; a bare number is a region's."""
    return f"{AREA_PREFIXES[Level.MAAKUNTA]}{text:0>2}" if text.isdigit() else text.upper()


def _done(jobs: Sequence[AreaJob]) -> Iterator[list[Path]]:
    """Yield the files of each job, as many jobs at once as there are processors."""
    workers = min(len(jobs), os.cpu_count() or 1)
    if workers == 1:
        yield from map(write_area_files, jobs)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:  # a fork would share threads and locks
        yield from pool.map(write_area_files, jobs)


def _choices(database: Path, language: Language) -> Choices:
    with open_database(database).cursor() as con:
        return read_choices(con, language)


if __name__ == "__main__":
    sys.exit(main())
