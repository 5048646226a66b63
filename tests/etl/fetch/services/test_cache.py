"""An interrupted run leaves answers behind; only whole and fresh ones are taken up again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.fetch.services.cache import FRESH, Desk
from etl.fetch.services.client import Answer


def answer(age: timedelta = timedelta(0)) -> Answer:
    return Answer("http://127.0.0.1/table", "{}", b'{"value": 1}', datetime.now(UTC) - age)


def asked_again(folder: Path) -> bool:
    """Whether a second run asks for the answer that lies in the folder."""
    calls = []
    Desk(folder).ask("data", 0, answer().url, answer().body, lambda: calls.append(1) or answer())
    return bool(calls)


def test_a_whole_and_fresh_answer_is_not_asked_for_again(tmp_path: Path):
    Desk(tmp_path).keep("data", 0, answer())
    assert not asked_again(tmp_path)


@pytest.mark.parametrize("left", [b'{"value": 2}', b'{"val'])
def test_an_answer_that_was_changed_or_cut_is_asked_for_again(tmp_path: Path, left: bytes):
    kept = Desk(tmp_path).keep("data", 0, answer())
    (tmp_path / kept.file).write_bytes(left)
    assert asked_again(tmp_path)


def test_an_answer_without_its_description_is_asked_for_again(tmp_path: Path):
    kept = Desk(tmp_path).keep("data", 0, answer())
    (tmp_path / kept.file).with_suffix(".toml").unlink()
    assert asked_again(tmp_path)


def test_yesterdays_answer_is_asked_for_again(tmp_path: Path):
    Desk(tmp_path).keep("data", 0, answer(age=FRESH))
    assert asked_again(tmp_path)
