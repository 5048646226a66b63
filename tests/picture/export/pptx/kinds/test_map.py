"""The slide of a map: regions, and every area as a dot on its interval against the country's line."""

from dataclasses import replace

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE

from contract.codes import Language
from picture.text.words import amount, word
from tests.picture import factory
from tests.picture.export.reread import charts, deck, series_of, table_of, words_in, words_on


def named(chart):
    return {one.name: one for one in series_of(chart)}


def test_filled_dots_differ_by_the_stored_test_and_open_ones_do_not():
    dataset = factory.map_dataset("en")
    drawn = named(charts(deck(dataset))[0])
    table = {line["value"]: line["name"] for line in table_of(charts(deck(dataset))[0])}
    filled = {table[x] for x, _ in drawn["significant difference"].points if x is not None}
    assert filled == {
        r.area.name for r in dataset.rows if r.against("country").verdict in {"higher", "lower"} and r.shown
    }


def test_an_open_dot_is_drawn_on_a_larger_one_in_the_same_places():
    drawn = named(charts(deck(factory.map_dataset("en")))[0])
    assert drawn["no significant difference"].points == drawn["no significant difference "].points


def test_an_interval_is_a_piece_of_line_from_low_to_high_with_a_gap_behind_it():
    dataset = factory.map_dataset("en")
    points = named(charts(deck(dataset))[0])["95% confidence interval"].points
    held = [row for row in dataset.rows if row.ci_low is not None]
    pieces = [points[i : i + 3] for i in range(0, 3 * len(held), 3)]
    assert {(low[0], high[0]) for low, high, _ in pieces} == {(row.ci_low, row.ci_high) for row in held}
    assert all(low[1] == high[1] and gap == (None, None) for low, high, gap in pieces)


@pytest.mark.parametrize("language", Language)
def test_the_country_is_a_line_of_two_points_with_its_name_and_number(language):
    dataset = factory.map_dataset(language)
    (country,) = dataset.reference
    label = f"{country.area.name} {amount(country.value, dataset.indicators[0], language)}"
    line = named(charts(deck(dataset))[0])[country.area.name]
    assert [x for x, _ in line.points if x is not None] == [country.value, country.value]
    assert line.words[0] == label


def test_a_hidden_area_stands_last_and_says_so_in_place_of_its_dot():
    told = words_in(charts(deck(factory.map_dataset("en")))[0])
    assert "not shown" in told
    assert [line["value"] for line in table_of(charts(deck(factory.map_dataset("en")))[0])][-3:-1] == [None, None]


def test_three_hundred_municipalities_are_a_map_with_both_ends_and_the_chosen_one():
    dataset = factory.map_dataset("en")
    many = tuple(replace(dataset.rows[i % 17], area=replace(dataset.rows[0].area, code=str(i))) for i in range(300))
    chosen = next(r for r in dataset.rows if dataset.view.chose(r.area))
    table = table_of(charts(deck(replace(dataset, rows=(*many, chosen))))[0])
    assert len(table) <= 20
    assert chosen.area.name in {line["name"] for line in table}


def test_a_division_without_boundaries_is_dots_alone():
    opened = deck(replace(factory.map_dataset("en"), shapes=(), credit=""))
    assert len(charts(opened)) == 1
    groups = [s for s in opened.slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert [group.name for group in groups] == [
        "significant difference; no significant difference; 95% confidence interval"
    ]


def test_a_number_for_the_country_only_stands_alone_and_large():
    opened = deck(replace(factory.map_dataset("en"), rows=()))
    assert charts(opened) == []
    assert "59%" in words_on(opened.slides[1])


@pytest.mark.parametrize("language", Language)
def test_the_key_says_what_each_dot_means(language):
    text = words_on(deck(factory.map_dataset(language)).slides[1])
    for key in ("slide_sign_certain", "slide_sign_open", "interval_95"):
        assert word(key, language) in text
