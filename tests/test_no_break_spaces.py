"""What readers see keeps a number and its sign on one line, in every table of words that the project ships."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.codes import Language
from tests.test_house import ROOT, tracked

BREAKS = (
    re.compile(r"[\d}] [%‰€]"),  # "95 %", "{value} %"
    re.compile(r"\bn [=≈{]|\bn\S?[=≈] "),  # "n ≈ {n}"; a line of a card, "rows = 3", is copied as it stands
    re.compile(r"\d \d{3}(?!\d)"),  # "1 000"
    re.compile(r"[\d}] (?:kB|kt|MB|Mt|km|km²|m²|ms|px|min)\b"),
)


def may_break(text: str) -> bool:
    """Return whether a line may end between a number and what belongs to it."""
    return any(kind.search(text) for kind in BREAKS)


def told(node: object) -> Iterator[str]:
    """Yield the texts in our languages, however deep in a file they stand."""
    if isinstance(node, list):
        for one in node:
            yield from told(one)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in set(Language) and isinstance(value, str):
                yield value
            else:
                yield from told(value)


def tables() -> list[Path]:
    """List what is TOML: a template, with places to fill, is none."""
    ours = [path for path in tracked() if path.relative_to(ROOT).parts[0] != "tests"]
    return [path for path in ours if path.suffix == ".toml" and ".template" not in path.suffixes]


def test_a_number_and_its_sign_stay_on_one_line_in_every_table_of_words():
    texts = [(path, text) for path in tables() for text in told(tomllib.loads(path.read_text(encoding="utf-8")))]
    assert len(texts) > 3_000
    assert [f"{path.relative_to(ROOT)}: {text}" for path, text in texts if may_break(text)] == []


@pytest.mark.parametrize(
    "text",
    ["95 %:n väli", "på {value} %", "n = {n}", "n ≈ {n}", "under 1 000 personer", "högst {mb} MB"],
)
def test_a_plain_space_there_would_be_seen(text: str):
    assert may_break(text)
    assert not may_break(re.sub(" ", "\u00a0", text))


@pytest.mark.parametrize(
    "text", ["95% of {n} answers", "in rows = {rows}", "2026 alkaen", "i 3 av 19 landskap", "1.1.2026 ja 10"]
)
def test_other_spaces_may_break(text: str):
    assert not may_break(text)
