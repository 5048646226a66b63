"""Disclosure control, the last step before loading: what is hidden, and that it stays hidden."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from etl.policy import Policy
from etl.quality import Scale, first_marks, publish, with_scale


def protect(estimates: pl.DataFrame, policy: Policy, scales: Mapping[str, Scale]) -> pl.DataFrame:
    """Turn estimates into rows of table `estimate` that may leave the house."""
    return publish(first_marks(with_scale(estimates, scales), policy), policy)
