"""Signs that stand in the place of a value in a table, as the card declares them in [missing]."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from contract.errors import UserError
from contract.status import Status, format_obs
from etl.config.card import CARD, SourceCard
from etl.read.formats.sign_like import FLAG, SIGN
from etl.read.formats.table import SourceTable
from etl.read.signs.publishers import EUROSTAT, NOTHING, UNSAID, read_signs, with_own
from etl.read.status import CONF, OBS

if TYPE_CHECKING:
    from etl.config.catalogue.entries import Scale

BEHIND = rf"^(.*[^A-Za-z\s])\s*({FLAG})$"


def without_flags(raw: SourceTable, card: SourceCard) -> tuple[SourceTable, list[pl.DataFrame]]:
    """Take flags out of the cells of `value`, where the card says that they stand there: 12.3 p, : c.

    Return both status columns beside the table; raise UserError for a flag that nobody knows.
    """
    if not card.table.flags_in_cells or raw.frame["value"].dtype != pl.String:
        return raw, []
    text = raw.text("value")
    parts = text.str.extract_groups(BEHIND).struct.rename_fields(["number", "flag"])
    numbers = parts.struct.field("number").fill_null(text).str.strip_chars()
    flags = replace(raw, frame=raw.frame.with_columns(parts.struct.field("flag").alias("value")))
    said = read_signs(flags, "value", with_own(EUROSTAT, card.table.status))
    return replace(raw, frame=raw.frame.with_columns(numbers.alias("value"))), [said]


def with_flags_beside(raw: SourceTable, card: SourceCard) -> SourceTable:
    """Move flags from the cells of a cube to its column `status`, where the card says that they stand there.

    What stands in the place of a number before a flag (: b) says no more than that there is none.
    """
    if not card.table.flags_in_cells or raw.frame["value"].dtype != pl.String:
        return raw
    text = raw.text("value")
    parts = text.str.extract_groups(BEHIND).struct.rename_fields(["number", "flag"])
    number = parts.struct.field("number").str.strip_chars()
    flag = parts.struct.field("flag")
    value = number.set(number.str.contains(SIGN).fill_null(value=False), None).zip_with(flag.is_not_null(), text)
    both = pl.select(pl.concat_str(raw.text("status").fill_null(""), flag)).to_series()
    letters = both.str.replace_all("[Aa]", "").str.split("").list.unique().list.sort().list.join("")
    status = letters.zip_with(flag.is_not_null(), raw.frame["status"])
    return replace(raw, frame=raw.frame.with_columns(value=value, status=status))


def without_signs(raw: SourceTable, missing: Mapping[str, str], columns: Collection[str]) -> SourceTable:
    """Empty the cells that hold a declared sign; one of a true zero becomes 0."""
    frame = raw.frame
    for column in columns:
        written = _written(raw, column)
        for sign in set(missing) - {UNSAID}:
            zero = Status.parse(missing[sign]) == NOTHING
            new = None if not zero else "0" if frame[column].dtype == pl.String else 0
            frame = frame.with_columns(frame[column].set((written == sign).fill_null(value=False), new))
    return replace(raw, frame=frame)


def status_of_signs(raw: SourceTable, missing: Mapping[str, str], column: str) -> pl.DataFrame:
    """Return both statuses that the signs in the place of a value say, null where a value stands."""
    known = {sign: Status.parse(codes) for sign, codes in missing.items() if sign != UNSAID}
    written = _written(raw, column)
    said = {
        OBS: {sign: format_obs(status.obs) for sign, status in known.items()},
        CONF: {sign: status.conf.value for sign, status in known.items()},
    }
    return pl.DataFrame(
        [written.replace_strict(codes, default=None, return_dtype=pl.String).alias(of) for of, codes in said.items()]
    )


def not_asked(raw: SourceTable, card: SourceCard, asked: Mapping[str, Scale], others: Collection[str]) -> SourceTable:
    """Empty the cells of a respondents' file that hold a declared sign: the person was not asked.

    A number is a sign among answers only: elsewhere it may be an area, a group, a weight. Raise UserError for one that
    is a code of the question's scale.
    """
    texts = {sign: codes for sign, codes in card.missing.items() if not _is_number(sign)}
    for column, scale in asked.items():
        both = [sign for sign in card.missing if sign in {str(code) for code in scale.codes}]
        if both:
            path = card.path.with_name(CARD)
            raise UserError("sign_is_answer", path=path, key="missing", found=both[0], question=column)
    return without_signs(without_signs(raw, texts, others), card.missing, asked)


def _is_number(sign: str) -> bool:
    return sign.removeprefix("-").isdecimal()


def _written(raw: SourceTable, column: str) -> pl.Series:
    """Return what stands in the cells, whole numbers without decimals."""
    text = raw.text(column)
    return text.str.replace(r"\.0$", "") if raw.frame[column].dtype.is_float() else text
