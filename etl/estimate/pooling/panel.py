"""Whether waves share people or sampled areas: what the card says, held against what the files show.

The same id in two waves may be the same person, or a running number that starts again. Of the same person area and
groups agree; of two persons who happen to have one number at least one of them agrees no better than by chance.
Agreement is measured by Cohen's kappa: 1 - (1 - observed) / (1 - expected by chance). Source: Cohen 1960, Educational
and Psychological Measurement 20: 37-46.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import polars as pl

from contract.errors import UserError
from etl.config.card import CARD, Panel, SourceCard
from etl.config.layout import group_columns
from etl.read.sources import Wave

SHARED = 0.01  # fewer equal ids than this part of the smaller wave are chance
BY_CHANCE = 0.2  # below this kappa area or a group agrees no better than among strangers
KEY = "design.panel"


def check_panels(waves: Sequence[Wave]) -> None:
    """Raise UserError where two waves of one survey seem to share people or areas and no card says so.

    Also where a card declares a panel of people whose areas and groups differ. What a card denies is believed.
    """
    for at, wave in enumerate(waves[1:], 1):
        _check_declared(waves[:at], wave)
    for earlier, later in combinations(waves, 2):
        panel = later.card.design.panel if later.card.design else None
        if panel == Panel.NONE:
            continue
        _check_respondents(earlier, later, panel)
        if panel is None:
            _check_psus(earlier, later)


def _check_declared(before: Sequence[Wave], wave: Wave) -> None:
    """Refuse a declared panel that cannot be one; one that rotates shares people with some wave before only."""
    design = wave.card.design
    if design is None or not is_panel(wave.card):
        return
    card = wave.card.path.with_name(CARD)
    if design.replicates:
        raise UserError("panel_with_replicates", path=card, key=KEY)
    if design.panel == Panel.PSUS and design.psu is None:
        raise UserError("panel_without_psu", path=card, key=KEY)
    shared = [_members(earlier, wave) for earlier in before]
    if design.panel == Panel.RESPONDENTS and all(same < SHARED * smaller for same, smaller in shared):
        same, _ = shared[-1]
        raise UserError("panel_without_members", path=card, key=KEY, earlier=before[-1].card.period, same=same)


def _members(earlier: Wave, later: Wave) -> tuple[int, int]:
    """Count the ids that both waves have, and the respondents of the smaller one."""
    ids = (earlier.respondents["respondent"], later.respondents["respondent"])
    return int(ids[1].is_in(ids[0].implode()).sum()), min(map(len, ids))


def is_panel(card: SourceCard) -> bool:
    """Return whether the waves of a survey share people or areas, as its card says."""
    return card.design is not None and card.design.panel in {Panel.RESPONDENTS, Panel.PSUS}


def _check_respondents(earlier: Wave, later: Wave, panel: Panel | None) -> None:
    """Hold equal ids of respondents against area and groups."""
    names = ["area", *group_columns(later.card.groups)]
    names = [name for name in names if name in earlier.respondents.columns]
    now = later.respondents.select("respondent", *names)
    same = now.join(earlier.respondents.select("respondent", *names), on="respondent", suffix=" before")
    smaller = min(now.height, earlier.respondents.height)
    card = later.card.path.with_name(CARD)
    before = earlier.card.period
    if same.height < SHARED * smaller:
        return
    agreement = {name: found for name in names if (found := kappa(same[name], same[f"{name} before"])) is not None}
    lowest = min(agreement, key=lambda name: agreement[name], default=None)
    strangers = lowest is not None and agreement[lowest] < BY_CHANCE
    if panel == Panel.RESPONDENTS and strangers:
        raise UserError("panel_of_strangers", path=card, key=KEY, earlier=before, same=same.height, name=lowest)
    if panel is None and not strangers:
        raise UserError("panel_undeclared", path=card, key=KEY, earlier=before, same=same.height)


def _check_psus(earlier: Wave, later: Wave) -> None:
    """Refuse equal names of sampled areas in equal strata; nothing in a file tells numbers from areas."""
    if any(wave.card.design is None or wave.card.design.psu is None for wave in (earlier, later)):
        return
    before, now = (wave.respondents.select("stratum", "psu").unique() for wave in (earlier, later))
    same = now.join(before, on=["stratum", "psu"]).height
    if same:
        card = later.card.path.with_name(CARD)
        raise UserError("panel_of_psus_undeclared", path=card, key=KEY, earlier=earlier.card.period, same=same)


def kappa(one: pl.Series, other: pl.Series) -> float | None:
    """Return Cohen's kappa of two columns of codes; none where all have one code, so that nothing can be told."""
    pairs = pl.DataFrame({"one": one, "other": other}).drop_nulls()
    parts = [pairs.group_by(pl.col(name).alias("code")).agg(pl.len() / pairs.height) for name in ("one", "other")]
    both = parts[0].join(parts[1], on="code", suffix=" other")
    expected = float((both["len"] * both["len other"]).sum())
    if pairs.is_empty() or expected >= 1:
        return None
    observed = float((pairs["one"] == pairs["other"]).sum()) / pairs.height
    return 1 - (1 - observed) / (1 - expected)
