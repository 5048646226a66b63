"""A picture that cannot be read is explained without a traceback; the one that is published next is served."""

import duckdb
import pytest

from tests.pages.opened import opened, title
from tests.picture.small import small_database

NAME = "situation-one.duckdb"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("pointer", [b"", b".\n", b"\xff\xfe", b"../situation-gone.duckdb\n"])
def test_a_pointer_that_names_no_file_is_explained(folder, pointer: bytes):
    (folder / "CURRENT").write_bytes(pointer)
    app = opened("map")
    assert not app.exception
    assert "python -m etl" in app.error[0].value


def damaged(path):
    path.write_bytes(b"hello world" * 1000)


def of_another_version(path):
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE build (id VARCHAR)")


@pytest.mark.parametrize("spoil", [damaged, of_another_version])
def test_a_database_that_cannot_be_read_is_explained_until_a_whole_one_is_published(folder, spoil):
    spoil(folder / NAME)
    (folder / "CURRENT").write_text(NAME, encoding="utf-8")
    app = opened("region", lang="en")
    assert not app.exception
    assert f"{NAME} cannot be read" in app.error[0].value
    with small_database(folder / "situation-two.duckdb"):
        (folder / "CURRENT").write_text("situation-two.duckdb", encoding="utf-8")
    app.run()
    assert title(app) == "Country en 2026"
