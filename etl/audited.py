"""The intruder's report: what is hidden of what is served, and what it would reveal beside an edition."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from rich.console import Console

from contract.errors import UserError
from contract.pointer import build_of
from etl.engine.scratch import scratch_folder
from etl.estimate.combine import combine_results
from etl.local.collections import estimate_local, regions_of
from etl.one_writer import write_output
from etl.pipeline import SCRATCH, Inputs, answered_of, estimated, harmonise, newest_of, read_inputs
from etl.publish.audit.noted import note_audit
from etl.publish.audit.places import places_report, shared_report
from etl.publish.audit.report import audit_report
from etl.publish.whole import current
from etl.sdc.context import sdc_context
from etl.sdc.primary import OWN
from etl.sdc.release_history import HISTORY_SCHEMA


def audit(data: Path, editions: list[str], out: Path | None, console: Console) -> None:
    """Report what is hidden of what is served, and what it would reveal beside an edition; raise UserError."""
    with scratch_folder(data, SCRATCH) as scratch:
        inputs = read_inputs(data, scratch)
        lines = [*_report(inputs, editions)]
    console.print("\n".join(lines), highlight=False, markup=False)
    if (served := current(data)) is not None:
        note_audit(data, build_of(served))
    if out is not None:
        write_output(out, "\n".join([*lines, ""]))


def _report(inputs: Inputs, editions: list[str]) -> Iterator[str]:
    if inputs.record.manifest is None:
        raise UserError("nothing_to_audit", path=inputs.data)
    surveys = estimated(inputs)
    estimates = combine_results(surveys, harmonise(inputs, newest_of(inputs)), inputs.catalogue)
    context = sdc_context(inputs.policy, inputs.catalogue, surveys, HISTORY_SCHEMA.to_frame())
    own = estimates.filter(pl.col("kind").is_in(OWN))
    places = estimate_local(inputs.readings.local, inputs.catalogue)
    answered = answered_of(inputs, surveys, places)
    regions = regions_of(inputs.readings.local, inputs.classification)
    yield from audit_report(own, inputs.record.contents, context, inputs.released, editions)
    yield from places_report(places, inputs.record, inputs.policy, inputs.catalogue, regions)
    yield from shared_report(answered, regions)
