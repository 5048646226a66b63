"""Timelines: they stay small, whatever happens, and today is seen and crosses nothing."""

import re
from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest

from contract.actions.codes import RegisterKind
from contract.codes import Language
from picture.html.plans.timeline import plan_timeline
from picture.html.register.timeline import register_timeline
from picture.query.choices import read_choices
from picture.query.plans.ask import ask_plans
from picture.query.register.told import Told
from picture.query.selection import check, view_of
from tests.picture.html.timeline.pictures import pictures
from tests.picture.query.register.test_register import asked
from tests.picture.small import small_database

BOTH = ("lb-timeline-wide", "lb-timeline-narrow")
LONG = "Keskusteluilta maahanmuuttajayhdistysten ja kunnan päättäjien kesken joka toinen torstai"


def drawn(register):
    html = register_timeline(register)
    return html, pictures(html)


def crowded(language=Language.SV, name=LONG):
    """Forty measures and days, with long names, all around today."""
    register = asked(language=language)
    cafes = next(one for one in register.entries if one.id == "cafes")
    law = next(one for one in register.entries if one.kind is RegisterKind.MILESTONE)
    told = Told(name, language)
    measures = [
        replace(cafes, id=f"m{n}", name=told, first_day=date(2024 + n % 3, 1 + n % 12, 1), example=True)
        for n in range(30)
    ]
    days = [replace(law, id=f"d{n}", name=told, first_day=date(2026, 1 + n, 3), example=True) for n in range(10)]
    return replace(register, when=(*measures, *days))


def test_twelve_events_of_one_month_are_one_mark_that_tells_how_many():
    register = asked()
    walk = next(one for one in register.entries if one.id == "walk")
    many = tuple(replace(walk, id=f"walk-{day}", first_day=date(2027, 5, day)) for day in range(1, 13))
    html, found = drawn(replace(register, when=(*register.when, *many)))
    assert any("13 evenemang 5/2027" in name for name in found["lb-timeline-wide"].names())
    assert found["lb-timeline-wide"].height < 440
    assert re.search(r"och \d+ till, se tabellen nedan", html)


@pytest.mark.parametrize("look", BOTH)
@pytest.mark.parametrize("language", list(Language))
def test_today_is_a_line_that_goes_through_no_name(look, language):
    found = drawn(crowded(language))[1][look]
    assert found.now
    assert found.crossed() == []
    assert found.outside() == []


@pytest.mark.parametrize("look", BOTH)
def test_today_is_told_and_lies_within_the_picture(look):
    found = drawn(asked())[1][look]
    assert "nu" in found.names()
    assert 0 < found.now[0][0] < found.width


def test_on_a_telephone_all_years_are_seen_at_once():
    found = drawn(crowded())[1]["lb-timeline-narrow"]
    assert found.width <= 390
    assert {"2025", "2026", "2027"} <= set(found.names())


@pytest.mark.parametrize("look", BOTH)
def test_every_invented_entry_says_so_however_long_its_name_is(look):
    found = drawn(crowded())[1][look]
    named = [name for name in found.names() if name.startswith("Keskusteluilta")]
    assert len(named) > 5
    assert all(name.endswith("… (exempel)") for name in named)


def test_a_name_in_another_language_says_which():
    _, found = drawn(crowded(name=LONG))
    assert not any("på finska" in name for name in found["lb-timeline-wide"].names())
    register = crowded()
    told = tuple(replace(one, name=Told("Avoimet ovet", Language.FI)) for one in register.when)
    _, found = drawn(replace(register, when=told))
    assert "Avoimet ovet (på finska, exempel)" in found["lb-timeline-wide"].names()


@pytest.mark.parametrize("look", BOTH)
def test_letters_are_those_of_all_other_pictures(look):
    assert drawn(asked())[1][look].family.startswith('"Source Sans", ')


def test_what_is_left_out_is_counted():
    _, found = drawn(crowded())
    assert any(re.fullmatch(r"\+ \d+ till", name) for name in found["lb-timeline-narrow"].names())


def test_planned_things_are_dashed():
    svg = b64decode(re.search(r"base64,([^\"]+)", register_timeline(asked()))[1]).decode()
    assert "stroke-dasharray" in svg


def test_the_picture_says_in_words_what_it_shows():
    html, _ = drawn(asked(area="MK01"))
    assert re.search(
        r'alt="Tidslinje 2025–2027\. Hela landet: .*Områden: .*Cafes sv( \(exempel\))? \(3–11/2026\)', html
    )


def test_a_long_name_is_cut_and_text_that_would_be_a_program_stays_text():
    register = asked()
    name = Told("<script>alert(1)</script> " + "x" * 80, "sv")
    entry = replace(register.when[0], name=name, kind=RegisterKind.MEASURE)
    html, found = drawn(replace(register, when=(entry,)))
    assert "<script>" not in html
    assert any(one.startswith("<script>alert(1)") and "…" in one for one in found["lb-timeline-wide"].names())


def test_where_nothing_has_a_date_there_is_no_timeline():
    assert not register_timeline(replace(asked(), when=()))


@pytest.mark.parametrize("look", BOTH)
@pytest.mark.parametrize("language", list(Language))
def test_a_plan_is_drawn_by_the_same_rules(look, language):
    con = small_database()
    choices = read_choices(con, language)
    view = view_of(check({"area": "MK01", "lang": language}, {}, choices)[0], choices)
    page = ask_plans(con, view, choices, "", date(2026, 11, 28))
    found = pictures(plan_timeline(page, page.plan, language))[look]
    assert found.now
    assert found.crossed() == []
    assert found.outside() == []
    assert found.family.startswith('"Source Sans", ')
