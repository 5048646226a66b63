"""Real files of Statistics Finland, as people save them: loaded by declaring their header, held to published totals."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.read.aggregates import read_aggregates
from etl.read.cube_mapping import read_jsonstat
from geo.classification import read_classification
from tests.etl.read.helpers import card, catalogue

PLACES = read_classification()
SHARED = Path(__file__).parents[4] / "shared"
SAMPLES = SHARED / "samples" / "statfin"
FIGURES = "kuntien_avainluvut_municipal.tsv"
TOTAL_2021, TOTAL_2022, TOTAL_2024 = 5_548_241, 5_563_970, 5_635_971  # as published
NOTES = (  # of its publisher, about the table and about what is counted
    "7964048320f6 Documentation of statistics",
    "8dd18b69bb45 These statistics apply the regional division of 1 January 2025",
    "fd15d60dbc3a Population at the end of the reference period.",
)
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here"),
]


def table(  # noqa: PLR0917 - the lines of a card, in their order
    columns: str, level: str = "kunta", geo_year: int = 2025, top: str = "", period: str = "", more: str = ""
) -> str:
    return f"""
[table]
{top}
[table.columns]
{columns}
{more}
[table.constant]
indicator = "people"
{f'period = "{period}"' if period else ""}
level = "{level}"
geo_year = "{geo_year}"
group_dim = "all"
group_code = "all"
"""


def read(folder: Path, file: Path, rest: str, top: str = "") -> pl.DataFrame:
    loaded = card(folder, file.read_bytes(), file.name.replace("_raw", ""), "aggregates", rest, top=top)
    return read_aggregates(loaded, catalogue(), PLACES)


def test_a_file_with_a_byte_order_mark_semicolons_and_names_adds_up_to_the_published_total_of_2021(tmp_path: Path):
    select = '[table.select]\n"Ikä" = "Yhteensä"'
    rest = table('area = "Kunta"\nvalue = "Yhteensä"', top='separator = ";"', period="2021", more=select)
    found = read(tmp_path, SAMPLES / "11re_sukupuolijakauma_bom_semicolon.csv", rest, 'unused = ["Miehet", "Naiset"]')
    assert (found["code"].n_unique(), found["value"].sum()) == (308, TOTAL_2021)


def test_the_cube_of_308_municipalities_adds_up_to_the_published_total_of_2024(tmp_path: Path):
    file = SHARED / "samples" / "statfin_pxapi" / "map-kunta-population_11s5.json"
    rest = """
[cube]
indicator = "people"
area = "alue"
period = "kuukausi"
level = "kunta"
geo_year = 2025
"""
    accepted = ", ".join(f'{{ note = "{note}" }}' for note in NOTES)
    loaded = card(tmp_path, file.read_bytes(), file.name, "cube", rest, top=f"accepted_notes = [{accepted}]")
    found = read_jsonstat(loaded, catalogue(), PLACES)
    assert (found["code"].n_unique(), found["value"].sum(), set(found["period"])) == (308, TOTAL_2024, {"2024M12"})


def votes(folder: Path, column: str, other: str) -> pl.DataFrame:
    """Voters of one sex: latin-1, code and name in one cell, two measures stacked in one column."""
    columns = f'area = "Alue"\nperiod = "Vuosi"\nvalue = "{column}"'
    top = 'separator = ";"\nencoding = "latin-1"'
    rest = table(columns, geo_year=2021, top=top, more='[table.select]\n"Tiedot" = "Äänestäneet"')
    return read(folder, SAMPLES / "12x4_aanestys_data.csv", rest, f'unused = ["{other}"]')


def eligible(folder: Path, file: Path) -> pl.DataFrame:
    columns = 'area = "Alue"\nperiod = "Vuosi"\nvalue = "Äänioikeutetut"'
    return read(folder, file, table(columns, geo_year=2021, top='separator = ";"\nencoding = "latin-1"'))


def test_the_elections_of_2021_have_honkajoki_which_was_no_more(tmp_path: Path):
    with pytest.raises(
        UserError, match=r"row 61, column Alue: Honkajoki \(099\) ended when it joined Kankaanpää \(214\)"
    ):
        eligible(tmp_path, SAMPLES / "vakiluku.csv")


def test_turnout_of_2021_is_55_1_percent_without_pertunmaa(tmp_path: Path):
    lines = (SAMPLES / "vakiluku.csv").read_bytes().splitlines(keepends=True)
    mended = tmp_path / "vakiluku.csv"
    mended.write_bytes(b"".join(line for line in lines if b"Honkajoki" not in line))
    electorate = eligible(tmp_path / "electorate", mended)
    women, men = "Äänestäneitä naisia", "Äänestäneitä miehiä"
    voters = pl.concat([votes(tmp_path / "men", men, women), votes(tmp_path / "women", women, men)])
    assert set(voters["code"]) - set(electorate["code"]) == {"588"}  # Pertunmaa voted, and nobody counted who might
    both = voters.filter(pl.col("code") != "588")["value"].sum()
    assert round(100 * both / electorate["value"].sum(), 1) == 55.1


def test_key_figures_of_mixed_levels_give_the_nineteen_regions_once(tmp_path: Path):
    """Municipalities, regions and sub-regions in one column, 89 of them twice as “(HE 15/2017 vp)”."""
    columns = 'area = "Region 2018"\nvalue = "Population"'
    rest = table(columns, "maakunta", 2018, period="2018", top='separator = "\\t"\nmixed = true')
    names = [one.strip('"') for one in (SAMPLES / FIGURES).read_text("utf-8").splitlines()[0].split("\t")]
    unused = f"unused = {[name for name in names if name not in {'Region 2018', 'Population'}]}"
    found = read(tmp_path, SAMPLES / FIGURES, rest, unused)
    assert (found.height, found["value"].sum()) == (19, 5_513_130)


def test_sotkanet_population_of_2022_adds_up_to_5_563_970(tmp_path: Path):
    path = SHARED / "geo" / "classifications" / "population_sotkanet_2000_2022.csv"
    columns = 'area = "kunta"\nperiod = "year"\nvalue = "population"'
    found = read(tmp_path, path, table(columns, geo_year=2022))
    assert found.filter(pl.col("period") == "2022")["value"].sum() == TOTAL_2022
    assert sorted(set(found["period"])) == [str(year) for year in range(2000, 2023)]


def test_codes_that_lost_their_zeros_are_read_where_a_code_of_the_full_length_shows_what_they_were(tmp_path: Path):
    path = SHARED / "samples" / "sotkanet" / "geofi_sotkadata_population.csv"
    columns = 'area = "municipality_code"\nperiod = "year"\nvalue = "primary.value"'
    told = path.read_text(encoding="utf-8").splitlines()[0].replace('"', "").split(",")
    unused = [name for name in told if name not in {"municipality_code", "year", "primary.value"}]
    found = read(tmp_path, path, table(columns, geo_year=2022), f"unused = {unused}")
    assert "091" in found["code"].to_list()
