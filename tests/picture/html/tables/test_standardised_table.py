"""The table of differences with age and sex alike: two numbers and one sentence, or nothing."""

import pytest
from lxml import html

from contract.codes import Language, Verdict
from picture.html.tables.standardised_table import standardised_table
from tests.picture import factory
from tests.picture.text.findings.test_standardised import groups


@pytest.mark.parametrize("language", Language)
def test_both_numbers_stand_with_their_intervals_beside_the_sentence(language):
    (row,) = html.fromstring(standardised_table(groups(31, 26, language))).iterfind(".//tbody/tr")
    cells = ["".join(cell.itertext()) for cell in row]
    assert cells[0].startswith("Swedish speakers")
    assert "Finnish speakers" in cells[0]
    assert cells[1:3] == ["+31 (+29 … +33)", "+26 (+24 … +28)"]
    assert "26" in cells[3]


def test_a_difference_that_is_not_made_has_an_empty_cell_and_its_reason():
    (row,) = html.fromstring(standardised_table(groups(9, None, alike_verdict=Verdict.UNCERTAIN))).iterfind(
        ".//tbody/tr"
    )
    cells = ["".join(cell.itertext()) for cell in row]
    assert cells[2] == ""
    assert "too few answers" in cells[3]


def test_without_a_difference_to_tell_nothing_is_written():
    assert not standardised_table(factory.groups_dataset("en"))
