"""What differs between two versions is counted wholly, told in parts, and gives nothing away that is hidden now."""

import pytest

from contract.editions.difference import ChangeKind
from contract.status import ConfStatus
from picture.query.editions.difference import compare_versions, told_before
from tests.errors import raises
from tests.picture.small import small_database

HIDDEN = "value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, effective_n = NULL, conf_status = 'C'"
ONE = "indicator = 'trust' AND period = '2026' AND level = 'maakunta' AND code = '{}' AND group_dim = 'all'"


@pytest.fixture
def versions(tmp_path):
    """In the second one a figure is another, one is hidden, one is new, and an indicator is called otherwise."""
    small_database(tmp_path / "was").close()
    with small_database(tmp_path / "now") as con:
        con.execute(f"UPDATE estimate SET value = 61 WHERE {ONE.format('01')}")
        con.execute(f"UPDATE estimate SET {HIDDEN} WHERE {ONE.format('02')}")
        con.execute("INSERT INTO estimate SELECT * REPLACE ('2027' AS period) FROM estimate WHERE indicator = 'people'")
        con.execute("UPDATE indicator SET name_en = 'Population' WHERE id = 'people'")
    return tmp_path / "was", tmp_path / "now"


def cells(versions):
    return compare_versions(*versions, "en", 10).cells


def test_every_cell_is_counted_by_indicator_in_the_order_of_menus(versions):
    found = compare_versions(*versions, "en", 1)
    assert found.counts == {
        "trust": {ChangeKind.VALUE: 1, ChangeKind.WITHHELD: 1},
        "people": {ChangeKind.ADDED: 4},
    }
    assert list(found.counts) == ["trust", "people"]
    assert (found.total, found.count(ChangeKind.ADDED)) == (6, 4)


def test_what_matters_most_is_told_first_and_no_more_than_asked(versions):
    (cell,) = compare_versions(*versions, "en", 1).cells
    assert (cell.key.area, cell.change, cell.before.value, cell.after.value) == ("MK01", ChangeKind.VALUE, 60.0, 61.0)
    assert len(cells(versions)) == 6


def test_an_indicator_is_named_as_the_later_version_names_it(versions):
    assert compare_versions(*versions, "en", 0).names["people"] == "Population"


def test_a_figure_that_disclosure_control_hides_now_is_not_repeated(versions):
    cell = next(one for one in cells(versions) if one.change == ChangeKind.WITHHELD)
    assert cell.after.conf_status is ConfStatus.CONFIDENTIAL
    told = told_before(cell.before, cell.after)
    assert (told.value, told.ci_low, told.ci_high, told.n) == (None,) * 4


def test_a_figure_that_is_gone_or_changed_is_told_as_it_was(versions):
    cell = cells(versions)[0]
    assert told_before(cell.before, cell.after) == cell.before == told_before(cell.before, None)


def test_a_damaged_version_is_named(versions):
    versions[1].write_bytes(b"damaged")
    with raises("database_unreadable", database="now"):
        compare_versions(*versions, "en", 1)
