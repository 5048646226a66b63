"""What a build tells of its numbers stands in the order of time."""

import polars as pl
from rich.console import Console

from etl.publish.report import accepted_notes, summary
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
