"""Programs get every corrected figure, and all that differs between two released versions."""

import csv
from io import StringIO

import pytest

from contract.archive import frozen_folder
from pages.server.api.limits import Limits
from tests.pages.server.api.client import PREFIX, client, problem_of
from tests.pages.server.released import released

PAIR = f"{PREFIX}/differences/2026-1/2026-2"


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return released(tmp_path)


@pytest.fixture
def api(data):
    assert data
    return client()


def test_every_corrected_figure_stands_on_a_line_with_its_correction(api):
    (line,) = csv.DictReader(StringIO(api.get(f"{PREFIX}/corrections.csv").text))
    assert (line["key"], line["version"], line["wrong_version"]) == ("trust/2026/MK01/all.all", "2", "1")
    assert (float(line["was_value"]), float(line["now_value"])) == (58.0, 60.0)


def test_what_differs_between_two_versions_is_the_same_as_a_table_and_as_json(api):
    (line,) = csv.DictReader(StringIO(api.get(f"{PAIR}.csv").text))
    told = api.get(f"{PAIR}.json").json()
    (row,) = told["figures"]["data"]
    figure = dict(zip(told["figures"]["columns"], row, strict=True))
    assert (line["key"], line["change"]) == (figure["key"], figure["change"]) == ("trust/2026/MK01/all.all", "value")
    assert (
        (float(line["was_value"]), float(line["now_value"])) == (figure["was_value"], figure["now_value"]) == (58, 60)
    )
    assert (told["from"], told["to"]) == ("2026-1", "2026-2")


def test_the_earlier_version_stands_first_in_whatever_order_they_are_named(api):
    assert api.get(f"{PREFIX}/differences/2026-2/2026-1.csv").text == api.get(f"{PAIR}.csv").text


def test_more_figures_than_an_answer_may_hold_are_counted_and_refused(data):
    assert frozen_folder(data, "2026", 2).is_dir()
    for form in ("csv", "json"):
        answer = client(limits=Limits(cells=0)).get(f"{PAIR}.{form}")
        assert answer.status_code == 413
        assert "1" in problem_of(answer)["detail"]


@pytest.mark.parametrize("pair", ["2026-1/2026-9", "2026-1/x", "%3Cb%3E/2026-1"])
def test_a_version_that_was_not_released_is_refused_in_words(api, pair):
    answer = api.get(f"{PREFIX}/differences/{pair}.csv?lang=sv")
    assert answer.status_code == 404
    assert "har inte publicerats" in problem_of(answer)["detail"]


def test_a_version_that_is_not_kept_any_more_is_refused_in_words(api, data):
    (frozen_folder(data, "2026", 1) / "manifest.toml").unlink()
    assert api.get(f"{PAIR}.csv").status_code == 404
    assert api.get(f"{PAIR}.json").status_code == 404
