"""Commands that are killed or find a failing disk leave everything whole: a short form of `python -m tests.faults`."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.disk import Operation, compiler
from tests.faults.power import unsynced

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(compiler() is None, reason="there is no C compiler (cc)")
def test_nothing_breaks_on_a_failing_disk(tmp_path: Path) -> None:
    """The long form: python -m tests.faults --kills 1000 --starved 1000."""
    command = [sys.executable, "-m", "tests.faults", "--kills", "4", "--starved", "8", "--scenes", "build,withdraw"]
    tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "4 kills, 8 starved, seed 1: 0 broken" in tried.stdout


def did(*lines: str) -> list[Operation]:
    """Write operations as `kind path` or `rename path other`."""
    return [Operation(at, *(*line.split(), "", "")[:3], "") for at, line in enumerate(lines)]


NAMED = "rename /data/CURRENT.part1 /data/CURRENT"


@pytest.mark.parametrize(
    ("operations", "told"),
    [
        (
            ["write /data/a.part1", "rename /data/a.part1 /data/a", "fsync /data"],
            ["a.part1 got its name before it was"],
        ),
        (
            ["write /data/a", "fsync /data/a", "write /data/a", "rename /data/a /data/b", "fsync /data"],
            ["a got its name before"],
        ),
        (["rename /data/a.part1 /data/a", NAMED, "fsync /data"], ["the pointer moved before /data was"]),
        (
            ["rename /data/x/a.part1 /data/x/a", "fsync /data", NAMED, "fsync /data"],
            ["moved before /data/x was", "in the"],
        ),
        ([NAMED], ["/data was not synced in the end"]),
        (["mkdir /data/x", NAMED, "fsync /data"], ["the pointer moved before /data was"]),
        (
            [
                "write /data/a.part1",
                "fsync /data/a.part1",
                "rename /data/a.part1 /data/a",
                "fsync /data",
                NAMED,
                "fsync /data",
            ],
            [],
        ),
        (["write /data/a.part1", "unlink /data/a.part1"], []),
    ],
)
def test_what_a_power_cut_may_take_away_is_found(operations: list[str], told: list[str]) -> None:
    found = list(unsynced(did(*operations)))
    assert len(found) == len(told)
    assert all(words in line for words, line in zip(told, found, strict=True)), found
