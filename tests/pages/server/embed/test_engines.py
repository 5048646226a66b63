"""robots.txt and the sitemap: what is public is listed in every language, and a draft is nobody's to list."""

import pytest
from lxml import etree
from starlette.applications import Starlette

from pages.server.routes import routes
from pages.server.settings import Settings
from pages.server.take.pool import Pool
from tests.pages.server.asking import ask
from tests.pages.server.released import released

URL = "https://tilanne.example.fi/lage"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return released(tmp_path)


def answer(path):
    return ask(Starlette(routes=routes(Settings(url=URL), Pool(1, kept=0))), path)


def test_a_sitemap_lists_every_page_with_its_other_languages(folder):
    root = etree.fromstring(answer("/sitemap.xml").content)
    pages = [one.text for one in root.iterfind("s:url/s:loc", NAMES)]
    assert len(pages) == len(set(pages))
    assert {one.rpartition("lang=")[2] for one in pages} == {"fi", "sv", "en"}
    assert f"{URL}/map?indicator=trust&lang=sv" in pages
    for entry in root.iterfind("s:url", NAMES):
        others = [one.get("href") for one in entry.iterfind("x:link", NAMES)]
        assert entry.findtext("s:loc", namespaces=NAMES) in others
        assert len(others) == 3


def test_every_page_of_the_sitemap_names_itself_as_its_one_address(folder):
    app = Starlette(routes=routes(Settings(url=URL), Pool(1, kept=0)))
    root = etree.fromstring(answer("/sitemap.xml").content)
    for page in [one.text for one in root.iterfind("s:url/s:loc", NAMES)][::7]:
        text = ask(app, page.removeprefix(URL)).text
        if "/editions" not in page:
            assert f'<link rel="canonical" href="{page.replace("&", "&amp;")}" />' in text


def test_robots_may_read_the_pages_and_leave_alone_what_is_made(folder):
    lines = answer("/robots.txt").text.splitlines()
    assert "Disallow: /lage/take/" in lines
    assert "Allow: /" in lines
    assert f"Sitemap: {URL}/sitemap.xml" in lines


def test_a_draft_is_not_for_robots(published):
    assert answer("/robots.txt").text.splitlines() == ["User-agent: *", "Disallow: /"]
