"""What a cube says of itself is declared as a break or accepted on the card, else the build stops with its words."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.codes import Language
from contract.errors import UserError
from etl.config.catalogue.entries import Break
from etl.read.cube_mapping import read_jsonstat
from etl.read.formats.cubes.px import read_px
from etl.read.formats.notes import Note, notes_in
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import SAME, card, published
from tests.etl.read.test_cube_mapping import CUBE, cells, cube, sample

MODE = "From 2020 on people answer by web and telephone, no longer in an interview."


def read(folder: Path, document: object, top: str = "", catalogue: Any = None, rest: str = CUBE) -> Any:
    made = card(folder, json.dumps(document).encode(), "cube.json", "cube", rest, top=top)
    return read_jsonstat(made, catalogue or published(), read_classification())


def noted(where: str) -> dict[str, Any]:
    """A cube that says MODE somewhere."""
    made = cube()
    dimension = made["dimension"]["vuosi"]
    match where:
        case "dataset":
            made["note"] = [MODE]
        case "one text":
            made["note"] = MODE
        case "dimension":
            dimension["note"] = [MODE]
        case "category":
            dimension["category"]["note"] = {"2024": [MODE]}
        case "category of another content":
            made["dimension"]["tiedot"]["category"]["note"] = {"muutos": MODE}
        case "extension":
            made["extension"] = {"notes": [{"mandatory": True, "text": MODE}]}
    return made


@pytest.mark.parametrize("where", ["dataset", "one text", "dimension", "category", "extension"])
def test_a_note_that_nobody_declared_stops_the_build_with_its_words(tmp_path: Path, where: str) -> None:
    with raises("notes_not_declared", path="cube.json", indicator="people", notes=(f"“{MODE}”",)):
        read(tmp_path, noted(where))


@pytest.mark.parametrize("where", ["dataset", "category"])
def test_a_note_that_the_card_accepts_is_no_obstacle_and_another_wording_is(tmp_path: Path, where: str) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, noted(where))
    (line,) = refused.value.parameters["lines"]
    accepted = f"accepted_notes = [{line}]"  # as the message says it
    assert read(tmp_path, noted(where), accepted).height == 6
    with raises("notes_not_declared"):
        read(tmp_path, json.loads(json.dumps(noted(where)).replace("2020", "2021")), accepted)


@pytest.mark.parametrize("language", Language)
def test_the_message_says_the_note_and_both_ways_out(tmp_path: Path, language: Language) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, noted("dataset"))
    told = refused.value.message(language)
    assert all(part in told for part in (MODE, "[[breaks]]", "catalogue/people.toml", "accepted_notes = [{ note = "))


def test_a_note_that_a_break_of_the_catalogue_names_is_declared(tmp_path: Path) -> None:
    known = published()
    at = Break(period="2025", reason=SAME, notes=(f"{Note(MODE).fingerprint} From 2020",))
    *others, people = known.indicators
    with_break = replace(known, indicators=(*others, msgspec.structs.replace(people, breaks=(at,))))
    assert read(tmp_path, noted("dataset"), catalogue=with_break).height == 6
    trust, *rest = known.indicators
    of_another = replace(known, indicators=(msgspec.structs.replace(trust, breaks=(at,)), *rest))
    with raises("notes_not_declared", indicator="people"):
        read(tmp_path, noted("dataset"), catalogue=of_another)


def test_a_note_on_what_the_card_does_not_choose_is_not_asked_about(tmp_path: Path) -> None:
    assert read(tmp_path, noted("category of another content")).height == 6


def test_paragraphs_are_notes_of_their_own_without_markup() -> None:
    sex = "[b]Sex[/b]\r\n1. Two answers.\r\n\r\n"
    written = f"{sex}[b]Impact[/b]\r\n\r\nThe survey <b>moved</b> to the web in 2020.##* preliminary"
    assert [note.text for note in notes_in(written)] == [
        "Sex 1. Two answers.",
        "Impact The survey moved to the web in 2020.",
        "* preliminary",
    ]


@given(st.lists(st.text("abc .#[]<>\n\r", max_size=30), max_size=5))
def test_no_word_of_a_note_is_lost(paragraphs: list[str]) -> None:
    """Whatever stands between markup is in some paragraph."""
    written = "\n\n".join(paragraphs)
    letters = sorted(letter for note in notes_in(written) for letter in note.text if letter in "c.")
    assert set(letters) <= set(written)
    if "<" not in written and "[" not in written:
        assert letters == sorted(letter for letter in written if letter in "c.")


PX = """STUB="region";
HEADING="year";
VALUES("region")="Uusimaa","Kainuu";
CODES("region")="01","18";
VALUES("year")="2024","2025";
NOTEX="The survey moved to the web in 2020. It "
"goes on.";
NOTE[sv]="På svenska.";
VALUENOTE("region","Kainuu")="Without one town.";
VALUENOTEX("region","Uusimaa")="With one town.";
CELLNOTE("*","2024")="Estimated.";
DATA=
1 2
3 4;
"""


def test_every_note_of_a_px_file_is_read_in_its_main_language(tmp_path: Path) -> None:
    (tmp_path / "table.px").write_text(PX, encoding="utf-8")
    assert read_px(tmp_path / "table.px").notes == (
        Note("The survey moved to the web in 2020. It goes on."),
        Note("Without one town.", "region", "18"),
        Note("With one town.", "region", "01"),
        Note("Estimated.", cell=(("year", "2024"),)),
    )


def test_a_card_says_what_an_empty_cell_means(tmp_path: Path) -> None:
    """N. Ireland leaves figures out because few have answered, and says so in a note only."""
    values = [None, *range(1, 16)]
    rest = CUBE.replace("[cube.select]", '[cube.status]\n"" = "C"\n[cube.select]')
    assert cells(read(tmp_path, cube(value=values)))[0] == ("country", "SSS", "2024", None, "O")
    assert cells(read(tmp_path, cube(value=values), rest=rest))[0] == ("country", "SSS", "2024", None, "C")


@pytest.mark.shared
@pytest.mark.parametrize("name", ["INDCOMRELEQ", "INDCULTIDEQ", "INDRESPECTEQ"])
def test_northern_irelands_change_of_mode_in_2020_does_not_pass_unseen(tmp_path: Path, name: str) -> None:
    document = json.loads(sample(f"ni_good_relations/{name}.json").read_text(encoding="utf-8"))
    rest = """
[cube]
indicator = "trust"
area = "STATISTIC"
period = "TLIST(A1)"
level = "country"
geo_year = 2026
[cube.groups]
language = "EQUALGROUPS"
[cube.groups.codes.language]
N92000002 = "all"
"""
    area = document.get("result", document)["dimension"]["STATISTIC"]["category"]["index"]
    code = area if isinstance(area, str) else next(iter(area))
    with pytest.raises(UserError) as refused:
        read(tmp_path, document, rest=f'{rest}[cube.areas]\n{code} = "SSS"\n')
    assert any("In 2020, the NILT survey was moved" in note for note in refused.value.parameters["notes"])
