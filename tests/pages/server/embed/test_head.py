"""What the head of a page tells programs: one address, languages, feeds, oEmbed, the data set; and nothing of a lie."""

import gzip
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from starlette.applications import Starlette

from pages.server.routes import routes
from pages.server.settings import Settings
from pages.server.take.pool import Pool
from tests.pages.server.asking import ask
from tests.pages.server.released import released

URL = "https://tilanne.example.fi"


@pytest.fixture(scope="module")
def app():
    return served(framed_by=("https://a.fi",), url=URL)


def served(**settings):
    return Starlette(routes=routes(Settings(**settings), Pool(1, kept=0)))


def head(app, address, **headers):
    answer = ask(app, address, headers=headers)
    assert answer.status_code == 200
    return html.fromstring(answer.content).find("head")


def links(found, rel, **attributes):
    every = [one for one in found.iter("link") if one.get("rel") == rel]
    return [one.get("href") for one in every if all(one.get(name) == value for name, value in attributes.items())]


def test_a_view_names_its_one_address_and_itself_in_every_language(app):
    found = head(app, "/map?lang=sv&indicator=safe_evening&period=2026&utm_source=x&sort=value")
    address = f"{URL}/map?indicator=safe_evening"
    assert links(found, "canonical") == [f"{address}&lang=sv"]
    for language in ("fi", "sv", "en"):
        assert links(found, "alternate", hreflang=language) == [f"{address}&lang={language}"]
    assert links(found, "alternate", hreflang="x-default") == [address]


def test_the_page_of_an_indicator_names_its_feed_and_that_of_a_region_its_own(app):
    atom = "application/atom+xml"
    plain = "./feed.atom?lang=sv"
    of_indicator = head(app, "/trends?lang=sv&indicator=safe_evening")
    assert links(of_indicator, "alternate", type=atom) == [plain, "./feed.atom?indicator=safe_evening&lang=sv"]
    assert links(head(app, "/region?lang=sv&area=MK02"), "alternate", type=atom) == [
        plain,
        "./feed.atom?area=MK02&lang=sv",
    ]
    assert links(head(app, "/?lang=sv"), "alternate", type=atom) == [plain]


@pytest.mark.parametrize("page", ["", "map", "trends", "region", "matrix", "groups"])
def test_a_picture_that_may_be_framed_names_how_and_the_answer_fits(app, page):
    found = head(app, f"/{page}?lang=en&indicator=safe_evening&area=MK02")
    (json_link,) = links(found, "alternate", type="application/json+oembed")
    (xml_link,) = links(found, "alternate", type="text/xml+oembed")
    assert parse_qs(urlsplit(json_link).query)["url"] == links(found, "canonical")
    told = ask(app, json_link[1:]).json()
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert told["html"].startswith(f'<iframe src="{URL}/embed/')
    assert ask(app, xml_link[1:]).headers["content-type"].startswith("text/xml")


def test_where_nobody_may_frame_a_picture_nothing_says_how():
    app = served(url=URL)
    assert links(head(app, "/map?lang=sv"), "alternate", type="application/json+oembed") == []
    assert ask(app, f"/oembed?url={URL}/map").status_code == 404


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"url={URL}/map%3Flang%3Dsv", 200),
        (f"url={URL}/embed/map%3Flang%3Dsv", 200),
        (f"url={URL}/map&maxwidth=300&maxheight=200", 200),
        (f"url={URL}/map&format=yaml", 501),
        (f"url={URL}/methods", 404),
        (f"url={URL}/map%3Farea%3DMK99", 404),
        (f"url={URL}/map%3Farea%3DMK01%26area%3DMK02", 404),
        (f"url={URL}/map%3Fedition%3D1999-1", 404),
        (f"url={URL}.evil.example/map", 404),
        (f"url={URL}@evil.example/map", 404),
        ("url=https://other.example/map", 404),
        ("url=http://[::1", 404),
        ("url=", 404),
        ("", 404),
        (f"url={URL}/map&maxwidth=-1", 400),
        (f"url={URL}/map&maxwidth=1e9", 400),
        (f"url={URL}/map&other=1", 400),
        (f"url={URL}/map&url={URL}/map", 400),
    ],
)
def test_oembed_answers_for_our_own_pictures_and_refuses_others_as_the_specification_says(app, query, status):
    assert ask(app, f"/oembed?{query}").status_code == status


def test_the_data_set_of_a_page_is_the_one_that_it_shows(app):
    def described(address):
        (block,) = head(app, address).xpath("script[@type='application/ld+json']")
        return json.loads(block.text)

    assert described("/groups?lang=sv&indicator=safe_evening")["@id"] == f"{URL}/map?indicator=safe_evening"
    assert described("/methods?lang=sv")["@id"] == f"{URL}/"


@pytest.mark.parametrize(
    "address", ["/slides?lang=sv", "/map?lang=sv&area=MK99", "/map?lang=sv&edition=1999-1", "/map?x=" + "a" * 3000]
)
def test_what_shows_no_known_view_tells_nothing_of_one(app, address):
    found = head(app, address)
    assert links(found, "canonical") == []
    assert found.xpath("script[@type='application/ld+json']") == []


def test_an_old_version_is_named_in_every_address(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    released(tmp_path)
    found = head(served(url=URL), "/map?lang=sv&indicator=trust&edition=2026-1")
    assert links(found, "canonical") == [f"{URL}/map?indicator=trust&edition=2026-1&lang=sv"]


def test_without_a_picture_the_page_is_still_there(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    assert links(head(served(url=URL), "/map?lang=sv"), "canonical") == []


def test_the_document_is_asked_for_again_with_the_tag_of_its_view(app):
    first = ask(app, "/map?lang=sv&area=MK01")
    tag = {"if-none-match": first.headers["etag"]}
    assert ask(app, "/map?lang=sv&area=MK01", headers=tag).status_code == 304
    assert ask(app, "/map?lang=sv&area=MK02", headers=tag).status_code == 200
    assert len(gzip.compress(first.content)) < 12_000


@given(
    page=st.sampled_from(["", "map", "trends", "region", "groups", "matrix"]),
    key=st.sampled_from(["indicator", "area", "areas", "lang", "edition", "x"]),
    value=st.text(max_size=30),
)
def test_whatever_an_address_holds_the_head_has_the_same_elements(app, page, key, value):
    answer = ask(app, f"/{page}", params={key: f'{value}"><script>x</script>'})
    assert answer.status_code in {200, 414}
    assert (
        len(re.findall(r"<script(?! defer src| type=\"module\" crossorigin| type=\"application/ld)", answer.text)) == 0
    )
