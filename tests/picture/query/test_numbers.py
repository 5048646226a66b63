"""The query layer: small tables in, answers out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import duckdb
import pytest

from contract.codes import Against, Language, Verdict
from contract.status import ConfStatus, ObsStatus
from picture.query.choices import read_choices
from picture.query.model import Area, Comparison, Group, Line
from picture.query.numbers import (
    ask_everything,
    ask_front,
    ask_groups,
    ask_map,
    ask_profile,
    ask_tiles,
    ask_trend,
)
from picture.query.selection import check, view_of
from picture.text.marks import row_marks
from tests.picture.small import ESTIMATES, small_database

ASKED = (ask_map, ask_trend, ask_profile, ask_front, ask_groups)
HOSTILE = ("'; DROP TABLE estimate; --", "x' OR '1'='1", "$level", '") UNION SELECT 1 --', "%", "")


@pytest.fixture(scope="module")
def con():
    return small_database()


@pytest.fixture(scope="module")
def choices(con):
    return read_choices(con, "en")


def seen(choices, **asked):
    """The view that an address gives."""
    choice, wrong = check({"lang": "en", **asked}, {}, choices)
    assert not wrong
    return view_of(choice, choices)


def short(rows):
    """Rows as a small table: indicator, period, area, group, value, marks."""
    return [(r.indicator, r.period, r.area.code, r.group.code, r.value, "".join(row_marks(r))) for r in rows]


def test_the_map_holds_every_area_of_one_division_in_one_period_and_the_country_beside(con, choices):
    dataset = ask_map(con, seen(choices), choices)
    assert short(dataset.rows) == [
        ("trust", "2026", "01", "all", 60.0, ""),
        ("trust", "2026", "02", "all", 53.0, ""),
        ("trust", "2026", "21", "all", None, "c"),
    ]
    assert short(dataset.reference) == [("trust", "2026", "SSS", "all", 56.0, "")]


def test_a_number_travels_with_its_interval_n_source_and_words(con, choices):
    row = ask_groups(con, seen(choices, indicator="lonely"), choices).rows[0]
    assert (row.value, row.ci_low, row.ci_high, row.n) == (6.5, 6.0, 7.0, 4000)
    assert (row.source, row.quoted_by, row.note) == ("study", "A report", "As printed.")
    assert (row.area.name, row.group.dim_name, row.group.name) == ("Country en", "Birth en", "Born here en")


def test_a_hidden_number_carries_nothing_but_its_status(con, choices):
    hidden = ask_map(con, seen(choices), choices).rows[2]
    assert (hidden.value, hidden.ci_low, hidden.ci_high, hidden.n) == (None, None, None, None)
    assert (hidden.obs_status, hidden.conf_status) == (frozenset(), ConfStatus.CONFIDENTIAL)
    assert not hidden.shown


def test_every_code_of_a_status_arrives(con, choices):
    rows = ask_everything(con, seen(choices), choices).rows
    statuses = {r.obs_status for r in rows}
    assert frozenset().union(*statuses) == set(ObsStatus) - {ObsStatus.NORMAL}
    assert {r.conf_status for r in rows} == set(ConfStatus)
    assert {ObsStatus.BREAK, ObsStatus.LOW_RELIABILITY} in statuses


def test_a_row_carries_its_own_verdicts_and_no_other_rows(con, choices):
    north, south, _ = ask_map(con, seen(choices), choices).rows
    assert north.comparisons == (
        Comparison(Against.COUNTRY, "SSS", Verdict.HIGHER, 4.0, 2.0, 6.0, 3.0, approximate=False, ci_level=0.95),
        Comparison(Against.PREVIOUS, "2025", Verdict.HIGHER, 5.0, 2.0, 8.0, 3.0, approximate=False, ci_level=0.95),
    )
    assert [c.verdict for c in south.comparisons] == [Verdict.NO_DIFFERENCE]


def test_the_map_draws_the_newest_shapes_and_names_their_maker(con, choices):
    dataset = ask_map(con, seen(choices), choices)
    assert [s.code for s in dataset.shapes] == ["01", "02", "21"]
    assert (dataset.geo_year, dataset.credit) == (2026, "Survey office")


def test_classes_are_the_same_in_every_period(con, choices):
    edges = {ask_map(con, seen(choices, period=p), choices).classes for p in ("2024", "2025", "2026", "2024-2026")}
    assert len(edges) == 1


def test_an_indicator_of_the_country_alone_gives_a_map_without_areas(con, choices):
    dataset = ask_map(con, seen(choices, indicator="reports"), choices)
    assert (dataset.rows, dataset.classes) == ((), ())
    assert short(dataset.reference) == [("reports", "2026", "SSS", "all", 80.0, "")]


def test_a_trend_holds_single_periods_only_and_its_breaks(con, choices):
    dataset = ask_trend(con, seen(choices, area="MK01"), choices)
    assert [(r.area.code, r.period) for r in dataset.rows] == [("01", "2024"), ("01", "2025"), ("01", "2026")]
    assert [r.period for r in dataset.reference] == ["2024", "2025", "2026"]
    assert [(b.period, b.reason) for b in dataset.breaks] == [("2025", "The question was reworded. en")]


def test_a_trend_puts_similar_areas_beside(con, choices):
    beside = Line(Area("maakunta", "02", "South en"), Group("all", "all", "", ""))
    dataset = ask_trend(con, seen(choices, area="MK01"), choices, [beside])
    assert {r.area.code for r in dataset.rows} == {"01", "02"}


def test_fieldwork_over_two_years_is_a_period_of_its_own_in_a_trend(con, choices):
    assert [r.period for r in ask_trend(con, seen(choices, indicator="lonely"), choices).rows] == ["2018-2019"]


def test_the_country_is_not_compared_with_itself(con, choices):
    assert ask_trend(con, seen(choices), choices).reference == ()
    assert ask_profile(con, seen(choices), choices).reference == ()


def test_a_profile_holds_the_latest_number_of_every_indicator_known_there(con, choices):
    dataset = ask_profile(con, seen(choices, area="MK01"), choices)
    assert short(dataset.rows) == [
        ("trust", "2026", "01", "all", 60.0, ""),
        ("people", "2022", "01", "all", 1000.0, ""),
    ]
    assert short(dataset.reference) == [
        ("people", "2022", "SSS", "all", 5_563_970.0, ""),
        ("trust", "2026", "SSS", "all", 56.0, ""),
    ]


def test_a_profile_holds_a_region_chosen_beside_in_the_same_indicators_and_periods(con, choices):
    other = next(area for area in choices.areas if (area.level, area.code) == ("maakunta", "02"))
    dataset = ask_profile(con, seen(choices, area="MK01"), choices, other)
    assert {r.area.code for r in dataset.second} == {"02"}
    assert {(r.indicator, r.period) for r in dataset.second} <= {(r.indicator, r.period) for r in dataset.rows}


def test_a_profile_of_an_earlier_year_shows_nothing_newer(con, choices):
    assert {r.period for r in ask_profile(con, seen(choices, area="MK01", period="2025"), choices).rows} == {
        "2022",
        "2025",
    }


def test_the_front_page_holds_headlines_only(con, choices):
    dataset = ask_front(con, seen(choices), choices)
    assert short(dataset.rows) == [
        ("trust", "2026", "SSS", "all", 56.0, ""),
        ("reports", "2026", "SSS", "all", 80.0, ""),
    ]
    assert [r.period for r in dataset.history if r.indicator == "trust"] == ["2024", "2025", "2026"]


def test_groups_stand_beside_everybody(con, choices):
    dataset = ask_groups(con, seen(choices), choices)
    assert short(dataset.rows) == [("trust", "2026", "SSS", "1", 55.0, "dep"), ("trust", "2026", "SSS", "2", None, "u")]
    assert short(dataset.reference) == [("trust", "2026", "SSS", "all", 56.0, "")]


def test_groups_without_everybody_stand_alone(con, choices):
    dataset = ask_groups(con, seen(choices, indicator="lonely"), choices)
    assert ([r.group.code for r in dataset.rows], dataset.reference) == (["home", "away"], ())


def test_sources_are_those_of_the_rows(con, choices):
    assert [s.id for s in ask_map(con, seen(choices), choices).sources] == ["survey"]
    assert [s.id for s in ask_profile(con, seen(choices), choices).sources] == ["survey", "register"]


def test_a_picture_with_one_made_up_number_is_synthetic_and_one_of_registers_is_not(con, choices):
    assert ask_profile(con, seen(choices), choices).synthetic
    assert not ask_map(con, seen(choices, indicator="people"), choices).synthetic


def test_the_download_of_everything_holds_every_row(con, choices):
    assert len(ask_everything(con, seen(choices), choices).rows) == len(ESTIMATES)


def test_tiles_are_places_and_a_division_without_tiles_has_none(con):
    assert ask_tiles(con, "maakunta") == {"01": (0, 1), "02": (1, 0)}
    assert ask_tiles(con, "suuralue") == {}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("ask", ASKED)
def test_names_and_reasons_come_in_the_language_of_the_view(con, ask, language):
    choices = read_choices(con, language)
    dataset = ask(con, seen(choices, lang=language), choices)
    texts = [r.area.name for r in (*dataset.rows, *dataset.reference)] + [b.reason for b in dataset.breaks]
    assert {text.rsplit(" ", 1)[1] for text in texts} == {language}


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("key", "ask"),
    [
        ("level", ask_map),
        ("period", ask_map),
        ("group_dim", ask_map),
        ("group_code", ask_trend),
        ("area", ask_trend),
        ("area_level", ask_profile),
        ("area", ask_front),
        ("period", ask_groups),
        ("area_level", ask_groups),
    ],
)
def test_text_from_outside_is_a_value_that_finds_nothing_and_never_sql(con, choices, key, ask, text):
    assert ask(con, replace(seen(choices), **{key: text}), choices).rows == ()
    assert con.execute("SELECT count(*) FROM estimate").fetchall() == [(len(ESTIMATES),)]


@pytest.mark.parametrize("ask", [ask_map, ask_trend, ask_groups])
def test_an_indicator_that_nobody_knows_is_an_error(con, choices, ask):
    with pytest.raises(KeyError):
        ask(con, replace(seen(choices), indicator="x' OR '1'='1"), choices)


def test_reading_changes_nothing_and_does_not_need_to_write(tmp_path, choices):
    small_database(tmp_path / "small.duckdb").close()
    with duckdb.connect(str(tmp_path / "small.duckdb"), read_only=True) as con:
        assert [len(ask(con, seen(choices), choices).rows) for ask in ASKED] == [3, 3, 3, 2, 2]


def test_many_readers_at_once_each_get_their_own_answer(con, choices):
    views = [seen(choices, indicator=i, period=p) for i in ("trust", "people", "reports") for p in ("2024", "2026")]
    alone = [ask_map(con.cursor(), view, choices) for view in views]
    with ThreadPoolExecutor(16) as readers:
        assert list(readers.map(lambda view: ask_map(con.cursor(), view, choices), views * 20)) == alone * 20


def test_a_period_without_groups_carries_the_latest_numbers_of_groups(con, choices):
    dataset = ask_groups(con, seen(choices, indicator="reports", period="2025"), choices)
    assert dataset.rows == ()
    assert [(row.group.dim, row.period) for row in dataset.history] == [("motive", "2026")]
    assert ask_groups(con, seen(choices, indicator="reports", period="2026"), choices).history == ()
