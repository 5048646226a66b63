"""PNG and SVG at 16:9: the picture of the screen with everything it needs to stand alone."""

import struct
from dataclasses import replace

import pytest
from lxml import etree

from contract.codes import Against, Language, Verdict
from picture.charts.text_width import text_width
from picture.export import image
from picture.export.image import SHEET_WIDTH
from picture.query.model import Comparison
from picture.text.words import word
from tests.picture.factory import every_dataset, front_dataset, groups_dataset, map_dataset, trend_dataset
from tests.picture.presented import item, png, svg

KINDS = range(len(every_dataset()))


def read(dataset):
    return etree.fromstring(svg(dataset, "https://example.org/map?area=MK02"))


def words(dataset):
    return " ".join(read(dataset).itertext())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_is_a_picture_of_1600_by_900(language, kind):
    drawn = read(every_dataset(language)[kind])
    assert (drawn.get("width"), drawn.get("height")) == ("1600", "900")


@pytest.mark.parametrize("kind", KINDS)
def test_title_source_stamp_and_synthetic_mark_stand_inside(kind):
    dataset = every_dataset("en")[kind]
    told = words(dataset)
    assert "SYNTHETIC" in told
    assert "Source:" in told
    assert dataset.stamp.build in told


def test_the_marks_that_occur_are_explained():
    assert "[c] confidential" in words(map_dataset("en"))


def test_the_signs_of_a_full_legend_stay_on_the_sheet():
    dataset = front_dataset("sv")
    bare = replace(dataset.rows[0], ci_low=None, ci_high=None, comparisons=())
    last = "föregående period"
    drawn = read(replace(dataset, rows=(bare, *dataset.rows[1:])))
    (place,) = [one for one in drawn.iter("{*}tspan") if one.text == last]
    assert "där ett sådant finns" in " ".join(drawn.itertext())
    assert float(place.get("x")) + 0.8 * text_width(last, 12) < SHEET_WIDTH


def test_a_long_title_is_written_smaller_and_no_word_of_it_is_cut():
    told = item(map_dataset("fi"))
    long = " ".join(f"word{i}" for i in range(60))
    drawn = image.svg(replace(told, captions=replace(told.captions, title=long))).decode()
    assert "word0" in drawn
    assert "word59" in drawn


def test_a_picture_has_a_text_for_screen_readers():
    title = read(map_dataset("sv")).find("{http://www.w3.org/2000/svg}title")
    assert "från 49 till 67\u00a0%" in title.text


def test_nothing_is_drawn_outside_the_sheet():
    for dataset in every_dataset("fi"):
        for span in read(dataset).iter("{http://www.w3.org/2000/svg}tspan"):
            if span.get("x"):
                assert 0 <= float(span.get("x")) <= 1067
                assert 0 <= float(span.get("y")) <= 600


@pytest.mark.parametrize("language", Language)
def test_a_reference_group_is_named_in_the_column_of_differences_and_takes_one_line(language):
    dataset = groups_dataset(language)
    against = Comparison(Against.GROUP, "fi", Verdict.HIGHER, 7.8, 3.0, 12.0, 5.0, approximate=False)
    long = replace(dataset.rows[0].group, name="Persons with Finnish background")
    others = (replace(row, comparisons=(against,)) for row in dataset.rows[1:])
    rows = (replace(dataset.rows[0], group=long, comparisons=()), *others)
    spans = [span.text or "" for span in read(replace(dataset, rows=rows)).iter("{*}tspan")]
    assert long.name in spans
    assert spans.count(word("comparison_group", language)) == 1


def test_a_line_is_not_joined_across_a_break_in_the_picture_either():
    paths = [p.get("d") for p in read(trend_dataset()).iter("{http://www.w3.org/2000/svg}path")]
    assert max(d.count("L") for d in paths if "Z" not in d) == 2


def test_an_interval_is_drawn_to_its_ends_and_no_further():
    for dataset in (map_dataset("en"), front_dataset("en")):
        caps = {path.get("stroke-linecap", "butt") for path in read(dataset).iter("{*}path")}
        assert caps == {"butt"}


def test_a_hidden_number_has_no_dot():
    dataset = map_dataset("en")
    only = replace(dataset, rows=tuple(r for r in dataset.rows if r.value is None), reference=())
    paths = [p.get("d") for p in read(only).iter("{http://www.w3.org/2000/svg}path")]
    assert not [d for d in paths if "a6.0" in d]
    assert [p for p in read(dataset).iter("{http://www.w3.org/2000/svg}path") if "a6.0" in p.get("d")]


def test_png_has_twice_the_pixels():
    dataset = trend_dataset("fi")
    picture = png(dataset)
    assert picture[:4] == b"\x89PNG"
    assert struct.unpack(">II", picture[16:24]) == (3200, 1800)
