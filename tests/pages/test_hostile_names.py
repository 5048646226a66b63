"""Every page with a database whose names would break out of HTML, in the browser's place."""

import json
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from contract.pointer import served_database
from picture.html.frame.place import PAGES
from tests.pages.opened import html, opened, title
from tests.picture.hostile import NAME, PAYLOAD, escaped_once

REFERRING = ("goal_progress", "goal", "forum_item")  # to rows with texts, the first to go first
OUR_SCRIPTS = re.compile(r"<(script|style)>.*?</\1>", re.DOTALL)
SEARCHED = re.compile(r' data-find="[^"<>&]*"')  # names as they are searched: letters and figures, no sign is left


@pytest.fixture(scope="module")
def hostile_data(published, tmp_path_factory) -> Path:
    """The published database with the payload at the end of every text in three languages, and of what others typed."""
    folder = tmp_path_factory.mktemp("hostile")
    served = served_database(published)
    shutil.copy(served, folder / served.name)
    shutil.copy(published / "CURRENT", folder / "CURRENT")
    with duckdb.connect(folder / served.name) as con:
        columns = con.execute(
            r"""SELECT table_name, column_name FROM information_schema.columns
            WHERE data_type = 'VARCHAR' AND (regexp_matches(column_name, '_(fi|sv|en)$')
                OR table_name IN ('register_entry', 'local_finding') AND column_name IN ('place', 'contact')
                OR (table_name, column_name) = ('local_finding', 'source'))"""
        ).fetchall()
        assert len(columns) > 30
        for table in REFERRING:  # DuckDB changes no row that another table refers to
            con.execute(f"CREATE TEMP TABLE kept_{table} AS FROM {table}; DELETE FROM {table}")
        for table, column in columns:
            name = f"kept_{table}" if table in REFERRING else table
            con.execute(f"UPDATE {name} SET {column} = {column} || $payload", {"payload": PAYLOAD})
        for table in reversed(REFERRING):
            con.execute(f"INSERT INTO {table} FROM kept_{table}")
    return folder


@pytest.mark.parametrize(
    ("page", "address"),
    [
        *((page, {"area": "MK02"}) for page in PAGES),
        ("plans", {"area": "MK01"}),
        ("region", {"area": "KU049"}),
        ("register", {"area": "SSS", "show": "tried"}),
        ("entry", {"id": "forum-2024"}),
        ("trends", {"area": "MK01", "events": "area"}),
    ],
)
def test_a_page_shows_hostile_names_as_the_text_they_are(page, address, hostile_data, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(hostile_data))
    app = opened(page, **{"lang": "sv", "indicator": "trust_people"} | address)
    assert not app.exception
    assert title(app)
    for block in app.get("html"):
        assert escaped_once(SEARCHED.sub("", OUR_SCRIPTS.sub("", block.proto.body)))
    for script in OUR_SCRIPTS.finditer(html(app)):
        assert NAME not in script[0]
    for chart in app.get("plotly_chart"):
        spec = json.dumps(json.loads(chart.proto.spec), ensure_ascii=False)
        assert f"<script>{NAME}" not in spec
    # a draft has no corrections to name: tests/picture/html/editions/test_page.py
    if page not in {"slides", "editions"}:
        assert NAME in html(app)
