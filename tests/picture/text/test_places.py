"""Where, as each language says it."""

import pytest

from contract.codes import Language
from geo.classification import read_classification
from picture.query.model import Area
from picture.text.places import in_area, in_areas

FI, SV, EN = Language
WHOLE = {
    FI: Area("country", "SSS", "Koko maa"),
    SV: Area("country", "SSS", "Hela landet"),
    EN: Area("country", "SSS", "Whole country"),
}
LAPLAND = {
    FI: Area("maakunta", "19", "Lappi"),
    SV: Area("maakunta", "19", "Lappland"),
    EN: Area("maakunta", "19", "Lapland"),
}
ALAND = {
    FI: Area("maakunta", "21", "Ahvenanmaa"),
    SV: Area("maakunta", "21", "Åland"),
    EN: Area("maakunta", "21", "Åland"),
}
CENTRES = {
    FI: [
        Area("elinvoimakeskus", "01", "Uudenmaan elinvoimakeskus"),
        Area("elinvoimakeskus", "10", "Lapin elinvoimakeskus"),
    ],
    SV: [
        Area("elinvoimakeskus", "01", "Nylands livskraftscentral"),
        Area("elinvoimakeskus", "10", "Lapplands livskraftscentral"),
    ],
    EN: [
        Area("elinvoimakeskus", "01", "Uusimaa Economic Development Centre"),
        Area("elinvoimakeskus", "10", "Lapland Economic Development Centre"),
    ],
}


@pytest.mark.parametrize(
    ("area", "language", "where"),
    [
        (WHOLE, FI, "koko maassa"),
        (WHOLE, SV, "i hela landet"),
        (WHOLE, EN, "in the whole country"),
        (LAPLAND, FI, "Lapissa"),
        (LAPLAND, SV, "i Lappland"),
        (LAPLAND, EN, "in Lapland"),
        (ALAND, FI, "Ahvenanmaalla"),
        (ALAND, SV, "på Åland"),
        (ALAND, EN, "in Åland"),
    ],
)
def test_an_area_is_said_with_its_own_ending_or_preposition(area, language, where):
    assert in_area(area[language], language) == where


@pytest.mark.parametrize(
    ("language", "one", "both"),
    [
        (FI, "Lapin elinvoimakeskuksen alueella", "Uudenmaan ja Lapin elinvoimakeskusten alueilla"),
        (
            SV,
            "i området för Lapplands livskraftscentral",
            "i områdena för Nylands och Lapplands livskraftscentraler",
        ),
        (
            EN,
            "in the area of the Lapland Economic Development Centre",
            "in the areas of the Uusimaa and Lapland Economic Development Centres",
        ),
    ],
)
def test_a_centre_is_not_a_place_but_has_an_area(language, one, both):
    assert in_area(CENTRES[language][1], language) == one
    assert in_areas(CENTRES[language], language) == both


def test_a_list_says_the_preposition_once_where_it_is_the_same():
    east = Area("maakunta", "12", "North Karelia")
    assert in_areas([LAPLAND[EN], east], EN) == "in Lapland and North Karelia"
    assert in_areas([LAPLAND[FI], Area("maakunta", "06", "Pirkanmaa")], FI) == "Lapissa ja Pirkanmaalla"
    assert in_areas([LAPLAND[SV], ALAND[SV]], SV) == "i Lappland och på Åland"
    assert in_areas([], EN) == ""


def test_every_region_and_major_region_has_a_finnish_ending_of_its_own():
    named = {a for a in read_classification().every if a.level in {"maakunta", "suuralue"}}
    assert named
    assert not [a.name_fi for a in named if "alueella" in in_area(Area(a.level, a.code, a.name_fi), FI)]
