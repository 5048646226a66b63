"""Cases in batches, each in a process of its own with limits of memory and time: one that dies stops no other."""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fuzz.oracle import Outcome, Result, judge, make, whole
from tests.fuzz.samples import SAMPLES

ROOT = Path(__file__).parents[2]
MEMORY = 1024**3  # bytes beyond what the loaded libraries take
MOST_SECONDS = 900  # of a batch
PATIENCE = 60  # seconds for one case on a busy machine
LAST_WORDS = 1500  # letters
SLOW_TO_READ = {"answers.sav": 0.25, "answers.zsav": 0.25}  # each starts a process of its own
WEIGHTS: Mapping[str, float] = {file: SLOW_TO_READ.get(file, 1.0) for file in SAMPLES}
WAITED = -1  # the exit code of a batch that had to be ended


def run_batch(names: list[str], files: list[str] | None = None) -> Iterator[Result]:
    """Yield the results of a batch; of a case that ended its process, that it did."""
    waiting = list(names)
    while waiting:
        done, code, said = _run(waiting, files)
        yield from done
        waiting = waiting[len(done) :]
        if waiting and (code or not done):  # else it would begin again without end
            case = make(waiting[0], _weights(files))
            outcome = Outcome.SLOW if code == WAITED else Outcome.DEATH
            yield Result(case.name, case.file, case.mutations, outcome, f"exit code {code}\n{said}")
            waiting = waiting[1:]


def _run(names: list[str], files: list[str] | None) -> tuple[list[Result], int, str]:
    """Return the results of a batch as far as it came, its exit code, and what it said at its end."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.fuzz", "--worker", "--files", ",".join(files or ())]
        environment = {**os.environ, "TMPDIR": folder, "POLARS_MAX_THREADS": "1"}
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                input="\n".join(names),
                capture_output=True,
                text=True,
                timeout=MOST_SECONDS,
                env=environment,
                check=False,
            )
            text, code, said = done.stdout, done.returncode, done.stderr[-LAST_WORDS:]
            code = WAITED if "Timeout (" in done.stderr else code
        except subprocess.TimeoutExpired as late:
            text, code, said = (late.stdout or b"").decode(), WAITED, ""
        results = [_result(line) for line in text.splitlines() if line.startswith("{")]
        left = [path.name for path in Path(folder).iterdir()]
        if left and not code:
            results.append(Result(names[-1], "", (), Outcome.LEFT, ", ".join(left)))
        return results, code, said


def _weights(files: list[str] | None) -> Mapping[str, float]:
    return {file: WEIGHTS[file] for file in files} if files else WEIGHTS


def _result(line: str) -> Result:
    found = json.loads(line)
    return Result(**found | {"mutations": tuple(found["mutations"]), "outcome": Outcome(found["outcome"])})


def work(files: list[str] | None) -> None:
    """Judge the cases whose names come on the input, within limits; write one line for each."""
    for file in files or SAMPLES:
        whole(file)
    _limit()
    for name in sys.stdin.read().split("\n"):
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        sys.stdout.write(json.dumps(asdict(judge(make(name, _weights(files))))) + "\n")
        sys.stdout.flush()


def _limit() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[0])
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
