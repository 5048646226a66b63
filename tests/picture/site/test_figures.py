"""Every figure of the site is the database's, and none that is hidden stands anywhere on it."""

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest

from contract.codes import AREA_PREFIXES, Language, Level
from contract.status import ConfStatus
from picture.query.choices import read_choices
from picture.query.database import open_database
from picture.query.programs.part import Part, ask_part
from picture.query.selection import check, view_of
from picture.text.labels import value_text
from picture.text.marks import row_marks
from tests.reread.files import figures_in
from tests.reread.sweep import Reader

INDICATORS = ("trust_other_background", "hate_crime_reports", "population", "lonely_often")


class Table(HTMLParser):
    """The rows of the table of areas on an indicator's page, cell by cell."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.inside = [], False
        self.feed(text)

    def handle_starttag(self, tag, _attrs):
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in {"td", "th"} or (self.inside and tag not in {"tr", "table"})
        if tag in {"td", "th"} and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.inside = False

    def handle_data(self, data):
        if self.inside and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def reader(job):
    return Reader.of(job.database)


@pytest.fixture(scope="module")
def finnish(job):
    with open_database(job.database).cursor() as con:
        yield con, read_choices(con, Language.FI)


def rows_of(finnish, indicator):
    con, choices = finnish
    selected, _ = check({"indicator": indicator}, {}, choices)
    view = view_of(selected, choices)
    return view, choices, ask_part(con, view, choices, Part()).rows


def _key(line):
    """Write the key of a line as the reader of the database has it."""
    level = line["level"]
    code = line["area"].removeprefix(AREA_PREFIXES.get(level, ""))
    area = {Level.MAAKUNTA: line["area"], Level.COUNTRY: code}.get(level, f"{level}.{code}")
    return f"{line['indicator']}/{line['period']}/{area}/{line['group']}"


def test_every_line_of_every_table_for_programs_is_a_figure_of_the_database(site, reader):
    compared = 0
    for path, content in site.items():
        if path.endswith(".csv"):
            for line in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
                held = {(one.value, one.low, one.high) for one in reader.figures[_key(line)]}
                told = tuple(float(line[name]) if line[name] else None for name in ("value", "ci_low", "ci_high"))
                assert told in held, (path, line["key"])
                compared += 1
    assert compared > 10_000


def test_a_figure_that_is_hidden_is_empty_in_every_file(site, finnish):
    hidden = 0
    for indicator in INDICATORS:
        _, _, rows = rows_of(finnish, indicator)
        closed = [row for row in rows if row.conf_status is not ConfStatus.FREE]
        assert all(row.value is None and row.ci_low is None and row.n is None for row in closed)
        table = csv.DictReader(io.StringIO(site[f"fi/data/{indicator}.csv"].decode("utf-8-sig")))
        empty = [line for line in table if line["conf_status"] != ConfStatus.FREE.value]
        assert len(empty) == len(closed)
        assert {line[name] for line in empty for name in ("value", "ci_low", "ci_high")} <= {""}
        cube = json.loads(site[f"fi/data/{indicator}.json"])
        statuses = cube["status"].items() if isinstance(cube["status"], dict) else enumerate(cube["status"])
        secret = [int(place) for place, status in statuses if status and status.endswith(ConfStatus.CONFIDENTIAL.value)]
        assert [place for place in secret if cube["value"][place] is not None] == []
        hidden += len(empty)
    assert hidden > 20


def test_every_figure_of_a_workbook_is_that_of_the_database(site, reader):
    for indicator in INDICATORS:
        found = list(figures_in("xlsx", site[f"fi/data/{indicator}.xlsx"], "fi"))
        assert found
        assert list(reader.differing("xlsx", found)) == []


@pytest.mark.parametrize("indicator", ["trust_other_background", "safe_evening", "population", "lonely_often"])
def test_the_table_of_every_area_says_the_database_s_figure_with_its_marks(site, finnish, indicator):
    view, choices, rows = rows_of(finnish, indicator)
    shown = Table(site[f"fi/indicators/{indicator}.html"].decode()).rows
    by_name = {row[0].strip(): " ".join(row[1:]).replace("\u202f", " ") for row in shown if len(row) > 1}
    newest = [
        row for row in rows if (row.period, row.area.level, row.group.dim) == (view.period, view.level, view.group_dim)
    ]
    assert len(newest) > 15
    for row in newest:
        told = by_name[row.area.name]
        if row.value is None:
            assert not re.search(r"\d+\s*%", told.split("→")[0].replace("95 %", "")), told
        else:
            assert value_text(row, choices.indicator(indicator), Language.FI).replace("\u202f", " ") in told
        for mark in row_marks(row):
            assert f"[{mark}]" in told or mark in told


def test_the_same_build_gives_the_same_bytes(job, site):
    """A share of the pages is made once more, by another process than before."""
    from tests.picture.site.made import sampled_files  # noqa: PLC0415 - made here alone

    again = sampled_files(job)
    same = [path for path in again if path.startswith("fi/data/") or path.endswith(".svg")]
    assert same
    assert [path for path in same if path in site and again[path] != site[path]] == []
