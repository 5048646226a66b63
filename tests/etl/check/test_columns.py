"""The columns by which the file of a source is known."""

from pathlib import Path

from etl.check.columns import columns_of_source
from tests.etl.read.helpers import card
from tests.etl.read.survey_tools.exports import EXPORTS, as_csv, words


def test_the_export_of_a_tool_is_known_by_its_own_headings(tmp_path: Path) -> None:
    export = EXPORTS["microsoft_forms"]
    of = card(tmp_path, as_csv(export.rows), "answers.csv", "respondents", export.card)
    expected = {"ID", "Vikt", "Landskap", "Kön", "Litar du på människor?", "Vem har hjälpt dig?"}
    assert columns_of_source(of, words()) == expected
