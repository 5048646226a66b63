"""Whatever the sample and the names of its columns: the engine finds what the arrays in memory find."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.estimate.design import DesignColumns, Item, Margin, Standard
from etl.estimate.standardised import standard_weights
from etl.sums.duck import DuckEngine, duck_engine
from etl.sums.sums import Asked, open_sample, sum_sample
from tests.etl.sums.both import Both

LEVELS = {"country": {"01": "SSS", "02": "SSS"}, "maakunta": {"01": "01", "02": "02"}}
TYPED = {"q1": pl.Float64, "fpc": pl.Float64, "sex": pl.String, "age": pl.String}

person = st.fixed_dictionaries(
    {
        "q1": st.sampled_from([0.0, 1.0, 1.0, 3.0, 9.0, float("nan"), None]),
        "q2": st.integers(-1000, 1000).map(lambda tenths: tenths / 10),
        "weight": st.integers(1, 10**6).map(lambda tenths: tenths / 10),
        "stratum": st.sampled_from("ab"),
        "psu": st.sampled_from("pqrstuvw"),
        "fpc": st.just(1e4),
        "area": st.sampled_from(["01", "02"]),
        "sex": st.sampled_from(["f", "m", "", None]),
        "age": st.sampled_from(["old", "young"]),
    }
)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(person, min_size=4, max_size=40),
    st.sampled_from([None, "psu"]),
    st.sampled_from([None, "stratum"]),
    st.sampled_from([None, "fpc"]),
    st.sampled_from(["certainty", "adjust", "remove", "average"]),
)
def test_the_engine_finds_what_the_arrays_find(sample, psu, stratum, fpc, rule):
    frame = pl.DataFrame(sample, schema_overrides=TYPED)
    design = DesignColumns(psu=psu, stratum=stratum, fpc=fpc, lonely_psu=rule)
    items = [
        Item("trust", "q1", "survey_share", yes=(1,), no_answer=(9,)),
        Item("score", "q1", "survey_mean", no_answer=(9,)),
        Item("income", "q2", "survey_mean"),
    ]
    margins = [Margin(level, areas, dim) for level, areas in LEVELS.items() for dim in ("all", "sex")]
    standard = Standard("sex", "m", ("age",), ({},), standard_weights(frame, "weight", ("age",)), 1)
    with TemporaryDirectory() as folder, duck_engine(Path(folder)) as engine:
        Both(engine, Path(folder))(frame, design, items, margins, "2026", standards=[standard])


@pytest.mark.parametrize(
    "name", ['two words "quoted"', "a'; DROP TABLE people; --", "SELECT", "väestö", "a.b", "w", 'x" AS w, 1 AS "y', "`"]
)
def test_no_name_of_a_column_is_ever_taken_for_sql(tmp_path: Path, name: str) -> None:
    frame = pl.DataFrame(
        {
            "area": ["01", "02"] * 4,
            "stratum": ["a"] * 4 + ["b'"] * 4,
            "psu": [*"pqrstuvw"],
            name: [1.0, 2, 1, 3, 2, 2, 1, 5],
            f"{name} ": ["f", "m';--", "f", 'm"', "f", "f", "f", "f"],
            f"q {name}": [1, 0, 1, 1, 0, 0, 1, 9],
        }
    )
    item = Item("trust", f"q {name}", "survey_share", yes=(1,), no_answer=(9,))
    margins = [Margin("country", LEVELS["country"], dim) for dim in ("all", f"{name} ")]
    with duck_engine(tmp_path) as engine:
        Both(engine, tmp_path)(frame, DesignColumns(weight=name), [item], margins, "2026")


def test_a_file_whose_name_needs_quoting_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "it's [2026]*"
    folder.mkdir()
    frame = pl.DataFrame({"area": ["01", "01"], "stratum": "a", "psu": ["p", "q"], "weight": 1.0, "q1": [1, 0]})
    with duck_engine(tmp_path) as engine:
        both = Both(engine, folder)
        both(frame, DesignColumns(), [Item("t", "q1", "survey_share", (1,))], [Margin("c", {"01": "S"}, "all")], "2026")


def test_sums_are_the_same_to_the_bit_whenever_they_are_made(tmp_path: Path) -> None:
    rows = 200_000  # small files hide what order does to sums
    frame = pl.select(
        at=pl.int_range(rows),
    ).select(
        area=pl.lit("01"),
        stratum=pl.format("s{}", pl.col("at") % 7),
        weight=(pl.col("at") * 0.37).sin() + 1.1,
        q1=pl.col("at") % 5,
    )
    for part in range(4):
        frame[part::4].write_parquet(tmp_path / f"{part}.parquet")
    with duck_engine(tmp_path) as engine:
        found = [_sums(engine, tmp_path) for _ in range(3)]
    assert found[0] == found[1] == found[2]


def _sums(engine: DuckEngine, folder: Path) -> list[tuple[object, ...]]:
    asked = Asked(DesignColumns(psu=None), (Item("score", "q1", "survey_mean"),), ("area",))
    open_sample(engine, sorted(folder.glob("*.parquet")), asked)
    return sum_sample(engine, asked.statements([0.0])).rows.rows()
