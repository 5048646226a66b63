"""The card of a local collection: the place is one, and nobody is drawn who chose to take part."""

from pathlib import Path

import pytest

from tests.errors import raises
from tests.etl.local.places import answers, place_card
from tests.etl.read.helpers import card, csv

ROWS = answers([("fi", 40, 20)])


def test_the_place_is_the_only_area_and_all_weigh_alike(tmp_path: Path) -> None:
    design = place_card(tmp_path, ROWS, period="2025").design
    assert design
    assert (design.level, design.geo_year) == ("kunta", 2025)
    assert (design.fpc, design.population) == (None, None)


@pytest.mark.parametrize("area", ["EVK03", "HVA01", "SSS", "Espoo", "KU", "049"])
def test_a_place_is_a_municipality_or_a_region(tmp_path: Path, area: str) -> None:
    with raises("local_area_wrong", key="local.area", found=area):
        place_card(tmp_path, ROWS, area=area)


@pytest.mark.parametrize(
    ("design", "found"),
    [
        ('weight = "w"', ["weight"]),
        ("population = 2000", ["population"]),
        ('stratum = "s"\npsu = "p"', ["stratum", "psu"]),
    ],
)
def test_who_chose_to_take_part_is_no_sample(tmp_path: Path, design: str, found: list[str]) -> None:
    with raises("self_selected_sampled", key=f"design.{found[0]}", keys=found):
        place_card(tmp_path, ROWS, "self_selected", design=design)


def test_a_place_has_no_column_of_areas(tmp_path: Path) -> None:
    with raises("local_area_column", found="region"):
        place_card(tmp_path, ROWS, design='area = "region"')


def test_figures_of_a_place_are_not_a_local_collection(tmp_path: Path) -> None:
    local = '[local]\narea = "KU049"\nsampling = "probability"'
    with raises("local_not_respondents", found="aggregates"):
        card(tmp_path, csv(ROWS), "x.csv", "aggregates", local)


@pytest.mark.parametrize("key", ["weight", "area", "level", "geo_year"])
def test_a_survey_of_the_country_says_what_a_local_one_leaves_out(tmp_path: Path, key: str) -> None:
    whole = {"weight": '"w"', "area": '"region"', "level": '"maakunta"', "geo_year": "2026"}
    design = "".join(f"{name} = {text}\n" for name, text in whole.items() if name != key)
    with raises("toml_lacks", keys=[f"design.{key}"]):
        card(tmp_path, csv(ROWS), "x.csv", "respondents", f'[design]\nrespondent = "id"\n{design}')


def test_nobody_is_asked_how_many_were_drawn_where_people_chose_to_take_part(tmp_path: Path) -> None:
    found = place_card(tmp_path, ROWS, "self_selected").fieldwork
    assert found
    assert (found.sampled, found.responded) == (None, 40)
