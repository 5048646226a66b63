"""The few texts of the check itself stand in three languages, are asked for, and get what they name."""

import tomllib
from pathlib import Path

from etl.check import command
from etl.check.texts import TEXTS
from tests.texts import not_asked_for, not_the_same

WRITTEN = tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def test_the_three_languages_name_the_same_things():
    assert not_the_same(WRITTEN) == []


def test_every_text_is_asked_for():
    code = Path(command.__file__).read_text(encoding="utf-8")
    assert not_asked_for(WRITTEN, code) == set()
