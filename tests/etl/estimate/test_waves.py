"""Waves in, estimates of every cell out: which cells, which periods, and what is left out."""

from pathlib import Path

import msgspec
import polars as pl
import pytest

from etl.config.catalogue.catalogue import Break, Catalogue
from etl.config.toml import Text
from etl.estimate.waves import estimate_surveys
from etl.read.respondents import read_respondents
from etl.read.sources import Wave
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card, catalogue, csv, respondents

PLACES = read_classification()
ADJUST = DESIGN.replace("geo_year = 2026", 'geo_year = 2026\nlonely_psu = "adjust"\npanel = "none"')


def waves(folder: Path, *periods: str, rest: str = ADJUST) -> list[Wave]:
    cards = [card(folder, csv(respondents()), "answers.csv", "respondents", rest, period=period) for period in periods]
    return [Wave(one, read_respondents(one, catalogue(), PLACES)) for one in cards]


def broken(period: str) -> Catalogue:
    """Return the catalogue with a break in the indicator `trust`."""
    trust, *others = catalogue().indicators
    at = Break(period=period, reason=Text(fi="syy", sv="orsak", en="reason"))
    return Catalogue((msgspec.structs.replace(trust, breaks=(at,)), *others), catalogue().scales, catalogue().groups)


def test_every_level_and_group_is_estimated_with_its_division(tmp_path: Path) -> None:
    (one,) = estimate_surveys(waves(tmp_path, "2026"), catalogue(), PLACES)
    found = one.table.filter(pl.col("indicator") == "friend")
    years = dict(found.select("level", "geo_year").unique().rows())
    assert years == {"maakunta": 2026, "country": 2026, "elinvoimakeskus": 2026, "ely": 2025, "suuralue": 2026}
    cell = (pl.col("level") == "country") & (pl.col("group_code") == "all")
    # friend: a says no with 1.5, b says yes with 2.0, c was not asked
    row = found.filter(cell).row(0, named=True)
    assert (row["value"], row["n"], row["weight"]) == (pytest.approx(2.0 / 3.5), 2, pytest.approx(3.5))
    assert set(found["group_dim"]) == {"all", "language"}


def test_three_waves_are_also_pooled(tmp_path: Path) -> None:
    found = estimate_surveys(waves(tmp_path, "2024", "2025", "2026"), catalogue(), PLACES)
    assert [one.estimates.period for one in found] == ["2024", "2025", "2026", "2024-2026"]
    assert found[-1].waves == ("2024", "2025", "2026")


def test_two_waves_are_not_pooled(tmp_path: Path) -> None:
    found = estimate_surveys(waves(tmp_path, "2025", "2026"), catalogue(), PLACES)
    assert [one.estimates.period for one in found] == ["2025", "2026"]


def test_an_indicator_with_a_break_inside_is_not_pooled(tmp_path: Path) -> None:
    *_, pooled = estimate_surveys(waves(tmp_path, "2024", "2025", "2026"), broken("2025"), PLACES)
    assert set(pooled.table["indicator"]) == {"friend"}
    *_, pooled = estimate_surveys(waves(tmp_path, "2024", "2025", "2026"), broken("2024"), PLACES)
    assert set(pooled.table["indicator"]) == {"friend", "trust"}


def test_a_survey_of_other_areas_than_regions_is_refused(tmp_path: Path) -> None:
    areas = respondents(region=["01", "02", "03"])
    made = card(tmp_path, csv(areas), "answers.csv", "respondents", ADJUST.replace("maakunta", "elinvoimakeskus"))
    with raises("survey_level", path=made.path, found="elinvoimakeskus"):
        estimate_surveys([Wave(made, read_respondents(made, catalogue(), PLACES))], catalogue(), PLACES)


@pytest.mark.parametrize(
    ("design", "code", "column"),
    [
        (DESIGN, "stratum_with_one_psu", "stratum"),
        (ADJUST.replace('psu = "psu"', 'psu = "psu"\nfpc = "size"'), "fpc_too_small", "fpc"),
    ],
)
def test_a_design_that_cannot_be_is_refused_with_the_name_of_its_file(
    tmp_path: Path, design: str, code: str, column: str
) -> None:
    frame = respondents(size=[1, 1, 1]) if "fpc" in design else respondents()
    made = card(tmp_path, csv(frame), "answers.csv", "respondents", design)
    with raises(code, path=made.path, column=column):
        estimate_surveys([Wave(made, read_respondents(made, catalogue(), PLACES))], catalogue(), PLACES)


REPLICATES = ADJUST.replace("[groups]", '[design.replicates]\nmethod = "JK1"\ncolumns = ["rw1", "rw2"]\n[groups]')


def replicated(folder: Path, *periods: str) -> list[Wave]:
    frame = respondents().with_columns(rw1=pl.Series([0.0, 4.0, 1.0]), rw2=pl.Series([3.0, 0.0, 1.0]))
    cards = [card(folder, csv(frame), "answers.csv", "respondents", REPLICATES, period=period) for period in periods]
    return [Wave(one, read_respondents(one, catalogue(), PLACES)) for one in cards]


def test_replicate_weights_on_the_card_give_the_standard_error(tmp_path: Path) -> None:
    (one,) = estimate_surveys(replicated(tmp_path, "2026"), catalogue(), PLACES)
    cell = (pl.col("level") == "country") & (pl.col("group_code") == "all") & (pl.col("indicator") == "friend")
    row = one.table.filter(cell).row(0, named=True)
    # the replicates say 1 and 0: (2 - 1) / 2 x (0.5 squared + 0.5 squared) = 0.25
    assert (row["value"], row["se"]) == (pytest.approx(2.0 / 3.5), pytest.approx(0.5))


def test_waves_with_replicate_weights_are_pooled_each_with_its_own(tmp_path: Path) -> None:
    *_, pooled = estimate_surveys(replicated(tmp_path, "2024", "2025", "2026"), catalogue(), PLACES)
    assert pooled.waves == ("2024", "2025", "2026")
    cell = (pl.col("level") == "country") & (pl.col("group_code") == "all") & (pl.col("indicator") == "friend")
    row = pooled.table.filter(cell).row(0, named=True)
    # two waves keep 2.0 of 3.5; the third says 4 of 4 or 0 of 3: (2 - 1) / 2 x 2 x (half the distance) squared
    distance = (2 * 2.0 + 4.0) / (2 * 3.5 + 4.0) - (2 * 2.0) / (2 * 3.5 + 3.0)
    assert row["se"] == pytest.approx((3 * 0.5 * 2 * (distance / 2) ** 2) ** 0.5)


def test_waves_of_which_one_has_replicate_weights_are_not_pooled(tmp_path: Path) -> None:
    mixed = [*replicated(tmp_path, "2024", "2025"), *waves(tmp_path / "other", "2026")]
    found = estimate_surveys(mixed, catalogue(), PLACES)
    assert [one.estimates.period for one in found] == ["2024", "2025", "2026"]


def test_the_waves_of_a_panel_bring_the_error_of_their_differences(tmp_path: Path) -> None:
    panel = ADJUST.replace('panel = "none"', 'panel = "psus"')
    *single, pooled = estimate_surveys(waves(tmp_path, "2024", "2025", "2026", rest=panel), catalogue(), PLACES)
    earlier = [one.estimates.earlier for one in single]
    assert [None if one is None else one["reference_period"].unique().sort().to_list() for one in earlier] == [
        [],
        ["2024"],
        ["2024", "2025"],
    ]
    assert pooled.table["df"].max() == single[0].table["df"].max()  # the same PSUs, counted once


def test_replicate_weights_of_a_panel_are_refused(tmp_path: Path) -> None:
    declared = REPLICATES.replace('panel = "none"', 'panel = "psus"')
    frame = respondents().with_columns(rw1=pl.Series([0.0, 4.0, 1.0]), rw2=pl.Series([3.0, 0.0, 1.0]))
    cards = [card(tmp_path, csv(frame), "answers.csv", "respondents", declared, period=p) for p in ("2025", "2026")]
    with raises("panel_with_replicates"):
        estimate_surveys([Wave(one, read_respondents(one, catalogue(), PLACES)) for one in cards], catalogue(), PLACES)
