"""Areas as rows, indicators as columns: every number and its mark, and what is hidden stays hidden."""

from lxml import html

from picture.html.tables.crossed_table import crossed_table
from picture.text.labels import mark, value_text
from picture.text.outcomes import hidden_because
from tests.picture.factory import matrix_dataset


def table():
    dataset = matrix_dataset("en")
    return dataset, html.fromstring(crossed_table(dataset, "https://example.org/"))


def test_there_is_a_line_for_the_country_and_one_for_every_area():
    dataset, found = table()
    names = [one.text for one in found.findall(".//th[@scope='row']")]
    assert names[1:] == list(dict.fromkeys(row.area.name for row in dataset.rows))
    assert len(found.findall(".//th[@scope='col']")) == len(dataset.indicators)


def test_every_number_stands_with_its_mark_and_leads_to_its_address():
    dataset, found = table()
    told = [" ".join(cell.itertext()) for cell in found.findall(".//td")]
    for row in dataset.rows:
        language = dataset.view.language
        if row.shown:
            text = f"{value_text(row, dataset.indicator(row.indicator), language)} {mark(row)}".strip()
        else:
            text = f"{mark(row)} {hidden_because(row, language)}".strip()
        assert any(one.startswith(text) for one in told), text
    assert all(a.get("href").startswith("https://example.org/figure?cell=") for a in found.iter("a"))
