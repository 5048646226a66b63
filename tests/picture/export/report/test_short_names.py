"""Where there is room for no more, names of areas and groups are cut; what stands in texts and tables is whole."""

from dataclasses import replace

from picture.export.report.area_report import TOP_LETTERS, report_document
from picture.export.report.short_names import with_short_names
from tests.picture.export.report.asking import answers
from tests.picture.factory import groups_dataset, map_dataset
from tests.picture.small import small_database

LONG = "Uudenmaan ja Länsi-Uudenmaan yhteistoiminta-alue " * 6


def test_names_of_areas_and_groups_are_cut_and_nothing_else_is_changed():
    for dataset in (map_dataset("fi"), groups_dataset("fi")):
        short = with_short_names(dataset, 6)
        for one, before in zip((*short.rows, *short.reference), (*dataset.rows, *dataset.reference), strict=True):
            assert max(len(one.area.name), len(one.group.name)) <= 6
            assert replace(one, area=before.area, group=before.group) == before


def test_a_long_name_stands_whole_in_the_report_and_cut_at_the_top_of_its_pages():
    con = small_database()
    con.execute("UPDATE area SET name_fi = ? WHERE level = 'maakunta' AND code = '01'", [LONG])
    document = report_document(answers(con, "MK01", "fi"))
    assert LONG in document.title
    assert LONG[:20] in document.kind
    assert len(document.kind) < TOP_LETTERS + 60
