"""Programs may ask for a version of an edition, by its name or by its build."""

import pytest

from contract.pointer import database_of
from tests.pages.server.api.client import PREFIX, client
from tests.pages.server.released import FIRST, SECOND, released


@pytest.fixture
def api(tmp_path, monkeypatch):
    released(tmp_path)
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return client()


def build_of(api, **asked):
    answer = api.get(PREFIX, params=asked)
    return answer.json()["picture"]["build"] if answer.status_code == 200 else answer.json()


def test_a_version_answers_by_its_name_and_by_its_build(api):
    assert build_of(api) == SECOND
    assert build_of(api, edition="2026-1") == build_of(api, build=FIRST) == FIRST
    assert build_of(api, edition="2026-2") == build_of(api, build=SECOND) == SECOND
    assert build_of(api, edition="2026-1", build=FIRST) == FIRST


def test_its_figures_are_those_of_then(api):
    address = f"{PREFIX}/data/trust.json?area=MK01&period=2026&group=all.all"
    now, old = (api.get(address + more).json()["value"][0] for more in ("", "&edition=2026-1"))
    assert (now, old) == (60, 58)


@pytest.mark.parametrize("name", ["", "2026-3", "2026", "../2026-1", "x" * 200])
def test_what_was_never_released_is_refused_by_its_name(api, name):
    told = build_of(api, edition=name, lang="sv")
    assert (told["status"], told["parameter"]) == (404, "edition")
    assert told["detail"].startswith("Adressen nämner en utgåva som aldrig har publicerats.")


def test_a_version_and_a_build_of_another_are_refused(api):
    assert build_of(api, edition="2026-1", build=SECOND)["parameter"] == "build"


def test_what_is_not_kept_is_refused_and_a_draft_is_no_edition(api, tmp_path):
    database_of(tmp_path / "archive/2026-1", FIRST).unlink()
    assert build_of(api, edition="2026-1")["status"] == 404
    assert build_of(api, build=FIRST)["status"] == 404
