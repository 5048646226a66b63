"""What a reader has made of a deck stays through a refresh: look, order, own words, own series, own slides."""

from copy import deepcopy

import pytest
from lxml import etree
from pptx.dml.color import RGBColor
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches, Pt

from tests.picture.recheck.kept import OTHER, publish
from tests.picture.refresh.decks import (
    chart_parts,
    deck_of,
    fills_of,
    opened,
    points_of,
    refreshed,
    saved,
    series_of,
    slide_told,
)

OWN = (
    '<c:ser {}><c:idx val="90"/><c:order val="90"/><c:tx><c:strRef><c:f>Data!$AZ$1</c:f><c:strCache>'
    '<c:ptCount val="1"/><c:pt idx="0"><c:v>Goal</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    '<c:xVal><c:numRef><c:f>Data!$AY$2</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/>'
    '<c:pt idx="0"><c:v>55</c:v></c:pt></c:numCache></c:numRef></c:xVal><c:yVal><c:numRef><c:f>Data!$AZ$2</c:f>'
    '<c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>1</c:v></c:pt></c:numCache>'
    "</c:numRef></c:yVal></c:ser>"
)


def shifted(by, where):
    """SQL that moves figures with their intervals."""
    moved = ", ".join(f"{column} = {column} + {by}" for column in ("value", "ci_low", "ci_high"))
    return f"UPDATE estimate SET {moved} WHERE {where}"


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path)
    return tmp_path


def after(folder, change, *sql, kinds=("map",), place=1):
    """The slide that a reader has changed, refreshed by a build with another number; and what was told."""
    deck = opened(deck_of(folder, kinds=kinds))
    change(deck.slides[place])
    publish(folder, "two", *(sql or (OTHER,)))
    new = refreshed(saved(deck), folder)
    return opened(new.content).slides[place], new.lines


def today(folder, kinds=("map",), place=1):
    return opened(deck_of(folder, "two", kinds=kinds)).slides[place]


def test_a_title_of_the_reader_stays_and_the_figures_are_new(folder):
    slide, told = after(folder, lambda slide: setattr(slide.shapes.title.text_frame, "text", "Our own words"))
    assert slide.shapes.title.text_frame.text == "Our own words"
    assert series_of(*chart_parts(slide)) == series_of(*chart_parts(today(folder)))
    assert "Your own text was left: “Our own words”" in told


def test_a_text_of_the_reader_stays_through_the_next_refresh_too(folder):
    slide, _ = after(folder, lambda slide: setattr(slide.shapes.title.text_frame, "text", "Our own words"))
    again = saved(slide.part.package.presentation_part.presentation)
    assert opened(refreshed(again, folder).content).slides[1].shapes.title.text_frame.text == "Our own words"


def test_words_keep_the_type_that_the_reader_gave_them(folder):
    def bold(slide):
        run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
        run.font.italic = True
        run.font.color.rgb = RGBColor(1, 2, 3)

    slide, _ = after(folder, bold, shifted(5, "indicator = 'trust'"), kinds=("trend",))
    run = slide.shapes.title.text_frame.paragraphs[0].runs[0]
    assert run.font.italic
    assert run.font.color.rgb == RGBColor(1, 2, 3)


def test_colours_place_and_size_of_a_chart_stay(folder):
    def change(slide):
        frame = next(shape for shape in slide.shapes if shape.has_chart)
        frame.left, frame.width = Inches(1), Inches(4)
        series = next(frame.chart.part._element.iter(qn("c:ser")))
        series.find(qn("c:spPr")).find(qn("a:ln")).set("w", "77777")

    slide, _ = after(folder, change)
    frame = next(shape for shape in slide.shapes if shape.has_chart)
    assert (frame.left, frame.width) == (Inches(1), Inches(4))
    assert "77777" in {one.get("w") for one in frame.chart.part._element.iter(qn("a:ln"))}
    assert series_of(frame.chart.part) == series_of(*chart_parts(today(folder)))


def test_a_series_of_the_reader_stays_and_holds_its_numbers_itself(folder):
    def change(slide):
        first = next(chart_parts(slide)[0]._element.iter(qn("c:ser")))
        first.addprevious(parse_xml(OWN.format(nsdecls("c"))))

    slide, told = after(folder, change)
    (part,) = chart_parts(slide)
    own = [one for one in part._element.iter(qn("c:ser")) if one.find(qn("c:tx")).find(qn("c:v")) is not None]
    assert [one.find(qn("c:tx")).find(qn("c:v")).text for one in own] == ["Goal"]
    assert [one.text for one in own[0].iter(qn("c:v"))] == ["Goal", "55", "1"]
    assert not list(own[0].iter(qn("c:f")))
    assert len(series_of(part)) == 1 + len(series_of(*chart_parts(today(folder))))
    assert any("Goal" in line for line in told)


def test_a_series_that_the_reader_took_away_stays_away(folder):
    taken = []

    def change(slide):
        series = next(chart_parts(slide)[0]._element.iter(qn("c:ser")))
        taken.append(series.find(qn("c:tx")).find(f".//{qn('c:v')}").text)
        series.getparent().remove(series)

    slide, told = after(folder, change)
    assert taken[0] not in [name for name, *_ in series_of(*chart_parts(slide))]
    assert any("A series that was removed was not put back" in line for line in told)


def test_a_series_with_a_new_name_keeps_the_name_and_gets_the_numbers(folder):
    def change(slide):
        for series in chart_parts(slide)[0]._element.iter(qn("c:ser")):
            for name in series.find(qn("c:tx")).iter(qn("c:v")):
                name.text = f"Mine {name.text}"

    slide, _ = after(folder, change)
    renamed = series_of(*chart_parts(slide))
    assert [(name.removeprefix("Mine "), *rest) for name, *rest in renamed] == [
        tuple(one) for one in series_of(*chart_parts(today(folder)))
    ]
    assert all(name.startswith("Mine ") for name, *_ in renamed)


def test_a_point_with_a_look_of_its_own_follows_its_area(folder):
    """The interval of South begins at 51: below that of North, until North falls beneath it."""
    point = '<c:dPt {}><c:idx val="3"/><c:bubble3D val="0"/></c:dPt>'

    def intervals(slide):
        found = (
            one for one in chart_parts(slide)[0]._element.iter(qn("c:ser")) if "konfidens" in "".join(one.itertext())
        )
        return next(found)

    def mark(slide):
        intervals(slide).find(qn("c:xVal")).addprevious(parse_xml(point.format(nsdecls("c"))))

    slide, _ = after(folder, mark, shifted(-15, "code = '01' AND value = 60"))
    series = intervals(slide)
    place = series.find(qn("c:dPt")).find(qn("c:idx")).get("val")
    assert place == "0"
    assert dict(points_of(series.find(qn("c:xVal"))))[place] == 51.0


def test_a_map_takes_its_new_colours_where_the_reader_has_put_it(folder):
    def change(slide):
        group = next(shape for shape in slide.shapes if fills_of(shape.element))
        group.left, group.width = Inches(2), group.width // 2

    slide, _ = after(folder, change, shifted(-15, "code = '01' AND value = 60"))
    group = next(shape for shape in slide.shapes if fills_of(shape.element))
    new = next(shape for shape in today(folder).shapes if fills_of(shape.element))
    assert group.left == Inches(2)
    assert group.width == new.width // 2
    assert fills_of(group.element) == fills_of(new.element)


def test_cells_of_the_reader_stay_in_a_table(folder):
    def change(slide):
        table = next(shape for shape in slide.shapes if shape.has_table).table
        table.cell(1, 2).text_frame.text = "mine"
        table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size = Pt(33)

    slide, told = after(folder, change, shifted(1, "true"), kinds=("front",))
    table = next(shape for shape in slide.shapes if shape.has_table).table
    new = next(shape for shape in today(folder, kinds=("front",)).shapes if shape.has_table).table
    assert table.cell(1, 2).text_frame.text == "mine"
    assert table.cell(1, 1).text_frame.text == new.cell(1, 1).text_frame.text
    assert table.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size == Pt(33)
    assert "The table has cells or rows that were changed. They were left." in told


def test_order_copies_and_slides_of_the_reader_stay(folder):
    deck = opened(deck_of(folder, kinds=("front", "map")))
    own = deck.slides.add_slide(deck.slide_layouts[0])
    own.shapes.title.text_frame.text = "A slide of our own"
    before = etree.tostring(own.element, method="c14n")
    held = deck.slides._sldIdLst
    held.insert(0, held[-1])
    held.insert(1, held[3])
    publish(folder, "two", OTHER)
    new = opened(refreshed(saved(deck), folder).content)
    assert etree.tostring(new.slides[0].element, method="c14n") == before
    fresh = opened(deck_of(folder, "two", kinds=("front", "map")))
    assert slide_told(new.slides[1]) == slide_told(fresh.slides[2])
    assert slide_told(new.slides[3]) == slide_told(fresh.slides[1])


def test_a_part_that_the_reader_took_away_is_not_put_back(folder):
    def change(slide):
        table = next(shape for shape in slide.shapes if shape.has_chart)
        table.element.getparent().remove(table.element)

    slide, told = after(folder, change)
    assert not chart_parts(slide)
    assert "A part was removed from the slide. It was not put back." in told


def test_a_chart_of_the_reader_in_the_place_of_ours_is_left(folder):
    def change(slide):
        (part,) = chart_parts(slide)
        part.chart_workbook.xlsx_part._blob = b"no workbook"

    slide, told = after(folder, change)
    assert any(line.startswith("The chart is no longer ours") for line in told)
    assert chart_parts(slide)[0].chart_workbook.xlsx_part.blob == b"no workbook"


def test_a_number_that_the_reader_changed_is_the_published_one_again_and_told(folder):
    def change(slide):
        next(chart_parts(slide)[0]._element.iter(qn("c:numCache"))).find(qn("c:pt"))[0].text = "12.5"

    slide, told = after(folder, change)
    assert series_of(*chart_parts(slide)) == series_of(*chart_parts(today(folder)))
    assert any(line.startswith("Figures or words of the chart had been changed") for line in told)


def test_a_copied_box_of_the_reader_is_left_alone(folder):
    def change(slide):
        copy = deepcopy(slide.shapes.title.element)
        copy.xpath(".//p:cNvPr")[0].set("id", "900")
        slide.shapes.element.append(copy)

    slide, _ = after(folder, change)
    assert [shape.shape_id for shape in slide.shapes][-1] == 900
