"""One vocabulary: what both sides share stands in contract/ and nowhere else."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.codes import CELL_KEY, Language

ROOT = Path(__file__).parents[1]
ROOMS = ("app.py", "pages", "picture", "etl", "geo")

KEY, LANGUAGES = frozenset(CELL_KEY), frozenset(str(language) for language in Language)
MOST_OF_KEY = 5  # columns; grouping by a few of them is no key of a cell


def texts_of(node: ast.AST) -> list[str]:
    """Return the texts in a row of values: a tuple, a list, a set, several indices, or what a call is given."""
    match node:
        case ast.Tuple(elts=values) | ast.List(elts=values) | ast.Set(elts=values) | ast.Call(args=values):
            return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    return []


def retyped(source: str) -> Iterator[str]:
    """Give line and content of every list of languages and every tuple of key columns in a module."""
    for node in ast.walk(ast.parse(source)):
        texts = texts_of(node)
        keys = KEY & set(texts)
        if set(texts) >= LANGUAGES:
            yield f"{node.lineno}: the languages, {texts}"
        elif len(keys) >= MOST_OF_KEY and ("code" in keys or keys == set(texts)):
            yield f"{node.lineno}: the key of a cell, {texts}"


def product() -> Iterator[Path]:
    for room in ROOMS:
        yield from [ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py"))


def test_languages_and_the_key_of_a_cell_stand_in_contract_alone():
    found = [
        f"{path.relative_to(ROOT)}:{breach}"
        for path in product()
        for breach in retyped(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'LANGUAGES = ("fi", "sv", "en")',
        'for language in ["en", "fi", "sv"]: ...',
        'Language = Literal["fi", "sv", "en"]',
        'KEY = ("indicator", "period", "level", "code", "geo_year", "group_dim", "group_code")',
        'frame.join(other, on=["indicator", "level", "code", "group_dim", "group_code"])',
        'frame.group_by("indicator", "period", "level", "code", "group_dim", "group_code")',
        'UNITS = {"indicator", "period", "geo_year", "group_dim", "group_code"}',
        'COLUMNS = ["indicator", "kind", "period", "level", "code", "geo_year", "reference"]',
    ],
)
def test_what_is_typed_anew_is_caught(line):
    assert len(list(retyped(line))) == 1


@pytest.mark.parametrize(
    "line",
    [
        'both = ("fi", "sv")',
        'frame.group_by("indicator", "period", "group_dim", "group_code")',
        'HEADS = ("indicator", "period", "level", "area", "geo_year", "group_dim", "group_code", "value")',
    ],
)
def test_what_only_looks_like_it_is_no_breach(line):
    assert list(retyped(line)) == []
