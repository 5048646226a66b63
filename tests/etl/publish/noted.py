"""A record that knows the builds of small pictures, and nothing else."""

from __future__ import annotations

from pathlib import Path

from etl.config.policy import read_policy
from etl.publish.served.keep_record import Serving, keep_record
from etl.publish.served.record import read_record
from etl.sdc.release_history import HISTORY_SCHEMA


def note_build(data: Path, build: str) -> None:
    """Write a build into the record of a data folder."""
    nothing = HISTORY_SCHEMA.to_frame()
    serving = Serving(
        build=build,
        edition="2026",
        inputs="",
        policy=read_policy(),
        waves=[],
        told={},
        figures=nothing,
        comparisons=nothing,
        of_waves={},
    )
    keep_record(read_record(data / "served"), serving)
