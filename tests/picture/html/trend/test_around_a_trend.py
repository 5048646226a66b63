"""What stands around a trend: its tests, its events and breaks, its small pictures, and how it is read."""

from dataclasses import replace

import pytest
from lxml import html

from contract.codes import Against, Language, Verdict
from picture.charts.line_chart import line_chart
from picture.charts.lines import trend_lines
from picture.html.trend.changes_table import changes_table
from picture.html.trend.regions import regions_over_time
from picture.html.trend.under import under_trend
from picture.query.model import Comparison, Line
from picture.text.findings.changes import told_changes
from picture.text.findings.trend import trend_lead
from picture.text.reading.trend import trend_reading
from tests.picture.factory import trend_dataset


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
