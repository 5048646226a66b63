"""What a deck promises: native charts with the answer's numbers, nothing hidden inside, everything told in words."""

from dataclasses import replace
from io import BytesIO
from itertools import chain

import pytest
from lxml import etree
from pptx.enum.shapes import MSO_SHAPE_TYPE

from contract.codes import Language
from picture.export.pptx.deck import make_deck
from picture.export.pptx.fit import type_size
from picture.export.pptx.layout import AGENDA, MEETING, PAGE_NUMBER
from picture.export.pptx.parts import pieces
from picture.text.alt_text import map_alt_text
from picture.text.marks import row_marks
from picture.text.names import area_name
from picture.text.words import word
from tests.picture import factory
from tests.picture.export.reread import LINK, deck, item, numbers_inside, words_on
from tests.picture.presented import captions_of

POINT = 12700


def test_a_map_carries_one_native_shape_for_each_region():
    group = next(s for s in deck(factory.map_dataset("sv")).slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    regions = [s for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert group.name == "Karta"
    assert len({r.name for r in regions}) == 19
    assert {r.name for r in regions} >= {"Nyland", "Åland"}


@pytest.mark.parametrize("language", Language)
def test_every_slide_says_its_sentence_source_edition_and_that_its_numbers_are_made_up(language):
    datasets = factory.every_dataset(language)
    mark = {"fi": "SYNTEETTISTÄ", "sv": "SYNTETISKA", "en": "SYNTHETIC"}[language]
    told = {
        captions_of(dataset, LINK).title for dataset in datasets if dataset.kind != "profile"
    }  # its slides have their own
    area = area_name(factory.profile_dataset(language))
    for slide in list(deck(*datasets).slides)[1:-1]:
        text = words_on(slide)
        assert mark in text
        assert datasets[0].stamp.build in text
        assert captions_of(datasets[0], LINK).source_line.split(":")[0] in text
        title = slide.shapes.title.text_frame.text
        assert title in told or area in title


def test_a_draft_is_called_a_draft():
    dataset = factory.map_dataset("en")
    text = words_on(deck(replace(dataset, stamp=replace(dataset.stamp, status="draft"))).slides[1])
    assert "DRAFT" in text


def test_cover_and_reading_help_warn_of_made_up_numbers_of_any_picture():
    made_up = factory.map_dataset("en")
    real = replace(made_up, sources=tuple(replace(s, synthetic=False) for s in made_up.sources))
    slides = deck(real, made_up).slides
    assert "SYNTHETIC" in words_on(slides[0])
    assert "SYNTHETIC" in words_on(slides[len(slides) - 1])


def test_real_numbers_carry_no_synthetic_mark():
    dataset = factory.map_dataset("en")
    real = replace(dataset, sources=tuple(replace(s, synthetic=False) for s in dataset.sources))
    assert "SYNTHETIC" not in words_on(deck(real).slides[1])


def test_every_picture_has_an_alt_text():
    for slide in deck(*factory.every_dataset("fi")).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type in {MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.LINE}:
                assert shape.element.xpath(".//p:cNvPr")[0].get("descr"), shape.name


def alts(slide, *, charts_only):
    shapes = (s for s in slide.shapes if s.has_chart or (not charts_only and s.shape_type == MSO_SHAPE_TYPE.GROUP))
    return [shape.element.xpath(".//p:cNvPr")[0].get("descr") for shape in shapes]


@pytest.mark.parametrize("language", Language)
def test_the_alt_text_of_dots_beside_a_map_is_that_of_the_dots(language):
    dataset = factory.map_dataset(language)
    of_map, of_dots = map_alt_text(dataset), map_alt_text(dataset, "dots")
    assert of_map != of_dots
    assert {of_map, of_dots} <= set(alts(deck(dataset).slides[1], charts_only=False))


def test_every_shape_of_a_slide_has_a_number_of_its_own():
    for slide in deck(*factory.every_dataset("en")).slides:
        numbers = slide.element.xpath(".//p:cNvPr/@id")
        assert len(numbers) == len(set(numbers))


def test_a_slide_is_read_from_its_title_to_its_page_number():
    for slide in list(deck(*factory.every_dataset("en")).slides)[1:]:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        assert shapes[-1].placeholder_format.idx == PAGE_NUMBER


def test_source_and_notes_lead_to_the_same_view():
    slide = deck(factory.map_dataset("en")).slides[1]
    for part in (slide.part, slide.notes_slide.part):
        assert [rel.target_ref for rel in part.rels.values() if rel.is_external] == [LINK]


def test_a_map_in_many_points_is_a_path_of_its_own_and_numbers_on_it_repeat_what_regions_say():
    group = next(s for s in deck(factory.map_dataset("sv")).slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert len(group.element.xpath(".//a:path")) >= 19
    told = [s for s in group.shapes if s.has_text_frame and s.text_frame.text]
    assert told
    assert all("decorative" in etree.tostring(s.element).decode() for s in told)


def test_the_cover_leaves_a_place_for_the_meeting_and_lists_what_follows():
    cover = deck(factory.map_dataset("fi"), factory.profile_dataset("fi")).slides[0]
    held = {one.placeholder_format.idx: one.text_frame.text for one in cover.placeholders}
    assert held[MEETING] == ""
    assert held[AGENDA].startswith("1  Luottamus eri taustaisiin ihmisiin")
    prompt = {one.placeholder_format.idx: one.text_frame.text for one in cover.slide_layout.placeholders}
    assert prompt[MEETING] == word("deck_meeting", "fi")


def test_every_run_says_its_language():
    for slide in deck(*factory.every_dataset("sv")).slides:
        assert {r.get("lang") for r in slide.element.xpath(".//a:r/a:rPr | .//a:fld/a:rPr")} == {"sv-FI"}


def test_the_speaker_finds_method_and_address_in_the_notes():
    notes = deck(factory.map_dataset("en")).slides[1].notes_slide.notes_text_frame.text
    assert "does not reach people living in institutions" in notes
    assert LINK in notes


def test_no_placeholder_is_left_empty():
    for slide in deck(*factory.every_dataset("en")).slides:
        for shape in slide.placeholders:
            if shape.placeholder_format.idx == MEETING:  # the speaker's own
                continue
            assert shape.has_chart or shape.has_table or shape.text_frame.text, (shape.name, slide.slide_id)


def test_the_last_slide_explains_every_mark_of_the_deck():
    datasets = factory.every_dataset("en")
    text = words_on(list(deck(*datasets).slides)[-1])
    for mark in {mark for dataset in datasets for row in dataset.rows for mark in row_marks(row)}:
        assert f"[{mark}]" in text


def test_an_answer_that_carries_a_hidden_number_by_mistake_shows_up_in_the_numbers_inside():
    """The guard on the guard: a number planted in an answer is found, so that its absence means something."""
    dataset = factory.map_dataset("en")
    planted = tuple(replace(r, value=12.34) if r.area.code == "21" else r for r in dataset.rows)
    assert 12.34 in numbers_inside(make_deck([item(replace(dataset, rows=planted))]))


@pytest.mark.parametrize("dataset", factory.every_dataset("en"), ids=lambda a: a.kind)
def test_no_number_is_in_the_file_that_the_answer_does_not_show(dataset):
    rows = [row for row in (*dataset.rows, *dataset.reference, *dataset.history, *dataset.second) if row.shown]
    shown = set(chain.from_iterable((row.value, row.ci_low, row.ci_high) for row in rows))
    compared = chain.from_iterable(row.comparisons for row in rows)
    differences = set(chain.from_iterable((one.difference, one.ci_low, one.ci_high) for one in compared))
    country = {row.indicator: row.value for row in dataset.reference}
    drawn = {round(row.value - country.get(row.indicator, 0.0), 6) for row in rows}
    inside = {round(number, 6) for number in numbers_inside(make_deck([item(dataset)]))}
    assert inside <= {round(number, 6) for number in shown | differences if number is not None} | drawn


def test_the_chosen_region_is_drawn_last_so_that_its_outline_is_whole():
    group = next(s for s in deck(factory.map_dataset("sv")).slides[1].shapes if s.shape_type == MSO_SHAPE_TYPE.GROUP)
    regions = [s.name for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert regions[-1] == "Egentliga Finland"


@pytest.mark.parametrize("dataset", [factory.map_dataset("en"), factory.trend_dataset("en")], ids=lambda a: a.kind)
def test_an_answer_without_a_single_number_is_a_slide_that_says_so(dataset):
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None, n=None, comparisons=()) for r in dataset.rows)
    slide = deck(replace(dataset, rows=hidden, reference=())).slides[1]
    assert slide.shapes.title.text_frame.text
    assert numbers_inside(make_deck([item(replace(dataset, rows=hidden, reference=()))])) == set()


def test_many_rows_are_cut_evenly_over_slides():
    assert [len(c) for c in pieces(list(range(13)), 6)] == [4, 4, 5]
    assert [len(c) for c in pieces(list(range(6)), 6)] == [6]
    assert pieces([], 6) == []


def test_long_words_get_smaller_type_and_short_ones_do_not():
    assert type_size(["short"], 900 * POINT, 60 * POINT, 26) == 26
    assert type_size(["w" * 200], 900 * POINT, 60 * POINT, 26) < 26
    assert type_size(["w" * 9000], 900 * POINT, 60 * POINT, 26) == 10


def test_the_same_answers_make_the_same_deck():
    items = [item(dataset) for dataset in factory.every_dataset("en")]
    assert numbers_inside(make_deck(items)) == numbers_inside(make_deck(items))


def test_a_deck_opens_again_in_its_language():
    opened = deck(factory.map_dataset("fi"))
    assert opened.core_properties.language == "fi-FI"
    assert opened.core_properties.title.startswith("Väestösuhteiden tilannekuva Suomessa")
    assert BytesIO(make_deck([item(factory.map_dataset("fi"))])).read(2) == b"PK"
