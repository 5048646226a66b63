"""Which source a file fits, where several have the same columns."""

import shutil
from pathlib import Path

import pytest

from etl.check.match_source import Known, fit

DATA = Path(__file__).parents[3] / "data"
QUOTED = (
    "polamk_hate_crime/2024/hate_crime.csv",
    "moj_attitudes/2016/attitudes.csv",
    "thl_monisuomi/2022/monisuomi.csv",
)


@pytest.fixture(scope="module")
def known():
    return Known.of(DATA, 100)


@pytest.mark.parametrize("file", QUOTED)
def test_of_sources_with_the_same_columns_the_one_that_reads_the_file_is_taken(file, known, tmp_path):
    copy = shutil.copy(DATA / "sources" / file, tmp_path / "uploaded.csv")
    found = fit(Path(copy), known)
    assert (found.card.id, found.error) == (file.partition("/")[0], None)


def test_where_none_reads_it_the_one_with_the_files_name_is_taken(known, tmp_path):
    text = (DATA / "sources" / QUOTED[0]).read_text(encoding="utf-8").replace("1808", "many")
    path = tmp_path / "hate_crime.csv"
    path.write_text(text, encoding="utf-8")
    found = fit(path, known)
    assert found.card.id == "polamk_hate_crime"
    assert found.error is not None
