"""What stands around a trend: its tests, its events and breaks, its small pictures, and how it is read."""

import re
from base64 import b64decode
from dataclasses import replace

import pytest
from lxml import etree, html

from contract.codes import Against, Language, Verdict
from picture.charts.line_chart import line_chart
from picture.charts.lines import trend_lines
from picture.charts.text_width import text_width
from picture.html.trend.changes_table import changes_table
from picture.html.trend.regions import regions_over_time
from picture.html.trend.under import printed_trend, under_trend
from picture.query.model import Comparison, Line
from picture.text.findings.changes import told_changes
from picture.text.findings.trend import trend_lead
from picture.text.reading.trend import trend_reading
from picture.text.words import word
from tests.picture.factory import trend_dataset

PHONE = 320  # pixels from the axis to the edge of a narrow phone


def fitted(language="en", verdict=Verdict.HIGHER):
    """The trend of the factory with a test of a line fitted to its three waves after the break."""
    dataset = trend_dataset(language)
    stored = Comparison(Against.TREND, "2024", verdict, 5.0, 1.0, 9.0, 6.0, approximate=False)
    last = dataset.rows[-1]
    rows = (*dataset.rows[:-1], replace(last, comparisons=(*last.comparisons, stored)))
    return replace(dataset, rows=rows, trend_waves=3)


@pytest.mark.parametrize("language", Language)
def test_each_line_stands_in_the_table_with_both_ends_and_one_verdict_a_test(language):
    table = html.fromstring(changes_table(trend_dataset(language)))
    rows = table.xpath("//tbody/tr")
    assert len(rows) == 2
    assert "60\u00a0→\u00a064" in rows[0].text_content()
    assert rows[0].xpath(".//a[@class='lb-go']/@href")[0].startswith("region?")


@pytest.mark.parametrize("language", Language)
def test_for_paper_the_picture_is_drawn_by_the_server_and_described(language):
    (printed,) = html.fromstring(f"<div>{printed_trend(trend_dataset(language))}</div>").xpath("//img")
    svg = etree.fromstring(b64decode(printed.get("src").partition(",")[2]))
    drawn = " ".join(svg.itertext())
    assert trend_dataset(language).rows[0].area.name in drawn
    assert re.search(r"\d", printed.get("alt"))


@pytest.mark.parametrize("language", Language)
def test_on_a_phone_what_is_told_of_a_fitted_line_takes_a_line_a_sentence(language):
    notes = [one["text"] for one in line_chart(fitted(language))["layout"]["annotations"]]
    told = [one for one in notes if one.startswith("<b>") and one.endswith("</b>") and "2024" in one]
    assert told
    assert all(". " not in one and text_width(one, 13) < PHONE for one in told)


def test_words_over_an_early_break_begin_at_it_and_over_a_late_one_stand_in_its_middle():
    dataset = trend_dataset("sv")
    late, early = (replace(dataset.breaks[0], period=one) for one in ("2026", "2020"))
    figure = line_chart(replace(dataset, breaks=(early, late)))
    words = [one for one in figure["layout"]["annotations"] if one["text"].startswith("tidsseriebrott")]
    assert [one["xanchor"] for one in words] == ["left", "center"]
    assert all("<br>" in one["text"] for one in words)


@pytest.mark.parametrize("language", Language)
def test_of_an_area_in_which_nothing_was_asked_the_picture_says_that_there_is_no_data(language):
    dataset = trend_dataset(language)
    asked = dataset.rows[0]
    nothing = replace(dataset, rows=(), lines=(Line(asked.area, asked.group),))
    notes = [one["text"] for one in line_chart(nothing)["layout"]["annotations"]]
    (undrawn,) = [one for one in notes if one.startswith(asked.area.name)]
    assert undrawn.endswith(f": {word('why_missing', language)}")


def test_a_change_of_a_fitted_line_is_a_dashed_line_through_the_middle_of_the_numbers():
    dataset = fitted()
    (line,) = trend_lines(dataset).fitted
    (x0, y0), (x1, y1) = line.ends
    assert (x0, x1, round(y1 - y0, 6)) == (2024, 2026, 5.0)
    assert [t["line"]["dash"] for t in line_chart(dataset)["data"] if "dash" in t.get("line", {})] == ["dash"]
    assert "along a line fitted to the figures of 3 years" in trend_lead(dataset)


def test_where_a_test_found_nothing_there_is_no_dashed_line():
    assert trend_lines(fitted(verdict=Verdict.NO_CLEAR_TREND)).fitted == ()


def test_no_change_is_told_whose_first_number_is_not_shown():
    dataset = trend_dataset("en")
    rows = tuple(replace(r, value=None, ci_low=None, ci_high=None) if r.period == "2025" else r for r in dataset.rows)
    assert told_changes(dataset)
    assert told_changes(replace(dataset, rows=rows)) == []


def test_a_break_tells_its_reason_under_the_picture_and_the_scale_that_it_does_not_begin_at_zero():
    under = under_trend(trend_dataset("en"))
    assert "The question was reworded." in under
    assert "not from zero" in under


def test_all_regions_are_drawn_on_one_scale_and_lead_to_their_own_trend():
    dataset = trend_dataset("en")
    area = dataset.rows[0].area
    found = html.fromstring(regions_over_time(replace(dataset, lines=(Line(area, dataset.rows[0].group),))))
    assert found.xpath("//figcaption/a/@href")[0].startswith("trends?")
    assert found.xpath("//img/@alt")[0]


def test_how_to_read_a_trend_is_told_by_its_own_numbers():
    assert "61–67" in trend_reading(trend_dataset("en"))
