"""Groups written as words -> our codes, by the catalogue's names in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from etl.read.labels.plain_words import plain
from etl.read.survey_tools.words import shown

if TYPE_CHECKING:
    from etl.config.catalogue.catalogue import Catalogue

DASHES = str.maketrans({"–": "-", "—": "-", "‒": "-", "−": "-"})


def by_name(values: pl.Series, dim: str, catalogue: Catalogue) -> pl.Series:
    """Return group codes in the place of the names of groups; anything else stays, also a name of two groups."""
    groups = catalogue.groups_of(dim)
    known = {group.code for group in groups}
    names = {
        group.code: {plain(name) for name in (group.name.fi, group.name.sv, group.name.en, *group.also)}
        for group in groups
    }
    codes = {}
    for stood in values.unique(maintain_order=True).drop_nulls():
        if stood in known:
            continue
        dashed = shown(stood).translate(DASHES)
        said = plain(stood)
        meant = [code for code, called in names.items() if said in called]
        if dashed in known:
            codes[stood] = dashed
        elif len(meant) == 1 and any(map(str.isalpha, said)):
            codes[stood] = meant[0]
    return values.replace(codes)
