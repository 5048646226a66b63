"""What small_area.toml declares: for which cells estimates for small areas are made, and from which registers."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import msgspec

from contract.codes import Level
from contract.errors import UserError
from etl.config.toml import FromToml, read_toml

SMALL_AREA = Path(__file__).with_name("small_area.toml")


class SmallAreaModel(FromToml, frozen=True):
    """One model, fitted for every indicator, period and group of a dimension."""

    level: Level
    group_dim: str
    covariates: Annotated[tuple[str, ...], msgspec.Meta(min_length=1, max_length=3)]


class SmallAreaFile(FromToml, frozen=True):
    """small_area.toml as it stands."""

    models: tuple[SmallAreaModel, ...]


def read_small_area_models(indicators: Collection[str], path: Path = SMALL_AREA) -> tuple[SmallAreaModel, ...]:
    """Read the declared models; raise UserError for a covariate that is no indicator of the catalogue."""
    models = read_toml(path, SmallAreaFile).models
    for model in models:
        if unknown := [name for name in model.covariates if name not in indicators]:
            raise UserError("indicator_unknown", path=path, key="covariates", found=unknown[0])
    return models
