"""Statuses in tests, in few letters: "" nothing to say, "B" a break, "C" confidential, "BC" both."""

from __future__ import annotations

import polars as pl

from contract.status import ConfStatus, ObsStatus

# What a row says in these letters; as a column `status`.
SAID = pl.concat_str(
    pl.col("obs_status").replace(ObsStatus.NORMAL.value, ""), pl.col("conf_status").replace(ConfStatus.FREE.value, "")
).alias("status")


def coded(letters: str = "") -> dict[str, str]:
    """Return both columns of the contract."""
    obs = letters.replace(ConfStatus.CONFIDENTIAL.value, "")
    conf = ConfStatus.CONFIDENTIAL if ConfStatus.CONFIDENTIAL.value in letters else ConfStatus.FREE
    return {"obs_status": obs or ObsStatus.NORMAL.value, "conf_status": conf.value}
