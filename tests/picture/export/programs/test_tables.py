"""The tables for programs hold what the downloads of the pages hold: same cells, same marks, one type a column."""

import csv
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import chain
from zipfile import ZipFile

import duckdb
import pytest

from contract.pointer import served_database
from picture.export.data_files import data_zip
from picture.export.programs.tables import VERDICTS, data_csv, table, verdict_entries, verdicts_csv
from picture.query.choices import read_choices
from picture.query.numbers import ask_everything
from picture.query.programs.part import Part, ask_part
from picture.query.selection import check, view_of
from picture.views import everything_item
from tests.picture.small import small_database

NUMBERS = {"value", "ci_low", "ci_high", "n", "effective_n", "difference", "ci_level", "detectable", "division"}


@dataclass(frozen=True)
class Taken:
    """Both tables, as anybody can take them from the pages and as programs ask for them, indicator by indicator."""

    con: object
    values: list
    verdicts: list
    data: list
    tests: list


def with_few_surveys(path):
    """Copy a database with two of our many like survey indicators, and all others."""
    con = duckdb.connect()
    con.execute(f"ATTACH '{path}' AS served (READ_ONLY)")
    tables = con.execute(
        "SELECT table_name, bool_or(column_name = 'indicator') FROM duckdb_columns() "
        "WHERE database_name = 'served' AND NOT internal GROUP BY table_name"
    ).fetchall()
    left_out = """SELECT id FROM served.indicator WHERE kind = 'survey_share'
        AND id NOT IN (SELECT min(id) FROM served.indicator WHERE kind = 'survey_share')"""
    for name, of_indicators in tables:
        where = f"WHERE indicator NOT IN ({left_out})" if of_indicators else ""
        con.execute(f"CREATE TABLE {name} AS SELECT * FROM served.{name} {where}")
    return con


@pytest.fixture(params=["small", "shipped"], scope="module")
def taken(request):
    small = request.param == "small"
    con = small_database() if small else with_few_surveys(served_database(request.getfixturevalue("published")))
    asked_for = [asked(con, indicator.id, verdicts=True) for indicator in read_choices(con, "en").indicators]
    return Taken(
        con,
        *downloaded(con),
        data=[line for dataset in asked_for for line in lines(data_csv(dataset))],
        tests=[line for dataset in asked_for for line in lines(verdicts_csv(dataset))],
    )


def lines(content):
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def downloaded(con):
    choices = read_choices(con, "en")
    choice, _ = check({"lang": "en"}, {}, choices)
    dataset = ask_everything(con, view_of(choice, choices), choices)
    with ZipFile(BytesIO(data_zip([everything_item(dataset, (), "")]))) as files:
        values, verdicts = files.namelist()[:2]
        return lines(files.read(values)), lines(files.read(verdicts))


def asked(con, indicator, *, verdicts=False, language="en"):
    choices = read_choices(con, language)
    choice, _ = check({"indicator": indicator, "lang": language}, {}, choices)
    return ask_part(con, view_of(choice, choices), choices, Part(), verdicts=verdicts)


def key(line):
    """Return the key of a cell, which stands in a line of every table."""
    return line["key"]


def test_every_indicator_has_the_cells_and_marks_of_the_download(taken):
    shared = ("value", "ci_low", "ci_high", "n", "effective_n", "obs_status", "conf_status", "division", "note")
    yes = {"yes": "true", "no": "false"}
    found = [(key(x), *(x[name] for name in shared), x["meaning"], x["synthetic"]) for x in taken.data]
    expected = [(key(x), *(x[name] for name in shared), x["mark"], yes[x["synthetic"].lower()]) for x in taken.values]
    assert sorted(found) == sorted(expected)
    (count,) = taken.con.execute("SELECT count(*) FROM estimate").fetchone()
    assert len(found) == count


def test_every_verdict_of_the_download_is_there_and_no_other(taken):
    shared = ("difference", "ci_low", "ci_high", "ci_level", "detectable")
    expected = [(key(x), x["against_code"], x["verdict_code"], *(x[name] for name in shared)) for x in taken.verdicts]
    found = [(key(x), x["against"], x["verdict"], *(x[name] for name in shared)) for x in taken.tests]
    assert sorted(found) == sorted(expected)


def test_a_column_holds_one_type(taken):
    for line in (*taken.data, *taken.tests):
        for name in NUMBERS & set(line):
            assert line[name] == "" or float(line[name]) is not None
        assert line["synthetic"] in {"true", "false"}
        assert line.get("approximate", "true") in {"true", "false"}
        assert line["key"] == f"{line['indicator']}/{line['period']}/{line['area']}/{line['group']}"
        assert None not in line


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_numbers_and_codes_are_written_alike_in_every_language(language):
    for indicator in ("trust", "lonely"):
        found = asked(small_database(), indicator, verdicts=True, language=language)
        english = asked(small_database(), indicator, verdicts=True)
        for write in (data_csv, verdicts_csv):
            for line, other in zip(lines(write(found)), lines(write(english)), strict=True):
                differ = {name for name in line if line[name] != other[name]}
                assert {name for name in differ if not name.endswith("_name")} <= {"meaning"}


def test_nothing_stands_where_a_number_is_withheld_but_its_statuses(taken):
    hidden = [line for line in taken.data if not line["value"]]
    assert hidden
    for line in hidden:
        assert [line[name] for name in ("ci_low", "ci_high", "n", "effective_n")] == [""] * 4
        assert line["conf_status"] == "C" or set(line["obs_status"]) & set("MOU")
        assert line["meaning"]


def test_verdicts_as_json_are_those_of_the_csv():
    dataset = asked(small_database(), "trust", verdicts=True)
    found = table(VERDICTS, verdict_entries(dataset))
    read = lines(verdicts_csv(dataset))
    assert read
    assert list(read[0]) == found["columns"]
    assert [[line["verdict"], line["synthetic"]] for line in read] == [
        [dict(zip(found["columns"], one, strict=True))["verdict"], "true"] for one in found["data"]
    ]


def test_what_is_compared_with_is_written_as_the_addresses_write_it(taken):
    every = read_choices(taken.con, "en")
    groups = {f"{group.dim}.{group.code}" for group in chain.from_iterable(every.groups.values())}
    periods = set(chain.from_iterable(every.periods.values()))
    known = {"group": groups, "group_standardised": groups, "country": {"SSS"}, "previous": periods, "trend": periods}
    assert {line["reference"] for line in taken.tests if line["reference"] not in known[line["against"]]} == set()
