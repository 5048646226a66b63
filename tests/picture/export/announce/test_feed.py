"""The feed keeps the rules of Atom (RFC 4287), whatever it tells, and is the same bytes for the same build."""

import re
from datetime import date, datetime

import pytest
from lxml import etree

from contract.codes import Language
from picture.export.announce.feed import MOST_CELLS, feed_file
from picture.export.announce.site import Site
from picture.query.choices import read_choices
from picture.text.announcements.announced import Topic
from tests.picture.corrected import CELL, corrected_database
from tests.picture.hostile import PAYLOAD
from tests.picture.small import count_anew, small_database
from tests.picture.text.announcements.test_announced import with_calendar

ATOM = {"a": "http://www.w3.org/2005/Atom"}
URL = "https://example.fi/lage"
TAG = re.compile(r"tag:[a-z.]+,\d{4}:[\w/?=&.,-]+")  # RFC 4151


def made(con, language=Language.EN, topic=Topic()):  # noqa: B008 - a frozen value
    choices = read_choices(con, language)
    return feed_file(choices, topic, Site(URL, language), f"{URL}/feed.atom?lang={language}")


@pytest.fixture(scope="module")
def con():
    return with_calendar(corrected_database())


def read(content):
    return etree.fromstring(content)


def texts(feed, path):
    return [one if isinstance(one, str) else one.text for one in feed.xpath(path, namespaces=ATOM)]


@pytest.mark.parametrize("language", Language)
def test_feed_and_entries_have_what_atom_asks_for(con, language):
    feed = read(made(con, language))
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for path in ("a:id", "a:title", "a:updated", "a:author/a:name", "a:link[@rel='self']/@href"):
        assert len(texts(feed, path)) == 1
    entries = feed.xpath("a:entry", namespaces=ATOM)
    assert len(entries) == 6
    for entry in entries:
        for path in ("a:id", "a:title", "a:updated", "a:content", "a:category/@term"):
            assert len(texts(entry, path)) == 1
        assert all(href.startswith(f"{URL}/") for href in texts(entry, "a:link/@href"))


def test_every_id_is_a_tag_and_stands_once(con):
    ids = texts(read(made(con)), "//a:id")
    assert all(TAG.fullmatch(one) for one in ids)
    assert len(ids) == len(set(ids))


def test_times_have_a_zone_and_the_feed_was_updated_with_its_newest_entry(con):
    feed = read(made(con))
    times = [datetime.fromisoformat(one) for one in texts(feed, "//a:updated")]
    assert all(one.tzinfo for one in times)
    assert times[0] == max(times[1:])


def test_the_same_build_makes_the_same_bytes(con):
    assert made(con) == made(con)


def test_an_id_stays_when_more_is_told(con):
    before = texts(read(made(con)), "//a:entry/a:id")
    later = with_calendar(corrected_database())
    later.execute("INSERT INTO edition_version VALUES ('2026', 3, '1.1.0', '2027-01-04', 'a hash', NULL)")
    count_anew(later)
    after = texts(read(made(later)), "//a:entry/a:id")
    assert set(after) - set(before) == {"tag:example.fi,2026:published/2026-3/en"}


def test_a_feed_of_nothing_is_one_too():
    feed = read(made(small_database()))
    assert not texts(feed, "a:entry")
    assert texts(feed, "a:updated") == ["2026-11-24T09:30:00+00:00"]


def test_a_corrected_figure_leads_to_its_address(con):
    content = next(one for one in texts(read(made(con)), "a:entry/a:content") if one and "<li>" in one)
    assert f'<a href="{URL}/figure?cell=trust/2026/MK01/all.all&amp;lang=en">' in content


@pytest.mark.parametrize("text", [PAYLOAD, f"</content>{PAYLOAD}", "]]>", "a\0b\x1b\ufffe"])
def test_texts_of_strangers_cannot_leave_their_place(text):
    con = corrected_database()
    con.execute("UPDATE correction SET text_en = ?", [text])
    feed = read(made(con))
    assert {etree.QName(one).localname for one in feed.iter()} <= {
        *("feed", "id", "title", "updated", "author", "name", "link", "generator", "subtitle"),
        *("entry", "content", "category"),
    }
    told = [one for one in texts(feed, "a:entry/a:content") if one]
    assert not any("<script" in one or "<img" in one for one in told)


def test_of_many_corrected_figures_the_rest_is_counted():
    con = corrected_database()
    key = [*CELL[:5]]
    for number in range(MOST_CELLS + 4):
        row = ["2026", 2, *key, "more", str(number), 1.0, None, None, None, "A", "F", 2.0, None, None, None, "A", "F"]
        con.execute(f"INSERT INTO correction_cell VALUES ({', '.join('?' * len(row))})", row)
    content = next(one for one in texts(read(made(con)), "a:entry/a:content") if one and "<li>" in one)
    assert content.count("<li>") == MOST_CELLS
    assert "Further corrected figures: 5." in content


def test_a_topic_is_named_in_the_id_of_the_feed():
    choices = read_choices(corrected_database(), Language.EN)
    own = f"{URL}/feed.atom?lang=en&indicator=people"
    feed = read(feed_file(choices, Topic(frozenset({"people"})), Site(URL, Language.EN), own))
    assert texts(feed, "a:id") == ["tag:example.fi,2026:feed?lang=en&indicator=people"]
    assert "corrected" not in texts(feed, "//a:category/@term")
    assert date.fromisoformat(texts(feed, "a:updated")[0][:10]) == date(2026, 12, 3)
