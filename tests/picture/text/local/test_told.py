"""What is said of a municipality in one sentence, by what is known of it."""

from dataclasses import replace

from contract.codes import Language
from picture.query.choices import read_choices
from picture.query.local.place import ask_place
from picture.query.selection import check, view_of
from picture.text.local.told import lead_of, unknown_domains
from tests.picture.small import add_places, small_database


def test_the_lead_tells_of_the_newest_survey_else_of_what_was_heard_else_of_what_is_done():
    con = add_places(small_database())
    choices = read_choices(con, Language.EN)
    known = ask_place(con, choices, view_of(check({"area": "KU049"}, {}, choices)[0], choices))
    assert lead_of(known, Language.EN).startswith("Own survey in 2026: about ")
    heard = replace(known, collections=())
    assert lead_of(heard, Language.EN).startswith("There are findings in words")
    assert lead_of(replace(heard, findings=()), Language.EN).startswith("There is neither a survey nor findings")
    assert "security" not in unknown_domains(known, choices)
    assert "security" in unknown_domains(replace(heard, findings=()), choices)
