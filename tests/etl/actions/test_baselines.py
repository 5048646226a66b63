"""A goal is held against a figure that exists and can be compared."""

import polars as pl
import pytest

from etl.actions.baselines import baseline_errors
from tests.etl.actions.folder import GOAL, NAMES, PLAN, read, write_table

COLUMNS = ("indicator", "period", "level", "code", "geo_year", "group_dim", "group_code", "value")


def estimates(*rows):
    return pl.DataFrame(
        [("can_influence", period, "maakunta", "01", year, "all", "all", value) for period, year, value in rows],
        schema=dict(zip(COLUMNS, (pl.String,) * 4 + (pl.Int32, pl.String, pl.String, pl.Float64), strict=True)),
        orient="row",
    )


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], ["action_no_figures"]),
        ([("2024", 2026, 20.0)], ["action_baseline_no_figure"]),
        ([("2025", 2025, 20.0), ("2026", 2026, 30.0)], ["action_baseline_other_division"]),
        ([("2025", 2026, 40.0)], ["action_target_wrong_side"]),
        ([("2025", 2026, 35.0)], ["action_target_wrong_side"]),
        ([("2025", 2026, 27.0)], []),
        ([("2025", 2026, None)], []),  # hidden: progress says that it is uncertain
        ([("2025", 2025, 27.0), ("2025", 2026, 27.0), ("2026", 2026, 30.0)], []),
    ],
)
def test_a_baseline_must_be_a_figure_that_can_be_compared(tmp_path, rows, code):
    folder = tmp_path / "MK01" / "2026-2028"
    write_table(folder, "plan", PLAN)
    write_table(folder, "goals", GOAL)
    found = baseline_errors(read(tmp_path).read, estimates(*rows), NAMES.catalogue)
    assert [error.code for error in found] == code
