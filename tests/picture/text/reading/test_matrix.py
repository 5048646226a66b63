"""How to read the matrix."""

import pytest

from contract.codes import Against, Language, Verdict
from picture.text.reading.matrix import matrix_reading
from tests.picture.factory import judged, matrix_dataset


@pytest.mark.parametrize("language", Language)
def test_a_cell_that_differs_is_explained_with_both_numbers(language):
    told = matrix_reading(matrix_dataset(language))
    assert told.count("%") == 2
    assert told[0] == told[0].upper()


def test_without_such_a_cell_only_the_dash_is_explained():
    told = matrix_reading(judged(matrix_dataset("en"), Verdict.NO_DIFFERENCE, Against.COUNTRY))
    assert told.startswith("A dash means")
