"""One vocabulary: what both sides share stands in contract/ and nowhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.codes import CELL_KEY, Against, Direction, Domain, Kind, Language, Level, Unit, Verdict
from contract.status import ConfStatus, ObsStatus
from picture.text.marks import Mark

ROOT = Path(__file__).parents[1]
ROOMS = ("app.py", "pages", "picture", "etl", "geo")

KEY = frozenset(CELL_KEY)
WHOLE = {  # enum -> members that a list may leave out and still be that enum, typed anew
    Language: "",
    Level: "country",
    Domain: "context",
    Kind: "",
    Unit: "",
    Direction: "",
    Verdict: "",
    Against: "",
}
MOST_OF_KEY = 5  # columns; grouping by a few of them is no key of a cell


def texts_of(node: ast.AST) -> list[str]:
    """Return the texts in a row of values: a tuple, a list, a set, several indices, or what a call is given."""
    match node:
        case ast.Tuple(elts=values) | ast.List(elts=values) | ast.Set(elts=values) | ast.Call(args=values):
            return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]
    return []


def retyped(source: str) -> Iterator[str]:
    """Give line and content of every list of all members of an enum and every tuple of key columns in a module."""
    for node in ast.walk(ast.parse(source)):
        texts = texts_of(node)
        keys = KEY & set(texts)
        whole = [kind.__name__ for kind, missing in WHOLE.items() if {*texts, missing} - {""} == set(kind)]
        if whole and len(texts) > 1:
            yield f"{node.lineno}: {whole[0]}, {texts}"
        elif len(keys) >= MOST_OF_KEY and ("code" in keys or keys == set(texts)):
            yield f"{node.lineno}: the key of a cell, {texts}"


def product() -> Iterator[Path]:
    for room in ROOMS:
        yield from [ROOT / room] if room.endswith(".py") else sorted((ROOT / room).rglob("*.py"))


def test_lists_of_codes_and_the_key_of_a_cell_stand_in_contract_alone():
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
        'Unit = Literal["percent", "persons", "reports", "contacts", "points"]',
        'LEVELS = ("maakunta", "elinvoimakeskus", "ely", "suuralue", "hyvinvointialue", "kunta")',
        'DOMAINS = ["attitudes", "security", "interaction", "participation"]',
        'VERDICTS = {"higher", "lower", "no_difference", "no_clear_trend", "uncertain", "not_comparable"}',
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
        'decided = ("higher", "lower")',
        'units = {"persons", "reports", "contacts", "points"}',
        'frame.group_by("indicator", "period", "group_dim", "group_code")',
        'HEADS = ("indicator", "period", "level", "area", "geo_year", "group_dim", "group_code", "value")',
    ],
)
def test_what_only_looks_like_it_is_no_breach(line):
    assert list(retyped(line)) == []


# --- statuses ---

LETTERS = frozenset("".join([*ObsStatus, *ConfStatus, *Mark]))
PATTERN = re.compile(rf"\^?\[\^?[{''.join(sorted(LETTERS))}]{{2,}}\][*+?]?\$?")
BORDERS = (
    "etl/read/signs/publishers.py",
    "picture/text/marks.py",
)  # where signs of others, and our own, are read and shown
OTHERS = {  # folder -> letters that are no statuses in it
    "picture/charts": "bdM",  # sides of a margin, commands of a path
    "picture/html": "M",  # commands of a path
    "picture/export/pptx": "bclprt",  # prefixes of XML, sides of a point
    "etl/compare": "p",  # a p-value
    "etl/progress": "p",  # the same
    "etl/read/formats": "AMem",  # the first column of a sheet, a month, the kind of a cell
}


def letters(source: str, others: str = "") -> Iterator[str]:
    """Give line and text of every status that a module writes as a letter, or looks for by a pattern of letters."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
            if (text in LETTERS and text not in others) or PATTERN.fullmatch(text):
                yield f"{node.lineno}: {text!r}"


def others_in(name: str) -> str:
    return "".join(those for folder, those in OTHERS.items() if name.startswith(f"{folder}/"))


def test_no_status_is_written_as_a_letter_but_at_the_borders():
    found = [
        f"{name}:{breach}"
        for path in product()
        for name in [path.relative_to(ROOT).as_posix()]
        if name not in BORDERS
        for breach in letters(path.read_text(encoding="utf-8"), others_in(name))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'hidden = flag == "c"',
        'frame.filter(pl.col("obs_status") == "M")',
        'SIGNS = {"u": 1}',
        'frame.filter(pl.col("flag").str.contains("[cmz]"))',
        'open_ = pl.col("conf_status") != "F"',
    ],
)
def test_a_status_written_as_a_letter_is_caught(line):
    assert len(list(letters(line, others_in("etl/sdc/primary.py")))) == 1


def test_a_letter_that_is_no_status_is_no_breach():
    assert list(letters('box = {"l": 8, "b": 32}', others_in("picture/charts/axis.py"))) == []
    assert list(letters('word("c_of"), "[cube] of the card", "x"', "")) == []
