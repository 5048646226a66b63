"""The front page's evidence: what is counted adds up, every name leads on, what is old stands apart."""

import re
from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.html.front.background import background
from picture.html.front.counted import counted_rows, every_counted
from picture.html.front.page import front_evidence, front_top
from picture.html.front.panels import news_panel, news_panels
from picture.html.front.tally import tally
from picture.html.front.where import where_it_shows
from picture.text.findings.front import front_headline
from tests.picture.factory import coded, front_dataset, judged, map_dataset


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def no_regions(_):
    return replace(map_dataset("en"), rows=())


@pytest.mark.parametrize("language", Language)
def test_the_counts_add_up_to_the_rows_on_the_panels(language):
    dataset = front_dataset(language)
    counted = [int(n) for n in re.findall(r"<span>(\d+) ", tally(dataset))]
    rows = news_panels(dataset).count("<tr id=")
    assert sum(counted) == rows == len(every_counted(dataset)) == len(dataset.rows)
    assert f"<b>{rows} " in tally(dataset)


def test_every_mark_of_the_count_leads_to_a_row():
    dataset = front_dataset("en")
    targets = set(re.findall(r'href="#([^"]+)"', tally(dataset)))
    assert targets == set(re.findall(r'<tr id="([^"]+)"', news_panels(dataset)))


def test_what_is_worse_comes_first_then_the_larger_change():
    groups = [one.group for one in counted_rows(front_dataset("en"), "attitudes")]
    assert groups == sorted(groups, key=("worse", "better", "changed", "same", "untested").index)


def test_a_row_says_from_what_to_what_and_its_verdict_once():
    told = words(news_panel(front_dataset("en"), "attitudes", 20))
    assert "47 → , 2026 50 %" in told
    assert told.count("improved") == 1


def test_every_name_leads_to_the_trend_map_and_groups_of_its_indicator_with_the_whole_view():
    dataset = front_dataset("en")
    html = news_panels(dataset)
    for row in dataset.rows:
        for page in ("trends", "map", "groups"):
            links = re.findall(rf'href="{page}\?([^"]+)"', html)
            assert any(re.search(rf"indicator={row.indicator}(&|$)", link) and "lang=en" in link for link in links)


def test_a_figure_older_than_the_limit_stands_apart_and_is_not_counted():
    dataset = front_dataset("en")
    limit = dataset.stamp.max_age_years
    old = str(2026 - limit - 1)
    rows = (replace(dataset.rows[0], period=old), *dataset.rows[1:])
    aged = replace(dataset, rows=rows)
    assert len(every_counted(aged)) == len(every_counted(dataset)) - 1
    assert dataset.indicators[0].name in words(background(aged))
    assert "too old" in words(news_panel(aged, "attitudes", 20))
    assert not background(dataset)


def test_a_hidden_figure_is_a_hatch_with_its_reason_and_stays_in_the_count():
    dataset = front_dataset("en")
    nothing = {"value": None, "ci_low": None, "ci_high": None, "comparisons": (), **coded("U")}
    hidden = replace(dataset, rows=(replace(dataset.rows[0], **nothing), *dataset.rows[1:]))
    assert "lb-hatch" in news_panel(hidden, "attitudes", 20)
    assert len(every_counted(hidden)) == len(dataset.rows)


def test_where_the_news_shows_names_the_regions_that_share_it():
    dataset = front_dataset("en")
    regions = judged(map_dataset("en"), Verdict.NO_DIFFERENCE, Against.PREVIOUS)
    one, *rest = [r for r in regions.rows if r.shown]
    higher = replace(one, comparisons=(replace(one.comparisons[0], verdict=Verdict.HIGHER),))
    told = words(where_it_shows(dataset, lambda _: replace(regions, rows=(higher, *rest))))
    assert f"rose significantly in {one.area.name}." in told
    assert not where_it_shows(dataset, lambda _: regions)


def test_an_area_is_not_told_where_its_news_shows():
    dataset = front_dataset("en")
    of_area = replace(dataset, view=replace(dataset.view, area="01", area_level="maakunta"))
    assert not where_it_shows(of_area, no_regions)


@pytest.mark.parametrize("language", Language)
def test_the_page_has_one_heading_of_the_first_level(language):
    dataset = front_dataset(language)
    html = front_top(dataset, front_headline(dataset), no_regions) + front_evidence(dataset, "")
    assert html.count("<h1") == 1


def test_another_year_than_the_editions_is_said_with_the_way_to_the_newest():
    dataset = front_dataset("en")
    earlier = replace(dataset, view=replace(dataset.view, period="2025"))
    html = front_top(earlier, "", no_regions)
    assert "2025" in words(html)
    assert f"period={dataset.stamp.edition}" in html
    assert "period=" not in front_top(dataset, "", no_regions)
