"""Every link of the site leads somewhere, every page is whole and stands in every language."""

import json
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import pytest

from contract.codes import Language
from picture.__main__ import main
from picture.site.build import SiteShare, make_part, shares_of
from tests.picture.site.made import DASHBOARD, KINDS, URL

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LARGEST_PAGE = 260_000  # bytes: that of the methods, which tells everything
LARGEST_PICTURE = 150_000


class Page(HTMLParser):
    """What a page holds: its tags in their order, and whether each is closed where it must be."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.unclosed = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if len(dict(attrs)) != len(attrs):
            self.unclosed.append(f"<{tag}> names an attribute twice")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def links(self):
        return [attrs[name] for tag, attrs in self.tags for name in ("href", "src", "srcset") if attrs.get(name)]

    @property
    def ids(self):
        return [attrs["id"] for _, attrs in self.tags if "id" in attrs]


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(content.decode()) for path, content in site.items() if path.endswith(".html")}


def broken(path, page, pages, held):
    """Yield the links of a page that lead nowhere."""
    for link in page.links():
        parts = urlsplit(link)
        if parts.scheme in {"http", "https", "data"}:
            continue
        if path == "404.html":
            target = parts.path.removeprefix(urlsplit(URL).path).lstrip("/") or "index.html"
        else:
            target = normpath(join(dirname(path), parts.path)) if parts.path else path
        if target not in held:
            yield f"{path}: {link}"
        elif parts.fragment and target in pages and parts.fragment not in pages[target].ids:
            yield f"{path}: {link} (no such place)"


def test_every_link_of_every_page_leads_to_a_file_and_a_place_that_exist(pages, site):
    wrong = [one for path, page in pages.items() for one in broken(path, page, pages, site)]
    assert wrong == []


def test_every_page_is_whole_and_names_each_place_once(pages):
    assert [path for path, page in pages.items() if page.unclosed or page.open] == []
    assert [(path, one) for path, page in pages.items() for one, times in Counter(page.ids).items() if times > 1] == []


def test_every_page_has_one_heading_and_one_main_part(pages):
    counted = {path: Counter(tag for tag, _ in page.tags) for path, page in pages.items()}
    assert [path for path, tags in counted.items() if (tags["h1"], tags["main"]) != (1, 1)] == []


def test_nothing_on_a_page_is_a_script_or_styled_in_place_or_fetched_from_elsewhere(pages):
    for path, page in pages.items():
        scripts = [attrs for tag, attrs in page.tags if tag == "script"]
        assert [one for one in scripts if one != {"type": "application/ld+json"}] == [], path  # data: nobody runs it
        names = {name for _, attrs in page.tags for name in attrs}
        assert [name for name in names if name == "style" or name.startswith("on")] == [], path
        assert [one for one in fetched(page) if urlsplit(one).scheme not in {"", "data"}] == [], path


def fetched(page):
    """Return the addresses that a browser asks for by itself."""
    named = {"alternate", "canonical"}
    asking = [attrs for tag, attrs in page.tags if tag in {"img", "link", "source"} and attrs.get("rel") not in named]
    return [attrs.get("src") or attrs.get("srcset") or attrs["href"] for attrs in asking]


def test_every_page_says_its_language_and_leads_to_the_others(sampled):
    for path, text in sampled.items():
        page = Page(text)
        own = path.partition("/")[0] if "/" in path else "fi"
        assert page.tags[0] == ("html", {"lang": own})
        elsewhere = {a["hreflang"]: a["href"] for tag, a in page.tags if tag == "link" and "hreflang" in a}
        assert set(elsewhere) == {one.value for one in Language}
        switch = [a["href"] for tag, a in page.tags if tag == "a" and "hreflang" in a]
        file = path.partition("/")[2] or "index.html"
        assert [normpath(join(dirname(path), one)) for one in switch] == [f"{one}/{file}" for one in Language]


def test_the_kinds_of_pages_are_the_same_in_all_languages(sampled):
    for kind in KINDS:
        shapes = {one: Counter(tag for tag, _ in Page(sampled[f"{one}/{kind}"]).tags if tag != "b") for one in Language}
        tables = {(tags["table"], tags["tr"], tags["h1"], tags["img"]) for tags in shapes.values()}
        assert len(tables) == 1, (kind, tables)


def test_pages_of_the_dashboard_describe_their_data_for_search_engines(sampled):
    for path, text in sampled.items():
        found = [json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)]
        own = path.partition("/")[2] in {"a-z.html", "downloads.html"} or path == "404.html"
        assert len(found) == (0 if own else 1), path
        for one in found:
            assert one["@type"] == "Dataset"
            assert one["@id"].startswith(DASHBOARD)
            is_indicator = "/indicators/" in path or "/groups/" in path
            assert isinstance(one["variableMeasured"], dict if is_indicator else list), path


def test_every_page_of_the_dashboard_is_one_link_away(sampled):
    for path, text in sampled.items():
        foot = text[text.index('<footer class="lb-site-foot"') :]
        (living,) = re.findall(r'href="([^"]*)"', foot)
        assert living.startswith(f"{DASHBOARD}/"), path
        assert f"lang={path.partition('/')[0] if '/' in path else 'fi'}" in living


def test_no_page_and_no_picture_is_larger_than_a_phone_can_bear(site):
    large = {path: len(content) for path, content in site.items() if path.endswith(".html")}
    assert {path: size for path, size in large.items() if size > LARGEST_PAGE} == {}
    drawn = {path: len(content) for path, content in site.items() if path.endswith(".svg")}
    assert {path: size for path, size in drawn.items() if size > LARGEST_PICTURE} == {}


def test_the_search_of_other_programs_leads_to_pages_that_exist(site):
    kinds = json.loads(site["fi/search.json"])
    items = [one for kind in kinds for one in kind["items"]]
    assert len(items) > 300
    assert {one["address"] for one in items if f"fi/{one['address'].partition('#')[0]}" not in site} == set()


def test_the_sitemap_names_every_page_of_every_language(site):
    named = re.findall(r"<loc>([^<]*)</loc>", site["sitemap.xml"].decode())
    pages = {path for path in site if path.endswith(".html") and "/" in path}
    assert {one.removeprefix(f"{URL}/") for one in named} == pages


def test_a_draft_is_marked_on_every_page_and_kept_from_search_engines(site):
    texts = [content.decode() for path, content in site.items() if path.endswith(".html") and path != "404.html"]
    assert all('class="lb-draft"' in one and "lb-banner" in one for one in texts)
    assert all('<meta name="robots" content="noindex">' in one for one in texts)
    assert b"Disallow: /" in site["robots.txt"]


def test_a_site_without_a_dashboard_leads_nowhere_outside(job):
    alone = replace(job, dashboard="", languages=(Language.SV,))
    pages = {one.path: one for share in shares_of(alone) for one in share.pages}
    part = make_part(SiteShare(alone, Language.SV, (pages["areas/MK01.html"],)))
    page = Page(part.files["sv/areas/MK01.html"].decode())
    held = {f"sv/{path}" for path in pages}
    inside = [one for one in page.links() if not urlsplit(one).scheme and not one.startswith("#")]
    targets = {normpath(join("sv/areas", urlsplit(one).path)) for one in inside if "\0" not in one}
    assert {one for one in targets if not one.startswith("assets/")} <= held
    menu = part.files["sv/areas/MK01.html"].decode().partition('<nav class="lb-menu"')[2].partition("</nav>")[0]
    assert "<span" not in menu  # every page of the menu is one of the site
    assert "lb-site-foot" in part.files["sv/areas/MK01.html"].decode()


def test_a_draft_becomes_a_site_only_where_it_is_asked_for(published, tmp_path, capsys):
    assert main(["site", "--data", str(published), "--out", str(tmp_path / "out")]) == 2
    assert "--draft" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_command_refuses_a_foreign_folder_in_words_and_writes_nothing(published, tmp_path, capsys):
    (tmp_path / "mine.txt").touch()
    assert main(["site", "--data", str(published), "--out", str(tmp_path)]) == 2
    assert "mine.txt" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
