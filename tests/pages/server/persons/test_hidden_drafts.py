"""Where drafts are hidden, the public process answers as if none were there: at every address, byte for byte."""

import re
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from contract.pointer import database_of
from pages.server.paths import page_names
from tests.bench.reader import Page
from tests.browser.server import started
from tests.pages.server.persons.preview import FIRST, SECOND, Waiting, answered, environment, put
from tests.pages.server.persons.test_walk import VIEW, opened
from tests.pages.server.persons.walk import walk

RELEASED = Waiting("released", 33.0, "published")
HIDE = {"LAGESBILD_DRAFTS": "hide", "LAGESBILD_URL": "https://tilanne.example.fi"}
CHANGING = re.compile(rb'"age_seconds":\d+|_streamlit_xsrf=[^;]+|127\.0\.0\.1:\d+')
OF_PROCESS = "/metrics"
MADE = f"/take/map.svg?{VIEW}&build={FIRST.build}"  # of the others the head: it tells what they are made of


@dataclass(frozen=True)
class Public:
    """Two public processes with the same edition, and drafts in front of it whose figures differ."""

    ports: tuple[int, ...]
    folders: tuple

    def both(self, path, method="GET"):
        return [plain(answered(port, path, method=method)) for port in self.ports]


def plain(answer):
    status, headers, body = answer
    told = tuple((name, CHANGING.sub(b"", value.encode())) for name, value in headers if name != "content-length")
    return status, told, CHANGING.sub(b"", body)


@pytest.fixture(scope="module")
def public(published, tmp_path_factory):
    folders = tuple(tmp_path_factory.mktemp(f"public{one.build}") for one in (FIRST, SECOND))
    with ExitStack() as both:
        ports = []
        for folder, draft in zip(folders, (FIRST, SECOND), strict=True):
            put(folder, published, RELEASED)
            put(folder, published, draft)
            ports.append(both.enter_context(started(folder, folder / "log.txt", **HIDE)).port)
        yield Public(tuple(ports), folders)


def test_every_address_answers_as_if_no_draft_were_there(public, tmp_path):
    asked = [one for one in walk(environment(HIDE, tmp_path), FIRST.build) if one.route != OF_PROCESS]
    assert len({one.route for one in asked}) > 50
    for one in asked:
        made = one.route == "/take/{name}" and one.address != MADE
        first, second = public.both(one.address, "HEAD" if made else "GET")
        assert first == second, one.address
        assert b"draftone" not in first[2].replace(FIRST.build.encode(), b"", 1 if first[0] >= 400 else 0), one.address


@pytest.mark.parametrize("page", sorted(page_names()))
def test_every_page_shows_the_last_edition_and_nothing_of_the_draft(public, page):
    first, second = (opened(port, {}, "", Page(page, f"{VIEW}&build={FIRST.build}")) for port in public.ports)
    assert first == second
    assert not any("draftone" in text for text in first)


def test_measurements_tell_the_edition(public):
    for port in public.ports:
        body = answered(port, OF_PROCESS)[2]
        assert b"draft" not in body
        assert b"released" in body


def test_before_the_first_release_there_is_no_picture(public):
    for folder in public.folders:
        database_of(folder, RELEASED.build).rename(folder / "away")
    try:
        for path in ("/health/ready", f"/take/map.svg?{VIEW}", "/api/v1/data/safe_evening.csv", "/feed.atom"):
            first, second = public.both(path)
            assert first == second
            assert first[0] == 503
            assert b"draft" not in first[2]
    finally:
        for folder in public.folders:
            (folder / "away").rename(database_of(folder, RELEASED.build))


def test_a_pointer_to_a_draft_that_is_damaged_tells_nothing_of_it_either(public):
    (public.folders[0] / "CURRENT").write_text("situation-draftbroken.duckdb\n", encoding="utf-8")
    try:
        status, _, body = answered(public.ports[0], "/api/v1/data/safe_evening.csv")
        assert status == 200
        assert b"broken" not in body
    finally:
        (public.folders[0] / "CURRENT").write_text(f"situation-{FIRST.build}.duckdb\n", encoding="utf-8")
