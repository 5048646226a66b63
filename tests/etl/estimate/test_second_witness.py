"""Another implementation, the package svy, comes to the same numbers."""

from __future__ import annotations

import polars as pl
import pytest

from etl.config.card import Replicates
from etl.estimate.design import DesignColumns
from tests.truth.cases import by_domain, means, needs_shared_truth, read, shares

pytestmark = [pytest.mark.slow, pytest.mark.shared, needs_shared_truth]


def witnessed(theirs: pl.DataFrame, found: pl.DataFrame, dim: str) -> None:
    ours = found.filter(pl.col("group_dim") == dim).sort("group_code")
    theirs = theirs.sort(dim)
    assert ours["group_code"].to_list() == theirs[dim].to_list()
    assert ours["value"].to_list() == pytest.approx(theirs["est"].to_list(), rel=1e-9)
    assert ours["se"].to_list() == pytest.approx(theirs["se"].to_list(), rel=1e-9)
    assert ours["n"].to_list() == theirs["n"].to_list()


def test_linearised_estimates_of_a_clustered_sample_have_a_second_witness():
    import svy  # noqa: PLC0415 - half a second, for this test only

    rows = read("04_nhanes", "input.csv")
    sample = svy.Sample(rows, svy.Design(stratum="SDMVSTRA", psu="SDMVPSU", wgt="WTMEC2YR"))
    theirs = sample.estimation.mean("HI_CHOL", by="race", drop_nulls=True).to_polars()
    found = by_domain(rows, DesignColumns("WTMEC2YR", "SDMVSTRA", "SDMVPSU"), shares("HI_CHOL"), ("race",))
    witnessed(theirs, found, "race")


@pytest.mark.parametrize("centre", ["rep_mean", "estimate"])
def test_jackknife_estimates_have_a_second_witness(centre):
    import svy  # noqa: PLC0415 - half a second, for this test only

    rows = read("02_apiclus1", "input.csv")
    districts = rows["dnum"].unique().sort().to_list()
    left_out = pl.col("pw") * len(districts) / (len(districts) - 1)
    names = tuple(f"rep{i + 1}" for i in range(len(districts)))
    rows = rows.with_columns(
        pl.when(pl.col("dnum") == one).then(0.0).otherwise(left_out).alias(name)
        for one, name in zip(districts, names, strict=True)
    )
    weights = svy.JackknifeWgts(prefix="rep", n_reps=len(districts))
    sample = svy.Sample(rows, svy.Design(wgt="pw", rep_wgts=weights))
    theirs = sample.estimation.mean("api00", by="stype", method="replication", variance_center=centre).to_polars()
    replicates = Replicates("JK1", names, mse=centre == "estimate")
    witnessed(
        theirs,
        by_domain(rows, DesignColumns("pw", None, None, replicates=(replicates,)), means("api00"), ("stype",)),
        "stype",
    )
