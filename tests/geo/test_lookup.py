"""Look-up of areas by what people write: the manual of geo/lookup.py."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UserError
from geo.classification import Classification, read_classification
from geo.lookup import find_area, without_level_words
from geo.tables import Area, Validity
from tests.errors import raises

TODAY = date(2026, 11, 24)
FINLAND = read_classification()


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("02", "maakunta", "02"),
        ("Varsinais-Suomi", "maakunta", "02"),
        ("Egentliga Finland", "maakunta", "02"),
        ("Southwest Finland", "maakunta", "02"),
        ("  egentliga\u00a0 FINLAND ", "maakunta", "02"),
        ("Varsinais\u2013Suomi", "maakunta", "02"),
        ("Varsinais\u2011Suomi", "maakunta", "02"),
        ("Landskapet Egentliga Finland", "maakunta", "02"),
        ("North Karelia region", "maakunta", "12"),
        ("MK01", "maakunta", "01"),
        ("KU091", "kunta", "091"),
        ("EVK04", "elinvoimakeskus", "04"),
        ("Pohjois-Suomen elinvoimakeskus", "elinvoimakeskus", "09"),
        ("Nylands livskraftscentral", "elinvoimakeskus", "01"),
        ("Vasa stad", "kunta", "905"),
        ("Maarianhamina - Mariehamn", "kunta", "478"),
        ("Akaa", "kunta", "020"),
        ("Ackas", "kunta", "020"),
        ("Pedersöre", "kunta", "599"),
        ("KOKO MAA", "country", "SSS"),
        ("Finland", "country", "SSS"),
    ],
)
def test_an_area_is_found_by_code_or_by_its_name_in_any_language(text, level, code):
    assert find_area(FINLAND, text, level, TODAY).code == code


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("Uudenmaan maakunta", "maakunta", "01"),  # as in Uudenmaan elinvoimakeskus
        ("Uusimaa", "elinvoimakeskus", "01"),
        ("Lappi", "elinvoimakeskus", "10"),
        ("Satakunta", "hyvinvointialue", "06"),
        ("Helsinki", "hyvinvointialue", "90"),
    ],
)
def test_a_name_of_another_level_counts_where_both_cover_the_same_ground(text, level, code):
    assert find_area(FINLAND, text, level, TODAY).code == code


def test_a_name_of_another_level_is_refused_where_the_ground_differs():
    with raises("area_unknown_near", written="Pohjanmaa", level="elinvoimakeskus"):
        find_area(FINLAND, "Pohjanmaa", "elinvoimakeskus", TODAY)  # the centre holds Keski-Pohjanmaa too
    with raises("area_unknown_near", written="Uusimaa", level="hyvinvointialue"):
        find_area(FINLAND, "Uusimaa", "hyvinvointialue", TODAY)  # there are five


@pytest.mark.parametrize("text", ["Nyland", "NTM-centralen i Nyland", "Uudenmaan ELY-keskus", "ely01"])
def test_ely_centres_are_found_on_their_days(text):
    assert find_area(FINLAND, text, "ely", date(2025, 12, 31)).code == "01"


def test_an_unknown_name_is_refused_with_the_nearest():
    nearest = ("Pohjois-Savo (11)", "Pohjois-Karjala (12)", "Pohjois-Pohjanmaa (17)")
    with raises("area_unknown_near", nearest=nearest) as caught:
        find_area(FINLAND, "Pohjois Savo", "maakunta", TODAY)
    assert str(caught.value).startswith(
        "“Pohjois Savo” is not an area of the level maakunta on 2026-11-24. Check level "
    )
    assert str(caught.value).endswith(" Nearest: Pohjois-Savo (11), Pohjois-Karjala (12), Pohjois-Pohjanmaa (17).")


def test_a_lost_leading_zero_is_refused_with_the_whole_code():
    with raises("area_zero_lost", right="091"):
        find_area(FINLAND, "91", "kunta", TODAY)


def test_an_empty_name_is_refused():
    with raises("area_unknown", written="", level="maakunta", on=TODAY):
        find_area(FINLAND, "", "maakunta", TODAY)


@pytest.mark.parametrize(
    ("text", "level", "area", "heir", "on"),
    [
        ("Kjulo", "kunta", "Köyliö (319)", "Säkylä (783)", date(2016, 1, 1)),
        ("Haukipudas", "kunta", "Haukipudas (084)", "Oulu (564)", date(2013, 1, 1)),
        ("Itä-Uusimaa", "maakunta", "Itä-Uusimaa (20)", "Uusimaa (01)", date(2011, 1, 1)),
    ],
)
def test_an_ended_area_is_refused_with_its_successor(text, level, area, heir, on):
    with raises("area_ended", area=area, heir=heir, on=on):
        find_area(FINLAND, text, level, TODAY)


def test_an_area_of_a_level_that_ended_is_refused_with_its_successors():
    heirs = ("Kaakkois-Suomen elinvoimakeskus (03)", "Sisä-Suomen elinvoimakeskus (04)")
    with raises("level_ended_heirs", level="ely", areas=("Hämeen ELY-keskus (04)",), heirs=heirs):
        find_area(FINLAND, "Hämeen ELY-keskus", "ely", TODAY)


def test_an_ambiguous_name_is_refused_with_all_it_could_be():
    start = date(2020, 1, 1)
    twins = Classification(
        every=(
            Area("kunta", "001", Validity(start, None), "Koski", "Forsby", "Koski"),
            Area("kunta", "002", Validity(start, None), "Koskikylä", "Koski", "Koskikylä"),
        ),
        memberships=(),
        changes=(),
    )
    with raises("area_ambiguous", written="koski", areas=("Koski (001)", "Koskikylä (002)")):
        find_area(twins, "koski", "kunta", start)
    assert find_area(twins, "002", "kunta", start).name_fi == "Koskikylä"


@given(area=st.sampled_from([area for area in FINLAND.every if area.valid.last is None]), data=st.data())
def test_every_area_is_found_by_each_of_its_names_however_cased_and_spaced(area, data):
    name = data.draw(st.sampled_from([area.code, area.name_fi, area.name_sv, area.name_en]))
    written = data.draw(st.sampled_from([name, name.upper(), name.replace(" ", "\u00a0"), f"  {name}\t"]))
    assert find_area(FINLAND, written, area.level, TODAY) == area


@given(st.text())
def test_whatever_is_written_is_found_or_refused(text):
    try:
        area = find_area(FINLAND, text, "maakunta", TODAY)
    except UserError:
        return
    assert area in FINLAND.areas("maakunta", TODAY)


def test_a_bare_name_has_lost_the_words_that_say_its_level():
    written = ["Lapin hyvinvointialue", "NTM-centralen i Lappland", "City of Helsinki", "Kristinestad"]
    assert [without_level_words(name) for name in written] == ["lapin", "lappland", "helsinki", "kristinestad"]
