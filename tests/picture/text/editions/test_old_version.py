"""Readers of an old version are told which one it is and what came after it."""

from dataclasses import replace
from datetime import date

import pytest

from picture.query.corrections import Correction, EditionVersion
from picture.query.editions.old_version import OldVersion
from picture.text.editions.old_version import corrected_since, correction_reasons, newer_version, reading_version

ONE = EditionVersion("2026", 1, "1.0.0", date(2026, 11, 3), "a hash", None)
TWO = EditionVersion("2026", 2, "1.0.1", date(2026, 12, 1), "a hash", None)
NEXT = EditionVersion("2027", 1, "2.0.0", date(2027, 12, 1), "a hash", None)
CORRECTION = Correction("2026", 2, date(2026, 12, 1), 1, date(2026, 11, 3), "A weight was wrong.")
OLD = OldVersion(ONE, TWO, (CORRECTION,))


def test_a_version_is_named_with_the_day_on_which_it_was_published():
    assert reading_version(ONE, "fi") == "Luet julkaisun 2026 versiota 1, joka julkistettiin 3.11.2026."
    assert reading_version(ONE, "sv") == "Du läser version 1 av utgåva 2026, publicerad 3.11.2026."
    assert reading_version(ONE, "en") == "You are reading edition 2026, version 1, published on 3 November 2026."


@pytest.mark.parametrize(
    ("newer", "told"),
    [
        (TWO, "The newer version 2 was published on 1 December 2026."),
        (NEXT, "The newer edition 2027 was published on 1 December 2027."),
        (None, "There is no newer version."),
    ],
)
def test_what_is_newer_is_a_version_or_an_edition(newer, told):
    assert newer_version(replace(OLD, newer=newer), "en") == told


def test_corrections_are_told_with_their_words():
    assert corrected_since(OLD, "en") == "Figures of this version were corrected on 1 December 2026."
    assert correction_reasons(OLD) == "A weight was wrong."
    twice = replace(OLD, corrections=(CORRECTION, replace(CORRECTION, version=3, day=date(2026, 12, 9))))
    assert "1.12.2026 och 9.12.2026" in corrected_since(twice, "sv")
    assert not corrected_since(replace(OLD, corrections=()), "en")
