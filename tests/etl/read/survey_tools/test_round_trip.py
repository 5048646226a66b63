"""A survey written as a tool exports it, words in the place of codes, comes out as it went in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from contract.codes import Language
from contract.errors import UserError
from etl.config.catalogue.catalogue import read_catalogue
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.etl.read.helpers import card, csv
from tests.etl.read.survey_tools.exports import EXPORTS, Export, as_csv, as_xlsx, words

DATA = Path(__file__).parents[4] / "data" / "sources" / "demo_survey" / "2026" / "synthetic_answers.parquet"
PLACES = read_classification()
CATALOGUE = read_catalogue()
SCALES = {
    one.answers.column: CATALOGUE.scales[one.answers.scale]
    for one in CATALOGUE.indicators
    if one.source == "demo_survey" and one.answers
}
DIMS = ("language", "origin", "sex", "age")
PLAIN = """
[design]
respondent = "id"
weight = "weight"
stratum = "stratum"
area = "region"
level = "maakunta"
geo_year = 2026
[groups]
language = "language"
origin = "origin"
sex = "sex"
age = "age"
[table]
"""
LIME = f'{PLAIN}tool = "limesurvey"\nunfinished = "left_out"\n'


def respondents() -> pl.DataFrame:
    return pl.read_parquet(DATA).gather_every(25).drop("design_weight")


def in_words(language: Language) -> pl.DataFrame:
    """Write codes as a form in one language shows them, with LimeSurvey's own columns."""
    frame = respondents()
    name: Callable[[object], str] = lambda of: getattr(of, language)  # noqa: E731
    texts = {column: {code: name(text) for code, text in scale.codes.items()} for column, scale in SCALES.items()}
    groups = {dim: {one.code: name(one.name) for one in CATALOGUE.groups_of(dim)} for dim in DIMS}
    areas = {one.code: getattr(one, f"name_{language}") for one in PLACES.areas("maakunta", date(2026, 1, 1))}
    return frame.with_columns(
        *(pl.col(column).replace_strict(codes, return_dtype=pl.String) for column, codes in texts.items()),
        *(pl.col(dim).replace_strict(codes, return_dtype=pl.String) for dim, codes in groups.items()),
        pl.col("region").replace_strict(areas),
        pl.lit("2026-02-02 10:00:00").alias("submitdate"),
        pl.lit("192.0.2.7").alias("ipaddr"),
        pl.lit(None).alias("lastpage"),
    )


def read(folder: Path, content: bytes, rest: str, name: str = "answers.csv") -> pl.DataFrame:
    of = card(folder, content, name, "respondents", rest, id="demo_survey")
    return read_respondents(of, CATALOGUE, PLACES)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_words_in_any_language_are_the_codes_that_they_stand_for(tmp_path: Path, language: Language, kind: str) -> None:
    told = in_words(language)
    rows = [told.columns, *([str(cell or "") for cell in row] for row in told.iter_rows())]
    content = as_xlsx(rows) if kind == "xlsx" else as_csv(rows, ";")
    found = read(tmp_path / "tool", content, LIME, f"answers.{kind}")
    assert_frame_equal(found, read(tmp_path / "codes", csv(respondents()), PLAIN))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, Export]:
    """An export of which a cell, a row or a column has been changed."""
    name = draw(st.sampled_from(sorted(EXPORTS)))
    export = EXPORTS[name]
    rows = [[*row] for row in export.rows]
    at = draw(st.integers(0, len(rows) - 1))
    place = draw(st.integers(0, len(rows[0]) - 1))
    match draw(st.sampled_from(["cell", "row", "column", "twice", "swap"])):
        case "cell":
            rows[at][place] = draw(
                st.sampled_from(["", "x", "-1", '{"ImportId":', "<b>", "9" * 40, "Ja;Nej", "\u00a0"])
            )
        case "row":
            del rows[at]
        case "column":
            rows = [[*row[:place], *row[place + 1 :]] for row in rows]
        case "twice":
            rows = [[*row, row[place]] for row in rows]
        case "swap":
            rows[at], rows[0] = rows[0], rows[at]
    return name, Export(rows, export.card, export.unused, export.separator)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(damaged())
def test_a_damaged_export_is_refused_or_read_never_anything_else(tmp_path_factory, made: tuple[str, Export]) -> None:
    _, export = made
    folder = tmp_path_factory.mktemp("damaged")
    of = card(
        folder, as_csv(export.rows, export.separator), "answers.csv", "respondents", export.card, top=export.unused
    )
    told = ""
    try:
        found = read_respondents(of, words(), PLACES)
    except UserError as error:
        told = str(error)
        found = pl.DataFrame(schema={"q1": pl.Int64, "q2": pl.Int64})
    assert "192.0.2.7" not in told
    assert set(found["q1"].drop_nulls()) <= {1, 2, 8}
    assert set(found["q2"].drop_nulls()) <= {1, 2}
