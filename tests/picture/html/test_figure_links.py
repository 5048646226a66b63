"""A figure in a table leads to its permanent address."""

from dataclasses import replace

from contract.codes import Language
from picture.html.data_table import data_table
from picture.html.links import figure_address
from picture.query.programs.cell_key import cell_key
from tests.picture.factory import trend_dataset


def test_every_figure_of_a_table_leads_to_its_own_address():
    dataset = trend_dataset(Language.SV)
    table = data_table(dataset)
    assert all(f'href="figure?cell={cell_key(row)}&amp;lang=sv"' in table for row in dataset.rows)


def test_a_figure_of_an_old_version_leads_to_what_that_version_had():
    dataset = trend_dataset(Language.SV)
    old = replace(dataset, view=replace(dataset.view, edition="2026-1"))
    assert "&amp;lang=sv&amp;edition=2026-1" in data_table(old)


def test_what_a_reader_pooled_has_no_address():
    dataset = trend_dataset(Language.SV)
    own = tuple(replace(row, area=replace(row.area, level="own")) for row in dataset.rows)
    assert "figure?" not in data_table(replace(dataset, rows=own, reference=()))


def test_an_address_escapes_what_does_not_belong_into_it():
    assert figure_address('a/b/c/d&x="<', Language.EN) == "figure?cell=a/b/c/d%26x%3D%22%3C&lang=en"
