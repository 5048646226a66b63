"""What stands over a page of an old version."""

from dataclasses import replace

from contract.codes import Language
from picture.html.frame.old_edition import old_edition, refused_edition
from tests.picture.text.editions.test_old_version import CORRECTION, OLD

VIEW = {"area": "MK01", "edition": "2026-1", "lang": "en"}


def test_what_is_served_now_takes_no_room():
    assert old_edition(None, "map", {}, Language.EN) == ""


def test_it_links_to_the_same_view_of_now_and_to_the_page_of_editions():
    told = old_edition(OLD, "map", VIEW, Language.EN)
    assert 'href="map?area=MK01&amp;lang=en"' in told
    assert 'href="editions?lang=en"' in told


def test_texts_of_corrections_are_escaped():
    told = old_edition(replace(OLD, corrections=(replace(CORRECTION, text="<i>"),)), "map", VIEW, Language.EN)
    assert ("<i>" in told, "&lt;i&gt;" in told) == (False, True)


def test_a_refusal_keeps_what_else_was_asked_and_escapes_it():
    told = refused_edition("No.", "front", {**VIEW, "area": '"><script>'}, Language.SV)
    assert "<script>" not in told
    assert told.index("No.") < told.index('href=".?area=%22%3E%3Cscript%3E&amp;lang=sv"')
