"""Survey estimates and published figures in one frame, with the catalogue's marks."""

import msgspec
import polars as pl

from etl.config.catalogue.catalogue import Break, Catalogue
from etl.estimate.combine import combine_results
from etl.read.observations import SCHEMA
from tests.etl.read.helpers import SAME, catalogue
from tests.etl.statuses import SAID, coded

ROW = {
    "indicator": "trust",
    "level": "country",
    "code": "SSS",
    "geo_year": 2026,
    "group_dim": "all",
    "group_code": "all",
}


def statuses(break_before: str, **stood: str) -> dict[str, str]:
    trust, *others = catalogue().indicators
    broken = msgspec.structs.replace(trust, breaks=(Break(period=break_before, reason=SAME),))
    known = Catalogue((broken, *others), catalogue().scales, catalogue().groups)
    periods = {name.removeprefix("p").replace("_", "-"): letters for name, letters in stood.items()}
    rows = [
        ROW | coded(letters) | {"period": period, "value": 1.0, "source": "survey"}
        for period, letters in periods.items()
    ]
    found = combine_results((), pl.DataFrame(rows, schema=SCHEMA), known)
    return dict(found.select("period", SAID).iter_rows())


def test_a_break_is_marked_on_the_first_period_after_it() -> None:
    assert statuses("2025", p2024="", p2025="", p2026="") == {"2024": "", "2025": "B", "2026": ""}


def test_a_break_in_a_gap_is_marked_on_the_next_period_there_is() -> None:
    assert statuses("2020", p2018_2019="", p2022="E") == {"2018-2019": "", "2022": "BE"}


def test_a_break_that_the_source_marked_is_not_marked_twice() -> None:
    assert statuses("2025", p2025="B") == {"2025": "B"}


def test_every_row_knows_its_kind() -> None:
    rows = pl.DataFrame([ROW | coded() | {"period": "2022", "value": 1.0, "source": "survey"}], schema=SCHEMA)
    assert combine_results((), rows, catalogue())["kind"].to_list() == ["survey_share"]
