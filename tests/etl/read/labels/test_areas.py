"""Code and name of an area that stand together: the name of another area is refused, in every kind of file."""

import json
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from contract.errors import UserError
from etl.config.findings import Finding
from etl.read.aggregates import read_aggregates
from etl.read.cube_mapping import read_jsonstat
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.formats.cubes.test_px import CARD, PX
from tests.etl.read.helpers import AGGREGATES, DESIGN, card, catalogue, csv, published, respondents
from tests.etl.read.test_cube_mapping import CUBE, cube

PLACES = read_classification()
KUNTA = CUBE.replace('level = "maakunta"', 'level = "kunta"')


def told_of_cube(folder: Path, labels: dict[str, str], rest: str = CUBE, top: str = "") -> list[Finding]:
    """Read a cube with these codes and names of areas; return what is told."""
    document = cube(size=[len(labels), 2, 2], value=list(range(4 * len(labels))))
    document["dimension"]["alue"]["category"] = {"index": [*labels], "label": labels}
    told: list[Finding] = []
    written = card(folder, json.dumps(document).encode(), "cube.json", "cube", rest, top=top)
    assert read_jsonstat(written, published(), PLACES, told).height
    return told


@pytest.mark.parametrize(
    "label",
    [
        *("Uusimaa", "Nyland", "UUSIMAA", "MK01 Uusimaa", "Uudenmaan maakunta", "Uusimaa - Nyland", "Uusimaa (2026)"),
        *("Nyland / Uusimaa", "01 Uusimaa", "Uusi&shy;maa", "MK01", ""),
    ],
)
def test_a_name_of_the_same_area_is_read_without_a_word(tmp_path: Path, label: str) -> None:
    assert told_of_cube(tmp_path, {"SSS": "KOKO MAA", "MK01": label}) in (
        [],
        told_of_cube(tmp_path, {"SSS": "KOKO MAA"}),
    )


@pytest.mark.parametrize(
    ("labels", "rest"),
    [
        ({"MK01": "Varsinais-Suomi", "MK02": "Uusimaa"}, CUBE),
        ({"MK01": "MK02 Varsinais-Suomi"}, CUBE),
        ({"MK01": "Egentliga Finland"}, CUBE),
        ({"MK02": "Helsinki"}, CUBE),  # of another level, and elsewhere
        ({"091": "Espoo"}, KUNTA),
        ({"091": "Tampere - Tammerfors"}, KUNTA),
        ({"091": "Köyliö"}, KUNTA),  # which has joined Säkylä
        ({"091": "Varsinais-Suomi"}, KUNTA),
    ],
)
def test_the_name_of_another_area_is_refused(tmp_path: Path, labels: dict[str, str], rest: str) -> None:
    with raises("area_label_contradicts", path="cube.json", column="alue"):
        told_of_cube(tmp_path, labels, rest)


def test_the_former_name_of_an_area_that_has_joined_is_read(tmp_path: Path) -> None:
    assert told_of_cube(tmp_path, {"783": "Köyliö"}, KUNTA) == []


def test_a_name_that_nobody_knows_is_told_and_read(tmp_path: Path) -> None:
    (told,) = told_of_cube(tmp_path, {"MK01": "Etelän alue", "MK02": "Varsinais-Suomi"})
    assert (told.error.code, told.error.found) == ("area_labels_unknown", ["MK01 = Etelän alue"])


def test_areas_are_told_in_the_order_of_the_file(tmp_path: Path) -> None:
    codes = [f"MK{number:02}" for number in (19, 4, 21, 1)]
    known = {"MK11": "Pohjois-Savo", "MK05": "Kanta-Häme", "MK09": "Etelä-Karjala", "MK02": "Varsinais-Suomi"}
    (told,) = told_of_cube(tmp_path, {code: f"alue {code[::-1]}" for code in codes} | known)
    assert [one.split()[0] for one in told.error.found] == codes


SWEDEN = {"01": "Stockholms län", "04": "Södermanlands län", "05": "Östergötlands län", "06": "Jönköpings län"}


@pytest.mark.parametrize(
    "labels",
    [
        SWEDEN,
        {"SSS": "Riket"} | SWEDEN,
        {"SSS": "KOKO MAA", "01": "Stockholm", "04": "Södermanland"},
        {"01": "Stockholm", "04": "Södermanland", "02": "Varsinais-Suomi"},
    ],
)
def test_a_cube_of_another_country_is_refused(tmp_path: Path, labels: dict[str, str]) -> None:
    with raises("area_labels_foreign", path="cube.json", column="alue", ours="Uusimaa (maakunta 01)") as refused:
        told_of_cube(tmp_path, labels)
    assert refused.value.found == f"01 = {labels['01']}"


def test_names_of_areas_that_the_card_accepts_are_read_without_a_word(tmp_path: Path) -> None:
    labels = {"01": "Southern coast", "02": "South-western coast"}
    with raises("area_labels_foreign") as refused:
        told_of_cube(tmp_path / "refused", labels)
    top = ", ".join(refused.value.parameters["lines"])
    assert top == 'accepted_labels.alue = { "01" = "Southern coast", "02" = "South-western coast" }'
    assert told_of_cube(tmp_path / "accepted", labels, top=top) == []
    with raises("accepted_label_not_in_file"):
        told_of_cube(tmp_path / "other", {"01": "Uusimaa", "02": "Varsinais-Suomi"}, top=top)
    with raises("area_label_contradicts"):  # whatever a card accepts
        told_of_cube(tmp_path / "wrong", {"01": "Satakunta"}, top='accepted_labels.alue = { "01" = "Satakunta" }')


def test_the_first_of_several_contradictions_is_refused(tmp_path: Path) -> None:
    labels = {"MK09": "Etelä-Karjala", "MK19": "Satakunta", "MK04": "Lappi", "MK02": "Uusimaa", "MK01": "Kainuu"}
    with raises("area_label_contradicts", found="MK19 = Satakunta"):
        told_of_cube(tmp_path, labels)


def test_a_card_that_takes_a_category_for_another_area_is_refused(tmp_path: Path) -> None:
    rest = CUBE.replace("[cube.select]", '[cube.areas]\nA1 = "01"\nA2 = "02"\n[cube.select]')
    assert told_of_cube(tmp_path / "right", {"A1": "Uusimaa", "A2": "Varsinais-Suomi"}, rest) == []
    with raises("area_label_contradicts", found="A1 = Satakunta"):
        told_of_cube(tmp_path / "wrong", {"A1": "Satakunta", "A2": "Varsinais-Suomi"}, rest)


def test_a_px_file_whose_values_are_other_areas_than_its_codes_is_refused(tmp_path: Path) -> None:
    content = PX.replace("MK01 Nyland", "MK01 Satakunta").encode("iso-8859-1")
    with raises("area_label_contradicts", path="table.px"):
        read_jsonstat(card(tmp_path, content, "table.px", "cube", CARD), published(), PLACES)


def figures(folder: Path, areas: list[str], names: list[str] | None = None, accepted: str = "") -> pl.DataFrame:
    """Read published figures of these areas; names stand beside the codes in a column that is not read."""
    frame = pl.DataFrame(
        {
            "indicator": "trust",
            "year": "2025",
            "area": areas,
            "value": 50.5,
            "low": None,
            "high": None,
            "n": None,
            "flag": None,
        }
    )
    frame = frame if names is None else frame.with_columns(pl.Series("name", names))
    top = accepted if names is None else f'unused = ["name"]\n{accepted}'
    written = card(folder, csv(frame), "figures.csv", "aggregates", AGGREGATES, top=top)
    return read_aggregates(written, published(), PLACES)


@pytest.mark.parametrize("cell", ["01 Uusimaa", "MK01 Nyland", "01 - Uusimaa", "01 Etelän alue"])
def test_a_cell_of_code_and_name_is_read_by_its_code(tmp_path: Path, cell: str) -> None:
    assert figures(tmp_path, [cell, "02 Varsinais-Suomi"])["code"].to_list() == ["01", "02"]


@pytest.mark.parametrize("cell", ["01 Satakunta", "MK01 Varsinais-Suomi", "01 Turku"])
def test_a_cell_of_code_and_another_name_is_refused(tmp_path: Path, cell: str) -> None:
    with raises("area_label_contradicts", path="figures.csv", row=3, column="area", found=cell):
        figures(tmp_path, ["02 Varsinais-Suomi", cell])


SIX = ["01", "02", "04", "05", "06", "07"]
NAMES = ["Uusimaa", "Varsinais-Suomi", "Satakunta", "Kanta-Häme", "Pirkanmaa", "Päijät-Häme"]


def test_a_column_of_names_beside_the_codes_is_compared(tmp_path: Path) -> None:
    assert figures(tmp_path / "right", SIX, NAMES).height == len(SIX)
    with raises("area_label_contradicts", row=2, column="name", found="01 = Päijät-Häme"):
        figures(tmp_path / "shifted", SIX, [NAMES[-1], *NAMES[:-1]])
    with raises("area_label_contradicts", row=6, column="name"):
        figures(tmp_path / "exchanged", SIX, [*NAMES[:4], NAMES[5], NAMES[4]])


@pytest.mark.parametrize("other", [["Uusimaa"] * 6, ["a", "b", "c", "d", "e", "f"], ["Helsinki", "Turku", *"cdef"]])
def test_a_column_that_holds_something_else_is_not_compared(tmp_path: Path, other: list[str]) -> None:
    assert figures(tmp_path, SIX, other).height == len(SIX)


def test_cells_of_code_and_names_of_another_country_are_refused(tmp_path: Path) -> None:
    cells = ["02 Egentliga Finland", *(f"{code} {name}" for code, name in SWEDEN.items())]
    with raises(
        "area_labels_foreign", row=3, column="area", found="01 = Stockholms län", unknown=4, number=5
    ) as refused:
        figures(tmp_path / "refused", cells)
    top = ", ".join(refused.value.parameters["lines"])
    assert figures(tmp_path / "accepted", cells, accepted=top).height == len(cells)
    with raises("accepted_label_not_in_file"):
        figures(tmp_path / "other", ["01 Uusimaa", "04 Satakunta"], accepted=top)


def test_a_column_of_names_of_another_country_is_refused(tmp_path: Path) -> None:
    with raises("area_labels_foreign", row=2, column="name", found="01 = Stockholms län") as refused:
        figures(tmp_path / "refused", [*SWEDEN], [*SWEDEN.values()])
    top = ", ".join(refused.value.parameters["lines"])
    assert figures(tmp_path / "accepted", [*SWEDEN], [*SWEDEN.values()], top).height == len(SWEDEN)


def test_spss_labels_of_another_country_are_refused(tmp_path: Path) -> None:
    with raises("area_labels_foreign", row=1, column="region", found="1 = Stockholms län"):
        survey(tmp_path, [1, 4, 5], {1: "01 Stockholms län", 4: "04 Södermanlands län", 5: "05 Östergötlands län"})


def survey(folder: Path, region: list[object], labels: dict[object, str]) -> list[str]:
    """Read the areas of three respondents from an SPSS file whose regions have these value labels."""
    folder.mkdir(exist_ok=True)
    frame = respondents(region=region)
    frame = frame.cast({"region": pl.Float64}) if frame["region"].dtype.is_integer() else frame
    pyreadstat.write_sav(frame, folder / "made.sav", variable_value_labels={"region": labels})
    written = card(folder, (folder / "made.sav").read_bytes(), "answers.sav", "respondents", DESIGN)
    return read_respondents(written, catalogue(), PLACES)["area"].to_list()


@pytest.mark.parametrize(
    ("region", "labels"),
    [
        ([1, 2, 4], {1: "Uusimaa", 2: "Varsinais-Suomi", 4: "Satakunta"}),
        ([1, 2, 3], {1: "Uusimaa", 2: "Varsinais-Suomi", 3: "Satakunta"}),  # numbered by themselves
        ([7, 8, 9], {7: "Uusimaa", 8: "Varsinais-Suomi", 9: "Satakunta"}),
        (["01", "02", "04"], {"01": "Nyland", "02": "Egentliga Finland"}),
    ],
)
def test_labels_of_spss_say_which_areas_its_numbers_are(
    tmp_path: Path, region: list[object], labels: dict[object, str]
) -> None:
    assert survey(tmp_path, region, labels) == ["01", "02", "04"]


@pytest.mark.parametrize(
    ("region", "labels"),
    [
        ([1, 2, 4], {1: "Uusimaa", 2: "Satakunta", 4: "Satakunta"}),  # most are the official codes
        (["01", "02", "04"], {"01": "Varsinais-Suomi", "02": "Uusimaa"}),
    ],
)
def test_codes_of_spss_with_the_names_of_other_areas_are_refused(
    tmp_path: Path, region: list[object], labels: dict[object, str]
) -> None:
    with pytest.raises(UserError) as refused:
        survey(tmp_path, region, labels)
    assert refused.value.code == "area_label_contradicts"
