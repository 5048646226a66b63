"""PNG and SVG of every shape: the picture of the screen with everything it needs to stand alone."""

from dataclasses import replace
from io import BytesIO
from itertools import combinations

import pytest
from lxml import etree
from PIL import Image

from contract.codes import Against, Language, Verdict
from picture.charts.text_width import text_width
from picture.export.image import draw
from picture.export.image.sheet import ImageShape
from picture.query.model import Comparison
from picture.text.words import word
from tests.picture.factory import every_dataset, front_dataset, groups_dataset, map_dataset, trend_dataset
from tests.picture.presented import item, png, svg

LINK = "https://example.org/map?area=MK02"
KINDS = range(len(every_dataset()))


def read(dataset):
    return etree.fromstring(svg(dataset, LINK))


def words(dataset):
    return " ".join(read(dataset).itertext())


@pytest.mark.parametrize("shape", ImageShape)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_is_a_picture_of_every_shape(shape, kind):
    drawn = etree.fromstring(svg(every_dataset("sv")[kind], shape=shape))
    assert (int(drawn.get("width")), int(drawn.get("height"))) == shape.pixels


def boxes(drawn):
    """Left, right, top, bottom and words of each line of text that is not turned."""
    for span in drawn.iter("{*}tspan"):
        if span.get("x") is None or any("rotate" in (one.get("transform") or "") for one in span.iterancestors()):
            continue
        written = span.getparent()
        moved = sum(
            float(one.get("transform").split()[1].rstrip(")")) for one in span.iterancestors() if one.get("transform")
        )
        size, words = float(written.get("font-size")), "".join(span.itertext())
        wide = text_width(words, size)
        left = float(span.get("x")) - {"start": 0, "middle": wide / 2, "end": wide}[written.get("text-anchor")]
        bottom = float(span.get("y")) + moved
        yield left, left + wide, bottom - 0.7 * size, bottom, words


def cover(one, other):
    """Whether two lines of different words cover each other by more than a hair."""
    across = min(one[1], other[1]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[2], other[2])
    return across > 2 and down > 1 and one[4] != other[4]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("shape", ImageShape)
@pytest.mark.parametrize("kind", KINDS)
def test_no_words_cover_others_or_leave_the_sheet(kind, shape, language):
    drawn = etree.fromstring(svg(every_dataset(language)[kind], shape=shape))
    width, height = shape.size
    lines = [line for line in boxes(drawn) if line[4].strip()]
    assert [line for line in lines if line[0] < 0 or line[1] > width or line[2] < 0 or line[3] > height] == []
    assert [(a[4], b[4]) for a, b in combinations(lines, 2) if cover(a, b)] == []


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
    assert float(place.get("x")) + 0.8 * text_width(last, 12) < ImageShape.WIDE.size[0]


def test_a_long_title_is_written_smaller_and_no_word_of_it_is_cut():
    told = item(map_dataset("fi"))
    long = " ".join(f"word{i}" for i in range(60))
    drawn = draw.svg(replace(told, captions=replace(told.captions, title=long))).decode()
    assert "word0" in drawn
    assert "word59" in drawn


def test_a_picture_has_a_text_for_screen_readers():
    drawn = read(map_dataset("sv"))
    assert drawn.find("{*}title").text == item(map_dataset("sv")).captions.title
    assert "från 49 till 67\u00a0%" in drawn.find("{*}desc").text


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


@pytest.mark.parametrize(
    ("shape", "size"), [("wide", (3200, 1800)), ("square", (1080, 1080)), ("portrait", (1080, 1350))]
)
def test_a_png_has_the_pixels_of_its_shape_and_tells_what_it_shows(shape, size):
    dataset = trend_dataset("fi")
    told = item(dataset, LINK)
    picture = Image.open(BytesIO(png(dataset, LINK, ImageShape(shape))))
    picture.load()
    assert picture.size == size
    assert picture.text["Title"] == told.captions.title
    assert picture.text["Description"] == told.captions.alt
    assert picture.text["Source"] == told.captions.source_line
    assert picture.text["Title"].lang == "fi"
    inches = [pixels / dots for pixels, dots in zip(picture.size, picture.info["dpi"], strict=True)]
    assert inches == pytest.approx([pixels / 72 for pixels in ImageShape(shape).pixels], rel=0.001)


def test_an_svg_tells_programs_title_source_date_licence_address_and_language():
    drawn = read(map_dataset("sv"))
    facts = {one.tag.partition("}")[2]: one.text for one in drawn.find(".//{*}Description")}
    told = item(map_dataset("sv"), LINK).captions
    assert (facts["title"], facts["source"], facts["identifier"]) == (told.title, told.source_line, LINK)
    assert (facts["date"], facts["language"], facts["rights"]) == ("2026-11-24", "sv", "CC BY 4.0")


def test_broken_lines_keep_their_space_when_they_are_copied():
    told = item(map_dataset("fi"))
    long = " ".join(f"word{i}" for i in range(60))
    drawn = etree.fromstring(draw.svg(replace(told, captions=replace(told.captions, title=long)), ImageShape.SQUARE))
    assert long in [" ".join("".join(one.itertext()).split()) for one in drawn.iter("{*}text")]


@pytest.mark.parametrize("letter", ["\x00", "\x0b", "\x1b", "\ufffe", "\ufdd0", "\U0001ffff", "\U0001f600", "\u200b"])
def test_no_letter_in_a_name_breaks_a_picture(letter):
    dataset = groups_dataset("en")
    rows = tuple(replace(row, group=replace(row.group, name=f"A{letter}B")) for row in dataset.rows)
    odd = replace(dataset, rows=rows)
    assert etree.fromstring(svg(odd)).find("{*}title") is not None
    Image.open(BytesIO(png(odd, shape=ImageShape.SQUARE))).load()
