"""The region pack: everything about one area as a deck, a workbook and tables, in one zip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from contract.codes import EVERYBODY
from picture.export.archive import archive, members
from picture.export.csv import csv_zip
from picture.export.item import ExportItem
from picture.export.pptx.deck import make_deck
from picture.export.workbook.xlsx import workbook
from picture.query.choices import Choices
from picture.query.model import Dataset, View
from picture.query.numbers import ask_front, ask_profile, ask_trend
from picture.query.selection import nearest_period


def region_pack_datasets(con: duckdb.DuckDBPyConnection, view: View, choices: Choices) -> list[Dataset]:
    """Ask what belongs into an area's pack: the year, the profile, and the trend of every headline indicator it has."""
    front = ask_front(con, view, choices)
    profile = ask_profile(con, view, choices)
    shown = {r.indicator for r in front.rows if r.shown}
    trends = [
        ask_trend(con, _of_everybody(view, indicator.id, choices), choices)
        for indicator in front.indicators
        if indicator.id in shown
    ]
    return [front, profile, *trends]


def region_pack(items: Sequence[ExportItem], name: str) -> bytes:
    """Write a zip with one deck, one workbook and the tables with their codebook; equal items make equal names."""
    files = {f"{name}.pptx": make_deck(items), f"{name}.xlsx": workbook(items), **members(csv_zip(items))}
    return archive(files, items[0].dataset.stamp.built_at)


def _of_everybody(view: View, indicator: str, choices: Choices) -> View:
    period = nearest_period(view.period, choices.periods[indicator])
    return replace(view, indicator=indicator, period=period, group_dim=EVERYBODY, group_code=EVERYBODY)
