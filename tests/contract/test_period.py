"""contract/period.py: one way to read, order and place a period."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.period import Period, in_order

YEARS = st.integers(1900, 2100)
PARTS = st.sampled_from(["", "Q1", "Q4", "M01", "M12"])


@pytest.mark.parametrize(
    ("written", "held", "midpoint", "is_pooled"),
    [
        ("2026", "2026", 2026.0, False),
        (" 2026 ", "2026", 2026.0, False),
        ("2018-2019", "2018-2019", 2018.5, True),
        ("2014/15", "2014-2015", 2014.5, True),
        ("2014–2015", "2014-2015", 2014.5, True),
        ("2024-2026", "2024-2026", 2025.0, True),
        ("2026Q1", "2026Q1", 2025.625, False),
        ("2026K1", "2026Q1", 2025.625, False),
        ("2026Q3", "2026Q3", 2026.125, False),
        ("2026M08", "2026M08", 2026.125, False),
    ],
)
def test_a_period_is_read_in_every_way_it_is_written(written, held, midpoint, is_pooled):
    period = Period.parse(written)
    assert (str(period), period.midpoint, period.is_pooled) == (held, midpoint, is_pooled)


@pytest.mark.parametrize(
    "text", ["", "26", "2026Q5", "2026K5", "2026M13", "2026-2025", "2026Q1-2026Q2", "twenty", "2026-"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a period|ends before"):
        Period.parse(text)


def test_periods_sort_by_their_end_single_years_before_spans_and_years_before_their_parts():
    mixed = ["2024-2026", "2026Q2", "2026", "2026M01", "2018-2019", "2026Q1", "2019", "2000"]
    assert in_order(mixed) == ["2000", "2019", "2018-2019", "2026", "2026M01", "2026Q1", "2026Q2", "2024-2026"]


def test_the_quarters_of_a_year_stand_one_after_another_around_its_place():
    quarters = [Period.parse(f"2026Q{quarter}").midpoint for quarter in (1, 2, 3, 4)]
    assert quarters == [2025.625, 2025.875, 2026.125, 2026.375]
    assert sum(quarters) / 4 == Period.parse("2026").midpoint


@given(YEARS, PARTS)
def test_what_is_written_is_read_again(year, part):
    assert str(Period.parse(f"{year}{part}")) == f"{year}{part}"


@given(YEARS, st.integers(1, 9))
def test_a_span_is_read_with_a_short_and_a_whole_second_year(year, more):
    assert Period.parse(f"{year}-{year + more}") == Period(year, year + more)


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("2026", "2026-01-01/2026-12-31"),
        ("2024-2026", "2024-01-01/2026-12-31"),
        ("2026Q2", "2026-04-01/2026-06-30"),
        ("2024M02", "2024-02-01/2024-02-29"),
    ],
)
def test_a_period_is_an_interval_from_its_first_day_to_its_last(text, interval):
    assert Period.parse(text).interval == interval
