"""What is said of corrected figures: which, what they were, what was wrong, since when."""

from dataclasses import replace

import pytest

from contract.codes import Language
from picture.text.editions.corrected import correction_clause, correction_lines
from picture.text.labels import mark, mark_words
from tests.picture.corrected import asked

LINES = {
    (1, "fi"): "Virheellistä tässä versiossa: North fi, 2026: 58 % (korjattu: 60 %). Korjattu 1.12.2026 versiossa 2. "
    "Virhe: A weight was wrong fi. Väärät luvut julkaistiin 3.11.2026.",
    (2, "fi"): "Korjattu 1.12.2026: North fi, 2026: 60 % (aiemmin: 58 %). "
    "Virhe: A weight was wrong fi. Väärät luvut julkaistiin 3.11.2026.",
    (1, "sv"): "Fel i den här versionen: North sv, 2026: 58 % (rättat: 60 %). Rättat 1.12.2026 i version 2. "
    "Felet: A weight was wrong sv. De felaktiga siffrorna publicerades 3.11.2026.",
    (2, "sv"): "Rättat 1.12.2026: North sv, 2026: 60 % (tidigare: 58 %). "
    "Felet: A weight was wrong sv. De felaktiga siffrorna publicerades 3.11.2026.",
    (
        1,
        "en",
    ): "Wrong in this version: North en, 2026: 58% (corrected: 60%). Corrected on 1 December 2026 in version 2. "
    "The error: A weight was wrong en. The wrong figures were published on 3 November 2026.",
    (2, "en"): "Corrected on 1 December 2026: North en, 2026: 60% (before: 58%). "
    "The error: A weight was wrong en. The wrong figures were published on 3 November 2026.",
}


def told(dataset):
    return [line.replace("\u00a0", " ") for line in correction_lines(dataset)]


def corrected(dataset):
    return next(row for row in dataset.rows if row.correction)


@pytest.mark.parametrize(("version", "language"), LINES)
def test_the_line_of_a_correction(version, language):
    assert told(asked("map", version, Language(language)).dataset) == [LINES[version, language]]


def test_beside_the_mark_stand_the_day_and_the_other_figure():
    dataset = asked("map", 2).dataset
    row = corrected(dataset)
    assert mark(row) == "[r]"
    assert mark_words(row, dataset.indicators[0], Language.EN) == "corrected on 1 December 2026, before: 58%"


@pytest.mark.parametrize(
    ("before", "both"),
    [
        ({"value": 60.2}, "60% (58–62) (before: 60% (56–60))"),
        ({"value": 60.2, "ci_low": 58.0, "ci_high": 62.0, "n": 900}, "60% (n 1,000) (before: 60% (n 900))"),
    ],
)
def test_what_is_printed_alike_is_told_apart_by_interval_then_by_n(before, both):
    dataset = asked("map", 2).dataset
    row = corrected(dataset)
    other = replace(row.correction, other=replace(row.correction.other, **before))
    assert f"2026: {both}." in told(replace(dataset, rows=(replace(row, correction=other),)))[0]


def test_many_figures_are_counted():
    dataset = asked("map", 2).dataset
    row = corrected(dataset)
    rows = tuple(replace(row, area=replace(row.area, code=str(place))) for place in range(4))
    many = replace(dataset, rows=rows)
    assert told(many)[0].startswith("Corrected on 1 December 2026: 4 figures here. The error")
    assert correction_clause(many) == "Corrected figures: 4."
