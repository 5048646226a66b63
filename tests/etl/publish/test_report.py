"""What a build tells of its numbers stands in the order of time."""

import polars as pl
from rich.console import Console

from contract.errors import UserError
from etl.config.findings import Figures, Finding
from etl.publish.report import accepted_notes, beside_the_country, summary, told_findings
from tests.etl.read.helpers import card, published


def test_accepted_notes_are_repeated_at_every_build(tmp_path):
    top = 'accepted_notes = [{ note = "3f2a91c0b7d4 In 2020, the survey moved" }]'
    cards = [card(tmp_path, b"x", "x.csv", "aggregates", top=top)]
    assert list(accepted_notes(cards)) == ["Note of survey 2026, accepted: 3f2a91c0b7d4 In 2020, the survey moved"]


def told(*periods: str) -> str:
    key = {"indicator": "people", "level": "country", "code": "SSS", "group_dim": "all", "group_code": "all"}
    rows = [
        key | {"period": period, "value": float(place), "obs_status": "A", "conf_status": "F"}
        for place, period in enumerate(periods)
    ]
    console = Console(width=200)
    with console.capture() as written:
        console.print(summary(published(), pl.DataFrame(rows)))
    return next(line for line in written.get().splitlines() if line.startswith("people"))


def test_the_latest_months_stand_in_the_order_of_time_over_the_end_of_a_decade():
    line = told("2020M01", "2019M11", "2019M12", "2018M12")
    assert line.rstrip().endswith("2019M11: 1, 2019M12: 2, 2020M01: 0")
    assert "2018M12 … 2020M01" in line


def test_a_quarter_is_no_newer_than_the_year_after_it():
    assert told("2026", "2025Q4", "2025Q3", "2025Q2").rstrip().endswith("2025Q3: 2, 2025Q4: 1, 2026: 0")


def test_what_query_edits_found_is_told_with_what_to_do_and_the_line_that_accepts_it():
    equal = {"cell": ["trust", "2025"], "areas": 6, "value": 55.0}
    found = [
        Finding(UserError("values_all_equal", path="a.csv", row=row, **equal), Figures(indicator="trust"))
        for row in range(2, 7)
    ]
    *told, fix = told_findings(found)
    assert told[0].startswith("To look at: a.csv, row 2: all 6 areas have the same value, 55: trust, 2025")
    assert told[-1] == "  and 2 more like this in a.csv"
    assert fix.endswith('accepted = [{ finding = "values_all_equal", indicator = "trust", reason = "…" }]')


def test_a_build_names_the_surveys_of_places_and_the_contributions_that_are_in_it():
    of = {"source": "local_espoo", "period": "2026"}
    figures = [of | {"indicator": "q1", "value": 1.0}, of | {"indicator": "q1", "value": None}]
    assert list(beside_the_country(pl.DataFrame(figures), ["SSS/2024", "KU049/2026"])) == [
        "Local survey local_espoo 2026: questions 1, figures 2, of these shown 1",
        "Contributions: SSS/2024, KU049/2026",
    ]


def test_a_build_without_contributions_says_so():
    nothing = pl.DataFrame(schema=["source", "period", "indicator", "value"])
    assert list(beside_the_country(nothing, [])) == ["Contributions: none"]
