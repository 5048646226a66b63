"""Programs are told of corrections: all of them among the changes, and each at its figure, in old versions too."""

import csv
from io import StringIO

import pytest

from tests.pages.server.api.client import PREFIX, client
from tests.pages.server.released import released


@pytest.fixture
def api(tmp_path, monkeypatch):
    released(tmp_path)
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return client()


@pytest.mark.parametrize("edition", [{}, {"edition": "2026-1"}])
def test_changes_list_corrections_with_their_cells_before_and_after(api, edition):
    told = api.get(f"{PREFIX}/changes", params={"lang": "en", **edition}).json()
    (correction,) = told["corrections"]
    (cell,) = correction["cells"]
    assert cell["key"] == "trust/2026/MK01/all.all"
    assert (cell["before"]["value"], cell["after"]["value"]) == (58, 60)


@pytest.mark.parametrize(("edition", "code", "other"), [({}, "corrected", 58), ({"edition": "2026-1"}, "wrong", 60)])
def test_a_figure_says_that_it_was_corrected_and_that_of_an_old_version_that_it_is_wrong(api, edition, code, other):
    asked = {"area": "MK01", "period": "2026", "group": "all.all", **edition}
    cube = api.get(f"{PREFIX}/data/trust.json", params=asked).json()
    told = cube["extension"]["observations"][0]["correction"]
    assert (told["code"], told["other_value"]) == (code, other)
    (line,) = csv.DictReader(StringIO(api.get(f"{PREFIX}/data/trust.csv", params=asked).text))
    assert (line["correction_code"], line["other_value"]) == (code, str(other))
