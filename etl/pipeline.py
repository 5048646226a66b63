"""The method, from declared sources to a published database: one step is one named function."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import polars as pl
from rich.console import Console

from contract.errors import UserError
from etl.actions.baselines import baseline_errors
from etl.actions.contributions import ACTIONS
from etl.actions.read import Actions, read_actions, refuse
from etl.compare.rules import ComparisonRules, comparison_rules
from etl.compare.verdicts import compare
from etl.config.card import SourceCard, read_cards
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.config.follow_up import FollowUp, read_follow_up
from etl.config.policy import Policy, read_policy
from etl.config.small_area import SmallAreaModel, read_small_area_models
from etl.edition.told.calendar import Calendar, read_calendar, refuse_cancelled_content, refuse_changed_promises
from etl.edition.told.quality import QualityDeclaration, quality_table, read_quality
from etl.edition.told.tables import edition_tables
from etl.engine.scratch import scratch_folder
from etl.estimate.combine import combine_results
from etl.estimate.fieldwork.report import fieldwork_table, representation_table
from etl.estimate.waves import Estimated
from etl.harmonise.area_totals import with_sums
from etl.harmonise.newest_division import moved_areas, newest_crosswalk, on_newest
from etl.local.collections import LocalSurvey, estimate_local, regions_of
from etl.local.figures import collections_table, estimates_table
from etl.model.small_areas import model_rules, modelled_items, small_areas
from etl.progress.changes import Surveys
from etl.progress.goals import Figures, goals_of
from etl.progress.progress import goal_progress
from etl.publish.audit.report import one_line
from etl.publish.build_id import BOUNDARIES, build_id, inputs_id
from etl.publish.changes import changes
from etl.publish.closed_waves import refuse_copies, refuse_reopened
from etl.publish.editions import (
    FOLDER,
    Released,
    read_released,
    refuse_lost,
    says_published,
    version_and_status,
)
from etl.publish.load import load
from etl.publish.report import accepted_notes, changed, contents, refused_models, step, told_findings
from etl.publish.rows import Situation, database_tables, edition_of
from etl.publish.served import record as served_record
from etl.publish.served.keep_record import (
    Answered,
    Serving,
    answered_waves,
    earlier_versions,
    keep_record,
    refuse_served_copies,
    told_rows,
)
from etl.publish.served.places import LocalPublished, kept_tables, protect_local, refuse_shared_respondents
from etl.publish.served.policy import refuse_loosened, served_policy
from etl.publish.served.record import Record, read_record, refuse_lost_record
from etl.publish.served.revisions import (
    Revisions,
    read_revisions,
    refuse_lost_revisions,
    revisions_table,
    told_revisions,
)
from etl.publish.served.settle import Past, Settled, protect_beside_served
from etl.publish.shapes import newest_shapes
from etl.publish.whole import compared_with
from etl.read.sources import Readings, read_all, with_registers
from etl.read.wording import check_wording
from etl.sdc.context import sdc_context
from etl.sdc.counts.protect_counts import count_rules, protect_counts
from etl.sdc.primary import OWN
from etl.sums.waves import estimate_every_survey
from geo.boundaries import Shape
from geo.classification import Classification, read_classification
from geo.crosswalk import Crosswalk
from geo.nesting import unions_of_regions

SCRATCH = "respondents"  # beside the database, for as long as a command runs


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything that a build reads: what people declare, what was served and released, and the sources."""

    data: Path
    scratch: Path
    policy: Policy
    classification: Classification
    released: Released
    record: Record
    revisions: Revisions
    cards: tuple[SourceCard, ...]
    catalogue: Catalogue
    readings: Readings
    models: tuple[SmallAreaModel, ...]
    follow_up: tuple[FollowUp, ...]
    actions: Actions
    calendar: Calendar
    quality: QualityDeclaration
    fingerprint: str  # of everything that the build is made of

    @property
    def stamp(self) -> tuple[int, str]:
        """Return version and status of the build."""
        return version_and_status(self.released.folder, edition_of(self.cards), self.fingerprint)


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that a build found out and may publish."""

    answered: tuple[Answered, ...]
    settled: Settled
    local: tuple[LocalPublished, ...]
    estimates: pl.DataFrame  # after disclosure control
    comparisons: pl.DataFrame
    small_areas: pl.DataFrame
    progress: pl.DataFrame  # of the goals of plans
    moved: pl.DataFrame  # areas whose ground has changed
    shapes: tuple[Shape, ...]


def build(data: Path, console: Console) -> Path:
    """Build a database from `data`/sources and publish it; return it. Raise UserError, with nothing changed."""
    with scratch_folder(data, SCRATCH) as scratch:
        return _build(data, scratch, console)


def _build(data: Path, scratch: Path, console: Console) -> Path:
    with step(console, "Read and check sources"):
        inputs = read_inputs(data, scratch)
    for line in told_findings(inputs.readings.findings):
        console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    tell_actions(inputs, inputs.actions.errors, console)
    for note in accepted_notes(inputs.cards):
        console.print(note, markup=False, highlight=False)
    with step(console, "Estimate"):
        crosswalk = newest_of(inputs)
        surveys = estimated(inputs)
        estimates = combine_results(surveys, harmonise(inputs, crosswalk), inputs.catalogue)
        places = estimate_local(inputs.readings.local, inputs.catalogue)
        answered = answered_of(inputs, surveys, places)
        refuse_shared_respondents(answered, regions_of(inputs.readings.local, inputs.classification))
        refuse_served_copies(answered, inputs.record)
    with step(console, "Protect"):
        settled = protect_surveys(inputs, surveys, estimates, answered)
        local = protect_local(places, inputs.policy, inputs.catalogue, past_of(inputs), answered)
        protected = settled.figures
    tell_actions(inputs, tuple(baseline_errors(inputs.actions.read, protected, inputs.catalogue)), console)
    with step(console, "Compare"):
        comparisons = settled.comparisons(compare_surveys(inputs, surveys, settled.compared), inputs.record)
        moved = moved_areas(protected, crosswalk)
    with step(console, "Model"):
        modelled = small_areas(protected, modelled_items(inputs.catalogue), inputs.models, model_rules(inputs.policy))
    with step(console, "Progress"):
        progress = progress_of_goals(inputs, surveys, settled, local)
    for line in refused_models(modelled.refused):
        console.print(line, style="yellow", markup=False, highlight=False, soft_wrap=True)
    with step(console, "Draw"):
        shapes = newest_shapes(inputs.classification, data / BOUNDARIES)
    with step(console, "Load"):
        results = Results(answered, settled, local, protected, comparisons, modelled.table, progress, moved, shapes)
        path, log = publish(inputs, results)
    own = protected.filter(pl.col("indicator").is_in(own_indicators(inputs.catalogue)))
    told = (*settled.notes, *told_revisions(inputs.revisions), one_line(own, local_figures(local)))
    held = contents(inputs.catalogue, protected, local_figures(local), inputs.actions.read, inputs.readings.registers)
    console.print("", *held, "", *told, changed(log), "", f"Published {path.name}", sep="\n")
    return path


def tell_actions(inputs: Inputs, errors: Sequence[UserError], console: Console) -> None:
    """Print everything that is to be corrected in contributions; raise UserError where something is."""
    for error in errors:
        console.print(str(error), style="yellow", markup=False, highlight=False, soft_wrap=True)
    refuse(inputs.data / ACTIONS, errors)


def estimated(inputs: Inputs) -> tuple[Estimated, ...]:
    """Estimate our own surveys."""
    fewest = int(inputs.policy.standard_min_answers.value)
    return estimate_every_survey(inputs.readings.waves, inputs.catalogue, inputs.classification, fewest, inputs.scratch)


def answered_of(inputs: Inputs, surveys: Sequence[Estimated], places: Sequence[LocalSurvey]) -> tuple[Answered, ...]:
    """Return the respondents of every wave, of the country and of places."""
    estimates = (*surveys, *chain.from_iterable(one.waves for one in places))
    return answered_waves((*inputs.readings.waves, *inputs.readings.local), estimates)


def newest_of(inputs: Inputs) -> Crosswalk:
    """Return the way from every division to the newest."""
    return newest_crosswalk(inputs.readings.observations, inputs.classification)


def own_indicators(catalogue: Catalogue) -> list[str]:
    """List the indicators that are estimated from respondents."""
    return [one.id for one in catalogue.indicators if one.kind in OWN]


def read_inputs(data: Path, scratch: Path) -> Inputs:
    """Read and check what people declare, what was served and released before, and every source.

    `scratch`: a folder for respondents who do not fit into memory.
    """
    policy = read_policy()
    classification = read_classification()
    released = read_released(data / FOLDER)
    revisions = read_revisions(data / FOLDER)
    record = read_record(data / served_record.FOLDER)
    refuse_lost(data, released)
    refuse_lost_record(data, record)
    refuse_lost_revisions(data, revisions)
    calendar = read_calendar(data)
    refuse_changed_promises(data, calendar)
    refuse_cancelled_content(data, calendar)
    refuse_loosened(policy, served_policy(record, released), revisions)
    cards = read_cards(data / "sources", policy.max_file_megabytes.value)
    refuse_reopened(cards, released.waves, record, revisions)
    sources = {card.id for card in cards}
    whole = read_catalogue()
    models = read_small_area_models([one.id for one in whole.indicators])
    catalogue = whole.present(sources)
    catalogue.check_sources(sources)
    check_wording(cards, catalogue)
    readings = read_all(cards, catalogue, classification, policy, scratch)
    readings = with_registers(readings, cards, catalogue, classification, data)
    refuse_copies((*readings.waves, *readings.local), released.waves)
    return Inputs(
        data,
        scratch,
        policy,
        classification,
        released,
        record,
        revisions,
        cards,
        catalogue,
        readings,
        models,
        read_follow_up([one.id for one in whole.indicators]),
        read_actions(data, catalogue, classification, sources),
        calendar,
        read_quality(),
        inputs_id(cards, data / BOUNDARIES),
    )


def harmonise(inputs: Inputs, crosswalk: Crosswalk) -> pl.DataFrame:
    """Return published figures on the newest division too, with sums of regions; small counts are hidden."""
    read = inputs.readings.observations
    on_divisions = on_newest(read, inputs.catalogue, crosswalk)
    summed = with_sums(on_divisions, inputs.catalogue, inputs.classification)
    rules = count_rules(inputs.cards, inputs.catalogue, inputs.policy)
    return protect_counts(summed, read, rules, inputs.classification)


def protect_surveys(
    inputs: Inputs, surveys: Sequence[Estimated], estimates: pl.DataFrame, answered: Sequence[Answered]
) -> Settled:
    """Protect what was estimated, by itself and beside everything that was served before."""
    context = sdc_context(inputs.policy, inputs.catalogue, surveys, inputs.released.history)
    of_country = [one for one in answered if one.card.local is None]
    return protect_beside_served(estimates, context, past_of(inputs), of_country)


def past_of(inputs: Inputs) -> Past:
    """Return what was served and released before."""
    published = inputs.stamp[1] != "draft"
    return Past(
        record=inputs.record,
        ledger=inputs.released.history,
        inputs=inputs.fingerprint,
        published=published,
        local_ledger=inputs.released.local,
        local_published=published and inputs.released.keeps_local(edition_of(inputs.cards)),
    )


def compare_surveys(inputs: Inputs, surveys: Sequence[Estimated], protected: pl.DataFrame) -> pl.DataFrame:
    """Compare single waves with all that comes before them, pooled ones within themselves only."""
    single = [one.estimates for one in surveys if len(one.waves) == 1]
    pooled = [one.estimates for one in surveys if len(one.waves) > 1]
    return compare(single, pooled, protected, rules_of(inputs))


def rules_of(inputs: Inputs) -> ComparisonRules:
    """Return what comparisons are held to."""
    levels = unions_of_regions(inputs.classification, inputs.classification.newest_year)
    return comparison_rules(inputs.policy, inputs.catalogue, levels)


def progress_of_goals(
    inputs: Inputs, surveys: Sequence[Estimated], settled: Settled, local: Sequence[LocalPublished]
) -> pl.DataFrame:
    """Return how far the goals of all plans are."""
    tables = inputs.actions.tables(inputs.catalogue)
    waves = [one.estimates for one in surveys if len(one.waves) == 1]
    return goal_progress(
        goals_of(tables["plan"], tables["goal"]),
        Figures(settled.figures, local_figures(local), {one.survey.source: one.survey.local.sampling for one in local}),
        Surveys(waves, settled.compared),
        inputs.catalogue,
        rules_of(inputs),
    )


def local_figures(local: Iterable[LocalPublished]) -> pl.DataFrame:
    """Return the figures of local collections that may be shown."""
    return estimates_table([(one.survey, one.settled.figures) for one in local])


def publish(inputs: Inputs, results: Results) -> tuple[Path, pl.DataFrame]:
    """Write the database beside the served one, record it, move the pointer; return it and its list of changes."""
    released = inputs.released
    earlier = earlier_versions(inputs.record, results.answered)
    name = build_id(inputs.cards, inputs.data / BOUNDARIES, released.folder, earlier)
    version, status = inputs.stamp
    told = told_rows(inputs.record, inputs.readings.rows, inputs.policy.min_changed_respondents.value)
    situation = Situation(
        build=name,
        version=version,
        status=status,
        policy=inputs.policy,
        catalogue=inputs.catalogue,
        follow_up=inputs.follow_up,
        classification=inputs.classification,
        cards=inputs.cards,
        rows_read=told,
        shapes=results.shapes,
        estimates=results.estimates,
        comparisons=results.comparisons,
        small_areas=results.small_areas,
    )
    tables = database_tables(situation)
    of_waves = {
        "fieldwork": fieldwork_table(inputs.cards, (*inputs.readings.waves, *inputs.readings.local), inputs.policy),
        "representation": representation_table(inputs.readings.waves, inputs.policy),
    }
    for settled in (results.settled, *(one.settled for one in results.local)):
        of_waves |= settled.of_waves(of_waves, inputs.record)
    tables |= of_waves
    tables["local_collection"] = collections_table(inputs.cards)
    tables["local_estimate"] = local_figures(results.local)
    tables["area_moved"] = results.moved
    tables |= edition_tables(released, inputs.calendar)
    tables |= inputs.actions.tables(inputs.catalogue) | {"goal_progress": results.progress}
    tables["quality"] = quality_table(inputs.quality)
    tables["revision"] = revisions_table(inputs.revisions)
    points = inputs.policy.change_log_points.value
    log = changes(compared_with(inputs.data, name), tables, name, points, inputs.readings.registers)
    serving = Serving(
        build=name,
        edition=edition_of(inputs.cards),
        inputs=inputs.fingerprint,
        policy=inputs.policy,
        waves=results.answered,
        told=told,
        of_waves=of_waves | kept_tables(inputs.record, results.local, edition_of(inputs.cards)),
        **of_surveys(inputs.catalogue, results),
    )
    path = load(
        tables | {"change": log},
        inputs.data,
        name,
        before=lambda: keep_record(inputs.record, serving),
        may_stand_in=lambda kept: not says_published(kept, released),
        registers=inputs.readings.registers,
    )
    return path, log


def of_surveys(catalogue: Catalogue, results: Results) -> dict[str, pl.DataFrame]:
    """Return the figures and comparisons of our own surveys."""
    own = pl.col("indicator").is_in(own_indicators(catalogue))
    return {"figures": results.estimates.filter(own), "comparisons": results.comparisons.filter(own)}
