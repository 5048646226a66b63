"""The region pack: one zip with deck, workbook, tables and codebook of one area."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation

from picture.export.region_pack import region_pack, region_pack_datasets
from picture.query.choices import read_choices
from picture.query.selection import check, view_of
from tests.picture.presented import item
from tests.picture.small import small_database


@pytest.fixture
def datasets():
    con = small_database()
    choices = read_choices(con, "sv")
    choice, _ = check({"lang": "sv", "area": "MK01", "group": "sex.male"}, {}, choices)
    return region_pack_datasets(con, view_of(choice, choices), choices)


def test_a_pack_holds_the_year_the_profile_and_a_trend_of_every_headline_indicator_that_is_shown(datasets):
    shown = [r.indicator for r in datasets[0].rows if r.shown]
    assert [a.kind for a in datasets] == ["front", "profile", *["trend"] * len(shown)]
    assert [a.view.indicator for a in datasets[2:]] == shown


def test_a_pack_tells_of_everybody_whatever_group_was_chosen(datasets):
    assert {a.view.group_code for a in datasets[2:]} == {"all"}


def test_a_pack_is_one_zip_with_deck_workbook_tables_and_codebook(datasets):
    with ZipFile(BytesIO(region_pack([item(a, "http://here/") for a in datasets], "pack_01"))) as zipped:
        names = zipped.namelist()
        assert {"pack_01.pptx", "pack_01.xlsx"} < set(names)
        assert sum(name.endswith(".csv") for name in names) == 2
        assert any("codebook" in name for name in names)
        assert len(Presentation(BytesIO(zipped.read("pack_01.pptx"))).slides) >= len(datasets)
