"""An error says where, what, what was found and what to do, in three languages; it carries a code, not a sentence."""

import pickle
from pathlib import Path

import pytest

from contract.codes import Language
from contract.errors import UserError

EVERY = list(Language)
LOST = {"pointer": "CURRENT", "database": "situation-2.duckdb"}


def error(**place: object) -> UserError:
    return UserError("pointer_lost", **place, **LOST)


def test_a_message_tells_place_problem_what_was_found_and_what_to_do():
    found = error(path=Path("sources/a.csv"), row=4, column="w", found="x")
    assert found.message(Language.FI) == (
        "sources/a.csv, rivi 4, sarake w: tiedosto CURRENT nimeää tiedoston situation-2.duckdb, jota ei ole. "
        "Löytyi: 'x'. Suorita: python -m etl."
    )
    assert found.message(Language.SV).startswith("sources/a.csv, rad 4, kolumn w: filen CURRENT anger ")
    assert str(found) == found.message(Language.EN)
    assert "Found: 'x'." in str(found)


def test_a_message_without_a_place_begins_with_a_capital_letter():
    assert str(UserError("nothing_published")).startswith("No picture has been published yet. Run: ")


def test_a_key_of_a_file_is_a_place():
    assert str(error(path="a.toml", key="answers.yes")).startswith("a.toml, key answers.yes: the file ")


def test_readers_of_a_server_see_names_of_files_and_no_folders():
    nested = UserError("pointer_unreadable", path=Path("/srv/data/a.csv"), pointer=Path("/srv/data/CURRENT"))
    for language in EVERY:
        assert "/srv" in nested.message(language)
        told = nested.message(language, folders=False)
        assert told.startswith("a.csv: ")
        assert "CURRENT" in told
        assert "/srv" not in told


@pytest.mark.parametrize(
    ("more", "language", "told"),
    [
        (0, Language.EN, "not there."),
        (1, Language.EN, "not there (and 1 more row)."),
        (1200, Language.EN, "not there (and 1,200 more rows)."),
        (1, Language.SV, "inte finns (och på 1 rad till)."),
        (1200, Language.SV, "inte finns (och på 1\u00a0200 rader till)."),
        (1, Language.FI, "jota ei ole (ja 1 muulla rivillä)."),
        (1200, Language.FI, "jota ei ole (ja 1\u00a0200 muulla rivillä)."),
    ],
)
def test_a_message_counts_the_further_rows(more: int, language: Language, told: str):
    assert f" {told} " in error(path="a.csv", row=1, more_rows=more).message(language)


def test_what_was_found_is_cut_where_it_is_long():
    told = str(error(found="x" * 1000))
    assert f"{'x' * 300}…" in told
    assert "x" * 301 not in told


def test_several_things_found_are_listed():
    assert "Found: a, b, 3." in str(error(found=("a", "b", 3)))


def test_a_control_character_that_was_found_cannot_break_the_line():
    assert "\n" not in str(error(found="a\nb"))


@pytest.mark.parametrize("hostile", ["a\nb", "\x1b[31mred", "a\u2028b", "x" * 100_000])
@pytest.mark.parametrize("where", ["path", "column", "key", "pointer", "found"])
def test_no_text_of_a_file_breaks_the_line_of_a_message_or_fills_the_screen(hostile: str, where: str):
    for value in (hostile, (hostile,) * 2) if where == "found" else (hostile,):
        told = UserError("pointer_lost", **({"pointer": "CURRENT", "database": "x"} | {where: value}))
        for language in EVERY:
            message = told.message(language, folders=False)
            assert message.replace("\u00a0", " ").isprintable()
            assert len(message) < 1000


def test_braces_that_were_found_are_told_as_they_stand():
    assert "Found: '{x}'." in str(UserError("nothing_published", path="{y}.csv", column="{z}", found="{x}"))


def test_numbers_are_written_as_the_language_writes_them():
    found = UserError("file_too_large", megabytes=1234.4, limit=0.5)
    assert "1,234 megabytes, more than the limit of 0.5" in str(found)
    assert "1\u00a0234 megatavua, enemmän kuin raja 0,5" in found.message(Language.FI)


def test_a_room_above_adds_the_place_where_an_error_was_met():
    below = error(row=3)
    placed = below.at(Path("a.csv"), column="w", found="x")
    assert (placed.code, placed.parameters) == (below.code, below.parameters)
    assert str(placed).startswith("a.csv, row 3, column w: ")
    assert str(below).startswith("Row 3: ")


def test_an_error_that_another_tells_of_is_told_in_the_same_language():
    outer = UserError("pointer_unreadable", pointer=error())
    assert "anger situation-2" not in outer.message(Language.FI)
    assert "nimeää tiedoston situation-2.duckdb" in outer.message(Language.FI)


def test_a_message_may_name_what_is_called_as_our_own_arguments_are():
    assert "needs [design]" in str(UserError("card_part_missing", kind="respondents", part="design"))


def test_an_error_survives_the_way_between_two_processes():
    sent = pickle.loads(pickle.dumps(error(path="a.csv", row=2)))  # noqa: S301 - our own
    assert str(sent) == str(error(path="a.csv", row=2))
