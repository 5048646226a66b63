"""A report's finding, changes and questions, told from stored verdicts, in three languages."""

import pytest

from picture.text.report.findings import not_known, report_headline, rest_line, told_changes_of_area
from picture.text.report.questions import to_discuss
from tests.picture.export.report.asking import small


def profile(language, area="MK01"):
    return small(area, language).profile


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "useampi kuin koko maassa clause of trust fi"),
        ("sv", "än i hela landet clause of trust sv"),
        ("en", "than in the whole country clause of trust en"),
    ],
)
def test_the_headline_is_the_largest_difference_in_one_sentence(language, told):
    headline = report_headline(profile(language))
    assert told in headline
    assert headline[0].isupper()


def test_the_headline_of_the_country_is_its_news():
    assert "clause of trust" in report_headline(small("SSS", "en").news)


def test_a_change_has_both_ends_and_its_verdict():
    change = told_changes_of_area(profile("sv"))[0]
    assert change.ends == "55\u00a0→\u00a060\u00a0%"
    assert change.label.tone == "better"


def test_where_all_that_was_compared_differs_nothing_is_said_of_the_rest():
    assert rest_line(profile("en")) == ""


def test_questions_are_made_of_the_change_and_the_difference():
    questions = to_discuss(profile("en"))
    assert len(questions) == 4
    assert all(one.endswith("?") for one in questions)
    assert "more people clause of trust" in questions[0]


def test_what_is_not_shown_is_counted_with_its_reason():
    told = not_known(profile("en", "MK21"))
    assert told[0].startswith("Figures that are not shown: 1")
