"""File names, warnings and axes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picture.charts.axis import number_format, scale
from picture.export.pptx.trend import calendar
from picture.export.stamp import file_name, warnings
from tests.picture import factory


@pytest.mark.parametrize(
    ("dataset", "name"),
    [
        (factory.map_dataset("sv"), "lagesbild_trust_other_background_maakunta_2026_sv_SYNTHETIC.pptx"),
        (factory.trend_dataset("fi"), "lagesbild_trust_other_background_trend_maakunta_02_2026_fi_SYNTHETIC.pptx"),
        (factory.groups_dataset("en"), "lagesbild_trust_other_background_groups_country_SSS_2026_en_SYNTHETIC.pptx"),
        (factory.profile_dataset("sv"), "lagesbild_profile_maakunta_02_2026_sv_SYNTHETIC.pptx"),
        (factory.front_dataset("sv"), "lagesbild_front_country_SSS_2026_sv_SYNTHETIC.pptx"),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_a_file_is_named_after_its_view(dataset, name):
    assert file_name(dataset, "pptx") == name


def test_a_file_of_real_numbers_is_not_called_synthetic():
    dataset = factory.map_dataset("sv")
    real = replace(dataset, sources=tuple(replace(s, synthetic=False) for s in dataset.sources))
    assert file_name(real, "csv") == "lagesbild_trust_other_background_maakunta_2026_sv.csv"


def test_a_group_is_in_the_name_and_no_sign_that_a_file_system_refuses():
    dataset = factory.map_dataset("sv")
    odd = replace(dataset, view=replace(dataset.view, group_dim="sex", group_code="2", period="2014/15"))
    assert file_name(odd, "csv") == "lagesbild_trust_other_background_maakunta_sex_2_2014-15_sv_SYNTHETIC.csv"


def test_an_embargo_is_a_warning():
    dataset = factory.map_dataset("en")
    closed = replace(dataset, stamp=replace(dataset.stamp, status="embargoed"))
    assert warnings(closed) == ("SYNTHETIC DEMONSTRATION DATA", "UNDER EMBARGO")


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.booleans())
def test_an_axis_holds_every_number_and_percentages_stay_within_0_and_100(numbers, from_zero):
    rows = [factory.row("en", value=number) for number in numbers]
    axis = scale(rows, factory.indicator("en"), from_zero=from_zero)
    assert 0 <= axis.low <= min(numbers)
    assert max(numbers) <= axis.high <= 100
    assert axis.low < axis.high


def test_a_change_of_a_point_does_not_fill_the_picture():
    rows = [factory.row("en", value=82.0), factory.row("en", value=83.0)]
    axis = scale(rows, factory.indicator("en"), from_zero=False)
    assert (axis.low, axis.high, axis.step) == (70, 95, 5)


def test_a_share_of_100_percent_alone_still_makes_an_axis():
    axis = scale([factory.row("en", value=100.0)], factory.indicator("en"), from_zero=False)
    assert (axis.low, axis.high) == (90, 100)


def test_an_axis_has_round_steps():
    rows = [factory.row("en", value=58.9, half=9)]
    axis = scale(rows, factory.indicator("en"), from_zero=True)
    assert (axis.low, axis.high, axis.step) == (0, 80, 20)


def test_an_axis_without_numbers_is_still_an_axis():
    axis = scale([factory.row("en")], factory.indicator("en"), from_zero=True)
    assert axis.low < axis.high


def test_number_formats_leave_the_decimal_mark_to_the_reader():
    percent = factory.indicator("en")
    assert number_format(percent, "en") == '#,##0"%"'
    assert number_format(replace(percent, decimals=1), "fi") == '#,##0.0"\u00a0%"'
    assert number_format(factory.indicator("en", "hate_crime"), "en") == "#,##0"


def test_a_year_without_numbers_keeps_its_place():
    assert calendar(["2021", "2023"]) == [("2021", "2021"), ("2022", ""), ("2023", "2023")]


def test_fieldwork_over_two_years_stands_at_its_first():
    assert calendar(["2018-2019", "2021"]) == [("2018–2019", "2018-2019"), ("2019", ""), ("2020", ""), ("2021", "2021")]


def test_periods_that_share_a_year_stand_side_by_side():
    assert calendar(["2018", "2018-2019"]) == [("2018", "2018"), ("2018–2019", "2018-2019")]
