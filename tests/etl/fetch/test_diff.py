"""A refresh says what it changes before it is taken."""

from __future__ import annotations

from dataclasses import replace

from tests.etl.fetch.conftest import Fetching
from tests.standins.country import key_figures, population
from tests.standins.pxweb import PxWeb

POPULATION = "statfin_population"
TABLE = "StatFin/vaerak/11ra.px"


def refreshed(fetching: Fetching, before, after):
    with PxWeb({TABLE: before}) as px:
        fetching.take(POPULATION, px.base)
        px.tables[TABLE] = after
        return fetching.fetch(POPULATION, px.base)


def test_the_same_table_brings_no_news(fetching: Fetching):
    fetched = refreshed(fetching, key_figures(("2024", "2025")), key_figures(("2024", "2025")))
    assert (list(fetched.differences), fetched.lost) == (
        ["656 observations: 0 new, 0 revised, 0 gone, 0 marked otherwise"],
        0,
    )


def test_new_years_revised_values_and_marks_are_told(fetching: Fetching):
    after = key_figures(("2023", "2024", "2025*"))
    cell = after.cell
    raised = {"KU020": 5, "MK06": 5, "SSS": 5}  # Akaa, its region, the country
    after.cell = lambda area, content, year: (
        (cell(area, content, year)[0] + raised.get(area, 0), "") if year == "2024" else cell(area, content, year)
    )
    news = refreshed(fetching, key_figures(("2024", "2025")), after).differences
    akaa = population("KU020", "2024")
    assert news[0] == "984 observations: 328 new, 3 revised, 0 gone, 328 marked otherwise"
    assert "  new       population 2023 (1 periods)" in news
    assert f"  revised   population 2024 kunta 020: {akaa:,} -> {akaa + 5:,}" in news
    assert "  values    timeperiod_y: 2025 is now called 2025*" not in news
    assert "  values    timeperiod_y: gone: 2025" in news


def test_lost_years_and_gaps_are_told_and_counted(fetching: Fetching):
    fetched = refreshed(fetching, key_figures(("2022", "2023", "2024")), key_figures(("2022", "2024")))
    assert fetched.lost == 328
    assert "  gone      population 2023 (1 periods)" in fetched.differences
    assert "  gap       population: no 2023" in fetched.differences


def test_renamed_variables_and_a_new_division_are_told(fetching: Fetching):
    after = key_figures(("2024", "2025"), area="alue_23_20250101")
    news = refreshed(fetching, key_figures(("2024", "2025")), after).differences
    assert "  variable  alue_23_20260101 is now called alue_23_20250101" in news
    assert "  division  2026 -> 2025" in news


def test_renamed_and_vanished_values_are_told(fetching: Fetching):
    before, after = key_figures(("2024", "2025")), key_figures(("2024", "2025"))
    contents = replace(after.variables[1], values={"vaesto": "Population 31 Dec", "births": "Live births"})
    after.variables = (after.variables[0], contents, after.variables[2])
    news = refreshed(fetching, before, after).differences
    assert "  values    contentscode: vaerak-vaesto is now called vaesto" in news
    assert "  values    contentscode: gone: vaesto_usk_evlut_p" in news
    assert "  values    contentscode: new: births" in news
