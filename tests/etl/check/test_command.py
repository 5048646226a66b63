"""`python -m etl check FILE`, as a municipality's coordinator types it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from contract.codes import Language
from contract.errors import UserError
from etl.__main__ import main
from etl.check.preview import Shown
from etl.config.card import read_card
from tests.etl.large import read_in_pieces
from tests.etl.read.formats.cubes.test_px import PX
from tests.etl.read.survey_tools.exports import EXPORTS, as_csv

DATA = Path(__file__).parents[3] / "data"
INPUTS = Path(__file__).parents[1] / "read" / "inputs"
POPULATION = "indicator,period,area,value\npopulation,2025,01,1800000\npopulation,2025,02,500000\n"


def check(path: Path, capsys, *more: str, data: Path = DATA) -> tuple[int, str]:
    code = main(["--data", str(data), "check", str(path), "--lang", "en", *more])
    return code, capsys.readouterr().out


def put(folder: Path, text: str, name: str = "file.csv") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_good_file_is_told_its_source_and_what_the_picture_would_show(tmp_path: Path, capsys):
    code, told = check(put(tmp_path, POPULATION), capsys)
    assert code == 0
    assert "The file fits the source statfin_population" in told
    assert "Rows read: 2. There are no errors in the file." in told
    assert "Population" in told
    assert "Nothing was stored or published." in told


def test_respondents_who_do_not_fit_into_memory_are_not_checked_and_are_told_what_checks_them(
    capsys, monkeypatch: pytest.MonkeyPatch
):
    read_in_pieces(monkeypatch)
    code, told = check(DATA / "sources/demo_survey/2026/synthetic_answers.parquet", capsys)
    assert code == 1
    assert "the file holds 7,499 respondents" in told
    assert "run python -m etl" in told


def test_cards_are_all_that_is_needed_of_the_sources(tmp_path: Path, capsys):
    for card in DATA.glob("sources/*/*/card.toml"):
        place = tmp_path / card.relative_to(DATA)
        place.parent.mkdir(parents=True)
        shutil.copy(card, place)
    code, told = check(put(tmp_path, POPULATION), capsys, data=tmp_path)
    assert (code, "The file fits the source statfin_population" in told) == (0, True)


def test_a_survey_is_estimated_for_the_whole_country_only(capsys):
    code, told = check(DATA / "sources/demo_survey/2026/synthetic_answers.parquet", capsys)
    assert code == 0
    assert "Trusts people of another background" in told
    assert "63 (61–64)" in told
    assert "Whole country" in told


def test_the_survey_of_a_place_is_not_told_as_one_of_the_country(capsys):
    code, told = check(DATA / "sources/local_raseborg/2026/synthetic_answers.csv", capsys)
    assert (code, "Whole country" in told) == (0, False)
    assert "Raseborg, latest" in told


def test_a_small_survey_shows_no_figures(tmp_path: Path, capsys):
    whole = pl.read_parquet(DATA / "sources/demo_survey/2026/synthetic_answers.parquet")
    small = whole.group_by("region", "stratum", maintain_order=True).head(2)
    small.head(24).write_parquet(tmp_path / "small.parquet")
    code, told = check(tmp_path / "small.parquet", capsys)
    assert code == 0, told
    row = next(line for line in told.splitlines() if line.startswith("Trusts people"))
    assert "–" in row
    assert "(" not in row  # no value, no interval


@pytest.mark.parametrize(
    ("text", "told_"),
    [
        (
            POPULATION.replace(",02,", ",Nyladn,"),
            "file.csv, row 3, column area: “Nyladn” is not an area of the level maakunta",
        ),
        (POPULATION.replace(",02,", ",2,"), "a leading zero is missing. Found"),
        (
            POPULATION.replace("500000", "half"),
            "file.csv, row 3, column value: this is not a number. Found: 'half'.",
        ),
        (POPULATION.replace("value", "values"), "file.csv, column value: the column is missing"),
        (POPULATION.replace(",", ";"), "only one cell. Found: 'indicator;period;area;value'. Write separator = \";\""),
        (
            POPULATION.replace(",2025,02", ",2025,01"),
            "row 2, column area: this observation occurs twice (and 1 more row)",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, capsys, text: str, told_: str):
    code, told = check(put(tmp_path, text), capsys)
    assert (code, told_ in told) == (1, True), told


def test_a_design_that_cannot_be_is_told_as_any_other_mistake(tmp_path: Path, capsys, monkeypatch):
    def impossible(*_: object) -> Iterator[Shown]:
        raise UserError("fpc_not_positive", path=Path("somewhere/answers.csv"), column="fpc")
        yield

    monkeypatch.setattr("etl.check.command.preview", impossible)
    code, told = check(put(tmp_path, POPULATION), capsys)
    assert code == 1
    assert ": answers.csv, column fpc: a population size must be greater than zero. Write the size" in told


@pytest.mark.parametrize("language", list(Language))
def test_a_broken_card_of_the_operator_is_told_without_the_folders_of_the_server(tmp_path: Path, capsys, language: str):
    card = tmp_path / "sources" / "one" / "2026" / "card.toml"
    card.parent.mkdir(parents=True)
    card.write_text("id = ", encoding="utf-8")
    file = put(tmp_path, POPULATION)
    assert main(["--data", str(tmp_path), "check", str(file), "--lang", language]) == 1
    told, beside = capsys.readouterr()
    assert "card.toml: " in told
    assert str(tmp_path) not in told + beside


def test_what_labels_of_answers_mean_comes_before_a_missing_column(capsys):
    file = INPUTS / "value_labels_reversed" / "sources" / "demo_survey" / "2026" / "answers.sav"
    code, told = check(file, capsys)
    assert code == 1
    assert "answers.sav, column q01: code 1 has the label of 5 in the catalogue" in told


def test_a_half_fitting_file_says_how_much_matches(tmp_path: Path, capsys):
    code, told = check(put(tmp_path, "indicator,period,place\npopulation,2025,01\n"), capsys)
    assert code == 1
    assert "most like the source" in told


def test_a_file_that_fits_nothing_hears_what_there_is(tmp_path: Path, capsys):
    code, told = check(put(tmp_path, "colour,size\nred,3\n"), capsys)
    assert code == 1
    assert "fits no source. Known sources: citizens_pulse, demo_survey" in told


def test_a_cube_that_no_source_has_hears_so_too(tmp_path: Path, capsys):
    assert check(put(tmp_path, PX, "table.px"), capsys)[0] == 1


def test_the_source_may_be_named(tmp_path: Path, capsys):
    code, told = check(put(tmp_path, POPULATION), capsys, "--as", "polamk_hate_crime")
    assert "polamk_hate_crime" in told
    assert code == 1
    assert (
        "There is no source nobody. Use one of citizens_pulse, demo_survey, "
        in check(put(tmp_path, POPULATION), capsys, "--as", "nobody")[1]
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "fi",
            "Korjattavaa: file.csv, rivi 3, sarake value: tämä ei ole luku. Löytyi: 'half'. Jos teksti on",
        ),
        (
            "sv",
            "Att rätta: file.csv, rad 3, kolumn value: detta är inte ett tal. Hittades: 'half'. Om texten står",
        ),
    ],
)
def test_the_answer_comes_in_finnish_and_swedish(tmp_path: Path, capsys, language: str, words: str):
    bad = put(tmp_path, POPULATION.replace("500000", "half"))
    assert main(["--data", str(DATA), "check", str(bad), "--lang", language]) == 1
    assert words in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "file.csv, rivi 3, sarake area: ”Nyladn” ei ole tason maakunta alue"),
        ("sv", "file.csv, rad 3, kolumn area: ”Nyladn” är inget område på nivån maakunta"),
    ],
)
def test_an_unknown_area_is_told_in_finnish_and_swedish(tmp_path: Path, capsys, language: str, words: str):
    bad = put(tmp_path, POPULATION.replace(",02,", ",Nyladn,"))
    assert main(["--data", str(DATA), "check", str(bad), "--lang", language]) == 1
    assert words in capsys.readouterr().out


@pytest.mark.parametrize("name", ["empty.csv", "absent.csv"])
def test_a_file_that_is_empty_or_not_there_is_told(tmp_path: Path, capsys, name: str):
    put(tmp_path, "", "empty.csv")
    code, told = check(tmp_path / name, capsys)
    assert code == 2
    assert "To correct" in told


@pytest.mark.parametrize("source", sorted(path.name for path in (DATA / "sources").iterdir()))
def test_every_shipped_file_fits_its_own_source(capsys, source: str):
    newest = max((DATA / "sources" / source).iterdir())
    code, told = check(read_card(newest / "card.toml", 500).path, capsys)
    assert (code, f"fits the source {source}:" in told) == (0, True), told


TURNOUT = "period,level,area,value,flag,note\n" + "".join(
    f"2021,maakunta,{area},55.0,,\n" for area in ("01", "02", "04", "05", "06")
)


@pytest.mark.parametrize(
    ("language", "told_"), [("fi", "Tarkistettavaa: "), ("sv", "Att kontrollera: "), ("en", "To look at: ")]
)
def test_what_query_edits_find_is_told_without_a_folder_and_stops_nothing(tmp_path: Path, capsys, language, told_):
    code, told = check(put(tmp_path, TURNOUT, "turnout.csv"), capsys, "--lang", language)
    assert code == 0
    assert f"{told_}turnout.csv" in told
    assert str(tmp_path) not in told


@pytest.mark.parametrize("name", EXPORTS)
def test_the_export_of_a_survey_tool_is_told_its_tool_and_the_lines_of_its_card(tmp_path: Path, capsys, name: str):
    export = EXPORTS[name]
    (tmp_path / "answers.csv").write_bytes(as_csv(export.rows, export.separator))
    code, told = check(tmp_path / "answers.csv", capsys)
    assert code == 1
    assert "This looks like an export of" in told
    assert f'[table]\ntool = "{name}"\n' in told
    assert "\n[table.columns]\n… = " in told
    assert "192.0.2.7" not in told


def stored_population(*rows: str) -> str:
    """Return the population of three regions in 2023, beside what is stored of 2022."""
    return "indicator,period,area,value\n" + "".join(f"population,2023,{row}\n" for row in rows)


def test_a_file_is_held_against_the_stored_periods_of_its_source(tmp_path: Path, capsys):
    text = stored_population("01,1760000", "02,496", "04,210000", "05,169000", "06,538000")
    code, told = check(put(tmp_path, text), capsys)
    assert code == 0
    assert "file.csv, row 3, column value: population, 2023, maakunta 02: the figure is 496, in 2022 it was 4" in told
    assert "statfin_population/2022" not in told


@pytest.mark.parametrize(("strict", "code"), [("true", 1), ("false", 0)])
def test_what_is_found_stops_a_file_whose_card_is_strict(tmp_path: Path, capsys, strict: str, code: int):
    shutil.copytree(DATA / "sources/statfin_population", tmp_path / "data/sources/statfin_population")
    card = tmp_path / "data/sources/statfin_population/2022/card.toml"
    card.write_text(f"strict = {strict}\n{card.read_text(encoding='utf-8')}", encoding="utf-8")
    file = put(tmp_path, stored_population("01,1760000", "02,496", "04,210000", "05,169000", "06,538000"))
    assert main(["--data", str(tmp_path / "data"), "check", str(file), "--lang", "en"]) == code
    told = capsys.readouterr().out
    assert "maakunta 02: the figure is 496" in told
    assert ("There are no errors in the file" in told) == (code == 0)


def test_a_file_in_thousands_of_what_is_stored_is_refused(tmp_path: Path, capsys):
    text = stored_population("01,1760", "02,496", "04,210", "05,169", "06,538")
    code, told = check(put(tmp_path, text), capsys)
    assert code == 1
    assert "all 5 figures are about 1,000 times smaller than in 2022" in told
    assert "There are no errors in the file" not in told
