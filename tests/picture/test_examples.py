"""Whatever was invented says so wherever it appears: every line, mark, slide row, calendar entry and file.

Every invented name begins with a word that nothing else holds. Each output is cut into its lines (rows, items, cells of
attributes, texts of pictures), and a line that holds the word so many times must say "example" as often.
"""

import csv
import json
import re
from base64 import b64decode
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO, StringIO
from itertools import chain

import pytest
from icalendar import Calendar
from lxml import etree
from lxml import html as parsing
from pptx import Presentation

from contract.codes import Language
from picture.charts.line_chart import line_chart
from picture.export.announce.events_file import events_file
from picture.export.announce.site import Site
from picture.export.meeting.guide import guide_document
from picture.export.plans.table import goals_csv
from picture.export.pptx.about.record import read_tags
from picture.export.report.area_report import brief_document, report_document
from picture.export.report.asked import ask_report
from picture.export.report.document.content import TextRun
from picture.html.choosing.search_index import search_index
from picture.html.local.part import local_part
from picture.html.plans.page import plan_page
from picture.html.plans.strip import plan_beside
from picture.html.register.card import register_card
from picture.html.register.entry import entry_page
from picture.html.register.forum import forum_first, forum_rest
from picture.html.register.page import register_page
from picture.html.trend.under import under_trend
from picture.packs import make_meeting
from picture.query.choices import read_choices
from picture.query.local.place import ask_place
from picture.query.numbers import ask_trend
from picture.query.plans.ask import ask_newest_plan, ask_plans
from picture.query.register.entries import ask_entry, ask_of_party
from picture.query.register.filters import Filters
from picture.query.register.forums import ask_forum
from picture.query.register.happenings import ask_events
from picture.query.register.here import ask_here
from picture.query.register.names import ask_names
from picture.query.register.register import ask_register
from picture.query.selection import check, view_of
from picture.query.trend.events import area_events
from picture.text.plans.rows import goal_rows
from picture.views import FRONT, view_on
from tests.picture.small import add_places, small_database

TODAY = date(2026, 11, 28)
WORD = "Qwertzuiop"
LINES = ("li", "tr", "p", "h1", "h2", "h3", "dd", "dt", "figcaption", "summary", "article")
SITE = Site("https://example.fi", Language.SV)
AREAS = ("SSS", "MK01", "KU049")


def invented_database():
    """Put the word before the name of everything that was invented."""
    con = small_database()
    add_places(con)
    texts = [("register_entry", "name", "example")]
    texts.append(("forum_item", "text", "forum IN (SELECT id FROM register_entry WHERE example)"))
    texts.append(("goal", "title", "plan IN (SELECT id FROM plan WHERE example)"))
    texts.append(("local_finding", "text", "example"))
    con.execute("CREATE TEMP TABLE kept AS SELECT * FROM goal_progress")  # it refers to goals, which then cannot change
    con.execute("DELETE FROM goal_progress")
    for table, column, which in texts:
        changes = ", ".join(f"{column}_{one} = '{WORD} ' || {column}_{one}" for one in Language)
        con.execute(f"UPDATE {table} SET {changes} WHERE {which}")
    con.execute("INSERT INTO goal_progress SELECT * FROM kept")
    con.execute("UPDATE register_entry SET about_sv = 'medling' WHERE id = 'helpers'")
    return con


@pytest.fixture(scope="module")
def con():
    with invented_database() as con:
        yield con


@pytest.fixture(scope="module")
def choices(con):
    return read_choices(con, Language.SV)


def viewed(choices, area="SSS", **more):
    return view_of(check({"area": area, "lang": choices.language, **more}, {}, choices)[0], choices)


def unmarked(lines):
    """Return the lines that hold the word more often than they say that it is an example."""
    return [line for line in lines if line.count(WORD) > len(re.findall("exempel", line, re.IGNORECASE))]


def lines_of(html):
    """Return the lines of a page: what stands in a row, an item or a paragraph, each attribute, each text drawn."""
    page = parsing.fromstring(f"<div>{html}</div>")
    for element in page.iter():
        drawn = str(element.attrib.get("src", ""))
        if ";base64," in drawn:
            svg = etree.fromstring(b64decode(drawn.partition(",")[2]))
            yield from ("".join(one.itertext()) for one in svg.iter("{*}text"))
        yield from (value for name, value in element.attrib.items() if name in {"alt", "title", "aria-label"})
        if WORD in "".join([element.text or "", *(one.tail or "" for one in element)]):
            yield _line(element)


def _line(element):
    """Return the text of the row, item or heading in which an element stands; the eyebrow belongs to a title."""
    while element.getparent() is not None and element.tag not in LINES:
        element = element.getparent()
    before = element.getprevious() if element.tag == "h1" else None
    return (before.text_content() if before is not None else "") + element.text_content()


def texts_of_document(one):
    """Return every run of texts of a document: a cell, an item, a paragraph."""
    if isinstance(one, str):
        yield one
    elif isinstance(one, tuple) and one and all(isinstance(part, TextRun) for part in one):
        yield "".join(part.text for part in one)
    elif isinstance(one, tuple | list):
        yield from chain.from_iterable(map(texts_of_document, one))
    elif is_dataclass(one):
        yield from chain.from_iterable(texts_of_document(getattr(one, field.name)) for field in fields(one))


def pages(con, choices):
    """Give every piece of a page on which something invented may stand, by name."""
    for area in AREAS:
        view = viewed(choices, area)
        for filters in (Filters(), Filters(show="tried"), Filters(kind="organisation")):
            yield f"register {area} {filters}", register_page(ask_register(con, view, choices, filters, TODAY), choices)
        yield f"beside {area}", register_card(ask_here(con, view, choices, TODAY), view)
        yield f"heard {area}", local_part(ask_place(con, choices, view), choices)
        yield f"plan beside {area}", plan_beside(ask_newest_plan(con, view, choices), view)
        if area != "SSS":
            yield f"plan {area}", plan_page(ask_plans(con, view, choices, "", TODAY), choices)
    for one in ask_names(con, Language.SV):
        entry = ask_entry(con, one.id, Language.SV)
        yield f"entry {one.id}", entry_page(entry, (), ask_of_party(con, one.id, Language.SV), choices)
    for key in ("forum-2025", "forum-2026"):
        forum = ask_forum(con, key, Language.SV)
        yield f"forum {key}", forum_first(forum, choices) + forum_rest(forum, choices)


def test_every_line_of_every_page_marks_what_was_invented(con, choices):
    found = {name: list(lines_of(html)) for name, html in pages(con, choices)}
    assert {name: bad for name, lines in found.items() if (bad := unmarked(lines))} == {}
    told = {name.split()[0] for name, lines in found.items() if any(WORD in line for line in lines)}
    assert told == {"register", "beside", "heard", "plan", "entry", "forum"}  # the word was met on each


def test_every_mark_on_a_trend_says_so_in_the_list_and_in_the_picture(con, choices):
    view = viewed(choices, "MK01", indicator="trust")
    trend = replace(ask_trend(con, view, choices), events=area_events(con, view, choices))
    notes = [note.get("hovertext", "") for note in line_chart(trend)["layout"]["annotations"]]
    lines = [*lines_of(under_trend(trend)), *map(str, notes)]
    assert any(WORD in line for line in lines)
    assert unmarked(lines) == []


@pytest.mark.parametrize("area", AREAS)
def test_report_brief_and_guide_say_so_in_each_cell_and_item(con, choices, area):
    selected, _ = check({"area": area, "lang": Language.SV}, {}, choices)
    answers = ask_report(con, view_on(FRONT, selected, choices), choices, "https://example.fi")
    for document in (report_document(answers), brief_document(answers), guide_document(answers)):
        assert unmarked(texts_of_document(document)) == []
    if area == "MK01":
        assert any(WORD in text for text in texts_of_document(guide_document(answers)))


@pytest.mark.parametrize("area", ["MK01", "KU049"])
@pytest.mark.parametrize("what", ["meeting", "closing"])
def test_every_row_of_a_slide_says_so(con, choices, area, what):
    selected, _ = check({"area": area, "lang": Language.SV}, {}, choices)
    _, content = make_meeting(con, choices, selected, "https://example.fi", what=what)
    slides = list(Presentation(BytesIO(content)).slides)
    shapes = chain.from_iterable(slide.shapes for slide in slides)
    rows = []
    for shape in shapes:
        if shape.has_table:
            rows += [" ".join(cell.text for cell in row.cells) for row in shape.table.rows]
        elif shape.has_text_frame:
            rows += [one.text for one in shape.text_frame.paragraphs]
    assert unmarked(rows) == []
    own = [one.shapes.title.text for one in slides if read_tags(one)["LAGESBILD_KIND"] == "local"]
    assert all("syntetisk" in title for title in own)
    assert own or area != "KU049"


def test_every_event_of_a_calendar_says_so_and_has_its_category(con, choices):
    entries = (*ask_events(con, ["SSS"], Language.SV), ask_entry(con, "cafes", Language.SV))
    events = Calendar.from_ical(events_file(entries, choices, SITE, "Kalender")).walk("VEVENT")
    summaries = [str(one["summary"]) for one in events]
    assert sum(WORD in one for one in summaries) > 1
    assert unmarked(summaries) == []
    marked = [one for one in events if WORD in str(one["summary"])]
    assert all(one["categories"].cats == ["Exempel"] for one in marked)
    assert not any("categories" in one for one in events if one not in marked)


def test_every_hit_of_the_search_says_so(con, choices):
    kinds = search_index({Language.SV: choices}, Language.SV, [], ask_names(con, Language.SV))
    hits = [item["name"] + item.get("note", "") for kind in kinds for item in kind["items"]]
    assert any(WORD in hit for hit in hits)
    assert unmarked(hits) == []
    assert json.dumps(kinds)


def test_goals_in_tables_say_so(con, choices):
    plan = ask_newest_plan(con, viewed(choices, "MK01"), choices)
    plan = replace(plan, example=True)
    assert all(WORD in row.goal for row in goal_rows(plan, Language.SV))
    assert unmarked(row.goal for row in goal_rows(plan, Language.SV)) == []
    rows = list(csv.DictReader(StringIO(goals_csv(plan, Language.SV).decode("utf-8-sig")), delimiter=";"))
    assert {row["example"] for row in rows} == {"true"}


def test_a_line_that_forgets_its_mark_would_be_seen():
    assert unmarked(lines_of(f"<ul><li>{WORD} A <span>Exempel</span></li><li>{WORD} B</li></ul>")) == [f"{WORD} B"]
    assert unmarked(lines_of(f'<a aria-label="{WORD}">x</a>')) == [WORD]
