"""The shipped demonstration survey, read as the build reads it, for measuring single steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from etl.config.card import SourceCard, read_cards
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.config.policy import read_policy
from etl.estimate.calibration.of_card import calibrate_as_declared
from etl.estimate.design import DesignColumns, Item, Margin
from etl.estimate.pooling.stack import pool_waves
from etl.read.respondents import read_respondents
from etl.read.sources import Wave
from etl.read.survey.counts import read_population
from geo.classification import Classification, read_classification
from geo.nesting import levels_of_regions

SURVEY = "demo_survey"
DIMS = ("all", "language", "origin", "sex", "age")
YEAR = 2026


@dataclass(frozen=True, slots=True)
class Demo:
    waves: tuple[Wave, ...]
    items: tuple[Item, ...]
    unions: dict[str, dict[str, tuple[str, ...]]]  # level -> code -> its regions

    @property
    def pooled(self) -> pl.DataFrame:
        """All waves together: 40,000 respondents."""
        return pool_waves({wave.card.period: wave.respondents for wave in self.waves})

    @property
    def design(self) -> DesignColumns:
        card = self.waves[0].card.design
        return DesignColumns(lonely_psu=None if card is None else card.lonely_psu)


def read_demo(sources: Path) -> Demo:
    catalogue, areas = read_catalogue(), read_classification()
    cards = [card for card in read_cards(sources, read_policy().max_file_megabytes.value) if card.id.startswith(SURVEY)]
    items = tuple(
        Item(one.id, one.answers.column, one.kind, one.answers.yes, catalogue.scales[one.answers.scale].no_answer)
        for one in catalogue.indicators
        if one.answers is not None and one.kind in ("survey_share", "survey_mean")
    )
    waves = tuple(_wave(card, catalogue, areas) for card in cards)
    return Demo(waves, items, {level: dict(unions) for level, (_, unions) in levels_of_regions(areas, YEAR).items()})


def _wave(card: SourceCard, catalogue: Catalogue, areas: Classification) -> Wave:
    population = read_population(card, catalogue, areas)
    respondents = calibrate_as_declared(read_respondents(card, catalogue, areas), population, card)
    return Wave(card, respondents, population)


def margins(unions: dict[str, dict[str, tuple[str, ...]]], dims: tuple[str, ...]) -> list[Margin]:
    """Every level by every group dimension."""
    return [
        Margin(level, {region: code for code, regions in of_level.items() for region in regions}, dim)
        for level, of_level in unions.items()
        for dim in dims
    ]
