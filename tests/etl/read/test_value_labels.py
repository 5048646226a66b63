"""What a code means by the labels in a file, and by the catalogue: a contradiction stops the build."""

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pyreadstat
import pytest

from contract.errors import UserError
from etl.config.catalogue.catalogue import Catalogue, Group, GroupDimension, Scale, read_catalogue
from etl.config.toml import Text
from etl.read.cube_mapping import read_jsonstat
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import assert_tells, raises
from tests.etl.read.formats.cubes.test_px import CARD, PX
from tests.etl.read.helpers import DESIGN, card, catalogue, published, respondents
from tests.etl.read.test_cube_mapping import CUBE, cube

PLACES = read_classification()
YES, NO, DO_NOT_KNOW = (
    Text(fi="kyllä", sv="ja", en="yes"),
    Text(fi="ei", sv="nej", en="no"),
    Text(fi="en osaa sanoa", sv="kan inte säga", en="cannot say"),
)
LANGUAGES = GroupDimension(
    dim="language",
    name=YES,
    groups=(
        Group(code="fi", name=Text(fi="Suomenkieliset", sv="Finskspråkiga", en="Finnish speakers"), also=("suomi",)),
        Group(code="sv", name=Text(fi="Ruotsinkieliset", sv="Svenskspråkiga", en="Swedish speakers")),
        Group(code="foreign", name=Text(fi="Vieraskieliset", sv="Främmandespråkiga", en="Foreign-language speakers")),
    ),
)


def named(whole: Catalogue) -> Catalogue:
    """Return a catalogue with real words for answers and languages."""
    groups = tuple(LANGUAGES if one.dim == "language" else one for one in whole.groups)
    return replace(whole, scales={"yesno": Scale({1: YES, 2: NO, 8: DO_NOT_KNOW}, (8,))}, groups=groups)


def read(folder: Path, labels: dict[str, dict[int, str]], rest: str = DESIGN, **columns: list[object]) -> pl.DataFrame:
    """Read three respondents from an SPSS file with these value labels."""
    frame = respondents(**columns)
    numbers = [name for name in labels if frame[name].dtype.is_integer()]
    folder.mkdir(exist_ok=True)
    pyreadstat.write_sav(
        frame.cast(dict.fromkeys(numbers, pl.Float64)), folder / "made.sav", variable_value_labels=labels
    )
    content = (folder / "made.sav").read_bytes()
    return read_respondents(card(folder, content, "answers.sav", "respondents", rest), named(catalogue()), PLACES)


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ({1: "ei", 2: "kyllä"}, ("1", "2")),
        ({1: "Nej", 2: "Ja"}, ("1", "2")),
        ({1: "ei / nej", 2: "kyllä / ja"}, ("1", "2")),
        ({1: "a) ei", 2: "b) kyllä"}, ("1", "2")),
        ({1: "NO.", 2: "YES!"}, ("1", "2")),
        ({1: "1 = no", 2: "2 = yes"}, ("1", "2")),
        ({1: "Kyllä", 2: "En osaa  sanoa", 8: "ei"}, ("2", "8")),
        ({0: "kyllä", 1: "ei", 2: "en osaa sanoa"}, ("1", "2")),  # the scale is shifted
        ({1: "Definitely", 2: "yes"}, ("2", "1")),  # one word of ours is enough
    ],
)
def test_labels_that_contradict_the_scale_stop_the_build_at_the_question(
    tmp_path: Path, labels: dict[int, str], told: tuple[str, str]
) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, {"q1": labels})
    assert_tells(refused.value, "answer_label_contradicts", column="q1", given=told[0], ours=told[0], meant=told[1])


def test_a_contradiction_is_told_with_both_labels(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read(tmp_path, {"q1": {1: "ei", 2: "kyllä"}})
    assert (
        "column q1: code 1 has the label of 2 in the catalogue, where 1 is kyllä / ja / yes. Found: '1 = ei'."
        in str(refused.value)
    )


@pytest.mark.parametrize(
    "labels",
    [
        {1: "Kyllä", 2: "Ei"},
        {1: "ja (1)", 2: "nej (2)", 8: "Kan inte säga"},
        {1: "Definitely", 2: "Never"},  # words that the catalogue does not have say nothing
        {1: "yes", 2: "no", 7: "cannot say"},  # nobody answered 7
        {},
    ],
)
def test_labels_that_agree_or_say_nothing_are_read(tmp_path: Path, labels: dict[int, str]) -> None:
    assert read(tmp_path, {"q1": labels})["q1"].to_list() == [1, 2, 8]


def test_numbers_as_labels_of_a_scale_of_numbers_are_compared_too(tmp_path: Path) -> None:
    scale = read_catalogue().scales["scale0_10"]
    labels = {"q1": {float(code): str(code + 1) for code in range(10)}}
    pyreadstat.write_sav(respondents(q1=[1.0, 2.0, 8.0]), tmp_path / "made.sav", variable_value_labels=labels)
    content = (tmp_path / "made.sav").read_bytes()
    eleven = replace(catalogue(), scales={"yesno": scale})
    with raises("answer_label_contradicts", column="q1", given="1", meant="2"):
        read_respondents(card(tmp_path, content, "answers.sav", "respondents", DESIGN), eleven, PLACES)


CODES = DESIGN + '[groups.codes.language]\n"1" = "fi"\n"2" = "sv"\n"3" = "foreign"\n'


@pytest.mark.parametrize(
    "labels",
    [
        {1: "Svenskspråkiga", 2: "Finskspråkiga"},
        {1: "ruotsinkieliset", 2: "suomi"},
        {1: "Other", 2: "Suomi"},
        {1: "sv", 2: "fi"},
    ],
)
def test_a_card_that_takes_a_group_for_another_is_refused(tmp_path: Path, labels: dict[int, str]) -> None:
    with raises("group_label_contradicts", column="language", dim="language"):
        read(tmp_path, {"language": labels}, CODES, language=[1, 2, 3])


def test_groups_with_their_own_labels_are_read(tmp_path: Path) -> None:
    labels = {1: "Suomi", 2: "Svenskspråkiga", 3: "Muut"}
    assert read(tmp_path, {"language": labels}, CODES, language=[1, 2, 3])["language"].to_list() == [
        "fi",
        "sv",
        "foreign",
    ]


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
    rest = CARD.replace('[cube.select]\n"innehåll" = "vaesto"', IN_GROUPS.format("innehåll", "vaesto", "other"))
    written = card(tmp_path, text.encode("iso-8859-1"), "table.px", "cube", rest)
    with raises("group_label_contradicts", path="table.px", column="innehåll", given="vaesto", meant="sv"):
        read_jsonstat(written, named(published()), PLACES)
