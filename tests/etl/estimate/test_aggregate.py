"""Respondents gathered into rows: few of them, and no estimate or comparison may tell."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.compare.contrasts import against_country, against_group, waves_table
from etl.estimate.aggregate import cross_classify
from etl.estimate.arrays import codes, distinct
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.design_arrays import survey_design
from etl.estimate.estimate import Estimates, estimate

YES = Item("trust", "q1", "survey_share", yes=(1,), no_answer=(9,))
MEAN = Item("score", "q1", "survey_mean", no_answer=(9,))
LEVELS = {"country": {"01": "SSS", "02": "SSS"}, "maakunta": {"01": "01", "02": "02"}}
MARGINS = [Margin(level, areas, dim) for level, areas in LEVELS.items() for dim in ("all", "sex")]


def people(**columns: list[object]) -> pl.DataFrame:
    size = len(columns["psu"])
    plain = {"weight": [1.0] * size, "stratum": ["1"] * size, "area": ["01"] * size, "sex": ["f"] * size}
    return pl.DataFrame({**plain, "row": range(size), "q1": [1] * size, **columns})


def rows(frame: pl.DataFrame, *dims: str) -> list[tuple[str, str, float]]:
    """Give each row's area, first group and PSUs."""
    classification = cross_classify(frame, survey_design(frame, DesignColumns(lonely_psu="adjust"), "test"), dims)
    found = classification.rows
    names = [[found.names[d][at] for at in found.position[d]] for d in ("area", dims[0])]
    return sorted(zip(*names, found.pooled_psus.psus[found.pooled_psu], strict=True))


def test_psus_that_no_margin_tells_apart_share_a_row():
    frame = people(psu=["a", "b", "c", "d"], sex=["f", "f", "f", "m"])
    assert rows(frame, "sex") == [("01", "f", 3), ("01", "m", 1)]


def test_a_psu_with_members_in_several_groups_keeps_rows_of_its_own():
    frame = people(psu=["a", "a", "b", "c"], sex=["f", "m", "f", "f"])
    assert rows(frame, "sex") == [("01", "f", 1), ("01", "f", 2), ("01", "m", 1)]


def test_strata_do_not_share_rows():
    assert rows(people(psu=["a", "b"], stratum=["1", "2"]), "all") == [("01", "all", 1), ("01", "all", 1)]


def test_a_name_of_a_psu_in_two_strata_is_two_psus():
    found = survey_design(people(psu=["a", "a", "b", "b"], stratum=["1", "2", "1", "2"]), DesignColumns(), "test")
    assert found.stratum.size == 4
    assert found.strata.psus.tolist() == [2, 2]


def test_where_every_respondent_is_a_psu_the_rows_do_not_grow_with_the_sample():
    size = 3_000
    frame = people(psu=[str(i) for i in range(size)], sex=["f", "m", None] * (size // 3))
    assert (
        len(cross_classify(frame, survey_design(frame, DesignColumns(), "test"), ("all", "sex")).rows.pooled_psu) == 3
    )


@pytest.mark.parametrize("values", [["b", "a", None, "c"], ["b", "a", None, "b"] * 3])
def test_codes_follow_the_order_of_the_values_however_many_they_are(values):
    numbers, names = codes(pl.Series(values))
    assert [None if at < 0 else names[int(at)] for at in numbers] == values
    assert names.to_list() == sorted({v for v in values if v})


@given(st.lists(st.integers(0, 20), min_size=1), st.integers(21, 1000))
def test_distinct_keys_are_those_of_numpy(keys, bound):
    for found, expected in zip(distinct(np.array(keys), bound), np.unique(keys, return_inverse=True), strict=True):
        assert found.tolist() == expected.tolist()


person = st.tuples(
    st.sampled_from([0, 1, 1, 3, 9, None]),
    st.floats(0.1, 10),
    *(st.sampled_from(values) for values in ("ab", "pqrstuvw", ["01", "02"], ["f", "m", None])),
)


def found(frame: pl.DataFrame, design: DesignColumns, *more: Margin) -> list[pl.DataFrame]:
    """Give what the margins' estimates, contrasts and trends rest on."""
    every = estimate(frame, design, [YES, MEAN], [*MARGINS, *more], "2026")
    kept = [one for one, _ in every.margins() if one.grid.group_dim != "row"]
    wave = Estimates(every.period, every.items, every.table.filter(pl.col("group_dim") != "row"), tuple(kept))
    return [wave.table, against_country(wave), against_group(wave, {"sex": "m"}), waves_table([wave])]


@settings(max_examples=80)
@given(
    st.lists(person, min_size=4, max_size=30),
    st.sampled_from([None, "psu"]),
    st.sampled_from(["certainty", "adjust", "remove", "average"]),
)
def test_rows_shared_by_psus_give_what_a_row_for_each_gives(sample, psu, rule):
    q1, weight, stratum, names, area, sex = map(list, zip(*sample, strict=True))
    frame = people(q1=q1, weight=weight, stratum=stratum, psu=names, area=area, sex=sex)
    if frame["q1"].count() == 0:
        return
    design = DesignColumns(psu=psu, lonely_psu=rule)
    # a group dimension in which everyone is a group leaves nothing to share
    alone = found(frame, design, Margin("country", LEVELS["country"], "row"))
    for shared, each in zip(found(frame, design), alone, strict=True):
        assert_frame_equal(
            shared.drop("effective_n", "deff", strict=False),
            each.drop("effective_n", "deff", strict=False),
            abs_tol=1e-9,
        )
