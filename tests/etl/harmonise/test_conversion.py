"""Figures on the newest division: the manual of etl/harmonise/conversion.py."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from contract.errors import UserError
from etl.harmonise.conversion import convert_counts, mark_moved
from geo.classification import read_classification
from geo.crosswalk import Crosswalk, Division
from tests.etl.statuses import SAID, coded

FINLAND = read_classification()
HERE = Crosswalk(FINLAND, {area.code: 1000.0 for area in FINLAND.areas("kunta", date(2026, 1, 1))})


def table(rows, *more, level="kunta", geo_year=2020):
    """One row an area: code, value (and more), and what its statuses say."""
    frame = pl.DataFrame([row[:-1] for row in rows], schema=["code", *(more or ("value",))], orient="row")
    statuses = pl.DataFrame([coded(row[-1]) for row in rows])
    return frame.hstack(statuses).with_columns(
        pl.lit(level).alias("level"), pl.lit(geo_year, pl.Int64).alias("geo_year")
    )


def every(level, geo_year, values):
    areas = FINLAND.areas(level, date(geo_year, 1, 1))
    return table(
        [(a.code, v, "" if v is not None else "C") for a, v in zip(areas, values, strict=True)],
        level=level,
        geo_year=geo_year,
    )


def told(frame, *codes):
    rows = {code: (value, said) for code, value, said in frame.select("code", "value", SAID).iter_rows()}
    return [rows[code] for code in codes] if codes else rows


def test_counts_of_merged_municipalities_are_summed():
    old = table([("099", 10.0, ""), ("214", 100.0, ""), ("091", 5.0, "P")])
    assert told(convert_counts(old, HERE, 2026)) == {"214": (110, ""), "091": (5, "P")}


def test_the_answer_has_the_columns_of_the_question_and_the_new_division():
    old = table([("099", 10.0, ""), ("214", 100.0, "")]).with_columns(period=pl.lit("2019"))
    new = convert_counts(old, HERE, 2026)
    assert set(new.columns) == set(old.columns)
    assert new.select("level", "geo_year", "period").rows() == [("kunta", 2026, "2019")]


def test_a_sum_with_a_hidden_part_is_hidden_and_with_a_missing_part_missing():
    hidden = table([("099", None, "C"), ("214", 100.0, "")])
    missing = table([("214", 100.0, "")])
    assert told(convert_counts(hidden, HERE, 2026), "214") == [(None, "C")]
    assert told(convert_counts(missing, HERE, 2026), "214") == [(None, "O")]


def test_a_part_that_is_both_hidden_and_missing_leaves_the_sum_hidden():
    both = table([("098", None, "C"), ("283", None, "O")], geo_year=2015)
    assert told(convert_counts(both, HERE, 2026), "098") == [(None, "C")]


def test_a_split_by_people_is_marked_as_estimated_on_both_sides():
    old = table([("564", 201810.0, "P"), ("139", 9000.0, "")], geo_year=2017)
    assert told(convert_counts(old, HERE, 2026), "564", "139") == [
        (pytest.approx(201393), "EP"),
        (pytest.approx(9417), "EP"),
    ]


def test_what_hides_a_municipality_hides_the_neighbour_that_got_a_part_of_it():
    old = table([("564", None, "C"), ("139", 9000.0, "")], geo_year=2017)
    assert told(convert_counts(old, HERE, 2026), "139") == [(None, "C")]


def test_ely_centres_give_way_to_their_successors_and_hame_is_estimated():
    old = table([("04", 210.0, ""), ("06", 50.0, ""), ("05", 7.0, ""), ("01", 3.0, "")], level="ely", geo_year=2025)
    new = convert_counts(old, HERE, 2026)
    assert set(new["level"]) == {"elinvoimakeskus"}
    assert told(new, "01", "03", "04") == [(3, ""), (150, "E"), (117, "E")]


def test_municipalities_can_be_summed_to_another_level():
    new = convert_counts(every("kunta", 2020, [1.0] * 310), HERE, 2026, "maakunta")
    assert told(new, "12", "08") == [(pytest.approx(13), ""), (pytest.approx(6), "")]  # with Heinävesi, without Iitti


def test_levels_that_do_not_nest_are_refused():
    with pytest.raises(UserError, match="does not nest"):
        convert_counts(every("maakunta", 2025, [1.0] * 19), HERE, 2026, "hyvinvointialue")


def test_survey_figures_keep_their_division_and_say_what_share_of_people_moved():
    old = table([("08", 61.0, "U"), ("01", 55.0, "")], level="maakunta", geo_year=2018)
    assert mark_moved(old, HERE, 2026).select("code", "geo_year", "value", SAID, "moved").rows() == [
        ("08", 2018, 61, "BU", pytest.approx(1 / 7)),
        ("01", 2018, 55, "", None),
    ]


def test_what_is_on_the_division_already_is_neither_marked_nor_expressed():
    new = table([("08", 61.0, "")], level="maakunta", geo_year=2026)
    assert_frame_equal(mark_moved(new, HERE, 2026).drop("moved"), new)
    assert convert_counts(new, HERE, 2026).is_empty()


@given(st.data(), st.sampled_from([("kunta", 2013), ("kunta", 2017), ("maakunta", 2015), ("ely", 2025)]))
def test_sums_are_preserved_and_hidden_stays_hidden(data, division):
    level, year = division
    areas = FINLAND.areas(level, date(year, 1, 1))
    hidden = data.draw(st.sets(st.sampled_from([area.code for area in areas]), max_size=5))
    first = data.draw(st.integers(0, 1000))
    old = every(level, year, [None if a.code in hidden else float(first + at) for at, a in enumerate(areas)])
    new = convert_counts(old, HERE, 2026)
    if not hidden:
        assert new["value"].sum() == pytest.approx(old["value"].sum())
    split = HERE.parts(Division(level, year), Division(new["level"][0], 2026))
    for code in hidden:
        assert {told(new, heir)[0] for heir in split[code]} == {(None, "C")}
    assert new.filter(pl.col("value").is_null() != (SAID == "C")).is_empty()
