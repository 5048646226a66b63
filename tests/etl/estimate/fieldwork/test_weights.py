"""How unequal weights are, held against numpy."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.estimate.fieldwork.weights import inequality

weights = st.lists(st.floats(1e-6, 1e7), min_size=1, max_size=40)


@given(weights)
def test_kish_and_the_largest_beside_the_median_are_those_of_numpy(found: list[float]) -> None:
    told = inequality(pl.LazyFrame({"weight": found}))
    values = np.array(found)
    assert told.kish == pytest.approx(np.mean(values**2) / np.mean(values) ** 2)
    assert told.ratio == pytest.approx(values.max() / np.median(values))


@pytest.mark.parametrize("number", [1, 2, 3, 1000])
def test_equal_weights_are_equal(number: int) -> None:
    told = inequality(pl.LazyFrame({"weight": [2.5] * number}))
    assert (told.kish, told.ratio) == (pytest.approx(1), 1)
