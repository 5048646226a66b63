"""Signs in cubes: the card leads, then the file's own words, then what most offices mean."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.read.cube_mapping import read_jsonstat
from etl.read.declared.notes import name_of
from etl.read.formats.notes import notes_in
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import CUBE, card, published
from tests.etl.statuses import SAID

PLACES = read_classification()
PX = """LANGUAGE="en";
STUB="area";
HEADING="year";
VALUES("area")="01","02";
VALUES("year")="{year}";
{words}
DATA=
1000
{cell}
;
"""


def px(
    folder: Path, cell: str, words: str = "", *, rest: str = "", year: str = "2024", top: str = ""
) -> tuple[Any, str]:
    content = PX.format(cell=cell, words=words, year=year).encode()
    made = card(folder, content, "table.px", "jsonstat", f"{CUBE}{rest}", top=top)
    return read_jsonstat(made, published(), PLACES).select("value", SAID).row(1)


def stat(
    folder: Path, status: object, extension: object = None, *, rest: str = "", year: str = "2024", value: object = None
) -> tuple[Any, str]:
    index = {"area": ["01", "02"], "year": [year]}
    document = {
        "id": list(index),
        "size": [2, 1],
        "dimension": {name: {"category": {"index": codes}} for name, codes in index.items()},
        "value": [1000, value],
        "status": {"1": status},
        "extension": extension or {},
    }
    made = card(folder, json.dumps(document).encode(), "cube.json", "jsonstat", f"{CUBE}{rest}")
    return read_jsonstat(made, published(), PLACES).select("value", SAID).row(1)


def accepting(words: str) -> str:
    """Return the line of a card that accepts the notes of a file."""
    text = words.partition('NOTE="')[2].partition('"')[0]
    lines = (f'{{ note = "{name_of(note)}" }}' for note in notes_in(text))
    return f"accepted_notes = [{', '.join(lines)}]"


@pytest.mark.parametrize(
    ("cell", "words", "read"),
    [
        ('"-"', "", (0.0, "")),  # the file is silent: as most offices
        ('"-"', 'DATASYMBOLNIL="-";', (0.0, "")),
        ('"-"', 'DATASYMBOLNIL="–";', (0.0, "")),
        ('"-"', 'DATASYMBOLNIL="0";', (0.0, "")),
        ('"-"', 'DATASYMBOLNIL="Värdet noll";', (0.0, "")),
        ('"-"', 'DATASYMBOLNIL="Ni podatka";', (None, "O")),  # no data is never 0
        ('"-"', 'DATASYMBOLNIL="no data";', (None, "O")),
        ('"-"', 'DATASYMBOLNIL="..";', (None, "M")),
        ('"-"', 'DATASYMBOLNIL="..";NOTE=".. = Data not available";', (None, "O")),
        ('"-"', 'NOTE="List of symbols:#- no data#";', (None, "O")),
        ('"."', "", (None, "O")),
        ('".."', "", (None, "M")),
        ('"..."', "", (None, "C")),
        ('"......."', "", (None, "O")),
        ('"."', 'DATASYMBOL1="Uppgift kan inte förekomma";', (None, "M")),
        ('".."', 'DATASYMBOL2="Tietoa ei ole saatu";', (None, "O")),
        ('".."', 'DATASYMBOL2="Confi"\n"dential";', (None, "C")),
        ('"..."', 'DATASYMBOL3="..";', (None, "M")),
        ('"..."', 'NOTE="Index 1971=100#List of symbols:#... No information available#";', (None, "O")),
        ('"..."', 'DATASYMBOL3="Sekretess";NOTE="... No information available";', (None, "C")),
        ('"......"', 'DATASYMBOL6="Salassa pidettävä";', (None, "C")),
        ('"......."', 'DATASYMBOLSUM="Confidential";', (None, "C")),
        ("7", 'DATASYMBOL1="Missing";', (7.0, "")),
    ],
)
def test_the_words_of_a_px_file_come_before_what_most_offices_mean(
    tmp_path: Path, cell: str, words: str, read: tuple[object, str]
) -> None:
    accepted = accepting(words)
    assert px(tmp_path, cell, words, top=accepted) == read


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ('".."', 'DATASYMBOL2="see the documentation";'),
        ('"-"', 'DATASYMBOLNIL="less than half of the unit";'),
        ('"."', 'DATASYMBOL1="0";'),  # dots are missing data by the format: nobody knows what a zero would be
        ('"."', 'DATASYMBOL1="-";'),
        ('".."', 'DATASYMBOL2="confidential or not available";'),
    ],
)
def test_unknown_words_are_refused_with_the_line_to_write(tmp_path: Path, cell: str, words: str) -> None:
    sign = cell.strip('"')
    with raises("sign_words_unknown", row=2, column="status", found=sign, line=f'"{sign}" = "?"'):
        px(tmp_path, cell, words)


@pytest.mark.parametrize(("codes", "read"), [("C", (None, "C")), ("A", (0.0, "")), ("U", (None, "U"))])
@pytest.mark.parametrize("words", ["", 'DATASYMBOL2="see the documentation";', 'DATASYMBOL2="Missing";'])
def test_the_card_comes_before_the_file(tmp_path: Path, codes: str, read: tuple[object, str], words: str) -> None:
    assert px(tmp_path, '".."', words, rest=f'[missing]\n".." = "{codes}"') == read


@pytest.mark.parametrize("codes", ["O", "M", "C"])
@pytest.mark.parametrize("part", ["missing", "cube.status"])
def test_a_dash_that_the_card_calls_no_data_is_never_zero(tmp_path: Path, part: str, codes: str) -> None:
    assert px(tmp_path, '"-"', rest=f'[{part}]\n"-" = "{codes}"') == (None, codes)


@pytest.mark.parametrize("sign", [":", "x", "n.a.", "*", "NaN"])
def test_signs_that_px_does_not_know_are_read_as_the_card_says(tmp_path: Path, sign: str) -> None:
    assert px(tmp_path, f'"{sign}"', rest=f'[missing]\n"{sign}" = "C"') == (None, "C")
    with raises("status_unknown", row=2, found=sign):
        px(tmp_path, f'"{sign}"')


STATFIN = {"missingValueDescriptions": {"1": "Missing", "2": "Data is subject to secrecy", "7": "Magnitude nil"}}
LABELS = {
    "p": "provisional",
    "z": "confidential",
    "n": "not significant",
    "bd": "break in time series, definition differs",
}
EUROSTAT = {"status": {"label": LABELS}}


@pytest.mark.parametrize(
    ("status", "extension", "value", "read"),
    [
        ("2", STATFIN, None, (None, "C")),  # the file says otherwise than StatFin does
        ("7", STATFIN, None, (0.0, "")),
        ("7", {"missingValueDescriptions": {"7": "Tieto on puuttuva"}}, None, (None, "O")),
        ("6", {"missingValueDescriptions": {"6": "......"}}, None, (None, "O")),
        ("p", EUROSTAT, 7, (7.0, "P")),
        ("z", EUROSTAT, None, (None, "C")),
        ("bd", EUROSTAT, 7, (7.0, "BD")),
        ("bp", EUROSTAT, 7, (7.0, "BP")),
        (":", {"status": {"label": {":": "not available"}}}, None, (None, "O")),
        ("Uppgift saknas", {}, None, (None, "O")),  # words in the place of a sign
    ],
)
def test_the_words_of_a_json_file_come_before_what_most_offices_mean(
    tmp_path: Path, status: str, extension: object, value: object, read: tuple[object, str]
) -> None:
    assert stat(tmp_path, status, extension, value=value) == read


def test_a_letter_in_unknown_words_is_refused_until_the_card_says_what_it_means(tmp_path: Path) -> None:
    with raises("sign_words_unknown", row=2, words="not significant"):
        stat(tmp_path, "n", EUROSTAT, value=7)
    assert stat(tmp_path, "n", EUROSTAT, rest='[cube.status]\n"n" = "A"', value=7) == (7.0, "")


@pytest.mark.parametrize(
    ("sign", "said"), [("b", "BO"), ("p", "OP"), ("de", "DEO"), ("A", "O"), ("u", "U"), ("z", "M")]
)
def test_a_cell_without_value_is_missing_where_its_sign_says_something_else(
    tmp_path: Path, sign: str, said: str
) -> None:
    assert stat(tmp_path, sign, value=None) == (None, said)


def test_an_unknown_sign_is_refused_with_the_line_to_write(tmp_path: Path) -> None:
    with raises("status_unknown", part="cube.status", line='"r" = "?"') as told:
        stat(tmp_path, "r", value=7)
    assert "KEYS" not in str(told.value)


@pytest.mark.parametrize("letter", ["r", "s", "f", "n"])
def test_other_letters_of_eurostat_are_read_by_a_mapping_only(tmp_path: Path, letter: str) -> None:
    with raises("status_unknown", row=2, found=letter):
        stat(tmp_path, letter, value=7)
    assert stat(tmp_path, letter, rest=f'[cube.status]\n"{letter}" = "P"', value=7) == (7.0, "P")


@pytest.mark.parametrize(
    ("status", "value", "said"),
    [
        ("b", 7, "BP"),
        ("e", 7, "EP"),
        ("p", 7, "P"),
        ("A", 7, "P"),
        ("2", None, "M"),
        ("3", None, "C"),
        (None,) * 2 + ("O",),
    ],
)
def test_a_provisional_period_and_a_sign_of_the_cell_hold_together(
    tmp_path: Path, status: str | None, value: int | None, said: str
) -> None:
    assert stat(tmp_path, status, value=value, year="2025*")[1] == said
