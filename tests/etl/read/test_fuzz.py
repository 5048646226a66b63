"""Damaged files of every kind: each is read or refused, none ends in a traceback. Seeded, so that it is repeatable."""

import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import polars as pl
import pyreadstat
import pytest

from contract.errors import UserError
from etl.config.card import SourceCard
from etl.read.aggregates import read_aggregates
from etl.read.cube_mapping import read_jsonstat
from etl.read.formats.files import column_names
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.etl.read.formats.cubes.test_px import CARD, PX
from tests.etl.read.helpers import (
    AGGREGATES,
    DESIGN,
    card,
    catalogue,
    csv,
    parquet,
    published,
    respondents,
    xlsx,
)
from tests.etl.read.test_cube_mapping import CUBE, cube

TIMES = {"answers.sav": 2, "answers.zsav": 2}  # each looks at its file in a process of its own
FIGURES = pl.DataFrame(
    {
        "indicator": ["trust", "people", "people"],
        "year": ["2025", "2025", "2026"],
        "area": ["01", "02", "21"],
        "value": [57.25, 479341.0, 30541.0],
        "low": [55.0, None, None],
        "high": [60.0, None, None],
        "n": [900, None, None],
        "flag": ["", "p", "b"],
    }
)


@cache
def spss(suffix: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{suffix}"
        labels = {"q1": {1.0: "text", 2.0: "text"}}
        pyreadstat.write_sav(respondents(), path, variable_value_labels=labels, missing_ranges={"q1": [8]})
        return path.read_bytes()


def survey(written: SourceCard) -> pl.DataFrame:
    return read_respondents(written, catalogue(), read_classification())


def figures(written: SourceCard) -> pl.DataFrame:
    return read_aggregates(written, published(), read_classification())


def cells(written: SourceCard) -> pl.DataFrame:
    return read_jsonstat(written, published(), read_classification())


KINDS = {
    "answers.csv": ("respondents", csv(respondents()), DESIGN, survey),
    "answers.parquet": ("respondents", parquet(respondents()), DESIGN, survey),
    "answers.sav": ("respondents", spss("sav"), DESIGN, survey),
    "answers.zsav": ("respondents", spss("zsav"), DESIGN, survey),
    "answers.xlsx": ("respondents", xlsx(respondents()), DESIGN, survey),
    "figures.csv": ("aggregates", csv(FIGURES), AGGREGATES, figures),
    "figures.xlsx": ("aggregates", xlsx(FIGURES), AGGREGATES, figures),
    "figures.parquet": ("aggregates", parquet(FIGURES), AGGREGATES, figures),
    "cube.json": ("cube", json.dumps(cube()).encode(), CUBE, cells),
    "table.px": ("cube", PX.encode("iso-8859-1"), CARD, cells),
}
VALUES = (
    float("nan"), float("inf"), 1e300, -1.5, 2**63, timedelta(days=3), time(12), date(2026, 1, 1),
    datetime(9999, 1, 1, tzinfo=UTC), True, b"bytes", [1, 2], {"a": 1}, Decimal("1.5"),
    "", "text", "1.234", None, "1" * 400,
)  # fmt: skip


def flipped(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice([1, 3, 30])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def doubled(content: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(content)), chance.randrange(1, 60)
    return content[:start] + content[start : start + length] * 3 + content[start:]


def outcome(read: Callable[[], object]) -> object:
    """Return what a reader gives, or its refusal; anything else that it raises fails the test."""
    try:
        return read()
    except UserError as refused:
        return refused


def read_or_refused(folder: Path, file: str, content: bytes) -> bool:
    """Tell whether a file is read with rows or refused in words, by the build and by `etl check`."""
    kind, _, rest, read = KINDS[file]
    written = card(folder, content, file, kind, rest)
    built, checked = outcome(lambda: read(written)), outcome(lambda: column_names(written.path))
    whole = isinstance(built, UserError) or (isinstance(built, pl.DataFrame) and built.height > 0)
    return whole and isinstance(checked, UserError | set)


@pytest.mark.parametrize("file", KINDS)
def test_the_whole_file_is_read(tmp_path: Path, file: str) -> None:
    kind, content, rest, read = KINDS[file]
    assert read(card(tmp_path, content, file, kind, rest)).height == {"cube": 6}.get(kind, 3)


@pytest.mark.parametrize("damage", [flipped, cut, doubled])
@pytest.mark.parametrize("file", KINDS)
def test_a_damaged_file_is_read_or_refused(
    tmp_path: Path, file: str, damage: Callable[[bytes, random.Random], bytes]
) -> None:
    chance = random.Random(f"{file} {damage.__name__}")  # noqa: S311 - repeatable, nothing secret
    for _ in range(TIMES.get(file, 4)):
        assert read_or_refused(tmp_path, file, damage(KINDS[file][1], chance))


@pytest.mark.parametrize(
    ("file", "whole"), [("answers.parquet", respondents()), ("figures.parquet", FIGURES)], ids=["answers", "figures"]
)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:20])
def test_a_column_of_another_type_is_read_or_refused(
    tmp_path: Path, file: str, whole: pl.DataFrame, value: object
) -> None:
    for column in whole.columns:
        swapped = whole.with_columns(pl.Series(column, [value] * whole.height, strict=False))
        assert read_or_refused(tmp_path, file, parquet(swapped))


@pytest.mark.parametrize("value", [None, True, 1.5, -1, 10**30, "text", [], [[1]], {}, {"a": []}], ids=repr)
def test_json_with_another_value_anywhere_is_read_or_refused(tmp_path: Path, value: object) -> None:
    def changed(document: object) -> list[object]:
        """Return the document with one place after another exchanged."""
        if isinstance(document, dict):
            return [document | {key: one} for key, inside in document.items() for one in [value, *changed(inside)]]
        if isinstance(document, list) and document:
            return [[value, *document[1:]], *([one, *document[1:]] for one in changed(document[0]))]
        return []

    for document in changed(cube(status={"4": "3"})):
        assert read_or_refused(tmp_path, "cube.json", msgspec.json.encode(document))
