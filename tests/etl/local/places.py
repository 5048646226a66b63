"""Small local collections: the people of one municipality, and what they answered to two questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from etl.config.card import SourceCard
from etl.read.sources import Wave, read_all
from geo.classification import read_classification
from tests.etl.read.helpers import card, catalogue, csv

LOCAL = """
[local]
area = "{area}"
sampling = "{sampling}"
[design]
respondent = "id"
{design}
[fieldwork]
{sampled}
responded = {responded}
modes = ["web"]
first_day = 2026-03-02
last_day = 2026-03-31
languages = ["fi"]
[groups]
language = "language"
{rest}
"""


def answers(groups: Sequence[tuple[str, int, int]]) -> pl.DataFrame:
    """Return people: (language, how many, how many of them say yes to q1); q2 is answered by the other half."""
    rows = [
        {"language": language, "q1": 1 if at < yes else 2, "q2": 1 + at % 2}
        for language, people, yes in groups
        for at in range(people)
    ]
    return pl.DataFrame(rows).with_row_index("id", offset=1)


def place_card(folder: Path, rows: pl.DataFrame, sampling: str = "probability", **also: str) -> SourceCard:
    """Put answers and the card of a local collection into a folder of sources; `also`: id, period, area, design."""
    drawn = sampling == "probability"
    told = {"area": "KU049", "design": "", "rest": ""} | {k: v for k, v in also.items() if k not in {"id", "period"}}
    rest = LOCAL.format(
        sampling=sampling, responded=rows.height, sampled=f"sampled = {2 * rows.height}" if drawn else "", **told
    )
    named = {"id": "local_espoo"} | {k: v for k, v in also.items() if k in {"id", "period"}}
    return card(folder, csv(rows), "answers.csv", "respondents", rest, **named)


def place_wave(folder: Path, rows: pl.DataFrame, sampling: str = "probability", **also: str) -> Wave:
    """Read a local collection as a build does."""
    found = read_all([place_card(folder, rows, sampling, **also)], catalogue(), read_classification())
    (wave,) = found.local
    return wave
