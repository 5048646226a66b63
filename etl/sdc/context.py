"""What disclosure control must know beside the estimates: thresholds, sums, scales and what was released before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import polars as pl

from contract.codes import Kind
from etl.config.catalogue.catalogue import Catalogue
from etl.config.policy import Policy
from etl.estimate.waves import Estimated
from etl.sdc.primary import AnswerRange
from etl.sdc.release_history import HISTORY_SCHEMA
from etl.sdc.table_structure import Additivity


@dataclass(frozen=True, slots=True)
class ReleaseContext:
    """The facts that protection and audit need beside the estimates."""

    policy: Policy
    additivity: Additivity
    scales: Mapping[str, AnswerRange]  # of the means
    history: pl.DataFrame = field(default_factory=HISTORY_SCHEMA.to_frame)  # what earlier editions published


def sdc_context(
    policy: Policy, catalogue: Catalogue, surveys: Sequence[Estimated], history: pl.DataFrame
) -> ReleaseContext:
    """Return which cells add up to which, the scales of the means, and what was open before."""
    unions = dict(chain.from_iterable(one.unions.items() for one in surveys))
    pooled = {one.estimates.period: one.waves for one in surveys if len(one.waves) > 1}
    return ReleaseContext(policy, Additivity(unions, pooled), _scales(catalogue), history)


def _scales(catalogue: Catalogue) -> dict[str, AnswerRange]:
    """Return the lowest and the highest answer of every indicator that is a mean."""
    answers = {one.id: catalogue.scales[one.answers.scale].answers for one in catalogue.indicators if one.answers}
    means = [one.id for one in catalogue.indicators if one.kind == Kind.SURVEY_MEAN]
    return {name: AnswerRange(min(answers[name]), max(answers[name])) for name in means}
