"""The timeline of the register: it stays small, whatever happens."""

import re
from base64 import b64decode
from dataclasses import replace
from datetime import date

from contract.actions.codes import RegisterKind
from picture.html.register.timeline import register_timeline
from picture.query.register.told import Told
from tests.picture.query.register.test_register import asked


def drawn(register):
    html = register_timeline(register)
    return html, b64decode(re.search(r"base64,([^\"]+)", html)[1]).decode()


def test_twelve_events_of_one_month_are_one_mark_that_tells_how_many():
    register = asked()
    walk = next(one for one in register.entries if one.id == "walk")
    many = tuple(replace(walk, id=f"walk-{day}", first_day=date(2027, 5, day)) for day in range(1, 13))
    html, svg = drawn(replace(register, when=(*register.when, *many)))
    assert "13 evenemang 5/2027" in svg
    assert int(re.search(r'viewBox="0 0 \d+ (\d+)"', svg)[1]) < 420
    assert re.search(r"och \d+ till, se tabellen nedan", html)


def test_planned_things_are_dashed_and_today_is_a_line():
    _, svg = drawn(asked())
    assert "stroke-dasharray" in svg
    assert ">nu</tspan>" in svg


def test_the_picture_says_in_words_what_it_shows():
    html, _ = drawn(asked(area="MK01"))
    assert re.search(r'alt="Tidslinje 2025–2027\. Hela landet: .*Områden: .*Cafes sv \(3–11/2026\)', html)


def test_a_long_name_is_cut_and_text_that_would_be_a_program_stays_text():
    register = asked()
    name = Told("<script>alert(1)</script> " + "x" * 80, "sv")
    entry = replace(register.when[0], name=name, kind=RegisterKind.MEASURE)
    html, svg = drawn(replace(register, when=(entry,)))
    assert "<script>" not in html + svg
    assert "…" in svg


def test_where_nothing_has_a_date_there_is_no_timeline():
    assert not register_timeline(replace(asked(), when=()))
