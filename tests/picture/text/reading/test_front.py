"""How to read the front page's strips."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.text.reading.front import front_reading
from tests.picture.factory import front_dataset, judged


@pytest.mark.parametrize("language", Language)
def test_two_sentences_name_both_numbers_and_the_interval_of_a_row(language):
    told = front_reading(front_dataset(language)).replace("\u00a0", " ")
    assert "58" in told
    assert "59" in told
    assert told.endswith(".")


def test_a_filled_dot_is_explained_where_the_row_has_one():
    dataset = front_dataset("en")
    assert "The dot is filled" in front_reading(judged(dataset, Verdict.HIGHER, Against.PREVIOUS))
    assert "The dot is open" in front_reading(judged(dataset, Verdict.NO_DIFFERENCE, Against.PREVIOUS))


def test_where_nothing_is_drawn_nothing_is_explained():
    dataset = front_dataset("en")
    assert front_reading(replace(dataset, rows=())) == ""
    bare = tuple(replace(r, ci_low=None, ci_high=None) for r in dataset.rows)
    assert front_reading(replace(dataset, rows=bare)) == ""
