"""What a check sees in a whole column only is refused in a file that is read in pieces, too."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.config.card import SourceCard
from etl.read.formats.tables.parquet import parquet_frames
from etl.read.respondents import read_respondents
from etl.read.survey.large import read_large
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.large import read_in_pieces
from tests.etl.read.helpers import card, catalogue, parquet
from tests.etl.read.survey.test_large import ALONE, SIZE, people

PLACES = read_classification()
NAMED = (
    '[table.columns]\nid = "ID"\nstratum = " Stratum "\npsu = "PSU"\n'  # as they are found: whatever case and blanks
)
LANGUAGES = '[groups.codes.language]\n"1" = "fi"\n"2" = "sv"\n"1.0" = "sv"\n"2.0" = "fi"\n"1.5" = "foreign"\n'


def put(folder: Path, rest: str = "", top: str = "", **changed: pl.Series | list[object]) -> SourceCard:
    frame = people().with_columns(pl.Series(name, values, strict=False) for name, values in changed.items())
    return card(folder, parquet(frame), "answers.parquet", "respondents", ALONE + rest, top=top)


def whole(one: SourceCard) -> pl.DataFrame:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.read.formats.tables.parquet.MOST_CELLS_IN_COLUMNS", 1_000_000)
        return read_respondents(one, catalogue(), PLACES)


def in_pieces(one: SourceCard, folder: Path) -> pl.DataFrame:
    with pytest.MonkeyPatch.context() as patch:
        read_in_pieces(patch, cells=10 * len(pl.read_parquet_schema(one.path)))
        return pl.read_parquet(read_large(one, catalogue(), PLACES, [], folder / "scratch"))


def thirds(*of_piece: object) -> list[object]:
    """Let each of three pieces hold one thing only, or a pair of them."""
    return [one for piece in of_piece for one in (piece if isinstance(piece, list) else [piece, piece]) * 5]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("q1", pl.Series([1, 2, 8, None, 1] * 6, dtype=pl.Int8)),
        ("q1", pl.Series([1, 2, 8, None, 1] * 6, dtype=pl.UInt64)),
        ("q1", pl.Series([1, 2, 8, None, 1] * 6, dtype=pl.Decimal(5, 2))),
        ("q1", pl.Series([1.0, 2.0, 8.0, None, 1.0] * 6, dtype=pl.Float32)),
        ("q1", pl.Series(["1", "2", "8", None, "1"] * 6)),
        ("q1", thirds("1", "2", None)),
        ("language", pl.Series(thirds(None, "fi", ["sv", None]), dtype=pl.Categorical)),
        ("language", pl.Series(thirds(None, "fi", ["sv", None]), dtype=pl.Enum(["fi", "sv"]))),
        ("language", pl.Series([None] * SIZE, dtype=pl.Null)),
        ("language", pl.Series([float("nan")] * SIZE)),
        ("stratum", pl.Series([True, False] * 15)),
        ("psu", pl.Series([at // 4 * 2.0 + at % 2 for at in range(SIZE)])),  # all whole
        ("weight", pl.Series([7] * SIZE, dtype=pl.Decimal(5, 2))),
        ("weight", thirds("1.5", "2.25", "0.125")),
        ("region", [1, 2, 21] * 10),
        ("region", thirds("01", "Uusimaa", "21 Ahvenanmaa")),
    ],
)
def test_columns_of_any_type_are_read_as_in_one_reading(
    tmp_path: Path, column: str, values: pl.Series | list[object]
) -> None:
    one = put(tmp_path, **{column: values})
    found = in_pieces(one, tmp_path)
    assert_frame_equal(found, whole(one).select(found.columns), check_dtypes=False)


@pytest.mark.parametrize(
    ("code", "column", "values"),
    [
        ("three_digits_always", "weight", thirds("950", "1.234", "2.001")),
        ("area_zero_lost", "region", thirds(["1", "21"], "02", "21")),
        ("area_zero_lost", "region", thirds(["1", "21"], "Uusimaa", "21")),
        ("area_labels_foreign", "region", thirds("01 Bayern", "02 Hessen", "04 Sachsen")),
        ("answer_code_unknown", "q1", thirds(1.0, 2.0, 1.5)),
        ("column_not_plain", "q1", [[1]] * SIZE),
        ("not_a_number", "q1", pl.Series([True, False] * 15)),
        ("not_a_number", "weight", thirds(1.0, 2.0, float("nan"))),
    ],
)
def test_what_is_refused_in_the_whole_file_is_refused_in_pieces(
    tmp_path: Path, code: str, column: str, values: pl.Series | list[object]
) -> None:
    one = put(tmp_path, **{column: values})
    with raises(code):
        whole(one)
    with raises(code):
        in_pieces(one, tmp_path)


def test_names_beside_the_codes_of_areas_are_looked_at_over_all_pieces(tmp_path: Path) -> None:
    """Sorted by region, every piece has one name, which tells no other country yet."""
    names = thirds("Bayern", "Hessen", "Sachsen")
    one = put(tmp_path, top='unused = ["region_name"]', region=thirds("01", "02", "21"), region_name=names)
    for read in (whole, lambda one: in_pieces(one, tmp_path)):
        with raises("area_labels_foreign", row=1):
            read(one)
    other = put(
        tmp_path / "b", top='unused = ["region_name"]', region=thirds("01", "02", "21"), region_name=["x", "y"] * 15
    )
    assert in_pieces(other, tmp_path).height == whole(other).height == SIZE


@pytest.mark.parametrize("column", ["psu", "stratum"])
def test_decimal_numbers_are_refused_as_names_whatever_the_card_calls_their_column(tmp_path: Path, column: str) -> None:
    with raises("name_is_decimal", row=21, column=column):
        in_pieces(put(tmp_path, NAMED, **{column: thirds(1.0, 2.0, 1.5)}), tmp_path)


def test_decimal_numbers_are_refused_as_groups_of_two_spellings(tmp_path: Path) -> None:
    with raises("name_is_decimal", row=21, column="language"):
        in_pieces(put(tmp_path, LANGUAGES, language=thirds(1.0, 2.0, 1.5)), tmp_path)


def test_an_id_that_occurs_twice_is_told_whatever_the_card_calls_its_column(tmp_path: Path) -> None:
    ids = ["a", *(f"p{at}" for at in range(SIZE - 2)), "a"]
    with raises("respondent_twice", row=SIZE, column="id"):
        in_pieces(put(tmp_path, NAMED, id=ids), tmp_path)


def test_a_file_that_is_exchanged_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = put(tmp_path)
    other = parquet(people(q1=[2] * SIZE))

    def exchanged(path: Path, rows: int | None = None) -> object:
        for frame in parquet_frames(path, rows):
            yield frame
            one.path.with_name("new").write_bytes(other)
            one.path.with_name("new").replace(one.path)

    monkeypatch.setattr("etl.read.formats.tables.parquet.parquet_frames", exchanged)
    with raises("source_file_changed", path="answers.parquet"):
        in_pieces(one, tmp_path)
