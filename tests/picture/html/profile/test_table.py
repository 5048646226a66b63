"""The table of a profile: one scale for all rows, verdicts that are stored, nothing hidden is drawn."""

import base64
import re
from dataclasses import replace

import pytest

from contract.codes import Against, Language, Level, Verdict
from picture.charts.palette import SECOND_AREA
from picture.html.profile.spine import LEAST_HALF, Spine, half_width, place, scale_head, spine_of, spine_picture
from picture.html.profile.table import in_spine, spine_table, without_spine
from picture.query.indicator_rows import DOMAINS, indicator_rows
from picture.query.model import Comparison
from tests.picture.factory import REGIONS, SELECTED, front_dataset, profile_dataset, region


def spine(difference=0.0, band=None, regions=(), *, certain=False):
    return Spine(difference, band, regions, certain)


def items(dataset):
    return [item for domain in DOMAINS for item in indicator_rows(dataset, domain)]


def with_verdict(dataset, verdict):
    stored = Comparison(Against.COUNTRY, "SSS", verdict, 4.0, 1.0, 7.0, None, approximate=False)
    return replace(dataset, rows=tuple(replace(r, comparisons=(stored,)) if r.shown else r for r in dataset.rows))


def pictures(html):
    return [base64.b64decode(data).decode() for data in re.findall(r"base64,([^\"]+)", html)]


def test_the_scale_reaches_25_points_and_widens_by_five_where_a_row_needs_more():
    assert half_width([]) == LEAST_HALF
    assert half_width([spine(3.0), spine(25.0)]) == 25
    assert half_width([spine(3.0), spine(0.0, (-26.0, 1.0))]) == 30
    assert half_width([spine(regions=(-41.0, 2.0))]) == 45


def test_the_country_stands_in_the_middle_and_smaller_differences_to_the_left():
    assert place(-10, 25) < place(0, 25) == 150 < place(10, 25)


def test_the_band_is_the_stored_interval_and_the_dot_is_filled_only_where_the_difference_is_certain():
    dataset = with_verdict(profile_dataset("en"), Verdict.HIGHER)
    item = next(i for i in items(dataset) if in_spine(i) and i.row.shown)
    certain = spine_of(item.row, item.reference, (), dataset)
    assert certain.certain
    assert certain.band in {(1.0, 7.0), (10.0, 70.0)}
    assert spine_picture(certain, 25) != spine_picture(replace(certain, certain=False), 25)
    opened = with_verdict(dataset, Verdict.NO_DIFFERENCE)
    row = next(r for r in opened.rows if r.indicator == item.row.indicator)
    assert not spine_of(row, item.reference, (), opened).certain


def test_only_regions_of_the_same_indicator_period_and_group_are_drawn():
    dataset = profile_dataset("en")
    item = next(i for i in items(dataset) if in_spine(i) and i.row.shown)
    women = replace(item.row, group=replace(item.row.group, code="women"))
    other = [
        women,
        replace(item.row, period="1999"),
        replace(item.row, indicator="other"),
        replace(item.row, value=None),
    ]
    assert spine_of(item.row, item.reference, other, dataset).regions == ()
    assert len(spine_of(item.row, item.reference, [*other, item.row], dataset).regions) == 1


@pytest.mark.parametrize("language", Language)
def test_every_row_is_told_once_in_the_table_or_below_it(language):
    dataset = profile_dataset(language)
    html = spine_table(dataset, ())
    below = {r.indicator for r in without_spine(dataset).rows}
    for item in items(dataset):
        assert (item.indicator.id in below) != in_spine(item)
        assert (f"indicator={item.indicator.id}" in html) == in_spine(item)


def test_a_hidden_row_says_why_and_draws_nothing():
    dataset = profile_dataset("en")
    hidden = [item for item in items(dataset) if in_spine(item) and not item.row.shown]
    shown = [item for item in items(dataset) if in_spine(item) and item.row.shown]
    html = spine_table(dataset, ())
    assert hidden
    assert len(pictures(html.split("<tbody", 1)[1])) == len(shown)
    assert html.count("lb-hatch") == len(hidden)


def test_only_rows_that_differ_are_set_bold():
    dataset = profile_dataset("en")
    assert "lb-differs" not in spine_table(with_verdict(dataset, Verdict.NO_DIFFERENCE), ())
    assert "lb-differs" in spine_table(with_verdict(dataset, Verdict.LOWER), ())
    assert "smaller" in spine_table(with_verdict(dataset, Verdict.LOWER), ()).split("<tbody", 1)[1]


@pytest.mark.parametrize("language", Language)
def test_a_certain_change_stands_with_both_numbers_and_its_year(language):
    dataset = profile_dataset(language)
    item = next(i for i in items(dataset) if in_spine(i) and i.row.shown)
    earlier = next(r for r in dataset.history if r.indicator == item.row.indicator and r.period != item.row.period)
    stored = Comparison(Against.PREVIOUS, earlier.period, Verdict.HIGHER, 4.0, 1.0, 7.0, None, approximate=False)
    rows = tuple(replace(r, comparisons=(stored,)) if r is item.row else r for r in dataset.rows)
    html = spine_table(replace(dataset, rows=rows), ())
    assert re.search(rf"→ [^<]*{earlier.period}", html)


def test_links_leave_out_the_division_that_another_reader_looked_at():
    dataset = profile_dataset("en")
    other = replace(dataset, view=replace(dataset.view, level=Level.HYVINVOINTIALUE))
    assert spine_table(other, ()) == spine_table(dataset, ())


@pytest.mark.parametrize("language", Language)
def test_numbers_compared_with_the_period_before_are_not_drawn_as_distances_from_the_country(language):
    dataset = front_dataset(language)
    assert any(r.shown for r in dataset.rows)
    assert spine_table(dataset, ()) == ""
    assert without_spine(dataset).rows == dataset.rows


def regions_of(dataset, *values):
    """Numbers of several regions for the first row that is drawn."""
    item = next(i for i in items(dataset) if in_spine(i) and i.row.shown)
    codes = [code for code in REGIONS if code != SELECTED]
    return item, [
        replace(item.row, area=region(code, dataset.view.language), value=value)
        for code, value in zip(codes, values, strict=False)
    ]


@pytest.mark.parametrize("language", Language)
def test_a_second_region_has_a_column_a_diamond_and_its_place_in_the_key(language):
    dataset = profile_dataset(language)
    _, regions = regions_of(dataset, 40.0, 50.0, 60.0, 70.0)
    second = regions[0].area
    without = spine_table(dataset, regions)
    html = spine_table(dataset, regions, second)
    assert second.name not in without
    assert html.count(f'data-name="{second.name}"') == html.count('class="lb-spine-own"') - 1
    assert sum(SECOND_AREA in picture for picture in pictures(html)) == 2
    assert f"{second.name} 40" in html.replace("\u00a0", " ")


def test_a_picture_says_in_words_what_it_shows():
    dataset = profile_dataset("en")
    _, regions = regions_of(dataset, 50.0, 57.0, 60.0, 64.0, 70.0)
    alt = re.search(r'alt="(Southwest[^"]*)"', spine_table(dataset, regions, regions[-1].area))[1]
    assert alt == (
        "Southwest Finland 64%; whole country 59%; statistically significant difference (+2 to +8 percentage points); "
        "middle half of the regions 57%–64%; Päijät-Häme 70%"
    )


def test_the_note_counts_the_regions_behind_the_grey_box_and_is_silent_where_there_is_none():
    dataset = profile_dataset("en")
    _, regions = regions_of(dataset, 50.0, 57.0, 60.0, 64.0, 70.0)
    assert "the middle half of the 5 regions" in spine_table(dataset, regions)
    assert "middle half" not in spine_table(dataset, regions[:3])


def test_the_key_explains_what_is_drawn_and_nothing_else():
    dataset = profile_dataset("en")

    def key(html):
        return html.split("<table", 1)[0]

    assert "no significant difference" not in key(spine_table(with_verdict(dataset, Verdict.HIGHER), ()))
    still = key(spine_table(with_verdict(dataset, Verdict.NO_DIFFERENCE), ()))
    assert "no significant difference" in still
    assert "Southwest Finland, significant" not in still


def test_ticks_have_labels_each_ten_points_until_they_would_touch():
    html = scale_head(25, ("smaller", "larger"), "Whole country", "en")
    assert re.findall(r">([+\u2212]?\d+)</span>", html) == ["\u221220", "\u221210", "0", "+10", "+20"]
    wide = scale_head(60, ("smaller", "larger"), "Whole country", "en")
    assert re.findall(r">([+\u2212]?\d+)</span>", wide) == ["\u221240", "\u221220", "0", "+20", "+40"]


def test_the_table_stays_a_table_where_its_rows_are_blocks():
    html = spine_table(profile_dataset("en"), ())
    for tag, role in (("table", "table"), ("thead", "rowgroup"), ("tbody", "rowgroup"), ("tr", "row"), ("td", "cell")):
        assert set(re.findall(rf"<{tag}[ >][^>]*", html)) == {
            t for t in re.findall(rf"<{tag}[^>]*", html) if f'role="{role}"' in t
        }
    assert len(re.findall(r"<th [^>]*role=\"(?:row|column)header\"", html)) == html.count("<th ")
