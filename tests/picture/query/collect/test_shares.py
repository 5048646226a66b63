"""Groups of a place are sized by what is known: the country's shares, and a region's Swedish speakers."""

import pytest

from contract.codes import Language
from picture.query.collect.shares import read_shares
from picture.query.model import Area
from tests.picture.small import small_database


@pytest.fixture
def con():
    with small_database() as con:
        con.execute("INSERT INTO representation VALUES ('survey', '2026', 'sex', '1', 49.0, 48.0, 40.0)")
        yield con


def test_a_group_has_its_share_of_the_country_or_none(con):
    shares = read_shares(con, Area("kunta", "049", "Espoo"), "sex", Language.EN)
    assert [(one.group.name, one.share) for one in shares] == [("Men en", 0.49), ("Women en", None)]


def test_a_dimension_that_is_not_there_has_no_groups(con):
    assert read_shares(con, None, "language", Language.EN) == ()
