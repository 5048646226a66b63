"""Respondents without ids: what makes two versions of a wave different."""

import polars as pl
import pytest

from etl.sdc.revision.answers import redefined_items

PEOPLE = pl.DataFrame(
    {
        "area": ["01", "01", "02", "02"],
        "group:sex": ["female", "male", "female", "male"],
        "item:trust": [1.0, 0.0, None, 1.0],
        "item:safe": [0.0, 0.0, 1.0, 1.0],
        "weight": [2.0, 3.0, 4.0, 5.0],
    }
)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (PEOPLE, []),
        (PEOPLE.reverse(), []),
        (PEOPLE.with_columns(pl.lit(1.0).alias("item:trust")), ["trust"]),  # another answer counts as a yes
        (PEOPLE.drop("item:trust").with_columns(pl.lit(1.0).alias("item:new")), []),  # an item of its own
        (PEOPLE.with_columns(pl.lit(1.0).alias("item:trust"), pl.lit("03").alias("area")), []),  # new areas
    ],
)
def test_an_item_is_redefined_where_the_same_people_count_otherwise(now, found):
    assert redefined_items(PEOPLE.lazy(), now.lazy()) == found
