"""The slide of what has changed: pictures of a few changes, a table of more, each beside the number of its own test."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.export.pptx.kinds.changes import changes_found
from picture.query.model import Comparison
from picture.text.words import amount, period
from tests.picture import factory
from tests.picture.export.reread import charts, deck, series_of, words_on

NO_CHANGE = {"fi": "ei merkitsevää muutosta", "sv": "ingen signifikant förändring", "en": "no significant change"}


def rise(since):
    return Comparison(Against.TREND, since, Verdict.HIGHER, 5.0, 2.0, 8.0, 2.0, approximate=False)


def changed_since_the_first(dataset):
    """Return the same, in which each number has risen since the first one and not since the last."""
    first = {row.indicator: row for row in reversed(dataset.history)}
    rows = tuple(
        replace(
            row,
            comparisons=(
                Comparison(Against.PREVIOUS, "2025", Verdict.NO_DIFFERENCE, 0.1, -1.0, 1.2, 2.0, approximate=False),
                Comparison(
                    Against.TREND, first[row.indicator].period, Verdict.HIGHER, 5.0, 2.0, 8.0, 2.0, approximate=False
                ),
            ),
        )
        if row.indicator in first and row.shown
        else row
        for row in dataset.rows
    )
    return replace(dataset, rows=rows, compared_with=Against.PREVIOUS)


@pytest.mark.parametrize("language", Language)
def test_a_change_stands_beside_the_number_that_its_test_compares_it_with(language):
    dataset = changed_since_the_first(factory.front_dataset(language))
    country = replace(dataset, kind="profile", view=replace(dataset.view, area="SSS", area_level="country"))
    found = changes_found(country)
    assert found
    text = words_on(deck(country).slides[1])
    assert NO_CHANGE[language] not in text
    for one in found:
        assert amount(one.before.value, one.indicator, language) in text or charts(deck(country))
        assert period(one.before.period) in text or charts(deck(country))


def test_a_small_chart_joins_two_published_numbers():
    dataset = changed_since_the_first(factory.front_dataset("en"))
    country = replace(dataset, kind="profile", view=replace(dataset.view, area="SSS", area_level="country"))
    found = changes_found(country)[:3]
    for one, chart in zip(found, charts(deck(country)), strict=False):
        values = {y for series in series_of(chart) for _, y in series.points}
        assert {one.before.value, one.row.value} <= values
