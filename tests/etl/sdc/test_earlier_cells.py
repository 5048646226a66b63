"""Pooled periods that are no longer told still join the waves they were pooled from."""

from dataclasses import replace

import polars as pl
import pytest

from etl.sdc.earlier_cells import pooled_earlier
from etl.sdc.protect import protect
from etl.sdc.release_history import HISTORY_SCHEMA
from tests.etl.sdc.test_protect import only
from tests.etl.small_country import CONTEXT, estimates
from tests.etl.statuses import SAID


@pytest.mark.parametrize(
    ("history", "found"),
    [
        (["2023-2025"], {"2023-2025": ("2023", "2024", "2025")}),
        (["2023-2025", "2023", "2024", "2025"], {"2023-2025": ("2023", "2024", "2025")}),
        (["2021-2023", "2021"], {}),  # the wave of 2021 is gone
        (["2018-2019"], {}),  # fieldwork over a new year, long ago
    ],
)
def test_a_pooled_period_of_an_earlier_edition_is_known_by_its_waves(history, found):
    assert pooled_earlier(history, ["2022", "2023", "2024", "2025", "2026"]) == found


def test_what_was_pooled_before_gives_no_wave_away():
    """2024-2025 was told in 2025; now 2024 has too few Swedish speakers in region 05, and company of its own wave."""
    margins = {"levels": ("maakunta",), "dims": ("language",)}
    few, many = only(r05=("sv", 7)), only()
    rows = pl.concat([estimates(few, period="2024", **margins), estimates(many, period="2025", **margins)])
    told = estimates(pl.concat([few, many]), period="2024-2025", **margins)
    history = told.with_columns(edition=pl.lit("2025"), value=pl.col("value") * 100).select(HISTORY_SCHEMA.names())
    history = history.cast(dict(HISTORY_SCHEMA))

    def hidden_waves(told_before):
        table = protect(rows, replace(CONTEXT, history=told_before))
        sv = table.filter(pl.col("code") == "05", pl.col("group_code") == "sv")
        return sorted(sv.filter(SAID == "C")["period"])

    assert hidden_waves(history.clear()) == ["2024"]
    assert hidden_waves(history) == ["2024", "2025"]


def test_areas_that_crossed_each_other_in_an_earlier_pooled_period_are_no_contradiction_now():
    """Of 2024-2025 only areas that overlap in region 07 were open; its regions were hidden, and still hold the sums."""
    margins = {"levels": ("maakunta", "ely", "elinvoimakeskus"), "dims": ("language",)}
    people = only(r07=("sv", 12))
    rows = pl.concat([estimates(people, period=year, **margins) for year in ("2024", "2025")])
    told = estimates(pl.concat([people, people]), period="2024-2025", **margins)
    crossing = told.filter((pl.col("level") + pl.col("code")).is_in(["elinvoimakeskus03", "ely04"]))
    history = crossing.with_columns(edition=pl.lit("2025"), value=pl.col("value") * 100).select(HISTORY_SCHEMA.names())
    table = protect(rows, replace(CONTEXT, history=history.cast(dict(HISTORY_SCHEMA))))
    small = table.filter(pl.col("level") == "maakunta", pl.col("code") == "07", pl.col("group_code") == "sv")
    assert small["value"].null_count() == 2
