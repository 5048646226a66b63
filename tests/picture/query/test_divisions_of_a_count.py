"""A count that stands on two divisions of areas: the newest is shown, the download holds both."""

from picture.query.choices import read_choices
from picture.query.numbers import ask_everything, ask_map
from picture.query.selection import check, view_of
from tests.picture.small import small_database


def rows(dataset):
    return [(r.area.code, r.geo_year, r.value) for r in dataset.rows if r.indicator == "people" and r.period == "2019"]


def test_the_newest_division_is_shown_and_every_one_is_downloaded():
    con = small_database()
    for code, year, value, obs in [("01", 2018, 10, "A"), ("99", 2018, 5, "A"), ("01", 2026, 15, "E")]:  # 99 joined 01
        con.execute(
            """INSERT INTO estimate
            (indicator, period, level, code, geo_year, group_dim, group_code, value, obs_status, source)
            VALUES ('people', '2019', 'maakunta', $code, $year, 'all', 'all', $value, $obs, 'register')""",
            {"code": code, "year": year, "value": value, "obs": obs},
        )
    choices = read_choices(con, "en")
    choice, wrong = check({"lang": "en", "indicator": "people", "period": "2019"}, {}, choices)
    assert not wrong
    view = view_of(choice, choices)
    assert rows(ask_map(con, view, choices)) == [("01", 2026, 15)]
    assert rows(ask_everything(con, view, choices)) == [("01", 2018, 10), ("01", 2026, 15), ("99", 2018, 5)]
