"""Units and labels of contents and periods of a cube: a factor or another year is never taken in silence."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.read.cube_mapping import read_jsonstat
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.formats.cubes.test_px import CARD, PX
from tests.etl.read.helpers import card, published
from tests.etl.read.test_cube_mapping import CUBE, cube

PLACES = read_classification()
SHARE = CUBE.replace('indicator = "people"', 'indicator = "trust"')


def read(folder: Path, rest: str = CUBE, top: str = "", **category: Any) -> int:
    """Read a cube whose contents have these labels and units; return its rows."""
    document = cube(value=[50.5 if rest == SHARE else 50] * 16)
    document["dimension"]["tiedot"]["category"] |= category
    return read_jsonstat(
        card(folder, json.dumps(document).encode(), "cube.json", "cube", rest, top=top), published(), PLACES
    ).height


FITS = [
    (CUBE, "Väestö 31.12.", {"base": "lukumäärä", "decimals": 0}),
    (CUBE, "Population", {"label": "persons", "multiplier": 0}),
    (CUBE, "Folkmängd 1.1.2000", {"base": "antal"}),
    (CUBE, "Väestö", {}),
    (CUBE, "Väestö, henkilöitä yhteensä 10 000 suurimmassa", {}),
    (SHARE, "Luottamus", {"label": "%", "base": "per cent"}),
    (SHARE, "Osuus, jonka tulot ovat yli 1 000 euroa, %", {}),
]
OTHER = [
    (CUBE, "Väestö", {"label": "1 000 henkeä"}),
    (CUBE, "Folkmängd", {"base": "tusental"}),
    (CUBE, "Population", {"label": "thousands of persons", "base": "people", "multiplier": 3}),
    (CUBE, "Population", {"base": "people", "multiplier": 3}),
    (CUBE, "Väestö", {"base": "%"}),
    (CUBE, "Population", {"base": "people", "multiplier": "3"}),
    (CUBE, "Väestö", "thousands"),
    (CUBE, "Väestö", {"base": "tuh."}),
    (CUBE, "Väestö", {"base": "t hlö"}),
    (CUBE, "Väestö", {"base": "100 henkilöä"}),
    (CUBE, "Population", {"base": "hundreds"}),
    (CUBE, "Population", {"base": "index"}),
    (CUBE, "Population", {"base": "years"}),
    (CUBE, "Väestöosuus", {}),
    (CUBE, "Andel av befolkningen", {}),
    (CUBE, "Change", {"label": "Per cent"}),
    (CUBE, "Väestö, 1000 henkilöä", {}),
    (CUBE, "Befolkning (tusen)", {}),
    (CUBE, "Thousand persons", {}),
    (CUBE, "Väestönmuutos, %", {}),
    (CUBE, "Rikoksia 10 000 asukasta kohti", {}),
    (SHARE, "Luottamus", {"base": "henkilöä"}),
    (SHARE, "Trust", {"label": "persons"}),
    (SHARE, "Sairastavuus", {"label": "‰"}),
    (SHARE, "Rikoksia 1 000 asukasta kohti", {}),
    (SHARE, "Muutos, prosenttiyksikköä", {}),
]


@pytest.mark.parametrize(("rest", "label", "unit"), FITS)
def test_contents_in_the_unit_of_the_indicator_are_read(
    tmp_path: Path, rest: str, label: str, unit: dict[str, Any]
) -> None:
    assert read(tmp_path, rest, label={"vaesto": label}, unit={"vaesto": unit}) > 0


@pytest.mark.parametrize(("rest", "label", "unit"), OTHER)
def test_contents_in_another_unit_are_refused(tmp_path: Path, rest: str, label: str, unit: dict[str, Any]) -> None:
    code = "unit_contradicts" if unit else "label_contradicts_unit"
    with raises(code, path="cube.json", column="tiedot"):
        read(tmp_path, rest, label={"vaesto": label}, unit={"vaesto": unit})


def test_words_of_a_label_that_mislead_are_accepted_on_the_card_and_a_unit_is_not(tmp_path: Path) -> None:
    label = {"vaesto": "Persons who have served a thousand days"}
    top = 'accepted_labels.tiedot = { "vaesto" = "Persons who have served a thousand days" }'
    assert read(tmp_path / "label", top=top, label=label) > 0
    with raises("unit_contradicts"):
        read(tmp_path / "unit", top=top, label=label, unit={"vaesto": {"label": "thousand"}})


@pytest.mark.parametrize("units", ['UNITS="1 000 personer";', 'UNITS("Folkmängd")="procent";'])
def test_the_units_of_a_px_file_are_compared(tmp_path: Path, units: str) -> None:
    content = PX.replace("DATA=", f"{units}\nDATA=").encode("iso-8859-1")
    with raises("unit_contradicts", path="table.px"):
        read_jsonstat(card(tmp_path, content, "table.px", "cube", CARD), published(), PLACES)


TOTAL = """
[cube]
indicator = "people"
area = "Alue"
period = "Vuosi"
level = "maakunta"
geo_year = 2026
"""
WHOLE = """UNITS="{unit}";
CONTENTS="{contents}";
STUB="Alue";
HEADING="Vuosi";
VALUES("Alue")="Uusimaa","Satakunta";
CODES("Alue")="MK01","MK04";
VALUES("Vuosi")="2025";
DATA=
1759537
212556;
"""


@pytest.mark.parametrize("title", ["Väestö, 1 000 henkilöä", "Population by region (thousands)"])
def test_a_title_in_thousands_is_asked_about_until_the_card_accepts_it(tmp_path: Path, title: str) -> None:
    content = f'TITLE="{title}";\n{WHOLE.format(unit="henkilöä", contents="Väestö")}'.encode()
    with raises("label_contradicts_unit", path="table.px", found=f"title = {title}") as told:
        read_jsonstat(card(tmp_path / "asked", content, "table.px", "cube", TOTAL), published(), PLACES)
    line = str(told.value.parameters["line"])
    written = card(tmp_path / "accepted", content, "table.px", "cube", TOTAL, top=line)
    assert read_jsonstat(written, published(), PLACES).height == 2
    with raises("label_contradicts_unit", path="cube.json"):
        read_labelled(tmp_path / "json", title)


def read_labelled(folder: Path, label: str) -> int:
    document = cube(label=label)
    rest = card(folder, json.dumps(document).encode(), "cube.json", "cube", CUBE)
    return read_jsonstat(rest, published(), PLACES).height


@pytest.mark.parametrize("title", ["Väestö alueittain 2025", "Rikoksia 1 000 asukasta kohti", "Väestö, muutos %"])
def test_other_titles_are_read(tmp_path: Path, title: str) -> None:
    assert read_labelled(tmp_path, title) > 0


@pytest.mark.parametrize(
    ("unit", "contents", "refused"),
    [
        ("henkilöä", "Väestö", False),
        ("number", "Population", False),
        ("1 000 henkilöä", "Väestö", True),
        ("procent", "Folkmängd", True),
        ("euroa", "Väestö", True),
        ("", "Väestö, 1 000 henkilöä", True),
    ],
)
def test_the_unit_of_a_table_without_several_contents_is_compared(
    tmp_path: Path, unit: str, contents: str, *, refused: bool
) -> None:
    content = WHOLE.format(unit=unit, contents=contents).encode()
    written = card(tmp_path, content, "table.px", "cube", TOTAL)
    if refused:
        with raises("label_contradicts_unit" if "," in contents else "unit_contradicts", path="table.px"):
            read_jsonstat(written, published(), PLACES)
    else:
        assert read_jsonstat(written, published(), PLACES).height == 2


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"2024": "2024", "2025*": "2025"}, "read"),
        ({"2024": "2024", "2025*": "2025*"}, "read"),
        ({"2024": "Vuosi 2024", "2025*": "2025 (ennakko)"}, "read"),
        ({"2024": "Lukuvuosi 2023–2024", "2025*": "year"}, "read"),
        ({"2024": "2023–2024", "2025*": "2025"}, "refused"),
        ({"2024": "2023", "2025*": "2024"}, "refused"),
        ({"2024": "2024", "2025*": "2024*"}, "refused"),
        ({"2024": "Vuosi 2025", "2025*": "Vuosi 2024"}, "refused"),
        ({"2024": "2024Q1", "2025*": "2025"}, "refused"),
    ],
)
def test_a_period_whose_label_is_another_one_is_refused(tmp_path: Path, labels: dict[str, str], expected: str) -> None:
    document = cube()
    document["dimension"]["vuosi"]["category"]["label"] = labels
    written = card(tmp_path, json.dumps(document).encode(), "cube.json", "cube", CUBE)
    if expected == "read":
        assert read_jsonstat(written, published(), PLACES).height
        return
    with raises("period_label_contradicts", path="cube.json", column="vuosi"):
        read_jsonstat(written, published(), PLACES)
