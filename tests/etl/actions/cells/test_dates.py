"""Dates with their precision."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.actions.codes import DatePrecision
from contract.errors import UserError
from etl.actions.cells.dates import Dated, read_date

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_day_is_read_as_iso_and_as_people_write_it(day):
    iso = read_date(day.isoformat())
    assert iso == read_date(f"{day.day}.{day.month}.{day.year}") == Dated(day, day, DatePrecision.DAY)


@given(DAYS)
def test_a_month_and_a_year_last_from_their_first_to_their_last_day(day):
    month = read_date(f"{day:%Y-%m}")
    year = read_date(str(day.year))
    assert month.first.day == 1
    assert year.first <= month.first <= day <= month.last <= year.last
    assert (month.precision, year.precision) == (DatePrecision.MONTH, DatePrecision.YEAR)
    assert read_date(f"{day.month}/{day.year}") == month


@given(DAYS, st.sampled_from([4, 7, 10]))
def test_a_date_is_written_as_exactly_as_it_was_read(day, letters):
    text = day.isoformat()[:letters]
    assert str(read_date(text)) == text


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13", "26", "keväällä", "31.4.2026", "1850", "2026-2028"])
def test_anything_else_is_no_date(text):
    with pytest.raises(UserError) as error:
        read_date(text)
    assert error.value.code == "action_date_form"
