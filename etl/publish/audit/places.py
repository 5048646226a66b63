"""The audit of local surveys: each by itself, beside the survey of the country, and beside others of its place.

What an intruder can subtract within one survey is found as for the survey of the country. Two surveys together tell
something only where they share respondents: then the figures of the region less those of a place would be the rest of
the region, which may be few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from contract.actions.codes import Sampling
from contract.codes import Level
from contract.errors import UserError
from etl.config.catalogue.catalogue import Catalogue
from etl.config.policy import Policy
from etl.local.collections import LocalSurvey
from etl.publish.audit.report import survey_report
from etl.publish.served.keep_record import Answered
from etl.publish.served.places import of_source, refuse_shared_respondents
from etl.publish.served.record import Record
from etl.sdc.context import sdc_context
from etl.sdc.primary import OWN
from etl.sdc.release_history import HISTORY_SCHEMA
from etl.sdc.rounding import Rounding

OF_CELL = ("indicator", "period", "group_dim", "group_code")
WHO = {Sampling.PROBABILITY: "a random sample", Sampling.SELF_SELECTED: "those who took part by themselves"}
SHOWN = 12


def places_report(
    surveys: Sequence[LocalSurvey],
    record: Record,
    policy: Policy,
    catalogue: Catalogue,
    regions: dict[str, str],
) -> Iterator[str]:
    """Yield the report on local surveys as Markdown; nothing where there are none.

    regions: source -> region of its place.
    """
    for survey in surveys:
        own = survey.table.filter(pl.col("kind").is_in(OWN))
        yield from ("", f"# Local survey {survey.source}: {survey.local.area}, {WHO[survey.local.sampling]}", "")
        figures = of_source(record, survey.source).contents.figures.join(
            own.select("indicator", "period").unique(), on=["indicator", "period"], how="semi", maintain_order="left"
        )
        yield from survey_report(
            own, figures, None, sdc_context(policy, catalogue, survey.waves, HISTORY_SCHEMA.to_frame())
        )
        yield from ("", "## Beside the survey of the country", "")
        region = regions.get(survey.source, "")
        yield from _rest_of_region(rests_of_few(figures, record.contents.figures, region, policy), region, policy)


def shared_report(answered: Sequence[Answered], regions: dict[str, str]) -> Iterator[str]:
    """Yield whether a local survey holds rows of another one, of the country or of its place.

    answered: the respondents of every wave, of the country and of places.
    """
    local = sum(one.card.local is not None for one in answered)
    if local:
        yield from ("", "# Respondents in two surveys", "")
        yield _shared(answered, regions, local)


def rests_of_few(local: pl.DataFrame, national: pl.DataFrame, region: str, policy: Policy) -> pl.DataFrame:
    """Return the cells in which a region less a place, by the printed numbers, might be few respondents and not none.

    They would be given away if the respondents of the place were among those of the region.
    """
    step = Rounding.of(policy).n_step
    of_region = pl.all_horizontal(pl.col("level") == Level.MAAKUNTA, pl.col("code") == region)
    whole = national.filter(of_region, pl.col("n").is_not_null())
    part = local.filter(pl.col("n").is_not_null()).select(*OF_CELL, in_place=pl.col("n").cast(pl.Int64))
    rest = pl.col("n").cast(pl.Int64) - pl.col("in_place")
    both = whole.join(part, on=OF_CELL).select(*OF_CELL, least=rest - step + 1, most=rest + step - 1)
    return both.filter(pl.col("most") > 0, pl.col("least") < policy.min_respondents.value).sort(OF_CELL)


def _rest_of_region(found: pl.DataFrame, region: str, policy: Policy) -> Iterator[str]:
    few = f"{policy.min_respondents.value:g}"
    yield (
        f"Were its respondents among those of region {region}, the rest of the region might be fewer than {few}"
        f" respondents in {found.height} cells that are open in both."
    )
    for *cell, least, most in found.head(SHOWN).iter_rows():
        yield f"- {', '.join(cell)}: {max(least, 0)} to {most} respondents"


def _shared(answered: Sequence[Answered], regions: dict[str, str], local: int) -> str:
    try:
        refuse_shared_respondents(answered, regions)
    except UserError as error:
        return str(error)
    return f"None: {local} local waves, compared row by row with {len(answered) - local} of the country and each other."
