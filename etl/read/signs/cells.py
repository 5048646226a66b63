"""Signs of the cells of a cube: the card leads, then the file's own words, then what most offices mean by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from contract.status import ConfStatus, ObsStatus, Status, format_obs
from etl.read.formats.cubes.legend import is_symbol
from etl.read.formats.sign_like import lines
from etl.read.formats.table import SourceTable
from etl.read.signs.publishers import CUBE, MISSING, NOTHING, UNSAID, ZERO, Signs, read_sign, read_signs, with_own
from etl.read.signs.wordings import Meaning, meaning
from etl.read.status import CONF, OBS, has, is_without_value, joined, with_status

SHORT = 3  # letters of a sign; a longer one may be words


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a card says of the signs of a cube, as codes of SDMX: in the place of a value, and beside one."""

    missing: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Known:
    signs: Signs
    zeros: frozenset[str]  # signs of a true zero


def with_cell_status(frame: pl.DataFrame, raw: SourceTable, own: OwnWords) -> pl.DataFrame:
    """Read the column `status` of the cells of a cube, given as `raw`; raise UserError.

    `frame`: one row a cell with `value` and `provisional` (whether its period is), which gives way to both statuses. A
    cell without value or sign is missing, never 0; one with the sign of a true zero is 0.
    """
    zero = pl.lit("0") if frame["value"].dtype == pl.String else pl.lit(0.0)
    known = _known(raw, own)
    found = read_signs(raw, "status", known.signs)
    value = pl.col("value")
    nil = raw.text("status").is_in(sorted(known.zeros)).fill_null(value=False).alias("nil")
    empty = known.signs.get(UNSAID, MISSING)
    said = pl.col(OBS).fill_null(pl.when(value.is_null()).then(pl.lit(format_obs(empty.obs))).otherwise(pl.lit("")))
    provisional = pl.when("provisional", value.is_not_null()).then(pl.lit(ObsStatus.PROVISIONAL.value))
    conf = pl.when(value.is_null() & pl.col(OBS).is_null()).then(pl.lit(empty.conf.value))
    return (
        frame.hstack([*found.get_columns(), nil])
        .with_columns(value=pl.when(pl.col("nil") & value.is_null()).then(zero).otherwise(value))
        .with_columns(
            joined(said, provisional.otherwise(pl.lit(""))),
            pl.col(CONF).fill_null(conf.otherwise(pl.lit(ConfStatus.FREE.value))),
        )
        .with_columns(_unexplained(raw))
        .drop("nil", "provisional")
    )


def _unexplained(raw: SourceTable) -> pl.Expr:
    """Return `obs_status`, with "missing" for cells whose sign says something else of them (: b of Eurostat)."""
    signed = raw.text("status").is_not_null()
    explained = is_without_value() | has(ObsStatus.LOW_RELIABILITY)
    return with_status(ObsStatus.MISSING, pl.col("value").is_null() & ~explained & pl.lit(signed))


def _known(raw: SourceTable, own: OwnWords) -> _Known:
    """Return what the signs of these cells say; raise UserError where the file's own words for one are unknown."""
    of_card = with_own({}, {**own.missing, **own.status})
    signs = dict(CUBE)
    zeros = {sign for sign in ZERO if signs[sign] == NOTHING}
    for sign in raw.text("status").drop_nulls().unique(maintain_order=True):
        if sign not in of_card and raw.words.get(sign) == "":
            _ask(raw, [one for one, words in raw.words.items() if not words and one not in of_card])
        said = None if sign in of_card else _of_file(raw, sign)
        if said is not None:
            signs[sign] = said.status
            zeros = zeros | {sign} if said.zero else zeros - {sign}
    zeros |= {sign for sign, codes in own.missing.items() if Status.parse(codes) == NOTHING}
    zeros -= {sign for sign, status in of_card.items() if status != NOTHING}
    return _Known({**signs, **of_card}, frozenset(zeros))


def _of_file(raw: SourceTable, sign: str) -> Meaning | None:
    """Return what a file says of a sign in its own words, or None; raise UserError for unknown words."""
    words = raw.words.get(sign)
    if words is None:
        return meaning(sign) if len(sign) > SHORT and read_sign(sign, CUBE) is None else None
    if is_symbol(words):
        return _of_symbol(raw, sign, words)
    said = meaning(words)
    if said is None or (said.zero and is_symbol(sign) and sign not in ZERO):  # dots are never a number
        _refuse(raw, sign, words)
    return said


def _of_symbol(raw: SourceTable, sign: str, shown: str) -> Meaning | None:
    """Return what another sign says, where a file shows one in the place of this; dots shown as a dash say nothing."""
    status = read_sign(shown, CUBE)
    if shown == sign or (sign in ZERO and status is None):  # – for -
        return None
    if status is None or status == NOTHING:
        _refuse(raw, sign, shown)
        return None
    return Meaning(status)


def _ask(raw: SourceTable, signs: list[str]) -> None:
    """Refuse signs in the place of figures that the format of the file does not know."""
    raw.reject(raw.text("status").is_in(signs), "status", "sign_undeclared", signs=signs, lines=lines(signs))


def _refuse(raw: SourceTable, sign: str, words: str) -> None:
    raw.reject(
        raw.text("status") == sign,
        "status",
        "sign_words_unknown",
        sign=sign,
        words=words,
        line=f'"{sign}" = "?"',
    )
