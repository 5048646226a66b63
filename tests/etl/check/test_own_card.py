"""Answers of a place that are checked beside their card, before they lie in the data folder."""

import re

import pytest

from contract.codes import Language
from etl.__main__ import main
from tests.etl.check.test_command import DATA

SOURCE = DATA / "sources" / "local_espoo" / "2026"


@pytest.fixture
def sent(tmp_path):
    """Return a folder of any name with a whole card and its file."""
    folder = tmp_path / "kit"
    folder.mkdir()
    for file in SOURCE.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


def check(folder, capsys, language=Language.EN):
    card = (folder / "card.toml").read_text(encoding="utf-8")
    file = re.search(r'^file = "(.*)"', card, re.MULTILINE)[1]
    code = main(["--data", str(DATA), "check", str(folder / file), "--lang", language])
    return code, capsys.readouterr().out


def change(folder, *changes):
    """Replace lines of the card, each found by a pattern."""
    card = folder / "card.toml"
    text = card.read_text(encoding="utf-8")
    for pattern, line in changes:
        text, times = re.subn(pattern, line, text, flags=re.MULTILINE)
        assert times
    card.write_text(text, encoding="utf-8")


def test_a_file_is_read_as_the_card_beside_it_says_wherever_it_lies(sent, capsys):
    code, told = check(sent, capsys)
    assert (code, "The file fits the source local_espoo" in told) == (0, True)


@pytest.mark.parametrize(
    ("language", "head"), [("fi", "Espoo, uusin"), ("sv", "Esbo, senaste"), ("en", "Espoo, latest")]
)
def test_figures_of_a_place_are_not_called_those_of_the_country(sent, capsys, language, head):
    told = check(sent, capsys, language)[1]
    assert head in told
    assert "Koko maa" not in told


@pytest.mark.parametrize("language", Language)
def test_all_that_a_card_lacks_is_told_at_once_with_the_hash_of_the_file(sent, capsys, language):
    sha256 = re.search(r'^sha256 = "(.*)"', (sent / "card.toml").read_text(encoding="utf-8"), re.MULTILINE)[1]
    change(sent, *((f"^{key} = ", f"# TODO {key} = ") for key in ("period", "sha256", "licence", "sampling")))
    code, told = check(sent, capsys, language)
    assert code == 1
    assert "period, sha256, licence, local.sampling" in told
    assert sha256 in told
    assert "Object missing" not in told


def test_a_real_collection_says_when_its_rows_are_deleted(sent, capsys):
    change(sent, ("^synthetic = true", "synthetic = false"))
    code, told = check(sent, capsys)
    assert (code, "card.toml: the card still lacks: delete_by" in told) == (1, True)


@pytest.mark.parametrize(
    ("pattern", "line", "told"),
    [
        (r"^responded = \d+", "responded = 31", "the number of respondents on the card is not the number of rows"),
        ('^sha256 = "....', 'sha256 = "0000', "the file is not the one its card describes"),
    ],
)
def test_what_a_card_says_of_its_file_is_compared_with_it(sent, capsys, pattern, line, told):
    change(sent, (pattern, line))
    code, said = check(sent, capsys)
    assert (code, told in said, "There are no errors" in said) == (1, True, False)
