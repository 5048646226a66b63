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


@pytest.mark.parametrize(
    ("language", "begin"),
    [
        ("fi", "Uudellamaalla 63 % luottaa eritaustaisiin ihmisiin, koko maassa 59 %."),
        ("sv", "63 % i Nyland litar på människor med annan bakgrund, i hela landet 59 %."),
        ("en", "In Uusimaa 63% trust people of another background, in the whole country 59%."),
    ],
)
def test_an_indicator_is_told_by_its_clause_and_not_by_its_name(language, begin):
    assert matrix_reading(matrix_dataset(language)).replace("\u00a0", " ").startswith(begin)
