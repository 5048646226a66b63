"""A figure is found by its key, with a newer one of the same series and what became of its area."""

from datetime import date

import pytest

from contract.cell_key import KeyParts, read_key
from contract.codes import Language, Unit
from contract.status import ConfStatus
from picture.query.choices import read_choices
from picture.query.figure.ask import FigureFound, ask_figure, ask_plain_figure, newer_period
from tests.picture.small import count_anew, small_database


@pytest.fixture(scope="module")
def con():
    return small_database()


def found(con, key):
    return ask_figure(con, read_key(key), read_choices(con, Language.EN))


def test_a_figure_is_found_with_its_interval_n_and_names(con):
    row = found(con, "trust/2026/MK01/all.all").row
    assert (row.value, row.ci_low, row.ci_high, row.n) == (60, 58, 62, 1000)
    assert (row.area.name, row.group.name, row.period) == ("North en", "All en", "2026")


def test_the_latest_later_period_with_a_number_is_the_newer_one(con):
    assert found(con, "trust/2024/MK01/all.all").newer == "2026"
    assert not found(con, "trust/2026/MK01/all.all").newer
    assert not found(con, "trust/2025/SSS/sex.1").newer or found(con, "trust/2025/SSS/sex.1").row is None


@pytest.mark.parametrize(
    ("own", "shown", "newer"),
    [
        ("2024", ["2024", "2025", "2024-2026"], "2025"),
        ("2021-2023", ["2024", "2022-2024"], "2022-2024"),
        ("2026", ["2024"], ""),
        ("2026", [], ""),
        ("2025Q1", ["2025Q2"], ""),  # both end in 2025: neither is called newer
    ],
)
def test_single_periods_are_followed_by_single_ones_and_pooled_by_pooled_ones(own, shown, newer):
    assert newer_period(own, shown) == newer


@pytest.mark.parametrize(
    "key", ["trust/2026/MK77/all.all", "nothing/2026/MK01/all.all", "trust/1999/MK01/all.all", "trust/2026/MK01/x.y"]
)
def test_nothing_is_found_under_a_key_that_no_cell_has(con, key):
    assert found(con, key).row is None


def test_an_area_that_ended_tells_its_last_day_and_who_took_over():
    con = small_database()
    con.execute("""INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
        VALUES ('people', '2022', 'ely', '01', 2022, 'all', 'all', 7, 'register')""")
    count_anew(con)
    area = found(con, "people/2022/ELY01/all.all").area
    assert area.ended == date(2025, 12, 31)
    assert [one.name for one in area.successors] == ["New office en"]


def test_a_database_of_which_nothing_is_known_tells_a_figure_and_how_it_counts(con):
    figure = ask_plain_figure(con, read_key("trust/2026/MK21/all.all"))
    assert figure.told.value is None
    assert figure.told.conf_status is ConfStatus.CONFIDENTIAL
    assert (figure.unit, figure.decimals) == (Unit.PERCENT, 0)
    assert ask_plain_figure(con, read_key("trust/2026/EVK01/all.all")) is None


def test_of_two_divisions_the_newest_is_told():
    con = small_database()
    con.execute("""INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
        VALUES ('people', '2022', 'maakunta', '01', 2018, 'all', 'all', 7, 'register')""")
    count_anew(con)
    assert ask_plain_figure(con, read_key("people/2022/MK01/all.all")).told.value == 1000
    assert found(con, "people/2022/MK01/all.all").row.value == 1000


def test_a_key_without_a_dimension_of_its_group_is_only_not_found(con):
    assert found(con, "trust/2026/MK01/all").row is None
    assert ask_figure(con, KeyParts("", "", "", ""), read_choices(con, Language.EN)) == FigureFound()
