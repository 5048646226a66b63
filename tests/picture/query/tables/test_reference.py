"""Small tables that are read once."""

from picture.query.choices import read_choices
from picture.query.tables.reference import OutlinesRead
from tests.picture.small import small_database


def test_boundaries_are_read_once_for_all_languages_of_a_build():
    con = small_database()
    outlines = OutlinesRead()
    of_language = [read_choices(con, language, outlines).reference.outlines for language in ("fi", "sv")]
    first = of_language[0].of(con, "maakunta")
    con.execute("DELETE FROM shape")
    assert first.shapes
    assert of_language[1].of(con, "maakunta") is first


def test_a_division_without_boundaries_has_none_and_no_maker():
    found = OutlinesRead().of(small_database(), "kunta")
    assert (found.shapes, found.credit, found.year) == ((), "", None)


def test_each_division_has_its_own():
    con = small_database()
    outlines = OutlinesRead()
    found = [outlines.of(con, level).shapes for level in ("maakunta", "kunta", "maakunta")]
    assert found[0] == found[2] != found[1]
