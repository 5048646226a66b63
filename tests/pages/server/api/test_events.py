"""The calendars of the register: tagged and refused as the other addresses are."""

import pytest
from icalendar import Calendar

from tests.pages.server.api.client import client, problem_of
from tests.pages.server.released import released


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return released(tmp_path_factory.mktemp("events"))


@pytest.fixture
def api(folder, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(folder))
    return client()


def names(answer):
    return [str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")]


def test_the_events_of_an_area_are_its_own_and_the_countrys(api):
    answer = api.get("/events.ics?area=MK02&lang=sv")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert names(answer) == ["Forum-2025 sv", "Forum-2026 sv (exempel)", "Walk sv (exempel)"]
    assert "Walk sv (exempel)" not in names(api.get("/events.ics?area=MK01&lang=sv"))


def test_an_answer_that_has_not_changed_is_not_sent_again(api):
    first = api.get("/events.ics?lang=fi")
    again = api.get("/events.ics?lang=fi", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304


def test_one_entry_is_a_calendar_of_its_own(api):
    assert names(api.get("/event.ics?id=walk&lang=en")) == ["Walk en (example)"]


@pytest.mark.parametrize("query", ["", "?id=", "?id=nobody", "?id=council"])
def test_an_entry_that_is_not_there_or_has_no_date_is_refused_in_words(api, query):
    assert problem_of(api.get(f"/event.ics{query}"))["status"] == 404
    assert problem_of(api.get("/events.ics?area=XX"))["parameter"] == "area"


def test_an_old_version_answers_for_itself(api):
    assert names(api.get("/event.ics?id=walk&lang=en&edition=2026-1")) == ["Walk en (example)"]
