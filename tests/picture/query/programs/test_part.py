"""A part of one indicator holds what was asked for, on the division that the pages would show."""

import pytest

from picture.query.choices import read_choices
from picture.query.numbers import ask_everything
from picture.query.programs.part import Part, ask_part, count_part
from picture.query.selection import check, view_of
from tests.picture.small import small_database


@pytest.fixture
def con():
    return small_database()


def asked(con, indicator, part=Part(), division="newest"):  # noqa: B008 - frozen
    choices = read_choices(con, "en")
    choice, _ = check({"indicator": indicator, "division": division}, {}, choices)
    return ask_part(con, view_of(choice, choices), choices, part).rows


def everything(con, indicator):
    choices = read_choices(con, "en")
    choice, _ = check({}, {}, choices)
    return [row for row in ask_everything(con, view_of(choice, choices), choices).rows if row.indicator == indicator]


@pytest.mark.parametrize("indicator", ["trust", "lonely", "reports", "people"])
def test_without_a_choice_it_is_every_number_of_the_indicator(con, indicator):
    found = asked(con, indicator)
    assert [row.value for row in found] == [row.value for row in everything(con, indicator)]
    assert len(found) == count_part(con, indicator, Part()) > 0


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        (Part(levels=("country",)), lambda row: row.area.level == "country"),
        (Part(areas=(("maakunta", "02"),)), lambda row: (row.area.level, row.area.code) == ("maakunta", "02")),
        (
            Part(areas=(("maakunta", "02"), ("ely", "01"))),  # codes of one level stand in another too
            lambda row: (row.area.level, row.area.code) in {("maakunta", "02"), ("ely", "01")},
        ),
        (Part(periods=("2025", "2026")), lambda row: row.period in {"2025", "2026"}),
        (Part(groups=(("language", "sv"),)), lambda row: (row.group.dim, row.group.code) == ("language", "sv")),
        (Part(("country",), (("maakunta", "02"),)), lambda row: not row),
        (
            Part(("maakunta",), (("maakunta", "02"),), ("2026",)),
            lambda row: row.area.code == "02" and row.period == "2026",
        ),
    ],
)
def test_it_is_narrowed_by_each_choice(con, part, kept):
    expected = [row.value for row in asked(con, "trust") if kept(row)]
    assert [row.value for row in asked(con, "trust", part)] == expected


def test_an_area_that_ended_is_not_shown_on_the_new_division_because_it_was_asked_for_alone(con):
    for code, year, value in [("01", 2018, 10), ("99", 2018, 5), ("01", 2026, 15)]:  # 99 joined 01
        con.execute(
            """INSERT INTO estimate (indicator, period, level, code, geo_year, group_dim, group_code, value, source)
            VALUES ('people', '2019', 'maakunta', $code, $year, 'all', 'all', $value, 'register')""",
            {"code": code, "year": year, "value": value},
        )
    alone = Part(areas=(("maakunta", "99"),), periods=("2019",))
    assert asked(con, "people", alone) == ()
    assert [row.value for row in asked(con, "people", alone, "2018")] == [5]


def test_verdicts_are_counted_as_such_before_they_are_read(con):
    counted = count_part(con, "trust", Part(), verdicts=True)
    read = con.execute("SELECT count(*) FROM comparison WHERE indicator = 'trust'").fetchone()
    assert counted == read[0] != count_part(con, "trust", Part())
