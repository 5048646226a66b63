"""How to read groups: two sentences of one group's own numbers."""

from dataclasses import replace

import pytest

from contract.codes import Language, Verdict
from picture.text.reading.groups import groups_reading
from tests.picture.text.findings.test_groups import groups

SAME = dict.fromkeys(("sv", "foreign", "male"), Verdict.NO_DIFFERENCE)


def test_the_group_of_the_title_explains_dot_band_and_line():
    assert groups_reading(groups()) == (
        "The dot shows a group’s figure and the band its confidence interval: foreign-language 70% (68–72). "
        "The vertical line is the reference group’s figure (Finnish speakers 61%); a filled dot differs from it "
        "significantly, here +9 (+7 … +11)."
    )


@pytest.mark.parametrize("language", Language)
def test_an_open_dot_is_explained_where_none_is_filled(language):
    told = groups_reading(groups(language, verdicts=SAME))
    assert "+7 (+5 … +9)" in told
    assert {"fi": "avoin", "sv": "öppen", "en": "open"}[language] in told


def test_without_a_test_there_is_nothing_to_explain():
    dataset = groups()
    assert not groups_reading(replace(dataset, rows=tuple(replace(r, comparisons=()) for r in dataset.rows)))
