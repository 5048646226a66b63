"""Table `small_area`: what is modelled, what is not, and that it is a function of what is published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from contract.pointer import served_database
from etl.config.catalogue.catalogue import read_catalogue
from etl.config.policy import read_policy
from etl.config.small_area import SmallAreaModel, read_small_area_models
from etl.model.small_areas import ModelledItem, ModelRules, model_rules, modelled_items, small_areas
from etl.publish.report import refused_models

AREAS = tuple(f"{at:02}" for at in range(1, 20))
RULES = ModelRules(min_areas=12, min_covered=0.8, max_interval=0.3)
TRUST = ModelledItem("trust", 0, 0.0, 100.0)
BY_FOREIGN = SmallAreaModel(level="maakunta", group_dim="all", covariates=("foreign",))
NUMBERS = ["value", "ci_low", "ci_high", "rmse", "gamma"]


def figures(name: str, values: np.ndarray, half: float | None = None, **columns: object) -> pl.DataFrame:
    """Return rows of table `estimate`; NaN is a figure that is not shown."""
    key = {"indicator": name, "period": "2026", "level": "maakunta", "geo_year": 2026, "group_dim": "all"}
    rows = pl.DataFrame({"code": AREAS, "value": values}, schema={"code": pl.String, "value": pl.Float64})
    rows = rows.with_columns(pl.col("value").fill_nan(None))
    ends = [(pl.col("value") + sign * half if half else pl.lit(None, pl.Float64)) for sign in (-1, 1)]
    told = {name: pl.lit(one) for name, one in (key | {"group_code": "all"} | columns).items()}
    return rows.with_columns(ci_low=ends[0], ci_high=ends[1], **told)


FOREIGN = np.linspace(1, 19, 19)


def picture(*, shown: int = 19, spread: float = 5.0, half: float = 6.0) -> pl.DataFrame:
    """A share that rises with the register's, with `spread` points between areas beside that."""
    noise = np.random.default_rng(1).standard_normal(19)
    values = np.round(40 + FOREIGN + spread * noise)
    values[1 : 20 - shown] = np.nan
    return pl.concat([figures("trust", values, half), figures("foreign", FOREIGN, period="2018")], how="diagonal")


def table_of(
    published: pl.DataFrame, items: Sequence[ModelledItem], models: Sequence[SmallAreaModel], rules: ModelRules
) -> pl.DataFrame:
    """Return the table of models of which none is refused."""
    made = small_areas(published, items, models, rules)
    assert made.refused == ()
    return made.table


def test_areas_with_and_without_a_published_figure_have_an_estimate():
    table = table_of(picture(shown=15, spread=8.0), [TRUST], [BY_FOREIGN], RULES)
    assert table["code"].to_list() == list(AREAS)
    alone = pl.Series(AREAS).is_in(AREAS[1:5])
    assert (table["gamma"].filter(~alone) > 0).all()
    assert (table["gamma"].filter(alone) == 0).all()
    assert table["rmse"].filter(alone).mean() > table["rmse"].filter(~alone).mean()
    assert set(table["obs_status"]) == {"E"}
    assert set(table["covariates"]) == {"foreign 2018"}


def test_an_estimate_is_nearer_to_its_line_than_the_published_figure_and_surer():
    frame = picture()
    table = table_of(frame, [TRUST], [BY_FOREIGN], RULES)
    assert (table["rmse"] < 6 / 1.96).all()
    direct = frame.filter(indicator="trust")["value"]
    assert table["value"].std() < direct.std()


@pytest.mark.parametrize(
    ("why", "frame", "rules"),
    [
        ("too few figures", picture(shown=11), RULES),
        ("areas do not differ", picture(spread=0.2), RULES),
        ("left-out areas are predicted badly", picture(), ModelRules(12, 1.01, 0.3)),
        ("no register", picture().filter(pl.col("indicator") != "foreign"), RULES),
        (
            "a register that comes later",
            picture().with_columns(period=pl.col("period").replace("2018", "2027")),
            RULES,
        ),
        (
            "a register that is the same everywhere",
            picture().with_columns(value=pl.when(pl.col("indicator") == "foreign").then(7.0).otherwise("value")),
            RULES,
        ),
        ("intervals too wide", picture(spread=25.0, half=25.0), RULES),
    ],
)
def test_a_model_that_is_not_fit_is_not_shown(why, frame, rules):
    assert table_of(frame, [TRUST], [BY_FOREIGN], rules).is_empty(), why


BY_BOTH = SmallAreaModel(level="maakunta", group_dim="all", covariates=("foreign", "born_abroad"))


@pytest.mark.parametrize(
    ("why", "born_abroad"),
    [
        ("the same register twice", FOREIGN),
        ("one is the other in another unit", 7 - 3 * FOREIGN),
        ("the same but for rounding of computers", FOREIGN * (1 + 1e-9 * np.arange(19))),
        ("one area alone is unlike the others", (np.arange(19) == 3).astype(float)),
        ("alike among the areas with a figure, unlike among others", np.where(np.arange(19) < 4, 5.0, FOREIGN)),
    ],
)
def test_covariates_that_cannot_be_told_apart_are_refused_and_told(why: str, born_abroad: np.ndarray):
    """Nothing says which of them should go; the published figures stand without a model."""
    frame = picture(shown=15, spread=8.0)
    frame = frame.with_columns(pl.when(pl.col("code") != AREAS[0]).then(pl.col(NUMBERS[:3])))  # 01 to 05 have no figure
    both = pl.concat([picture().filter(indicator="foreign"), figures("born_abroad", born_abroad, period="2018")])
    made = small_areas(pl.concat([frame.filter(indicator="trust"), both]), [TRUST], [BY_BOTH], RULES)
    assert made.table.is_empty(), why
    assert [one.cells for one in made.refused] == [("trust", "2026", "all")], why
    (line,) = refused_models(made.refused)
    assert line.startswith("No estimates for small areas of trust (maakunta, all): of the areas with a published"), why
    assert "foreign 2018, born_abroad 2018" in line
    assert "The published figures stand without a model." in line


def test_a_model_beside_a_refused_one_is_made():
    both = pl.concat([picture(), figures("born_abroad", FOREIGN, period="2018")], how="diagonal")
    made = small_areas(both, [TRUST], [BY_BOTH, BY_FOREIGN], RULES)
    assert made.table.equals(table_of(both, [TRUST], [BY_FOREIGN], RULES))
    assert made.table.height == 19


def test_an_area_unlike_what_the_others_predict_has_no_estimate():
    """It would be drawn towards areas that it is not like, with an error that says nothing of that."""
    unlike = (pl.col("indicator") == "trust") & (pl.col("code") == AREAS[9])
    figure = pl.col(NUMBERS[:3])
    frame = picture(spread=3.0).with_columns(figure - pl.when(unlike).then(30).otherwise(0))
    table = table_of(frame, [TRUST], [BY_FOREIGN], RULES)
    assert table["code"].to_list() == [code for code in AREAS if code != AREAS[9]]


@pytest.mark.parametrize("beyond", [AREAS[:1], AREAS[17:]])
def test_nothing_is_estimated_beyond_the_registers_of_areas_with_figures(beyond: tuple[str, ...]):
    """A line through areas with few foreign citizens does not know the area with most of them."""
    withheld = (pl.col("indicator") == "trust") & pl.col("code").is_in([*beyond, AREAS[8]])
    frame = picture().with_columns(pl.when(~withheld).then(pl.col(NUMBERS[:3])))
    table = table_of(frame, [TRUST], [BY_FOREIGN], RULES)
    assert table["code"].to_list() == [code for code in AREAS if code not in beyond]


def test_the_newest_register_up_to_the_period_is_taken():
    frame = pl.concat(
        [picture(), figures("foreign", FOREIGN**2, period="2024"), figures("foreign", -FOREIGN, period="2027")],
        how="diagonal",
    )
    assert set(table_of(frame, [TRUST], [BY_FOREIGN], RULES)["covariates"]) == {"foreign 2024"}


def test_groups_are_modelled_one_by_one():
    model = SmallAreaModel(level="maakunta", group_dim="language", covariates=("foreign",))
    frame = picture()
    groups = [
        frame.filter(indicator="trust").with_columns(
            pl.col("value") + more, group_dim=pl.lit("language"), group_code=pl.lit(code)
        )
        for code, more in (("fi", 0.0), ("sv", 20.0))
    ]
    table = table_of(pl.concat([frame, *groups], how="diagonal"), [TRUST], [model], RULES)
    means = dict(table.group_by("group_code").agg(pl.col("value").mean()).iter_rows())
    assert means["sv"] - means["fi"] == pytest.approx(20, abs=1.5)


def test_values_are_rounded_as_shown_and_stay_inside_the_scale():
    frame = (
        picture(spread=10.0)
        .with_columns(
            value=pl.when(pl.col("indicator") == "trust").then((pl.col("value") - 45).clip(0)).otherwise("value")
        )
        .with_columns(ci_low=pl.col("value") - 6, ci_high=pl.col("value") + 6)
    )
    table = table_of(frame, [TRUST], [BY_FOREIGN], RULES)
    assert table["ci_low"].min() == 0
    for name in ("value", "ci_low", "ci_high"):
        assert (table[name] == table[name].round(0)).all()
    assert (table["ci_low"] <= table["value"]).all()
    assert (table["value"] <= table["ci_high"]).all()


def test_numbers_of_hidden_cells_cannot_be_in_it():
    """Whatever a hidden cell holds, the table is the same: it is read from published columns only."""
    frame = picture(shown=15).with_columns(n=pl.lit(20), effective_n=pl.lit(11.0), weight=pl.lit(3.0))
    other = frame.with_columns(n=pl.lit(29), effective_n=pl.lit(28.0), weight=pl.lit(900.0))
    assert_frame_equal(table_of(frame, [TRUST], [BY_FOREIGN], RULES), table_of(other, [TRUST], [BY_FOREIGN], RULES))


def test_the_shipped_table_is_computed_again_from_the_database_alone(published: Path):
    """What anybody can compute from what is published gives nothing away (docs/decisions/0013)."""
    with duckdb.connect(str(served_database(published)), read_only=True) as con:
        estimates = con.sql("SELECT * FROM estimate").pl()
        stored = con.sql("SELECT * FROM small_area").pl()
    catalogue = read_catalogue()
    models = read_small_area_models([one.id for one in catalogue.indicators])
    again = table_of(estimates, modelled_items(catalogue), models, model_rules(read_policy()))
    assert stored.height > 1_000
    columns = again.columns
    assert_frame_equal(stored.sort(columns[:7]).select(columns), again, check_dtypes=False, abs_tol=1e-9)


def test_every_estimate_of_the_shipped_table_says_that_it_is_one(published: Path):
    with duckdb.connect(str(served_database(published)), read_only=True) as con:
        statuses = con.sql("SELECT DISTINCT obs_status FROM small_area").fetchall()
        levels = con.sql("SELECT DISTINCT level FROM small_area").fetchall()
    assert (statuses, levels) == ([("E",)], [("maakunta",)])
