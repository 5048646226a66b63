"""The texts of a proposed card stand in three languages, are asked for, and get what they name."""

import re
import tomllib
from string import Formatter

import pytest

from contract.codes import Language
from etl.card.texts import TEXTS

WRITTEN = tomllib.loads(TEXTS.read_text(encoding="utf-8"))


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", WRITTEN)
def test_the_three_languages_name_the_same_things(key: str):
    texts = WRITTEN[key]
    assert set(texts) == set(Language)
    assert len({frozenset(places(text)) for text in texts.values()}) == 1


def test_every_text_is_asked_for():
    code = "".join(path.read_text(encoding="utf-8") for path in TEXTS.parent.rglob("*.py"))
    made = {"part_title", "part_producer", "part_method"}  # of the name of their part
    assert {key for key in WRITTEN if not re.search(rf"[\"']{key}[\"']", code)} == made
