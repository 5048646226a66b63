"""A made-up population of the real areas, so that every level adds up: what the stand-ins tell about it."""

from __future__ import annotations

from datetime import date
from functools import cache

from geo import nesting
from geo.classification import read_classification
from tests.standins.pxweb import Table, Variable

DIVISION = 2026
TODAY = date(DIVISION, 1, 1)
YEARS = tuple(str(year) for year in range(1990, 2026))
PREFIX = {"maakunta": "MK", "kunta": "KU"}


@cache
def members() -> dict[str, tuple[str, ...]]:
    """Area code as StatFin writes it = the municipalities in it; mixed levels, MA2 beside MK21, a sub-region."""
    areas = read_classification()
    kunnat = tuple(area.code for area in areas.areas("kunta", TODAY))
    found = {"SSS": kunnat}
    aland = tuple(area.code for area in nesting.members(areas, "maakunta", "21", "kunta", TODAY))
    found |= {"MA1": tuple(code for code in kunnat if code not in aland), "MA2": aland}
    for level, prefix in PREFIX.items():
        for area in areas.areas(level, TODAY):
            inside = nesting.members(areas, level, area.code, "kunta", TODAY) if level != "kunta" else (area,)
            found[prefix + area.code] = tuple(one.code for one in inside)
    return found | {"SK091": ("091", "049")}


def names() -> dict[str, str]:
    areas = read_classification()
    told = {
        prefix + a.code: f"{prefix}{a.code} {a.name_en} "
        for level, prefix in PREFIX.items()
        for a in areas.areas(level, TODAY)
    }
    return {code: told.get(code, "WHOLE COUNTRY" if code == "SSS" else code) for code in members()}


def persons(kunta: str, year: str) -> int:
    return 500 + int(kunta) * 37 % 9000 + (int(year) - 1990) * (int(kunta) % 7)


@cache
def population(area: str, year: str) -> int:
    return sum(persons(kunta, year.strip("*")) for kunta in members()[area])


def key_figures(years: tuple[str, ...] = YEARS, *, area: str = "alue_23_20260101", new: bool = True) -> Table:
    """Table 11ra in its new and its old shape."""
    contents = {"vaerak-vaesto": "Population 31 Dec", "vaesto_usk_evlut_p": "Share of the Lutheran church, %"}
    old = {"vaesto": "Population 31 Dec", "vaesto_usk_evlut_p": "Share of the Lutheran church, %"}
    return Table(
        "11ra -- Key figures on population by region",
        (
            Variable(area, "Area", names()),
            Variable("contentscode" if new else "Tiedot", "Information", contents if new else old),
            Variable("timeperiod_y" if new else "Vuosi", "Year", {year: year for year in years}, time=True),
        ),
        lambda area, content, year: (population(area, year), "") if content.endswith("vaesto") else (50.5, ""),
    )


def languages(years: tuple[str, ...] = YEARS) -> Table:
    """Table 11rl: single languages beside the totals 01 and 02."""
    codes = {
        "SSS": "Total",
        "01": "NATIONAL LANGUAGES",
        "02": "FOREIGN LANGUAGES, TOTAL",
        "fi": "Finnish",
        "ru": "Russian",
    }

    def cell(*key: str) -> tuple[float | None, str]:
        area, language, _, _, year, _ = key
        foreign = sum(persons(kunta, year) // 10 for kunta in members()[area])
        return {"SSS": population(area, year), "02": foreign}.get(language, 7), ""

    regions = {code: name for code, name in names().items() if not code.startswith(("KU", "SK"))}
    return Table(
        "11rl -- Language by age, sex and region",
        (
            Variable("alue_23_20260101", "Area", regions),
            Variable("kieli_15_20180102", "Language", codes),
            Variable("ikaryhma_10_20180101", "Age", {"SSS": "Total", "0-4": "0 - 4"}, elimination=True),
            Variable("sukupuoli_9_20180101", "Sex", {"SSS": "Total", "1": "Males", "2": "Females"}, elimination=True),
            Variable("timeperiod_y", "Year", {year: year for year in years}, time=True),
            Variable("contentscode", "Information", {"vaerak-vaesto": "Population 31 Dec"}),
        ),
        cell,
    )


def backgrounds(years: tuple[str, ...] = YEARS) -> Table:
    """Table 11rv: countries of background, one region withheld in one year."""
    codes = {"SSS": "Total", "246": "Finland", "ULK": "Foreign countries, total", "643": "Russia"}

    def cell(*key: str) -> tuple[float | None, str]:
        area, country, year, _ = key
        if (area, country, year) == ("MK18", "ULK", years[0]):
            return None, "3"
        foreign = sum(persons(kunta, year) // 12 for kunta in members()[area])
        return {"SSS": population(area, year), "ULK": foreign}.get(country, 3), ""

    return Table(
        "11rv -- Origin and background country by municipality",
        (
            Variable("alue_23_20260101", "Area", names()),
            Variable("valtio_16_20260101", "Background country", codes),
            Variable("timeperiod_y", "Year", {year: year for year in years}, time=True),
            Variable("contentscode", "Information", {"vaerak-vaesto": "Population 31 Dec"}),
        ),
        cell,
    )


def shares(years: tuple[str, ...] = YEARS) -> Table:
    """Table 159t: a share, which adds up to nothing."""
    return Table(
        "159t -- Citizenship, country of birth, language and origin",
        (
            Variable("alue_23_20260101", "Area", names()),
            Variable("contentscode", "Information", {"vaesto_kieli_ulk_p": "Share of foreign-language speakers, %"}),
            Variable("timeperiod_y", "Year", {year: year for year in years}, time=True),
        ),
        lambda area, content, year: (population(area, year) % 200 / 10, ""),  # noqa: ARG005 - a table's cells
    )


def municipal_key_figures(years: tuple[str, ...] = YEARS) -> Table:
    """Table 142h: shares under their English texts; the codes of the contents were not seen."""
    texts = (
        "Share of Swedish-speakers of the population, %",
        "Share of foreign citizens of the population, %",
        "Proportion of the unemployed among the labour force, %",
        "Proportion of pensioners of the population, %",
    )
    contents = {f"content{number}": text for number, text in enumerate(texts)}
    return Table(
        "142h -- Municipal key figures",
        (
            Variable("alue_23_20260101", "Area", names()),
            Variable("contentscode", "Information", contents),
            Variable("timeperiod_y", "Year", {year: year for year in years}, time=True),
        ),
        lambda area, content, year: (5 + population(area, year) % (17 + int(content[-1])) / 10, ""),
    )


def offences(years: tuple[str, ...] = YEARS) -> Table:
    """Table 13ex: on the division of 2023, kinds of offences that add up to a total."""
    regions = {code: name for code, name in names().items() if code == "SSS" or code.startswith("MK")}
    return Table(
        "13ex -- Offences by municipality",
        (
            Variable("timeperiod_y", "Year", {year: year for year in years}, time=True),
            Variable("alue_23_20230101", "Area", regions),
            Variable("rikokset_74_20211209", "Offences", {"SSS": "Offences total", "101": "Theft"}),
            Variable("contentscode", "Information", {"rpk-rikokset": "Offences recorded", "selv": "Offences cleared"}),
        ),
        lambda year, area, kind, content: (population(area, year) // 15, ""),  # noqa: ARG005
    )


def employment(years: tuple[str, ...] = YEARS) -> Table:
    """Table 117e of the integration indicators, with names from before June 2026, in Finnish."""
    regions = {code: name for code, name in names().items() if code == "SSS" or code.startswith("MK")}
    origins = {"SSS": "Yhteensä", "1": "Suomalaistaustaiset", "2": "Ulkomaalaistaustaiset"}
    rates = {"SSS": 74.2, "1": 76.1, "2": 61.3}
    return Table(
        "117e -- Työllisyysaste",
        (
            Variable("Maakunta", "Maakunta", regions),
            Variable("Syntyperä", "Syntyperä", origins),
            Variable("Maassaoloaika", "Maassaoloaika", {"SSS": "Yhteensä", "1": "alle 5 vuotta"}),
            Variable("Ikä", "Ikä", {"15-64": "15 - 64", "20-64": "20 - 64"}),
            Variable("Sukupuoli", "Sukupuoli", {"SSS": "Yhteensä", "1": "Miehet"}),
            Variable("Vuosi", "Vuosi", {year: year for year in years}, time=True),
            Variable("Tiedot", "Tiedot", {"tyollisyysaste": "Työllisyysaste, %", "tyolliset": "Työlliset"}),
        ),
        lambda *key: (rates[key[1]], ""),
    )


def statfin(years: tuple[str, ...] = YEARS) -> dict[str, Table]:
    return {
        "StatFin/vaerak/11ra.px": key_figures(years),
        "StatFin/vaerak/11rl.px": languages(years),
        "StatFin/vaerak/11rv.px": backgrounds(years),
        "StatFin/vaerak/159t.px": shares(years),
        "StatFin/rpk/13ex.px": offences(years),
        "Kuntien_avainluvut/uusin/142h.px": municipal_key_figures(years),
    }


def kototietokanta(years: tuple[str, ...] = YEARS) -> dict[str, Table]:
    return {"Kotoutumisenindikaattorit/tyoll/117e.px": employment(years)}
