"""What publishers write beside a figure, or in its place -> our two statuses: one table for each way of writing.

Sources: SDMX code lists CL_OBS_STATUS and CL_CONF_STATUS; Eurostat's lists, new since 27 January 2025; StatFin's
missingValueDescriptions; the PX file format. A sign that stands in no table stops the build.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import reduce
from operator import or_

import polars as pl

from contract.status import ConfStatus, ObsStatus, Status, format_obs
from etl.read.formats.table import SourceTable
from etl.read.status import CONF, OBS

Signs = Mapping[str, Status]

NOTHING = Status()
BREAK = Status(frozenset({ObsStatus.BREAK}))
DEFINITION = Status(frozenset({ObsStatus.DEFINITION}))
ESTIMATED = Status(frozenset({ObsStatus.ESTIMATED}))
NOT_APPLICABLE = Status(frozenset({ObsStatus.NOT_APPLICABLE}))
MISSING = Status(frozenset({ObsStatus.MISSING}))
PROVISIONAL = Status(frozenset({ObsStatus.PROVISIONAL}))
LOW_RELIABILITY = Status(frozenset({ObsStatus.LOW_RELIABILITY}))
CONFIDENTIAL = Status(conf=ConfStatus.CONFIDENTIAL)

OUR_MARKS: Signs = {  # column `flag` of a table, and what people see (docs/FORMATS.md)
    "b": BREAK,
    "c": CONFIDENTIAL,
    "d": DEFINITION,
    "e": ESTIMATED,
    "m": MISSING,
    "p": PROVISIONAL,
    "u": LOW_RELIABILITY,
    "z": NOT_APPLICABLE,
}
SDMX_OBS: Signs = {  # column `obs_status` of a table, and the status of a cube
    "A": NOTHING,  # normal value
    "B": BREAK,
    "D": DEFINITION,
    "E": ESTIMATED,
    "L": MISSING,  # data exist, and were not collected
    "M": NOT_APPLICABLE,  # data cannot exist
    "O": MISSING,
    "P": PROVISIONAL,
    "Q": CONFIDENTIAL,  # suppressed
    "U": LOW_RELIABILITY,
}
SDMX_CONF: Signs = {  # column `conf_status` of a table: whatever is not free is confidential here
    "F": NOTHING,
    **dict.fromkeys("ACDGMNOPST", CONFIDENTIAL),
}
EUROSTAT: Signs = {  # the letters of SDMX in small, and two of its own
    **{sign.lower(): status for sign, status in SDMX_OBS.items()},
    "c": CONFIDENTIAL,
    "z": NOT_APPLICABLE,  # what "m" was called until 26 January 2025
}
STATFIN: Signs = {  # the number of a symbol, as the table's missingValueDescriptions say
    "1": MISSING,
    "2": NOT_APPLICABLE,
    "3": CONFIDENTIAL,
    "4": MISSING,
    "5": NOT_APPLICABLE,
    "6": MISSING,
    "7": NOTHING,  # "magnitude nil": a true zero
}
PX: Signs = {  # the symbol itself
    ".": MISSING,
    "..": NOT_APPLICABLE,
    "...": CONFIDENTIAL,
    "....": MISSING,
    ".....": NOT_APPLICABLE,
    "......": MISSING,
    ".......": MISSING,  # a sum of cells with different symbols
    "-": NOTHING,  # a true zero
}
UNSAID = ""  # what a card writes for a cell without value and sign
ABSENT = "KEYS"  # of a cell that a PX file with KEYS leaves out
STATUS_OF_CELL = "status"  # column of a cube
ZERO = ("7", "-")  # as long as nobody means something else by them
CUBE: Signs = {  # status of a JSON-stat cell, symbol of PX: where the file itself says nothing of it
    **SDMX_OBS,
    "C": CONFIDENTIAL,
    **EUROSTAT,
    **STATFIN,
    **PX,
    ABSENT: MISSING,
}


def with_own(signs: Signs, own: Mapping[str, str]) -> Signs:
    """Add what a card says of its publisher's own signs, as codes of SDMX; they come before the others."""
    return {**signs, **{sign: Status.parse(codes) for sign, codes in own.items()}}


def read_sign(sign: str, signs: Signs) -> Status | None:
    """Return what a sign says; letters may stand together in alphabetical order ("be"). None: an unknown sign."""
    if sign in signs:
        return signs[sign]
    letters = [signs[letter] for letter in sign if letter in signs]
    in_order = sign.isalpha() and list(sign) == sorted(set(sign))
    return reduce(or_, letters) if in_order and len(letters) == len(sign) else None


def read_signs(raw: SourceTable, column: str, signs: Signs) -> pl.DataFrame:
    """Read a column of signs as columns obs_status and conf_status, null where nothing is written; raise UserError."""
    written = raw.text(column)
    found = {sign: read_sign(sign, signs) for sign in written.drop_nulls().unique(maintain_order=True)}
    obs = {sign: format_obs(status.obs) for sign, status in found.items() if status is not None}
    conf = {sign: status.conf.value for sign, status in found.items() if status is not None}
    unknown = written.is_not_null() & ~written.is_in(list(obs))
    first = next(iter(written.filter(unknown)), "")
    line = f'{json.dumps(first, ensure_ascii=False)} = "?"'
    if column in {OBS, CONF}:
        raw.reject(unknown, column, "status_code_unknown", line=line)
    part = "cube.status" if column == STATUS_OF_CELL else "table.status"
    raw.reject(unknown, column, "status_unknown", part=part, line=line)
    columns = {OBS: obs, CONF: conf}
    return pl.DataFrame(
        [written.replace_strict(known, default=None, return_dtype=pl.String).alias(of) for of, known in columns.items()]
    )
