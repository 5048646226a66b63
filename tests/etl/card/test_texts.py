"""The texts of a proposed card stand in three languages, are asked for, and get what they name."""

import tomllib

from etl.card.texts import TEXTS
from tests.texts import not_asked_for, not_the_same

WRITTEN = tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def test_the_three_languages_name_the_same_things():
    assert not_the_same(WRITTEN) == []


def test_every_text_is_asked_for():
    code = "".join(path.read_text(encoding="utf-8") for path in TEXTS.parent.rglob("*.py"))
    made = {"part_title", "part_producer", "part_method"}  # of the name of their part
    assert not_asked_for(WRITTEN, code) == made
