"""The few texts of the check itself stand in three languages, are asked for, and get what they name."""

import tomllib
from pathlib import Path

import pytest

from etl.check import command
from etl.check.texts import TEXTS
from tests.texts import assert_name_the_same, not_asked_for

WRITTEN = tomllib.loads(TEXTS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("key", WRITTEN)
def test_the_three_languages_name_the_same_things(key: str):
    assert_name_the_same(WRITTEN[key])


def test_every_text_is_asked_for():
    code = Path(command.__file__).read_text(encoding="utf-8")
    assert not_asked_for(WRITTEN, code) == set()
