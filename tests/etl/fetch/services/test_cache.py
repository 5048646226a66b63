"""An interrupted run leaves answers behind; only whole and fresh ones are taken up again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from etl.fetch.services.cache import FRESH, ResponseCache
from etl.fetch.services.client import Response


def response(age: timedelta = timedelta(0)) -> Response:
    return Response("http://127.0.0.1/table", "{}", b'{"value": 1}', datetime.now(UTC) - age)


def asked_again(folder: Path) -> bool:
    """Whether a second run asks for the answer that lies in the folder."""
    calls = []
    ResponseCache(folder).get_or_fetch(
        "data", 0, response().url, response().body, lambda: calls.append(1) or response()
    )
    return bool(calls)


def test_a_whole_and_fresh_answer_is_not_asked_for_again(tmp_path: Path):
    ResponseCache(tmp_path).store("data", 0, response())
    assert not asked_again(tmp_path)


@pytest.mark.parametrize("left", [b'{"value": 2}', b'{"val'])
def test_an_answer_that_was_changed_or_cut_is_asked_for_again(tmp_path: Path, left: bytes):
    stored = ResponseCache(tmp_path).store("data", 0, response())
    (tmp_path / stored.file).write_bytes(left)
    assert asked_again(tmp_path)


def test_an_answer_without_its_description_is_asked_for_again(tmp_path: Path):
    stored = ResponseCache(tmp_path).store("data", 0, response())
    (tmp_path / stored.file).with_suffix(".toml").unlink()
    assert asked_again(tmp_path)


def test_yesterdays_answer_is_asked_for_again(tmp_path: Path):
    ResponseCache(tmp_path).store("data", 0, response(age=FRESH))
    assert asked_again(tmp_path)
