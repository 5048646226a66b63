"""A hidden count must not follow from a published rate and its denominator."""

from dataclasses import replace

import polars as pl
import pytest

from contract.codes import Kind
from etl.config.catalogue.catalogue import read_catalogue
from etl.config.catalogue.checks import check_ratios
from etl.config.catalogue.entries import Ratio
from tests.errors import raises
from tests.etl.sdc.counts.test_protect_counts import RULES, protected, row

OF_COUNTS = replace(
    RULES,
    kinds={**RULES.kinds, "speakers": Kind.REGISTER_COUNT, "share": Kind.REGISTER_SHARE},
    ratios={"share": Ratio(numerator="speakers", denominator="people")},
)
PEOPLE = [row(code, count) for code, count in (("05", 900.0), ("06", 800.0), ("07", 700.0))]
SHARES = [
    row(code, share, indicator="share", source="rates") for code, share in (("05", 0.3), ("06", 12.5), ("07", 0.0))
]
SPEAKERS = [row(code, count, indicator="speakers") for code, count in (("05", 3.0), ("06", 100.0), ("07", 0.0))]


def shares(rows):
    table = protected(rows, OF_COUNTS, sums=False).filter(pl.col("indicator") == "share")
    return table.sort("code")["value"].to_list()


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([*PEOPLE, *SPEAKERS, *SHARES], [None, 12.5, 0.0]),  # the numerator is small and hidden
        ([*PEOPLE, *SHARES], [None, 12.5, 0.0]),  # the numerator is not told: 0.3 % of 900 are 3 persons
        ([*PEOPLE, row("06", None, indicator="speakers"), *SHARES], [None, None, 0.0]),  # the publisher hid it
        (SHARES, [0.3, 12.5, 0.0]),  # nobody tells of how many
    ],
)
def test_a_rate_is_hidden_where_rate_times_denominator_would_give_a_count_away(rows, expected):
    assert shares(rows) == expected


def test_a_rate_is_hidden_with_its_denominator():
    assert shares([row("05", 4.0), *SPEAKERS[1:], *SHARES[:2]]) == [None, 12.5]


def test_a_rate_made_of_what_is_no_count_stops_the_build(tmp_path):
    known = read_catalogue().indicator("share_foreign_language")
    with raises("ratio_of_no_count", key="ratio.numerator", found="foreign_language_speakers"):
        check_ratios([(tmp_path / "share.toml", known)])
