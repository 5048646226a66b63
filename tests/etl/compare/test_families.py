"""Families of tests, grounds, and intervals that say what the verdict says."""

from __future__ import annotations

import polars as pl
import pytest

from etl.compare.contrasts import waves_table
from etl.compare.families import FAMILY
from etl.compare.rules import ComparisonRules
from etl.compare.tests import benjamini_hochberg, t_test
from etl.compare.time_contrasts import time_contrasts
from etl.compare.verdicts import compare
from tests.etl.compare.samples import (
    NO_BREAKS,
    WHOLE,
    shown,
    wave,
)


def test_a_view_of_one_item_is_one_family_and_the_countrys_headlines_and_other_items_are_two():
    assert FAMILY == ("item", "period", "ground_level", "group_dim", "kind")
    waves = [wave("2025", 0.5, seed=3), wave("2026", 0.54, seed=3)]
    rows = time_contrasts(waves_table(waves), NO_BREAKS, 4).filter(kind="previous", **WHOLE).sort("indicator")
    se = rows["tested_variance"].sqrt().to_numpy()
    p = t_test(rows["difference"].to_numpy(), se, rows["tested_df"].to_numpy())

    def found(*headlines: str) -> list[float]:
        rules = ComparisonRules({}, NO_BREAKS, frozenset(headlines), decimals={"trust": 9, "safe": 9})
        table = compare(waves, [], shown(*waves), rules).filter(kind="previous", **WHOLE).sort("indicator")
        assert table["indicator"].to_list() == ["safe", "trust"]
        return table["p_adjusted"].to_list()

    together = pl.DataFrame({"p": p, "f": "x"}).select(benjamini_hochberg(pl.col("p"), ["f"]))["p"].to_list()
    assert together != pytest.approx(p.tolist(), abs=1e-3)
    assert found("trust") == pytest.approx(p.tolist(), abs=1e-4)  # each alone
    assert found("trust", "safe") == pytest.approx(together, abs=1e-4)
    assert found() == pytest.approx(together, abs=1e-4)
