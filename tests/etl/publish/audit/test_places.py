"""The audit of local surveys: each by itself, beside the region's survey, and what a shared file would give away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from etl.config.policy import read_policy
from etl.local.collections import LocalSurvey, estimate_local
from etl.publish.audit.places import places_report, rests_of_few, shared_report
from etl.publish.served.keep_record import Answered
from etl.publish.served.places import refuse_given_away
from etl.publish.served.record import Contents, Record, read_record
from etl.sdc.context import sdc_context
from etl.sdc.release_history import HISTORY_SCHEMA
from tests.errors import raises
from tests.etl.local.places import answers, place_wave
from tests.etl.publish.served.test_places import (
    REGIONS,
    ROWS,
    answered_of,
    national_card,
    published,
    serve,
    told_apart,
)
from tests.etl.read.helpers import catalogue

SMALL = [("fi", 150, 60), ("sv", 40, 10), ("foreign", 12, 3)]


def report(data: Path, survey: LocalSurvey, record: Record) -> str:
    return "\n".join(places_report([survey], record, read_policy(), catalogue(), REGIONS))


def national(people: int, value: float = 50.0) -> pl.DataFrame:
    """A figure of region 01, as it is printed, of the group that speaks Finnish."""
    cell = {"indicator": "trust", "period": "2026", "level": "maakunta", "code": "01", "group_dim": "language"}
    return pl.DataFrame([cell | {"group_code": "fi", "value": value, "n": people}])


@pytest.mark.parametrize("sampling", ["probability", "self_selected"])
def test_every_local_survey_is_reported_with_what_is_hidden_and_nothing_given_away(tmp_path, sampling) -> None:
    wave = place_wave(tmp_path, answers(SMALL), sampling)
    record = serve(tmp_path, [wave], "one")
    (survey,) = estimate_local([wave], catalogue())
    told = report(tmp_path, survey, replace_figures(record, national(1000)))
    assert "# Local survey local_espoo: KU049" in told
    assert "| fewer respondents than the rule asks for |" in told
    assert "as they are printed give away: 0 of 2 indicators." in told
    assert "in 0 cells that are open in both" in told
    assert " 12 " not in told  # the hidden group's respondents


def test_a_planted_hole_is_told_by_the_audit_and_stops_a_build(tmp_path) -> None:
    """The company of a small group is opened: the group is the whole less the others."""
    wave = place_wave(tmp_path, answers(SMALL))
    record = serve(tmp_path, [wave], "one")
    (survey,) = estimate_local([wave], catalogue())
    true = survey.table.filter(group_code="sv").select("indicator", "group_code", true=pl.col("value") * 100)
    figures = record.contents.of_waves["local_figures"].join(true, on=["indicator", "group_code"], how="left")
    holed = figures.with_columns(
        value=pl.coalesce("value", "true"),
        n=pl.when(pl.col("true").is_not_null()).then(40).otherwise("n"),
        conf_status=pl.when(pl.col("true").is_not_null()).then(pl.lit("F")).otherwise("conf_status"),
    ).drop("true")
    contents = replace(record.contents, of_waves=record.contents.of_waves | {"local_figures": holed})
    told = report(tmp_path, survey, replace_figures(replace(record, contents=contents), national(1000)))
    assert "of a cell with few respondents: 0." not in told
    assert "foreign" in told
    context = sdc_context(read_policy(), catalogue(), survey.waves, HISTORY_SCHEMA.to_frame())
    (found,), _ = published(tmp_path, [wave])
    refuse_given_away(survey, found.settled.figures, context)
    with raises("local_figures_give_away", indicators=["friend", "trust"]):
        refuse_given_away(survey, holed.drop("source"), context)


def replace_figures(record: Record, figures: pl.DataFrame) -> Record:
    return replace(record, contents=replace(record.contents, figures=figures))


@pytest.mark.parametrize(
    ("region", "place", "cells"),
    [
        (1000, 120, 0),  # nearly nine hundred are left
        (140, 120, 1),  # between 11 and 29 would be left
        (120, 120, 1),  # up to nine
        (110, 120, 0),  # the place has more than the region: it is no part of it
    ],
)
def test_a_region_less_its_place_is_told_where_it_might_be_few(region, place, cells) -> None:
    found = rests_of_few(national(place), national(region), "01", read_policy())
    assert found.height == cells
    assert rests_of_few(national(place), national(region), "06", read_policy()).is_empty()


def test_a_file_cut_out_of_the_national_survey_is_told_by_its_rows_and_by_its_rest(tmp_path) -> None:
    """The planted defect: all but five of the region's respondents, filed as a survey of a municipality."""
    (local,) = told_apart(answered_of([place_wave(tmp_path, ROWS)]))
    rows = local.respondents.collect().with_columns(area=pl.lit("01"))
    region = Answered.of(national_card(tmp_path), rows)
    told = "\n".join(shared_report([region, local], REGIONS))
    assert "most rows of answers are those of survey 2026" in told
    apart = "\n".join(shared_report([Answered.of(region.card, rows.head(0)), local], REGIONS))
    assert "None: 1 local waves, compared row by row with 1 of the country" in apart


def test_without_local_surveys_there_is_no_such_report(tmp_path) -> None:
    record = read_record(tmp_path / "served")
    assert isinstance(record.contents, Contents)
    assert list(places_report([], record, read_policy(), catalogue(), {})) == []
    assert list(shared_report([], {})) == []
