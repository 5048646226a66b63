"""What group codes mean by the labels in a file, by the card and by the catalogue."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.read.cube_mapping import read_jsonstat
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.formats.cubes.test_px import CARD, PX
from tests.etl.read.helpers import DESIGN, card, catalogue, published, respondents
from tests.etl.read.test_cube_mapping import CUBE, cube

PLACES = read_classification()
CODES = DESIGN + '[groups.codes.language]\n"1" = "fi"\n"2" = "sv"\n"3" = "foreign"\n'
WORDS = DESIGN + '[groups.codes.language]\n"Mamma puhui suomea" = "fi"\n"2" = "sv"\n"3" = "foreign"\n'
AGREE = {1: "Suomi", 2: "Svenskspråkiga", 3: "Vieraskieliset"}


def named(whole: Catalogue) -> Catalogue:
    """Return a catalogue with the shipped groups."""
    return replace(whole, groups=read_catalogue().groups)


def read(folder: Path, labels: dict[int, str], rest: str = CODES, top: str = "") -> list[str]:
    """Read three respondents from an SPSS file with these value labels of their languages."""
    frame = respondents(language=[1, 2, 3]).cast({"language": pl.Float64})
    folder.mkdir(exist_ok=True)
    pyreadstat.write_sav(frame, folder / "made.sav", variable_value_labels={"language": labels})
    written = card(folder, (folder / "made.sav").read_bytes(), "answers.sav", "respondents", rest, top=top)
    return read_respondents(written, named(catalogue()), PLACES)["language"].to_list()


@pytest.mark.parametrize(
    "labels",
    [
        {1: "Svenskspråkiga", 2: "Finskspråkiga"},
        {1: "ruotsinkieliset", 2: "suomi"},
        {1: "Other", 2: "Suomi"},
        {1: "sv", 2: "fi"},
        {1: "1 = Ruotsi"},
        {1: "Finnish", 2: "Swedish", 3: "Total"},
    ],
)
def test_a_card_that_takes_a_group_for_another_is_refused(tmp_path: Path, labels: dict[int, str]) -> None:
    with raises("group_label_contradicts", column="language", dim="language"):
        read(tmp_path, labels)


@pytest.mark.parametrize("labels", [{}, AGREE, {1: "1", 2: "2"}, {1: "suomi / finska / Finnish", 3: "MUU KIELI"}])
def test_groups_whose_labels_agree_or_say_nothing_are_read(tmp_path: Path, labels: dict[int, str]) -> None:
    assert read(tmp_path, labels) == ["fi", "sv", "foreign"]


def test_unknown_words_stop_until_the_card_accepts_them(tmp_path: Path) -> None:
    labels = AGREE | {3: "Livonian"}
    with raises("group_labels_unknown", column="language", lines=('accepted_labels.language = { "3" = "Livonian" }',)):
        read(tmp_path / "shown", labels)
    top = 'accepted_labels.language = { "3" = "Livonian" }'
    assert read(tmp_path / "accepted", labels, top=top) == ["fi", "sv", "foreign"]


def test_a_map_of_words_accepts_them_and_a_map_of_codes_does_not(tmp_path: Path) -> None:
    labels = AGREE | {1: "Mamma puhui suomea"}
    assert read(tmp_path / "words", labels, WORDS) == ["fi", "sv", "foreign"]
    with raises("group_labels_unknown", column="language"):
        read(tmp_path / "codes", labels)


def test_a_map_of_words_that_the_catalogue_knows_as_another_group_is_refused(tmp_path: Path) -> None:
    with raises("group_label_contradicts", given="1", meant="sv"):
        read(tmp_path, AGREE | {1: "Ruotsi"}, WORDS.replace("Mamma puhui suomea", "Ruotsi"))


@pytest.mark.parametrize(
    ("label", "code"),
    [("65 vuotta täyttäneet", "read"), ("75 år och äldre", "unknown"), ("<65", "unknown"), ("65 +", "read")],
)
def test_the_numbers_of_an_age_class_are_part_of_its_name(tmp_path: Path, label: str, code: str) -> None:
    document = cube()
    document["dimension"]["tiedot"]["category"]["label"] = {"vaesto": label, "muutos": "18–29 år"}
    rest = CUBE.replace(
        '[cube.select]\ntiedot = "vaesto"',
        '[cube.groups]\nage = "tiedot"\n[cube.groups.codes.age]\nvaesto = "65+"\nmuutos = "18-29"\n',
    )
    written = card(tmp_path, json.dumps(document).encode(), "cube.json", "cube", rest)
    if code == "read":
        found = read_jsonstat(written, named(published()), PLACES)["group_code"]
        assert sorted(found.unique()) == ["18-29", "65+"]
        return
    with raises("group_labels_unknown", column="tiedot"):
        read_jsonstat(written, named(published()), PLACES)


def test_the_shipped_catalogue_knows_the_usual_words_for_women_and_men() -> None:
    words = {group.code: group.also for one in read_catalogue().groups if one.dim == "sex" for group in one.groups}
    assert {"nainen", "kvinna", "woman"} <= set(words["female"])
    assert {"mies", "man"} <= set(words["male"])


def test_no_word_of_the_shipped_catalogue_names_two_groups_of_one_dimension() -> None:
    for one in read_catalogue().groups:
        names = [{group.code, *group.also, group.name.fi, group.name.sv, group.name.en} for group in one.groups]
        words = [word for group in names for word in {name.casefold() for name in group}]
        assert len(words) == len(set(words)), one.dim


IN_GROUPS = '[cube.groups]\nlanguage = "{}"\n[cube.groups.codes.language]\n{} = "fi"\n{} = "sv"\n'


def test_a_cube_whose_categories_are_other_groups_than_the_card_says_is_refused(tmp_path: Path) -> None:
    document = cube()
    document["dimension"]["tiedot"]["category"]["label"] = {"vaesto": "Svenskspråkiga", "muutos": "Finskspråkiga"}
    rest = CUBE.replace('[cube.select]\ntiedot = "vaesto"', IN_GROUPS.format("tiedot", "vaesto", "muutos"))
    written = card(tmp_path, json.dumps(document).encode(), "cube.json", "cube", rest)
    with raises("group_label_contradicts", path="cube.json", column="tiedot", given="vaesto", meant="sv"):
        read_jsonstat(written, named(published()), PLACES)


def test_a_px_file_whose_values_are_other_groups_than_the_card_says_is_refused(tmp_path: Path) -> None:
    text = PX.replace('VALUES("innehåll")="Folkmängd"', 'VALUES("innehåll")="Svenskspråkiga"')
    groups = IN_GROUPS.format("innehåll", "vaesto", "other").replace('other = "sv"\n', "")
    rest = CARD.replace('[cube.select]\n"innehåll" = "vaesto"', groups)
    written = card(tmp_path, text.encode("iso-8859-1"), "table.px", "cube", rest)
    with raises("group_label_contradicts", path="table.px", column="innehåll", given="vaesto", meant="sv"):
        read_jsonstat(written, named(published()), PLACES)
