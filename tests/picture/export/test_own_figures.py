"""Each figure that leaves carries what is its own: year, n, decimals, marks and source."""

from dataclasses import replace
from io import BytesIO
from itertools import chain

import pytest
from openpyxl import load_workbook

from contract.codes import Kind, Language, Unit
from picture.charts.overview import overview
from picture.export.pptx.chart.book import TABLE_COLUMNS
from picture.export.workbook.xlsx import workbook
from picture.html.indicator_cells import under_name
from picture.query.indicator_rows import indicator_rows
from tests.picture import factory
from tests.picture.export.reread import LINK, C, charts, deck, item, words_in, words_on
from tests.picture.factory import coded
from tests.picture.presented import captions_of, source_line, svg

OLD, FINE = "friends_other_background", "discrimination"


def profile(language="en", **of_the_old):
    """A profile in which one indicator is from 2021, one has a decimal; the old one's reference too."""
    dataset = factory.profile_dataset(language)
    indicators = tuple(replace(i, decimals=1) if i.id == FINE else i for i in dataset.indicators)
    old = {"period": "2021", **of_the_old}
    rows, reference = (
        tuple(replace(r, **old) if r.indicator == OLD else r for r in rows)
        for rows in (dataset.rows, dataset.reference)
    )
    return replace(dataset, indicators=indicators, rows=rows, reference=reference)


@pytest.mark.parametrize("language", Language)
def test_an_older_figure_says_its_year_on_slide_image_and_page_and_a_figure_of_the_year_does_not(language):
    dataset = profile(language)
    names = {i.id: i.name for i in dataset.indicators}
    tables = [shape.table for shape in chain.from_iterable(s.shapes for s in deck(dataset).slides) if shape.has_table]
    told = [row.cells[0].text for row in chain.from_iterable(table.rows for table in tables)]
    assert [name for name in told if "2021" in name] == [name for name in told if name.startswith(names[OLD])]
    assert f"{names[OLD]}, 2021" in overview(dataset)["layout"]["yaxis"]["ticktext"]
    assert not [name for name in overview(dataset)["layout"]["yaxis"]["ticktext"] if "2026" in name]
    told = {item.indicator.id: under_name(item, dataset) for item in indicator_rows(dataset, "interaction")}
    assert told[OLD].endswith("2021")
    assert "2021" in captions_of(dataset, LINK).alt


def test_a_figure_of_the_asked_year_says_it_where_the_page_names_another_edition():
    dataset = factory.profile_dataset("en")
    old = replace(dataset, view=replace(dataset.view, period="2021"))
    rows = tuple(replace(r, period="2021") for r in dataset.rows)
    (told,) = {
        under_name(one, replace(old, rows=rows))[-4:] for one in indicator_rows(replace(old, rows=rows), "interaction")
    }
    assert told == "2021"


def test_n_is_the_chosen_areas_and_never_the_countrys():
    dataset = factory.profile_dataset("en")
    assert "n\u00a0≈\u00a01,400." in source_line(dataset)
    some = tuple(replace(r, n=290) if r.indicator == FINE else r for r in dataset.rows)
    assert "n\u00a0≈\u00a0290–1,400." in source_line(replace(dataset, rows=some))
    for slide in list(deck(dataset).slides)[1:-1]:
        assert "10,000" not in words_on(slide)
    assert "10,000" not in svg(dataset, LINK).decode()


def test_an_area_of_which_nothing_is_shown_has_no_n():
    dataset = factory.trend_dataset("en")
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None, n=None, **coded("U")) for r in dataset.rows)
    assert "n ≈" not in source_line(replace(dataset, rows=hidden))


def test_a_map_tells_n_from_the_smallest_to_the_largest_area_and_names_the_country():
    assert "; n by area ≈\u00a080–2,380; Whole country: n\u00a0≈\u00a010,340." in source_line(factory.map_dataset("en"))


def test_the_country_of_a_country_picture_is_its_own_n():
    assert "n\u00a0≈\u00a010,000." in source_line(factory.front_dataset("en"))


def test_the_sheet_behind_a_chart_shows_each_number_with_the_decimals_of_its_own_indicator():
    for chart in charts(deck(profile())):
        sheet = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Data"]
        for line in sheet.iter_rows(min_row=2, max_col=len(TABLE_COLUMNS)):
            number = line[1]
            assert number.value is None or (number.number_format == '#,##0.0"%"') == (line[6].value == FINE)


def test_a_workbook_shows_each_number_with_the_decimals_of_its_indicator_and_codes_as_text():
    dataset = profile()
    rows = tuple(replace(r, geo_year=2026) for r in dataset.rows)
    book = load_workbook(BytesIO(workbook([item(replace(dataset, rows=rows))])))
    values, comparisons = (sheet[next(iter(sheet.tables.values())).ref] for sheet in book.worksheets[1:3])
    heads = [cell.value for cell in values[0]]
    code, division, value, low = (heads.index(h) for h in HEADS)
    for line in values[1:]:
        form = "#,##0.0" if line[code].value == FINE else "#,##0"
        assert {line[place].number_format for place in (value, low) if line[place].value is not None} <= {form}
    assert {line[division].value for line in values[1:]} == {"2026", None}
    differences = [cell for line in comparisons for cell in line if isinstance(cell.value, float)]
    assert {cell.number_format for cell in differences} == {"#,##0", "#,##0.0"}


HEADS = ("Indicator, code", "Year of the regional division", "Value", "Confidence interval, lower limit")


def test_a_slide_explains_only_marks_that_stand_on_it():
    dataset = factory.profile_dataset("en")
    country = tuple(replace(r, **coded("D")) if r.indicator == "influence" else r for r in dataset.reference)
    slides = list(deck(replace(dataset, reference=country)).slides)[1:-1]
    for slide in slides:
        drawn = chain.from_iterable(words_in(s.chart) for s in slide.shapes if s.has_chart)
        text = "\n".join([words_on(slide), *drawn])
        for mark in ("[c]", "[d]"):
            assert text.count(mark) != 1, mark  # once would be the explanation alone
    assert any("[d]" in words_on(slide) for slide in slides)


def test_a_slide_names_only_the_sources_of_its_own_figures():
    for slide in list(deck(factory.profile_dataset("en")).slides)[1:-1]:
        text = words_on(slide)
        assert ("Example register" in text) == ("Hate crime reported to the police" in text)


def test_the_slides_of_a_profile_say_what_is_on_them():
    opened = list(deck(factory.profile_dataset("en")).slides)[1:-1]
    told = [(s.shapes.title.text_frame.text, words_on(s)) for s in opened]
    assert "Southwest Finland differs from the whole country in two of the four indicators compared" in told[0][0]
    assert "Region profile · Southwest Finland · 2026 · Difference from the whole country" in told[0][1]


def test_years_carry_no_marks_of_a_line_that_is_not_drawn():
    dataset = factory.trend_dataset("en")
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None, **coded("U")) for r in dataset.rows)
    opened = deck(replace(dataset, rows=hidden))
    assert not [told for told in words_in(charts(opened)[0]) if "[u]" in told]
    assert "Southwest Finland: not shown (too uncertain)" in words_on(opened.slides[1])
    assert "[u]" not in words_on(opened.slides[1])


def test_a_count_known_for_the_country_only_is_one_large_number():
    dataset = factory.map_dataset("en")
    count = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT, unit=Unit.REPORTS)
    only = replace(
        dataset, rows=(), shapes=(), indicators=(count,), reference=(replace(dataset.reference[0], value=1808.0),)
    )
    assert "1,808 reports" in words_on(deck(only).slides[1]).replace("\u00a0", " ").split("\n")


def test_groups_without_figures_are_a_slide_that_says_so():
    dataset = factory.groups_dataset("en")
    opened = deck(replace(dataset, rows=()))
    assert len(opened.slides) == 3
    assert opened.slides[1].shapes.title.text_frame.text.endswith(
        "there are no figures by population group for this area and period"
    )


def test_groups_of_which_none_is_shown_are_no_chart():
    dataset = factory.groups_dataset("en")
    hidden = tuple(without_number(r) for r in dataset.rows)
    assert charts(deck(replace(dataset, rows=hidden, reference=()))) == []


def test_a_chart_without_a_number_has_no_numbers_on_its_axis():
    """The groups of one picture stand on two slides, and on the second one none is shown."""
    dataset = factory.groups_dataset("en")
    first, hidden = dataset.rows[0], without_number(dataset.rows[0])
    more = [replace(hidden, group=replace(hidden.group, code=f"g{i}", name=f"Group {i}")) for i in range(20)]
    *_, chart = charts(deck(replace(dataset, rows=(first, *more), reference=())))
    assert [axis.find(f"{C}delete").get("val") for axis in chart.element.iter(f"{C}valAx")] == ["1", "1"]


def without_number(row):
    return replace(row, value=None, ci_low=None, ci_high=None, **coded("U"))


def test_dots_and_map_have_alternative_texts_of_their_own():
    opened = deck(factory.map_dataset("en"))
    alts = [alt for s in opened.slides[1].shapes if (alt := s.element.xpath(".//p:cNvPr")[0].get("descr"))]
    assert {alt.split(":")[0] for alt in alts} >= {"Map", "Dot chart"}
