"""Findings of query edits are told; a card accepts them with a reason, or says that they stop the build."""

import pytest

from contract.errors import UserError
from etl.config.card import read_cards
from etl.config.findings import Figures, Finding
from etl.read.plausible.queries import SHOWN, by_kind
from etl.read.sources import Readings, read_all
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import AGGREGATES, LIMIT, published, put

AREAS = ("01", "02", "04", "05", "06", "07")
EQUAL = "indicator,year,area,value,low,high,n,flag\n" + "".join(f"trust,2025,{area},55,,,,\n" for area in AREAS)
REASON = 'reason = "Counted by hand."'


def read(folder, top: str = "") -> Readings:
    put(folder, EQUAL.encode(), "figures.csv", "aggregates", AGGREGATES, top=top)
    return read_all(read_cards(folder / "sources", LIMIT), published(), read_classification())


def test_a_finding_is_told_with_its_file_row_and_numbers_and_the_rest_is_read(tmp_path):
    readings = read(tmp_path)
    (found,) = readings.findings
    assert (found.error.code, found.error.row) == ("values_all_equal", 2)
    assert str(found.error.path).endswith("figures.csv")
    assert "all 6 areas have the same value, 55: trust, 2025, maakunta" in str(found.error)
    assert readings.observations.height == len(AREAS)
    assert "row" not in readings.observations.columns


def test_a_strict_card_stops_the_build_at_its_first_finding(tmp_path):
    with raises("values_all_equal", path="figures.csv", row=2, value=55.0):
        read(tmp_path, "strict = true")


@pytest.mark.parametrize(
    "entry",
    [
        'indicator = "trust"',
        'finding = "values_all_equal"',
        'finding = "values_all_equal", indicator = "trust", period = "2025", level = "maakunta", group_code = "all"',
    ],
)
def test_an_accepted_finding_is_not_told_even_where_the_card_is_strict(tmp_path, entry):
    assert read(tmp_path, f"strict = true\naccepted = [{{ {entry}, {REASON} }}]").findings == ()


def test_the_line_that_a_finding_proposes_accepts_it(tmp_path):
    (found,) = read(tmp_path).findings
    assert read(tmp_path, f"accepted = [{found.line}]").findings == ()


@pytest.mark.parametrize(
    "entry",
    [
        'indicator = "people"',
        'finding = "another", indicator = "trust"',
        'indicator = "trust", period = "2024"',
        'indicator = "trust", area = "01"',  # the finding is about the whole table
    ],
)
def test_an_entry_that_fits_no_finding_stops_the_build(tmp_path, entry):
    with raises("accepted_fits_nothing", path="card.toml", key="accepted"):
        read(tmp_path, f"accepted = [{{ {entry}, {REASON} }}]")


@pytest.mark.parametrize("entry", ['indicator = "trust"', f'period = "2025", {REASON}'])
def test_an_entry_without_a_reason_or_that_would_accept_everything_is_refused(tmp_path, entry):
    with raises("toml_unfit", path="card.toml"):
        read(tmp_path, f"accepted = [{{ {entry} }}]")


def test_of_every_kind_and_file_the_first_are_told_and_the_others_counted(tmp_path):
    same = [Finding(UserError("values_all_equal", path="a.csv", row=row)) for row in range(SHOWN + 4)]
    other = Finding(UserError("values_all_equal", path="b.csv"))
    kinds = list(by_kind([*same, other]))
    assert [(len(first), more) for first, more in kinds] == [(SHOWN, 4), (1, 0)]


def test_a_finding_names_the_figures_that_it_is_about():
    found = Finding(UserError("values_all_equal"), Figures(indicator="trust", area="01"))
    assert found.line == '{ finding = "values_all_equal", indicator = "trust", area = "01", reason = "…" }'


YEARS = "indicator,year,area,value,low,high,n,flag\npeople,2024,01,2024,,,,\npeople,2025,01,2025,,,,\n"


def test_a_certain_finding_stops_a_build_that_is_not_strict_unless_it_is_accepted(tmp_path):
    content = YEARS.encode()
    for accepted in ("", f'accepted = [{{ finding = "values_are_years", {REASON} }}]'):
        put(tmp_path, content, "figures.csv", "aggregates", AGGREGATES, top=accepted)
        cards = read_cards(tmp_path / "sources", LIMIT)
        if accepted:
            assert read_all(cards, published(), read_classification()).findings == ()
        else:
            with raises("values_are_years", path="figures.csv", row=2):
                read_all(cards, published(), read_classification())
