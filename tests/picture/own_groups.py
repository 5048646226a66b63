"""A trend with a group of regions of the reader's own: shown in all years but the last, in which a member is hidden."""

from dataclasses import replace

from contract.codes import Language
from contract.status import ConfStatus, ObsStatus
from picture.query.model import Area, Dataset, Line, NotPooled, OwnGroupTold
from picture.query.trend.own_group import OwnGroup
from tests.picture.factory import region, trend_dataset

EAST = OwnGroup(("MK10", "MK11"), "Itä-Suomi")
LAST = "2026"


def members(language: Language) -> tuple[Area, ...]:
    """The regions of the group; names do not matter to what is told."""
    first = region("02", language)
    return (first, replace(region("19", language), name=f"{first.name} 2"))


def trend_with_own_group(language: Language = "en", why_not: NotPooled | None = None) -> Dataset:
    """The trend of the factory with the group beside it; why_not: nothing of it can be told."""
    dataset = trend_dataset(language)
    group = dataset.rows[0].group
    rows = [
        replace(
            row, area=EAST.area, value=50.0, ci_low=48.0, ci_high=52.0, n=900, comparisons=(), obs_status=frozenset()
        )
        for row in dataset.rows
        if row.shown
    ]
    last = replace(
        rows[-1], value=None, ci_low=None, ci_high=None, n=None, obs_status=frozenset({ObsStatus.LOW_RELIABILITY})
    )
    hidden = replace(last, area=members(language)[1], conf_status=ConfStatus.FREE)
    told = OwnGroupTold(EAST.area, members(language), why_not, () if why_not else (hidden,))
    return replace(
        dataset,
        rows=(*dataset.rows, *(() if why_not else (*rows[:-1], last))),
        lines=(Line(dataset.rows[0].area, group), Line(EAST.area, group)),
        own_groups=(told,),
    )
