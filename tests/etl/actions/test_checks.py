"""What is wrong with a contribution is told with file, row and column; all of it at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contract.actions.columns import contribution_tables
from contract.codes import Language
from tests.etl.actions.folder import ENTRY, GOAL, PLAN, codes, read, write_table


def of_goal(tmp_path, **changed):
    folder = tmp_path / "MK01" / "2026-2028"
    write_table(folder, "plan", PLAN)
    write_table(folder, "goals", GOAL | changed)
    return codes(tmp_path)


def of_entry(tmp_path, **changed):
    write_table(tmp_path / "MK01" / "2026", "register", ENTRY | changed)
    return codes(tmp_path)


def of_plan(tmp_path, folder="MK01/2026-2028", **changed):
    write_table(tmp_path / folder, "plan", PLAN | changed)
    return codes(tmp_path)


def test_a_plan_with_a_goal_is_taken(tmp_path):
    assert of_goal(tmp_path) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"indicator": "happiness"}, "action_indicator_unknown"),
        ({"wanted": "lower"}, "action_goal_against_direction"),
        ({"target": "135"}, "action_target_outside"),
        ({"indicator": "population", "wanted": "higher", "target": "1e308"}, "action_number_form"),
        ({"target": "many"}, "action_number_form"),
        ({"target": "nan"}, "action_number_form"),
        ({"target": "1e999"}, "action_number_form"),
        ({"baseline_period": ""}, "action_goal_without_baseline"),
        ({"deadline": "2025"}, "action_goal_deadline"),
        ({"indicator": ""}, "action_goal_without_indicator"),
        ({"indicator": "population", "target": ""}, "action_goal_without_direction"),
        ({"title_sv": ""}, "action_text_in_no_language"),
        ({"template": "be-nice"}, "action_template_unknown"),
        ({"measures": "nothing-there"}, "action_measure_unknown"),
        ({"source": "own"}, "action_source_unknown"),
        ({"group": "language:klingon"}, "action_group_unknown"),
        ({"domain": "context"}, "action_choice_unknown"),
        ({"status": ""}, "action_value_missing"),
        ({"id": "Påverka mer"}, "action_id_form"),
        ({"colour": "red"}, "action_heading_unknown"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(tmp_path, changed, code):
    assert code in of_goal(tmp_path, **changed)


@pytest.mark.parametrize(
    ("indicator", "target", "told"),
    [
        ("can_influence", "120", "0–100"),
        ("can_influence", "-5", "0–100"),
        ("trust_police", "101", "0–100"),
        ("trust_people", "70", "0–10"),
        ("trust_people", "-1", "0–10"),
        ("population", "-1", "at least 0"),
    ],
)
def test_a_target_outside_the_scale_is_refused_with_its_place_and_the_range(tmp_path, indicator, target, told):
    folder = tmp_path / "MK01" / "2026-2028"
    write_table(folder, "plan", PLAN)
    wanted = {"wanted": "higher"} if indicator == "population" else {}
    path = write_table(folder, "goals", GOAL | {"indicator": indicator, "target": target, **wanted})
    (error,) = read(tmp_path).errors
    assert (error.path, error.row, error.column, error.found) == (path, 2, "target", target)
    assert told in error.message(Language.EN)


@pytest.mark.parametrize(
    ("indicator", "target"), [("can_influence", "100"), ("trust_people", "10"), ("population", "9e6")]
)
def test_a_target_at_the_end_of_its_scale_is_taken(tmp_path, indicator, target):
    wanted = {"wanted": "higher"} if indicator == "population" else {}
    assert of_goal(tmp_path, indicator=indicator, target=target, **wanted) == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"kind": "event"}, "action_event_without_date"),
        ({"kind": "forum"}, "action_event_without_date"),
        ({"kind": "milestone", "ends": "2026"}, "action_event_without_date"),
        ({"kind": "event", "begins": "2026-12-05", "ends": "2026-12-04"}, "action_ends_before"),
        ({"begins": "2026", "ends": "2025"}, "action_ends_before"),
        ({"begins": "2026-03", "ends": "2026-01"}, "action_ends_before"),
        ({"begins": "2026-03-01", "ends": "2026"}, "action_dates_differ"),
        ({"ends": "2026"}, "action_end_without_beginning"),
        ({"areas": "01"}, "action_area_unknown"),
        ({"areas": "MK99"}, "action_area_unknown"),
        ({"areas": "ELY01", "begins": "2026"}, "action_area_not_in_force"),
        ({"areas": "EVK01", "begins": "2024", "ends": "2024"}, "action_area_not_in_force"),
        ({"url": "javascript:alert(1)"}, "action_link"),
        ({"url": "data:text/html,<b>"}, "action_text_html"),
        ({"url": "data:text/html,b"}, "action_link"),
        ({"url": "//example.org"}, "action_link"),
        ({"url": "https://example.org/a b"}, "action_link"),
        ({"url": "https://example.org/a\nb"}, "action_link"),
        ({"url": "https://user:pass@example.org"}, "action_link"),
        ({"contact": "maija.meikalainen@kunta.fi"}, "action_email_person"),
        ({"about_fi": "<b>"}, "action_text_html"),
        ({"organisers": "mk01-nobody"}, "action_organisation_unknown"),
        ({"organisers": "mk01-cafes"}, "action_organisation_unknown"),
        ({"languages": "elvish"}, "action_choice_unknown"),
        ({"begins": "in spring"}, "action_date_form"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(tmp_path, changed, code):
    assert code in of_entry(tmp_path, **changed)


@pytest.mark.parametrize(
    "changed",
    [
        {"areas": "EVK01", "begins": "2025", "ends": "2027"},  # began before the centre did
        {"areas": "ELY01", "begins": "2024"},
        {"areas": "MK01 Nyland; SSS"},
        {"organisers": "Föreningen"},
        {"domains": "växelverkan; osallisuus", "kind": "Åtgärd"},
        {"kind": "event", "begins": "14.3.2026"},
    ],
)
def test_an_entry_may_be_written_in_any_language(tmp_path, changed):
    assert of_entry(tmp_path, **changed) == []


@pytest.mark.parametrize(
    ("folder", "changed", "code"),
    [
        ("MK01/2026-2028", {"area": "MK02"}, "action_plan_area"),
        ("MK01/2026", {}, "action_plan_period"),
        ("MK01/2028-2026", {}, "action_folder_period"),
        ("Uusimaa/2026-2028", {}, "action_folder_area"),
        ("SA1/2026-2028", {"area": "SA1"}, "action_plan_level"),
        ("EVK01/2024-2028", {"area": "EVK01", "first_year": "2024"}, "action_area_not_in_force"),
        ("MK01/2026-2028", {"last_year": "2025"}, "action_plan_years"),
    ],
)
def test_a_plan_at_the_wrong_place_is_refused(tmp_path, folder, changed, code):
    assert code in of_plan(tmp_path, folder, **changed)


def test_everything_that_is_wrong_is_told_at_once_with_its_place(tmp_path):
    write_table(
        tmp_path / "MK01" / "2026",
        "register",
        ENTRY | {"url": "ftp://x", "contact": "nobody"},
        ENTRY | {"id": "mk01-b", "kind": "party", "url": ""},
    )
    told = [(error.code, error.row, error.column, error.found) for error in read(tmp_path).errors]
    assert told == [
        ("action_email_form", 2, "contact", "nobody"),
        ("action_link", 2, "url", "ftp://x"),
        ("action_choice_unknown", 3, "kind", "party"),
    ]


def test_the_column_is_told_by_the_heading_of_the_file(tmp_path):
    row = {"Kod": "mk01-a", "Slag": "åtgärd", "Namn (på svenska)": "A", "Länk": "nowhere"}
    write_table(tmp_path / "MK01" / "2026", "register", row)
    (error,) = read(tmp_path).errors
    assert (error.column, error.row) == ("Länk", 2)
    assert "register.csv, row 2, column Länk" in str(error)


CELL = st.text(max_size=30) | st.sampled_from(["MK01", "2026-03", "measure", "a;b;;", "=1", "131052-308T", "#", " ; "])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(table=st.sampled_from(list(contribution_tables().values())), cells=st.lists(CELL, min_size=40, max_size=40))
def test_whatever_stands_in_a_file_is_told_and_never_stops_the_reader(tmp_path, table, cells):
    row = {column.code: cell for column, cell in zip(table.file_columns, cells, strict=False)}
    path = write_table(tmp_path / "MK01" / "2026", table.table, row)
    for error in read(tmp_path).errors:
        assert all(error.message(language) for language in Language)
    path.unlink()


def test_no_folder_is_no_contribution(tmp_path):
    assert codes(tmp_path / "actions") == []
