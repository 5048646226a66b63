"""A few hundred mutated sources, the same every time; `python -m tests.fuzz --minutes 20` looks further."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from contract.errors import UserError
from etl.read.formats.files import CUBES, TABLES
from etl.read.formats.limits import UnreadableError
from tests.fuzz import oracle
from tests.fuzz.batches import ROOT, WEIGHTS, run_batch
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.oracle import FAULTS, Case, Outcome, content_of, judge, make, whole
from tests.fuzz.samples import SAMPLES

HEIGHTS = {"respondents": 12, "aggregates": 16}
CASES = 160


def case(file: str, content: bytes, mutation: str = "bits flipped") -> Case:
    return Case("by hand", file, content, (mutation,), None)


def test_every_format_has_a_sample() -> None:
    assert {Path(file).suffix for file in SAMPLES} == {*TABLES, *CUBES}


@pytest.mark.parametrize("file", SAMPLES)
def test_the_good_file_is_read_whole(file: str) -> None:
    expected = HEIGHTS.get(SAMPLES[file].kind)
    assert whole(file).height == (expected or whole(file).height) > 1
    assert judge(case(file, content_of(file))).outcome == Outcome.SAME


def test_mutated_sources_are_refused_or_read_rightly() -> None:
    results = list(run_batch([f"suite {number}" for number in range(CASES)]))
    assert [one for one in results if one.outcome in FAULTS] == []
    assert len(results) == CASES
    counted = Counter(one.outcome for one in results)
    assert counted[Outcome.REFUSED] > CASES / 2
    assert counted[Outcome.SAME] > CASES / 20


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_is_the_same_every_time_and_changes_something(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    suffix = (MUTATIONS[name].suffixes or ("csv",))[0]
    content = content_of(next(file for file in SAMPLES if file.endswith(suffix)))
    made: list[bytes] = []
    for now in (1_800_000_000.0, 1_900_000_000.0):  # an archive may hold the time at which it was written
        monkeypatch.setattr("time.time", lambda now=now: now)
        made += [MUTATIONS[name].change(content, random.Random(seed)) for seed in range(8)]  # noqa: S311 - repeatable, nothing secret
    monkeypatch.undo()
    assert made[:8] == made[8:]
    assert any(one != content for one in made)


def test_a_case_is_made_again_by_its_name() -> None:
    assert make("1 7", WEIGHTS) == make("1 7", WEIGHTS)


def test_a_number_that_changed_is_no_refusal_and_not_the_same() -> None:
    changed = content_of("figures.csv").replace(b"479341", b"479342")
    assert judge(case("figures.csv", changed)).outcome == Outcome.OTHER


@pytest.mark.parametrize(
    ("raised", "outcome"), [(KeyError("x"), Outcome.TRACEBACK), (BaseException("panic"), Outcome.TRACEBACK)]
)
def test_a_planted_fault_is_seen(monkeypatch, raised: BaseException, outcome: Outcome) -> None:
    def broken(*_: object) -> None:
        raise raised

    monkeypatch.setattr(oracle, "read_card", broken)
    assert judge(case("figures.csv", content_of("figures.csv"))).outcome == outcome


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [
        (UserError("header_missing", path="a.csv", row=1, found="its folder"), Outcome.FOLDER),
        (UnreadableError("memory_exceeded", path="a.csv"), Outcome.MEMORY),
    ],
)
def test_a_refusal_that_tells_a_folder_or_took_all_memory_is_a_fault(
    monkeypatch, raised: UserError, outcome: Outcome
) -> None:
    def refuse(path: Path, _: float) -> None:
        raise raised.at(path, found=str(path.parent) if raised.found else None)

    monkeypatch.setattr(oracle, "read_card", refuse)
    assert judge(case("figures.csv", content_of("figures.csv"))).outcome == outcome


def test_a_source_that_takes_too_long_is_a_fault(monkeypatch) -> None:
    monkeypatch.setattr(oracle, "SECONDS", -1)
    assert judge(case("figures.csv", content_of("figures.csv"))).outcome == Outcome.SLOW


def test_rows_lost_in_silence_are_seen(monkeypatch) -> None:
    lines = content_of("figures.csv").splitlines(keepends=True)
    shorter = b"".join(lines[:-1])
    sample = SAMPLES["figures.csv"]
    silent = type(sample)(sample.kind, sample.content, sample.rest.replace("rows = 16", ""))
    assert judge(case("figures.csv", shorter, "line lost")).outcome == Outcome.REFUSED
    monkeypatch.setattr(oracle, "SAMPLES", {"figures.csv": silent})
    assert judge(case("figures.csv", shorter, "line lost")).outcome == Outcome.LOST


def test_a_process_that_ends_is_told_and_the_others_go_on(monkeypatch) -> None:
    monkeypatch.setattr("tests.fuzz.batches._run", ended())
    assert [one.outcome for one in run_batch(["a", "b"])] == [Outcome.DEATH, Outcome.DEATH]


def test_a_temporary_file_that_is_left_is_a_fault(monkeypatch) -> None:
    def leave(command: list[str], *, env: dict[str, str], **_: object) -> subprocess.CompletedProcess[str]:
        (Path(env["TMPDIR"]) / "left").touch()
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(subprocess, "run", leave)
    assert [(one.outcome, one.details) for one in run_batch(["a"])] == [(Outcome.LEFT, "left")]


GREEDY = """
from tests.fuzz import batches
batches.judge = lambda case: bytearray(batches.MEMORY)
batches.work(["figures.csv"])
"""


def test_a_case_has_no_more_memory_than_its_limit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", GREEDY], cwd=ROOT, input="a", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "MemoryError")


def ended():
    return lambda *_: ([], -11, "")
