from __future__ import annotations

import json

import msgspec
import pytest

from contract.errors import UserError
from etl.fetch.services.declarations import PxWeb
from etl.fetch.services.metadata import read_metadata, resolve
from tests.errors import raises

NEW = {
    "title": "11ra -- Key figures",
    "variables": [
        {
            "code": "alue_23_20260101",
            "text": "Area",
            "values": ["SSS", "MA1", "MA2", "MK01", "MK21", "SK091", "KU020", "KU091", "EVK01"],
            "valueTexts": ["WHOLE COUNTRY", "a", "b", "MK01 Uusimaa ", "c", "d", "e", "f", "g"],
        },
        {
            "code": "contentscode",
            "text": "Information",
            "values": ["vaerak-vaesto", "x"],
            "valueTexts": ["Population", "X"],
        },
        {
            "code": "sukupuoli_9",
            "text": "Sex",
            "values": ["SSS", "1"],
            "valueTexts": ["Total", "Males"],
            "elimination": True,
        },
        {
            "code": "timeperiod_y",
            "text": "Year",
            "values": ["2023", "2024"],
            "valueTexts": ["2023", "2024*"],
            "time": True,
        },
    ],
}
QUERY = PxWeb(
    indicator="population",
    table=("11ra.px",),
    select={"contentscode|tiedot": "vaerak-vaesto|vaesto"},
    levels=("country", "maakunta", "kunta"),
)


def resolved(document: dict, query: PxWeb = QUERY):
    return resolve(read_metadata(json.dumps(document).encode(), "11ra"), query, "11ra")


def changed(place: int, **told: object) -> dict:
    variables = [dict(one) for one in NEW["variables"]]
    variables[place] |= told
    return NEW | {"variables": variables}


def other(**told: object) -> PxWeb:
    return msgspec.structs.replace(QUERY, **told)


def test_levels_are_kept_apart_by_prefix_and_every_variable_is_pinned():
    found = resolved(NEW)
    assert found.mapping.areas == {
        "SSS": ("country", "SSS"),
        "MK01": ("maakunta", "01"),
        "MK21": ("maakunta", "21"),
        "KU020": ("kunta", "020"),
        "KU091": ("kunta", "091"),
    }
    assert found.selection["contentscode"] == ("vaerak-vaesto",)
    assert found.selection["sukupuoli_9"] == ("SSS",)
    assert set(found.selection) == {"alue_23_20260101", "contentscode", "sukupuoli_9", "timeperiod_y"}


def test_the_code_of_the_area_variable_tells_the_division():
    assert resolved(NEW).mapping.geo_year == 2026
    assert resolved(changed(0, code="alue_23_20230101")).mapping.geo_year == 2023


def test_a_star_marks_a_preliminary_period():
    assert resolved(NEW).mapping.periods == {"2023": ("2023", False), "2024": ("2024", True)}


def test_names_from_before_june_2026_are_understood_when_the_division_is_declared():
    old = changed(0, code="Alue")
    old["variables"][1] |= {"code": "Tiedot", "values": ["vaesto", "x"]}
    found = resolved(old, other(geo_year=2025))
    assert (found.mapping.area, found.mapping.geo_year, found.selection["Tiedot"]) == ("Alue", 2025, ("vaesto",))
    with raises("table_division_unknown"):
        resolved(old)


def test_bare_codes_are_understood():
    found = resolved(changed(0, values=["SSS", "01", "020", "091"], valueTexts=["x", "x", "x", "x"]))
    assert [found.mapping.areas[code] for code in ("01", "020")] == [("maakunta", "01"), ("kunta", "020")]


def test_the_first_period_may_be_declared():
    assert list(resolved(NEW, other(since="2024")).mapping.periods) == ["2024"]


@pytest.mark.parametrize(
    ("document", "query", "wrong"),
    [
        (NEW, other(select={"colour": "x"}), r"no single variable matches .* colour.*alue_23_20260101 \(Area\)"),
        (
            NEW,
            other(select={"contentscode": "births"}),
            r"column contentscode: no single value matches the pattern births.*Population",
        ),
        (NEW, other(levels=("ely",)), "no areas of the level ely"),
        (NEW, other(since="2030"), "no period from 2030 on.*2024"),
        (
            changed(2, values=["1", "2"], valueTexts=["a", "b"]),
            QUERY,
            r"sukupuoli_9 \(Sex\): the variable has no total",
        ),
        (
            changed(3, values=["Jan", "Feb"], valueTexts=["Jan", "Feb"]),
            QUERY,
            "column timeperiod_y: this is not a period.*'Jan'",
        ),
        (changed(3, time=False), QUERY, "one variable of time, not 0"),
        (
            changed(0, values=["SSS", "MK01", "20"], valueTexts=["x", "x", "x"]),
            QUERY,
            "no areas of the level kunta.*lost its zeros",
        ),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(document, query, wrong):
    with pytest.raises(UserError, match=wrong):
        resolved(document, query)


def test_something_else_than_metadata_is_refused():
    with raises("table_metadata_unreadable", path="11ra"):
        read_metadata(b"[]", "11ra")
