"""What both formats of SDMX share."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.formats.cubes.sdmx import VALUE, cells_of_observations, period
from etl.read.formats.table import ROW
from tests.errors import raises


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("2024", "2024"),
        ("2024-A1", "2024"),
        ("2024-Q1", "2024Q1"),
        ("2024-01", "2024M01"),
        ("2011-12", "2011M12"),  # December, not two years
        ("2024-M12", "2024M12"),
        ("2024-01-01/P1Y", "2024"),
        ("2024-04-01T00:00:00/P3M", "2024Q2"),
        ("2024-12-01/P1M", "2024M12"),
        ("2024-02-01/P1Y", "2024-02-01/P1Y"),
        ("2024-S1", "2024-S1"),
        ("2024-W05", "2024-W05"),
        ("2024-01-15", "2024-01-15"),
    ],
)
def test_a_period_is_written_as_ours(written: str, ours: str) -> None:
    assert period(written) == ours


def values(written: list[str | None], **attributes: list[str | None]) -> list[str | None]:
    rows = list(range(1, len(written) + 1))
    observations = pl.DataFrame({ROW: rows, VALUE: written}, schema={ROW: pl.Int64, VALUE: pl.String})
    return cells_of_observations("x.csv", observations, pl.DataFrame(attributes), {}).frame["value"].to_list()


@given(st.decimals(-(10**9), 10**9, allow_nan=False, places=6), st.integers(-6, 9))
def test_a_multiplier_moves_the_mark_and_changes_no_digit(number, power) -> None:
    (found,) = values([str(number)], UNIT_MULT=[str(power)])
    assert float(found) == pytest.approx(float(number) * 10.0**power)
    assert found.replace(".", "").lstrip("-0").rstrip("0") == f"{number:f}".replace(".", "").lstrip("-0").rstrip("0")


def test_a_sign_in_the_place_of_a_figure_has_no_multiplier() -> None:
    assert values([":", "1.5", None], UNIT_MULT=["3", "3", "3"]) == [None, "1500", None]


def test_scale_is_a_multiplier_only_where_it_says_powers_of_ten() -> None:
    assert values(["5", "6"], SCALE=["Thousands", "Units"]) == ["5000", "6"]
    assert values(["5", "6"], SCALE=["High", "Low"]) == ["5", "6"]


def test_an_exponent_in_a_figure_is_no_trap() -> None:
    assert values(["1.2E3"], UNIT_MULT=["3"]) == ["1200000"]
    with raises("not_a_number"):
        values(["1,200"], UNIT_MULT=["3"])
