"""All files of the site: the pages of every language, what they share, and what search engines ask for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from multiprocessing import get_context
from os import cpu_count
from pathlib import Path

from contract.codes import Language
from contract.errors import UserError
from picture.html.frame.icon import ICON
from picture.query.choices import Choices, read_choices
from picture.query.database import OpenDatabase, open_database
from picture.query.tables.reference import OutlinesRead
from picture.site.addresses import Addresses
from picture.site.assets import SHARED_FOLDER, Assets, named
from picture.site.contents import Asking, content_of
from picture.site.document import PLACE_OF_ICON, PLACE_OF_SHEET, SitePlace, write_page
from picture.site.files import indicator_files
from picture.site.listing import site_search
from picture.site.plan import SitePage, has_trend, site_pages
from picture.site.rewrite import Rewriting
from picture.site.robots import missing_page, robots, sitemap

_ENTRY = "index.html"  # of the site, and of each language
_SHARES = 6  # of a language
_Track = Callable[[Iterable["SitePart"]], Iterable["SitePart"]]


@dataclass(frozen=True, slots=True)
class SiteJob:
    """Which site is to be made."""

    database: Path
    languages: tuple[Language, ...]
    url: str = ""  # its address without a slash at the end; "": not known yet
    dashboard: str = ""  # the address of the living dashboard; "": there is none


@dataclass(frozen=True, slots=True)
class SiteShare:
    """Some of its pages, in one language."""

    job: SiteJob
    language: Language
    pages: tuple[SitePage, ...]


@dataclass(frozen=True, slots=True)
class SitePart:
    """What was made of a share: files by their paths, and what they need."""

    files: dict[str, bytes]
    assets: Assets


def refuse_unreleased(job: SiteJob) -> None:
    """Raise UserError where what is published is a draft or under embargo; a withdrawal is for everybody to read."""
    stamp = _opened(job.database).by_language[job.languages[0]].stamp
    if stamp.status == "draft" or stamp.embargoed:
        raise UserError("site_of_draft", path=job.database.name)


def make_site(job: SiteJob, track: _Track = iter) -> dict[str, bytes]:
    """Make every file of the site by its path; the same build gives the same bytes."""
    return assemble(job, list(track(_parts(job))))


def assemble(job: SiteJob, parts: Sequence[SitePart]) -> dict[str, bytes]:
    """Put parts together with what they share and what search engines ask for."""
    assets = Assets()
    for part in parts:
        assets.merge(part.assets)
    sheet = assets.sheet()
    icon = ICON.encode()
    names = {
        PLACE_OF_SHEET: f"{SHARED_FOLDER}/{named(sheet, 'css')}",
        PLACE_OF_ICON: f"{SHARED_FOLDER}/{named(icon, 'svg')}",
    }
    files = {f"{SHARED_FOLDER}/{name}": content for name, content in assets.drawings.items()}
    files |= {names[PLACE_OF_SHEET]: sheet, names[PLACE_OF_ICON]: icon}
    for part in parts:
        files |= {path: _placed(content, names) for path, content in part.files.items()}
    return files | _for_programs(job, names)


def _placed(content: bytes, names: dict[str, str]) -> bytes:
    for place, name in names.items():
        content = content.replace(place.encode(), name.encode())
    return content


def _parts(job: SiteJob) -> Iterator[SitePart]:
    """Make the shares of all languages, as many at once as there are processors."""
    shares = list(shares_of(job))
    workers = min(len(shares), cpu_count() or 1)
    if workers == 1:
        yield from map(make_part, shares)
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:  # a fork would share threads and locks
        yield from pool.map(make_part, shares)


def shares_of(job: SiteJob) -> Iterator[SiteShare]:
    """Divide the work: no processor waits long for another one."""
    choices = _opened(job.database).by_language[job.languages[0]]
    pages = site_pages(choices)
    for language, first in product(job.languages, range(_SHARES)):
        yield SiteShare(job, language, pages[first::_SHARES])


def make_part(share: SiteShare) -> SitePart:
    """Make a share of the pages of one language, with the files of their indicators."""
    job = share.job
    built = _opened(job.database)
    addresses = built.addresses(job)
    asking = Asking(built.opened, built.by_language, share.language, job.dashboard or job.url)
    part = SitePart({}, Assets())
    for page in share.pages:
        place = SitePlace(page, share.language, job.languages, job.url, job.dashboard)
        content = content_of(page, asking)
        places = [place]
        if page.path == _ENTRY:
            part.files[f"{share.language}/search.json"] = _search(asking, addresses)
            places += [replace(place, first=True)] if share.language == job.languages[0] else []
        for one in places:
            rewriting = Rewriting(addresses, part.assets, share.language, one.path)
            part.files[one.path] = write_page(one, content, asking.choices, rewriting).encode()
        if has_trend(page):
            made = indicator_files(asking.question("map", page))
            part.files.update((f"{share.language}/{path}", written) for path, written in made)
    return part


def _search(asking: Asking, addresses: Addresses) -> bytes:
    """Write what can be found, with addresses from the folder of its language."""
    language = asking.language
    found = site_search(asking.by_language, language, lambda one: addresses.lead(one, language, f"{language}/{_ENTRY}"))
    return json.dumps(found, ensure_ascii=False).encode()


@dataclass(frozen=True, eq=False)
class _Opened:
    """A database with what it offers in every language."""

    opened: OpenDatabase
    by_language: dict[Language, Choices]

    def addresses(self, job: SiteJob) -> Addresses:
        """Return where the links of its pages lead."""
        return Addresses({one: self.by_language[one] for one in job.languages}, job.dashboard)


@cache
def _opened(database: Path) -> _Opened:
    opened = open_database(database)
    outlines = OutlinesRead()
    with opened.cursor() as con:
        return _Opened(opened, {language: read_choices(con, language, outlines) for language in Language})


def _for_programs(job: SiteJob, names: dict[str, str]) -> dict[str, bytes]:
    """Write what search engines and web servers ask for."""
    choices = _opened(job.database).by_language[job.languages[0]]
    pages = site_pages(choices)
    files = {"robots.txt": robots(job.url, choices.stamp), "404.html": missing_page(job.languages, job.url, names)}
    if job.url:
        files["sitemap.xml"] = sitemap(pages, job.languages, job.url)
    return files
