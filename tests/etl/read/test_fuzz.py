"""Columns of every type, and JSON with any value anywhere: read or refused, never a traceback (more in tests/fuzz)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import msgspec
import polars as pl
import pytest

from tests.etl.read.helpers import parquet
from tests.etl.read.test_cube_mapping import cube
from tests.fuzz.oracle import FAULTS, Case, judge
from tests.fuzz.samples import answers, figures

VALUES = (
    float("nan"), float("inf"), 1e300, -1.5, 2**63, timedelta(days=3), time(12), date(2026, 1, 1),
    datetime(9999, 1, 1, tzinfo=UTC), True, b"bytes", [1, 2], {"a": 1}, Decimal("1.5"),
    "", "text", "1.234", None, "1" * 400,
)  # fmt: skip


def is_read_or_refused(file: str, content: bytes) -> bool:
    return judge(Case("by hand", file, content, (), None)).outcome not in FAULTS


@pytest.mark.parametrize(
    ("file", "whole"), [("answers.parquet", answers()), ("figures.parquet", figures())], ids=["answers", "figures"]
)
@pytest.mark.parametrize("value", VALUES, ids=lambda value: str(value)[:20])
def test_a_column_of_another_type_is_read_or_refused(file: str, whole: pl.DataFrame, value: object) -> None:
    for column in whole.columns:
        swapped = whole.with_columns(pl.Series(column, [value] * whole.height, strict=False))
        assert is_read_or_refused(file, parquet(swapped))


@pytest.mark.parametrize("value", [None, True, 1.5, -1, 10**30, "text", [], [[1]], {}, {"a": []}], ids=repr)
def test_json_with_another_value_anywhere_is_read_or_refused(value: object) -> None:
    def changed(document: object) -> list[object]:
        """Return the document with one place after another exchanged."""
        if isinstance(document, dict):
            return [document | {key: one} for key, inside in document.items() for one in [value, *changed(inside)]]
        if isinstance(document, list) and document:
            return [[value, *document[1:]], *([one, *document[1:]] for one in changed(document[0]))]
        return []

    for document in changed(cube(status={"4": "3"})):
        assert is_read_or_refused("cube.json", msgspec.json.encode(document))
