"""`python -m tests.load.strangers`: attack a server of our own, one way after the other, then all together.

Meanwhile honest readers measure; a trap notes whether the server calls another host.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.browser.server import AS_SHIPPED, ROOT, Server, started
from tests.load.strangers.attack import ATTACKS, Attack, Outcome, beside, honest_views
from tests.load.trap import Trap, trap

DATA = Path(os.environ.get("LAGESBILD_DATA") or ROOT / "data")
LONGER = 1.0  # seconds that another reader may wait more than beside nothing
FORGETTING = 130  # seconds after which Streamlit has forgotten a session that was cut off


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.load.strangers", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--uploads", choices=("on", "off"), default="on")
    parser.add_argument("--attack", default="", help="only attacks whose name holds this")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the published database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, trap() as caught:
        log, problems = Path(folder) / "log.txt", []
        settings = AS_SHIPPED | {"LAGESBILD_UPLOADS": asked.uploads} | caught.environment
        with started(asked.data.resolve(), log, **settings) as server:
            for problem in attacked(server, asked, caught):
                problems.append(problem)
                print(f"  PROBLEM {problem}", flush=True)
        text = log.read_text(encoding="utf-8")
        problems += tracebacks(text)
    for problem, times in Counter(problems).items():
        print(f"{times} × {problem}")
    print(f"{len(problems)} problems")
    return 1 if problems else 0


def tracebacks(log: str) -> Iterator[str]:
    """Yield what went through code of ours or Streamlit's; uvicorn writes one for letters that are none."""
    for trace in re.split(r"(?=Traceback \(most recent call last\))", log)[1:]:
        lines = trace.splitlines()
        end = next((place for place, line in enumerate(lines[1:], 1) if line[:1] not in {" ", ""}), len(lines))
        if any("uvicorn" not in line for line in lines[:end] if line.startswith('  File "')):
            yield (
                f"a traceback in the log: {lines[end - 2].strip()}: {lines[end][:300]}"
                if end < len(lines)
                else trace[-300:]
            )


def attacked(server: Server, asked: argparse.Namespace, caught: Trap) -> Iterator[str]:
    """Attack and yield what went wrong."""
    chosen = [one for one in ATTACKS if asked.attack in one.name]
    rounds: list[list[Attack]] = [[], *([one] for one in chosen), *([chosen] if len(chosen) > 1 else [])]
    seconds = 60 * asked.minutes / len(rounds)
    views, private = honest_views(server, asked.data, asked.seed), (str(ROOT), str(asked.data.resolve()))
    usual = float("inf")
    for attacks in rounds:
        outcome = beside(server, views, attacks, seconds, private)
        usual = usual if attacks else outcome.worst
        tell(outcome)
        yield from outcome.found
        yield from outcome.failed[:5]
        if outcome.worst > usual + LONGER:
            yield f"a reader waited {outcome.worst:.1f} s beside {outcome.name}, {usual:.1f} s beside nothing"
    yield from ("another host was called" for _ in caught.asked[:1])
    time.sleep(FORGETTING if asked.minutes > 2 else 0)
    tell(beside(server, views, [], 5, private))
    began = time.monotonic()
    os.kill(server.pid, signal.SIGTERM)
    while Path(f"/proc/{server.pid}/task").exists() and "Z" not in _state(server.pid):
        if time.monotonic() - began > 30:
            yield "the server did not end on SIGTERM"
            return
        time.sleep(0.1)
    print(f"ended {time.monotonic() - began:.1f} s after SIGTERM")


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]


def tell(one: Outcome) -> None:
    """Print a line of the table."""
    print(
        f"{one.name:42}{one.acts:7,} acts {one.runs:5} runs  p50 {one.median * 1000:5.0f} ms  worst {one.worst:5.2f} s"
        f"  failed {len(one.failed)}  {one.memory:5.0f} MB",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
