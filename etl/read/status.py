"""The two status columns of a frame, `obs_status` and `conf_status`, as Polars expressions (contract/status.py)."""

from __future__ import annotations

import polars as pl

from contract.status import WITHOUT_VALUE, ConfStatus, ObsStatus

OBS = "obs_status"
CONF = "conf_status"
STATUS = (OBS, CONF)


def normal() -> tuple[pl.Expr, pl.Expr]:
    """Return both columns of figures about which there is nothing to say."""
    return pl.lit(ObsStatus.NORMAL.value).alias(OBS), pl.lit(ConfStatus.FREE.value).alias(CONF)


def has(status: ObsStatus) -> pl.Expr:
    """Return which figures have an observation status."""
    return pl.col(OBS).str.contains(status.value, literal=True)


def is_confidential() -> pl.Expr:
    """Return which figures are confidential."""
    return pl.col(CONF) == ConfStatus.CONFIDENTIAL.value


def is_without_value() -> pl.Expr:
    """Return which figures have a status that no value may stand beside: confidential, missing or not applicable."""
    return pl.any_horizontal(is_confidential(), *(has(status) for status in sorted(WITHOUT_VALUE)))


def code(status: ObsStatus, when: pl.Expr) -> pl.Expr:
    """Return the letter of an observation status where `when` is true, elsewhere nothing."""
    return pl.when(when).then(pl.lit(status.value)).otherwise(pl.lit(""))


def joined(*letters: pl.Expr) -> pl.Expr:
    """Join letters to one `obs_status`: each once, in alphabetical order, "A" only when there is no other."""
    text = pl.concat_str(*letters).str.replace_all(ObsStatus.NORMAL.value, "", literal=True)
    return text.str.split("").list.unique().list.sort().list.join("").replace("", ObsStatus.NORMAL.value).alias(OBS)


def with_status(status: ObsStatus, when: pl.Expr) -> pl.Expr:
    """Return `obs_status` with one status more where `when` is true."""
    return joined(pl.col(OBS), code(status, when))


def conf(confidential: pl.Expr) -> pl.Expr:
    """Return `conf_status`: confidential where the expression is true, elsewhere free."""
    codes = pl.when(confidential).then(pl.lit(ConfStatus.CONFIDENTIAL.value))
    return codes.otherwise(pl.lit(ConfStatus.FREE.value)).alias(CONF)


def of_parts() -> tuple[pl.Expr, pl.Expr]:
    """Aggregate the statuses of the parts of a sum: all observation statuses, confidential as soon as one part is."""
    return joined(pl.col(OBS).str.join("")), conf(is_confidential().any())


def of_sum(whole: pl.Expr) -> pl.Expr:
    """Return `obs_status` of a sum from that of its parts (`of_parts`): where a part has no value, there is no sum.

    Such a sum is missing, unless a part is confidential: then the sum is, and nothing else is said about it.
    """
    absent = pl.when(is_confidential()).then(pl.lit(ObsStatus.NORMAL.value)).otherwise(pl.lit(ObsStatus.MISSING.value))
    return pl.when(whole).then(pl.col(OBS)).otherwise(absent).alias(OBS)
