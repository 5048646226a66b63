"""A receiver and a sender that are killed, or find a full disk, at each single step: the old edition or the new."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.disk import Operation, compiler
from tests.faults.replicas.sides import unsettled

ROOT = Path(__file__).parents[3]
NAMED = "rename /store/objects/ab#1 /store/objects/ab"
ANNOUNCED = "link /store/announcements/1"


@pytest.mark.slow
@pytest.mark.skipif(compiler() is None, reason="there is no C compiler (cc)")
def test_whatever_stops_them_readers_are_served_a_whole_edition_and_the_next_round_mends_it() -> None:
    """The long form: python -m tests.faults.replicas --all."""
    command = [sys.executable, "-m", "tests.faults.replicas"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "a sender: " in tried.stdout
    assert "0 broken" in tried.stdout


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([NAMED, ANNOUNCED, "fsync /store/announcements/1", "fsync /store/announcements"], 2),
        ([NAMED, "fsync /store/objects/ab", "fsync /store/objects", ANNOUNCED], 2),
        ([NAMED, "fsync /store/objects/ab", "fsync /store/objects"], 0),
    ],
)
def test_what_is_announced_before_it_stands_on_the_disk_is_found(lines: list[str], found: int) -> None:
    did = [Operation(at, *(*line.split(), "", "")[:3], "") for at, line in enumerate(lines)]
    assert len(list(unsettled(did))) == found
