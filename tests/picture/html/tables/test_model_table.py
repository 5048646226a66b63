"""The model's estimates stand apart, are marked and say what they are."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from lxml import html
from openpyxl import load_workbook

from contract.codes import Language
from contract.status import ObsStatus
from picture.export.data_files import data_zip
from picture.export.workbook.xlsx import workbook
from picture.html.indicator_table import profile_tables
from picture.html.tables.model_table import model_table
from picture.query.model import Dataset, ModelEstimate
from tests.picture import factory
from tests.picture.export.reread import item


def with_estimates(language: Language = Language.EN) -> Dataset:
    """Return a profile with the model's estimates of its first indicator: one beside a direct result, one alone."""
    profile = factory.profile_dataset(language)
    first = profile.rows[0]
    row = replace(first, value=71.0, ci_low=66.0, ci_high=76.0, n=None, obs_status=frozenset({ObsStatus.ESTIMATED}))
    told = (("share_swedish_speakers", "2018"),)
    estimates = (
        ModelEstimate(row, direct=74.0, rmse=2.6, gamma=0.41, covariates=told),
        ModelEstimate(replace(row, period="2025"), direct=None, rmse=4.4, gamma=0.0, covariates=told),
    )
    return replace(profile, modelled=estimates)


@pytest.mark.parametrize("language", Language)
def test_an_estimate_stands_with_mark_interval_direct_result_and_weight(language):
    dataset = with_estimates(language)
    rows = html.fromstring(f"<div>{model_table(dataset)}</div>").iterfind(".//tbody/tr")
    (indicator,), *cells = [["".join(cell.itertext()).replace("\u00a0", " ") for cell in row] for row in rows]
    assert indicator == dataset.indicator(dataset.modelled[0].row.indicator).name
    assert [line[0][-4:] for line in cells] == [dataset.modelled[0].row.period, "2025"]
    assert all("[e]" in line[1] and "66–76" in line[1] for line in cells)
    assert cells[0][2].startswith("74")
    assert cells[1][2] == {"fi": "ei julkaistu", "sv": "inte publicerat", "en": "not published"}[language]
    assert [line[3].rstrip(" %") for line in cells] == ["41", "0"]


def test_the_words_above_say_that_these_are_no_direct_results_and_name_the_registers():
    told = "".join(html.fromstring(f"<div>{model_table(with_estimates())}</div>").find(".//p").itertext())
    assert "not direct results" in told
    assert "share_swedish_speakers 2018" in told


def test_estimates_are_never_among_the_rows_of_a_profile():
    without = factory.profile_dataset("en")
    assert profile_tables(with_estimates()) == profile_tables(without)


def test_workbook_and_csv_hold_them_in_a_table_of_their_own_with_status_e():
    dataset = with_estimates()
    sheets = load_workbook(BytesIO(workbook([item(dataset)])))
    assert sheets.sheetnames[1:4] == ["Figures", "Comparisons", "Small-area estimates"]
    head, *lines = sheets["Small-area estimates"][sheets["Small-area estimates"].tables["lagesbild_small_areas"].ref]
    status = [cell.value for cell in head].index("Mark")
    assert [line[status].value for line in lines] == ["[e]", "[e]"]
    with ZipFile(BytesIO(data_zip([item(dataset)]))) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith("_model_estimates.csv")]
        text = archive.read(name).decode("utf-8-sig")
        (book,) = [one for one in archive.namelist() if one.endswith("_codebook.txt")]
        explained = archive.read(book).decode("utf-8-sig")
    assert text.count(",E,") == 2
    assert "rmse: Root mean squared error" in explained
    assert "not direct results" in explained


def test_without_estimates_there_is_no_sheet_and_no_file():
    dataset = factory.profile_dataset("en")
    assert "Small-area estimates" not in load_workbook(BytesIO(workbook([item(dataset)]))).sheetnames
    with ZipFile(BytesIO(data_zip([item(dataset)]))) as archive:
        assert not [one for one in archive.namelist() if "model" in one]
