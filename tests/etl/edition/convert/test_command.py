"""The command, and what a build does of it."""

from argparse import Namespace

import pytest
from rich.console import Console

from contract.archive import FrozenEdition
from contract.errors import UserError
from etl.edition.convert import command
from etl.edition.convert.command import convert_beside, run_convert


@pytest.fixture
def console():
    return Console(record=True, width=200)


def test_a_folder_without_an_archive_has_nothing_to_convert(tmp_path, console):
    assert run_convert(Namespace(data=tmp_path), console) == 0
    assert "Nothing to convert." in console.export_text()


def test_each_version_that_was_converted_is_told(tmp_path, console, monkeypatch):
    made = FrozenEdition(tmp_path, "2026", 1, "1.0.0", "one", 7, "c", "situation-one.duckdb", "h", 1, ())
    monkeypatch.setattr(command, "convert_archive", lambda _: iter([made]))
    assert run_convert(Namespace(data=tmp_path), console) == 0
    assert "Edition 2026, version 1: schema 7" in console.export_text()


def test_a_build_tells_what_cannot_be_converted_and_stays_published(tmp_path, console, monkeypatch):
    def fails(_):
        raise UserError("no_step_of_schema", edition="2026", version=1, number=6, reads=7)

    monkeypatch.setattr(command, "convert_archive", fails)
    convert_beside(tmp_path, console)
    assert "there is no step from schema 6" in console.export_text()
