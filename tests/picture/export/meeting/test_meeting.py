"""What a meeting about an area takes along: slides, guide, the deck of the closing event."""

from io import BytesIO

import pytest
from pptx import Presentation

from contract.codes import Language
from picture.export.meeting.deck import MEETING_DECKS
from picture.export.meeting.guide import COURSE, guide_document
from picture.export.pptx.about.record import read_tags
from picture.export.report.asked import ask_report
from picture.export.report.document.content import HeadingBlock, LinesBlock, ListBlock
from picture.packs import make_meeting
from picture.query.choices import read_choices
from picture.query.selection import check
from picture.text.report.questions import to_discuss
from picture.text.words import word
from picture.views import FRONT, VIEW_KINDS, view_on
from tests.picture.small import small_database


@pytest.fixture
def con():
    with small_database() as con:
        yield con


def selected(area, choices):
    found, _ = check({"area": area, "lang": choices.language}, {}, choices)
    return found


def slides_of(con, what, area="MK01", language=Language.SV):
    choices = read_choices(con, language)
    name, content = make_meeting(con, choices, selected(area, choices), "https://a.fi", what=what)
    return name, list(Presentation(BytesIO(content)).slides)


def kinds(slides):
    return [read_tags(slide)["LAGESBILD_KIND"] for slide in slides]


def pictures(slides):
    """The kinds of the slides that show a view."""
    return [kind for kind in kinds(slides) if kind in VIEW_KINDS]


def cells(slide):
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    return [[cell.text for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("area", ["SSS", "MK01", "MK21"])
def test_a_meeting_has_at_most_five_slides_between_cover_and_reading_help(con, area):
    name, slides = slides_of(con, "meeting", area)
    told = kinds(slides)
    assert (told[0], told[-1]) == ("cover", "reading")
    assert 3 <= len(told[1:-1]) <= 5
    assert told[-4:-1] == ["unknown", "discuss", "decide"]
    assert name.startswith("lagesbild_meeting_")


@pytest.mark.parametrize("language", Language)
def test_the_questions_of_the_slide_are_those_of_the_brief_and_of_the_guide(con, language):
    _, slides = slides_of(con, "meeting", language=language)
    choices = read_choices(con, language)
    answers = ask_report(con, view_on(FRONT, selected("MK01", choices), choices), choices, "https://a.fi")
    questions = to_discuss(answers.news)
    (slide,) = [one for one in slides if kinds([one]) == ["discuss"]]
    assert [text for _, text in cells(slide)] == questions
    (asked,) = [block for block in guide_document(answers).blocks if isinstance(block, ListBlock) and block.numbered]
    assert ["".join(run.text for run in item) for item in asked.items] == questions


def test_decisions_are_written_into_empty_rows(con):
    _, slides = slides_of(con, "meeting")
    (slide,) = [one for one in slides if kinds([one]) == ["decide"]]
    head, *rows = cells(slide)
    assert head == ["Vad beslutades", "Ansvarig", "Senast när"]
    assert rows == [["", "", ""]] * 5


def test_the_closing_event_shows_every_picture_of_the_pack_and_what_comes_next(con):
    _, closing = slides_of(con, "closing")
    _, meeting = slides_of(con, "meeting")
    assert len(pictures(closing)) > len(pictures(meeting)) > 0
    assert kinds(closing)[-3:] == ["discuss", "decide", "reading"]
    (slide,) = [one for one in closing if kinds([one]) == ["decide"]]
    assert slide.shapes.title.text == "Vad gör vi härnäst?"


def test_the_forum_gets_the_pictures_of_the_country_what_is_not_known_and_room_for_its_decisions(con):
    name, slides = slides_of(con, "forum", "SSS")
    assert kinds(slides)[0] == "cover"
    assert pictures(slides)[:2] == ["front", "map"]
    assert kinds(slides)[-4:] == ["unknown", "discuss", "decide", "reading"]
    assert slides[-2].shapes.title.text == "Vad beslutar forumet?"
    assert name.startswith("lagesbild_forum_country")


@pytest.mark.parametrize("language", Language)
def test_the_guide_gives_the_hour_and_a_half_that_it_asks_for_and_room_to_write(con, language):
    choices = read_choices(con, language)
    answers = ask_report(con, view_on(FRONT, selected("MK01", choices), choices), choices, "https://a.fi")
    document = guide_document(answers)
    assert sum(minutes for _, minutes in COURSE) == 90
    lines = [block.title for block in document.blocks if isinstance(block, LinesBlock)]
    assert lines == [word("guide_contacts_own", language), word("brief_decisions", language)]
    assert next(block.level for block in document.blocks if isinstance(block, HeadingBlock)) == 1
    assert document.marks  # made-up figures are marked on every page


def test_there_are_slides_for_a_meeting_the_closing_event_and_the_forum():
    assert list(MEETING_DECKS) == ["meeting", "closing", "forum"]
