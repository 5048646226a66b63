"""How to read a profile: by a row that differs, from its printed numbers and its stored interval."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.text.reading.profile import profile_reading
from tests.picture.factory import judged, profile_dataset


def test_the_first_row_that_differs_is_the_example():
    assert profile_reading(profile_dataset("en")) == (
        "Trust in people of another background: the dot stands 5 percentage points to the right of the line of the "
        "whole country (64%, 59% there), and the blue band is the confidence interval of that difference, +2 to +8. "
        "The dot is filled, as the difference is statistically significant; that of an open dot may be due to chance."
    )


@pytest.mark.parametrize("language", Language)
def test_without_a_stored_interval_nothing_is_explained(language):
    assert profile_reading(judged(profile_dataset(language), Verdict.HIGHER, Against.COUNTRY)) == ""
    assert profile_reading(replace(profile_dataset(language), rows=())) == ""


def test_where_nothing_differs_an_open_dot_is_explained():
    dataset = profile_dataset("en")
    same = tuple(
        replace(r, comparisons=tuple(replace(c, verdict=Verdict.NO_DIFFERENCE) for c in r.comparisons))
        for r in dataset.rows
    )
    assert "The dot is open" in profile_reading(replace(dataset, rows=same))
