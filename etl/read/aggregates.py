"""Published figures in a table (CSV, XLSX …) -> observations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from contract.codes import CELL_KEY, COUNTRY, Level
from contract.errors import UserError
from contract.status import ObsStatus, Status, format_obs
from etl.config.card import SourceCard
from etl.config.findings import Finding
from etl.config.layout import Table
from etl.read.area_codes import SHOWN, only_level
from etl.read.formats.files import read_file
from etl.read.formats.table import ROW, SourceTable, told_in
from etl.read.labels.accepted import check_accepted
from etl.read.labels.areas import Division, check_names_beside, names_beside
from etl.read.observations import NUMBERS, tidy
from etl.read.signs.missing import status_of_signs, without_flags, without_signs
from etl.read.signs.publishers import OUR_MARKS, SDMX_CONF, SDMX_OBS, UNSAID, read_signs, with_own
from etl.read.status import CONF, OBS, conf, has, is_confidential, is_without_value, joined

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue
    from geo.classification import Classification

WHOLE = 100.0
YEAR = re.compile(r"[12]\d{3}")
NEEDED = ("indicator", "period", "area", "level", "geo_year", "group_dim", "group_code", "value")
SIGNS = {"flag": OUR_MARKS, OBS: SDMX_OBS, CONF: SDMX_CONF}  # columns that say the statuses = what their signs mean
OPTIONAL = ("ci_low", "ci_high", "n", *SIGNS, "quoted_by", "note")


def read_aggregates(
    card: SourceCard, catalogue: Catalogue, classification: Classification, told: list[Finding] | None = None
) -> pl.DataFrame:
    """Read published figures as observations (see `tidy`); what [table.constant] says holds for every row.

    What query edits find is added to `told`.
    """
    raw = told_in(told, read_file(card))
    constant = card.table.constant
    said = columns_in_file(card.table)
    raw.need([*said.values(), *card.table.select], card.unused)
    chosen = _chosen(raw, card.table.select)
    if card.table.mixed:
        level = _of_all_rows(card, "level")
        geo_year = int(_of_all_rows(card, "geo_year"))
        chosen = only_level(chosen, said["area"], level, geo_year, classification, card.table.areas)
    _check_areas(chosen, said, card, classification)
    ours = _with_own_areas(_with_our_names(chosen, said, constant), card.table.areas)
    found = tidy(_with_statuses(ours, card), card, catalogue, classification)
    for dim in card.table.whole:
        _adds_to_100(found.filter(pl.col("group_dim") == dim), card)
    return found


def _check_areas(raw: SourceTable, said: dict[str, str], card: SourceCard, classification: Classification) -> None:
    """Refuse names of areas beside their codes that are those of others, and accepted names that are not there."""
    if "area" not in said:
        check_accepted(card, raw, ())
        return
    column = said["area"]
    constant = card.table.constant
    named = {column: names_beside(raw, column, card.unused) or raw.labels.get(column, {})}
    check_accepted(card, replace(raw, labels=named), {column})
    if "level" in constant and YEAR.fullmatch(constant.get("geo_year", "")):
        division = Division(classification, constant["level"], date(int(constant["geo_year"]), 1, 1))
        check_names_beside(raw, column, card.unused, division, card.accepted_labels.get(column, {}))


def columns_in_file(table: Table) -> dict[str, str]:
    """Return our column = its name in the file: those that are needed in every row, and those that a card names."""
    return {name: name for name in NEEDED if name not in table.constant} | table.columns


def _adds_to_100(answers: pl.DataFrame, card: SourceCard) -> None:
    """Refuse the first question whose answers do not add to 100 within what rounding allows; gaps are not added."""
    question = [name for name in CELL_KEY if name != "group_code"]
    fine = pl.col("value").cast(pl.String).str.extract(r"\.(\d*[1-9])").str.len_chars().fill_null(0)
    sums = answers.group_by(question, maintain_order=True).agg(
        total=pl.col("value").sum(),
        may_differ=0.5 * pl.len() * pl.lit(10.0).pow(-fine.max().cast(pl.Float64)) + 1e-9,
        complete=pl.col("value").is_not_null().all(),
    )
    wrong = sums.filter("complete", (pl.col("total") - WHOLE).abs() > pl.col("may_differ"))
    if wrong.height:
        first = wrong.row(0, named=True)
        asked = [first["indicator"], first["period"], f"{first['level']} {first['code']}"]
        raise UserError("answers_not_100", path=card.path, column="value", total=first["total"], question=asked)


def _chosen(raw: SourceTable, select: dict[str, str]) -> SourceTable:
    """Keep the rows that [table.select] names: some tables stack several measures in one column."""
    for column, value in select.items():
        same = raw.text(column) == value
        if not same.any():
            present = raw.text(column).drop_nulls().unique(maintain_order=True).head(SHOWN).to_list()
            raise UserError("row_not_selected", path=raw.path, column=column, found=present, value=value)
        raw = raw.only(raw.frame.filter(same)[ROW])
    return raw


def _of_all_rows(card: SourceCard, name: str) -> str:
    if name not in card.table.constant:
        raise UserError("constant_missing", path=card.path, name=name)
    return card.table.constant[name]


def _with_our_names(raw: SourceTable, said: dict[str, str], constant: dict[str, str]) -> SourceTable:
    given = [pl.col(theirs).alias(ours) for ours, theirs in said.items()]
    same = [pl.lit(text).alias(ours) for ours, text in constant.items()]
    none = [pl.lit(None, pl.String).alias(name) for name in OPTIONAL if name not in said and name not in constant]
    return replace(raw, frame=raw.frame.select(ROW, *given, *same, *none), names=said)


def _with_own_areas(raw: SourceTable, own: Mapping[str, str]) -> SourceTable:
    """Write our codes for the areas that [table.areas] names; the whole country is a level of its own."""
    if not own:
        return raw
    text = raw.text("area")
    there = text.drop_nulls().unique(maintain_order=True)
    for stood in own:
        if stood not in there:
            found = there.head(SHOWN).to_list()
            name = raw.name("area")
            raise UserError(
                "category_missing", path=raw.path, column=name, found=found, category=stood, part="[table.areas]"
            )
    of_country = text.is_in([stood for stood, code in own.items() if code == COUNTRY])
    level = raw.text("level").set(of_country.fill_null(value=False), Level.COUNTRY.value)
    return replace(raw, frame=raw.frame.with_columns(area=text.replace(dict(own)), level=level))


def _of_empty(raw: SourceTable, said: Sequence[pl.DataFrame], status: Status) -> pl.DataFrame:
    """Give cells without value, and without a sign that says why, what the card says of them."""
    unsaid = raw.text("value").is_null()
    for one in said:
        reason = one.select(is_without_value() | has(ObsStatus.LOW_RELIABILITY)).to_series()
        unsaid &= ~reason.fill_null(value=False)
    codes = {OBS: format_obs(status.obs), CONF: status.conf.value}
    return pl.DataFrame({name: unsaid.replace_strict({True: one, False: None}) for name, one in codes.items()})


def _with_statuses(raw: SourceTable, card: SourceCard) -> SourceTable:
    """Replace the columns that say them by both statuses; what several columns say holds together."""
    known = SIGNS | {"flag": with_own(OUR_MARKS, card.table.status)}
    raw, in_cells = without_flags(raw, card)
    found = [*in_cells, *(read_signs(raw, column, signs) for column, signs in known.items())]
    found.append(status_of_signs(raw, card.missing, "value"))
    raw = without_signs(raw, card.missing, NUMBERS)
    blank = with_own({}, card.missing | card.table.status).get(UNSAID)
    if blank is not None:
        found.append(_of_empty(raw, found, blank))
    obs = [pl.lit(one[OBS].fill_null(ObsStatus.NORMAL.value)) for one in found]
    confidential = [pl.lit(one.select(is_confidential().fill_null(value=False)).to_series()) for one in found]
    statuses = pl.select(joined(*obs), conf(pl.any_horizontal(confidential)))
    return replace(raw, frame=raw.frame.drop(list(SIGNS)).hstack(statuses))
