"""Where there is no such figure, the reader is told which part of its key is not known."""

import pytest

from contract.cell_key import read_key
from contract.codes import Language
from picture.query.choices import read_choices
from picture.text.figure.unknown import LONGEST_TOLD, no_figure
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def con():
    return small_database()


def told(con, text, language=Language.EN):
    return no_figure(text, read_key(text), read_choices(con, language))


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("nothing/2026/MK01/all.all", ["indicator"]),
        ("trust/1999/MK01/all.all", ["period"]),
        ("trust/2026/MK77/all.all", ["area"]),
        ("trust/2026/MK01/birth.home", ["group"]),
        ("trust/1999/MK77/all", ["period", "area", "group"]),
        ("trust/2024-2026/MK02/all.all", []),  # each part is known, together they are not
    ],
)
@pytest.mark.parametrize("language", Language)
def test_every_unknown_part_is_named(con, text, unknown, language):
    first, *rest = told(con, text, language)
    assert text in first
    parts = read_key(text)._asdict()
    assert len(rest) == len(unknown)
    assert all(parts[name] in line for name, line in zip(unknown, rest, strict=True))


def test_periods_that_there_are_are_listed(con):
    assert "2024, 2025, 2026" in told(con, "trust/1999/MK01/all.all")[1]


@pytest.mark.parametrize("text", ["", "trust"])
def test_what_is_no_key_is_told_what_one_looks_like(con, text):
    assert "trust_other_background/2026/MK01/all.all" in told(con, text)[0]


def test_a_long_key_is_not_repeated_as_a_whole(con):
    long = f"{'x' * 150}/2026/MK01/all.all"
    assert all(len(line) < LONGEST_TOLD + 100 for line in told(con, long))
