"""Codes of areas as programs leave them."""

import pytest

from etl.read.area_codes import with_lost_zeros

CODES = ("005", "018", "091", "186")


def test_lost_zeros_are_put_back_where_a_code_of_the_full_length_stands_beside() -> None:
    assert with_lost_zeros(["5", "91", "186"], CODES) == {"5": "005", "91": "091", "186": "186"}


@pytest.mark.parametrize(
    "written",
    [
        ["5", "18"],  # they may be codes of another level
        ["5", "091", "186"],  # one has kept its zero
        ["5", "77", "186"],  # one is no code
        ["5", "Helsinki", "186"],
        [],
    ],
)
def test_lost_zeros_are_not_guessed(written: list[str]) -> None:
    assert with_lost_zeros(written, CODES) == {}
