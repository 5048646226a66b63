"""Programs get places' own surveys apart from the country's figures: complete, marked, hidden where they are hidden."""

import csv
from io import StringIO

import duckdb
import pytest

from contract.codes import Language
from contract.pointer import served_database
from tests.pages.server.api.client import PREFIX, client


@pytest.fixture(scope="module")
def api():
    return client()


@pytest.fixture(scope="module")
def stored(published):
    with duckdb.connect(str(served_database(published)), read_only=True) as con:
        rows = con.execute(
            """SELECT source, period, indicator, group_dim || '.' || group_code, value, ci_low, ci_high, n, obs_status,
                conf_status FROM local_estimate"""
        ).fetchall()
    return {row[:4]: row[4:] for row in rows}


def lines(api, address):
    return list(csv.DictReader(StringIO(api.get(PREFIX + address).text)))


def number(text):
    return float(text) if text else None


def test_the_table_holds_every_figure_as_it_is_stored_and_no_other(api, stored):
    found = {
        (row["source"], row["period"], row["indicator"], row["group"]): (
            *(number(row[name]) for name in ("value", "ci_low", "ci_high", "n")),
            row["obs_status"],
            row["conf_status"],
        )
        for row in lines(api, "/local.csv?lang=en")
    }
    assert found == stored
    hidden = [row for row in lines(api, "/local.csv?lang=en") if row["conf_status"] == "C"]
    assert hidden
    assert all(row["meaning"].startswith("not shown") and row["value"] == row["n"] == "" for row in hidden)


def test_those_who_took_part_by_themselves_have_no_interval(api):
    rows = lines(api, "/local.csv?area=KU710")
    assert {row["sampling"] for row in rows} == {"self_selected"}
    assert {row["ci_low"] + row["ci_high"] for row in rows} == {""}
    assert {row["obs_status"] for row in rows if row["value"]} == {"D"}


@pytest.mark.parametrize("language", Language)
def test_the_object_says_who_was_asked_and_what_was_heard(api, language):
    told = api.get(f"{PREFIX}/local.json?lang={language}&area=KU049").json()
    (survey,) = told["collections"]
    assert (survey["id"], survey["sampling"], survey["periods"]) == ("local_espoo", "probability", ["2026", "2025"])
    assert {one["period"] for one in survey["fieldwork"]} == {"2025", "2026"}
    assert survey["method"]
    assert {one["area"] for one in told["findings"]} == {"KU049"}
    assert all(one["text"] and one["source"] and one["reviewed"] for one in told["findings"])
    assert len(told["figures"]["data"]) == 120


def test_an_area_that_asked_nothing_has_empty_lists_and_a_wrong_one_is_refused(api):
    told = api.get(f"{PREFIX}/local.json?area=MK02").json()
    assert told["collections"] == told["findings"] == told["figures"]["data"] == []
    assert api.get(f"{PREFIX}/local.csv?area=KU999").status_code == 400


def test_the_data_of_an_indicator_hold_nothing_of_them(api):
    rows = lines(api, "/data/trust_other_background.csv")
    assert not [row for row in rows if row["source"].startswith("local_") or row["area"].startswith("KU")]
