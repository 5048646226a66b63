"""Programs get plans as they are stored: goals as told, progress as computed, nothing of what is hidden."""

import csv
from io import StringIO

import duckdb
import pytest

from contract.codes import Language
from contract.pointer import served_database
from tests.pages.server.api.client import PREFIX, client

NUMBERS = (
    "baseline",
    "baseline_low",
    "baseline_high",
    "latest",
    "latest_low",
    "latest_high",
    "difference",
    "detectable",
)


@pytest.fixture(scope="module")
def api():
    return client()


@pytest.fixture(scope="module")
def stored(published):
    with duckdb.connect(str(served_database(published)), read_only=True) as con:
        rows = con.execute(f"SELECT plan, goal, state, {', '.join(NUMBERS)} FROM goal_progress").fetchall()
        goals = con.execute("SELECT plan, id, target, deadline, status FROM goal").fetchall()
    return {row[:2]: row[2:] for row in rows}, {row[:2]: row[2:] for row in goals}


def objects(api, address):
    return api.get(PREFIX + address).json()


def goals_in(answer):
    return {(plan["plan"], goal["goal"]): goal for plan in answer["plans"] for goal in plan["goals"]}


def test_every_goal_stands_there_with_its_stored_progress(api, stored):
    progress, goals = stored
    found = goals_in(objects(api, "/plans.json?lang=sv"))
    assert {key: (one["target"], one["deadline"], one["status"]) for key, one in found.items()} == goals
    computed = {key: one["progress"] for key, one in found.items() if one["progress"]}
    assert {key: (one["state"], *(one[name] for name in NUMBERS)) for key, one in computed.items()} == progress


def test_the_table_holds_the_same_as_the_objects(api):
    found = goals_in(objects(api, "/plans.json?lang=en"))
    rows = list(csv.DictReader(StringIO(api.get(f"{PREFIX}/plans.csv?lang=en").text)))
    assert [(row["plan"], row["goal"]) for row in rows] == list(found)
    for row in rows:
        goal = found[row["plan"], row["goal"]]
        assert row["title"] == goal["title"]
        assert row["state"] == (goal["progress"]["state"] if goal["progress"] else "")
        assert (float(row["target"]) if row["target"] else None) == goal["target"]


@pytest.mark.parametrize("language", Language)
def test_codes_are_the_same_in_every_language_and_texts_say_theirs(api, language):
    found = goals_in(objects(api, f"/plans.json?lang={language}&area=MK01"))
    assert {key[0] for key in found} == {"MK01-2026"}
    goal = found["MK01-2026", "influence"]
    assert (goal["domain"], goal["indicator"], goal["wanted"]) == ("participation", "can_influence", "higher")
    assert goal["title_language"] == language


def test_invented_plans_are_marked(api):
    plans = objects(api, "/plans.json")["plans"]
    assert plans
    assert all(plan["example"] is True for plan in plans)


def test_an_area_without_a_plan_has_none_and_one_that_there_is_not_is_refused(api):
    assert objects(api, "/plans.json?area=MK19")["plans"] == []
    assert api.get(f"{PREFIX}/plans.json?area=MK99").status_code == 400


def test_an_unchanged_answer_is_not_sent_again(api):
    tag = api.get(f"{PREFIX}/plans.csv").headers["etag"]
    assert api.get(f"{PREFIX}/plans.csv", headers={"If-None-Match": tag}).status_code == 304


def test_the_index_leads_there(api):
    assert "/plans.json?" in objects(api, "")["links"]["plans.json"]


def test_a_goal_of_a_local_survey_names_it_by_its_id(api, stored):
    with_source = {key: goal["source"] for key, goal in goals_in(objects(api, "/plans.json")).items() if goal["source"]}
    assert set(with_source.values()) <= {"local_espoo"}
