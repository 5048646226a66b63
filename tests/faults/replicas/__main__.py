"""`python -m tests.faults.replicas`: kill receivers and senders, and fill their disk, at each single step."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.disk import FOR_EVER, NOTHING, Act, Operation, Plan, compiled, compiler
from tests.faults.look import names
from tests.faults.process import asked, disturbed
from tests.faults.replicas.sides import REFUSED, Side, make, sides, state, without_proof

AREA = "area"
KILLED = -9


def main() -> int:
    """Load the disk that fails, then disturb; return 1 where something broke."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.replicas", description=__doc__)
    parser.add_argument("--all", action="store_true", help="with a new receiver, and let each step fail alone, too")
    parser.add_argument("folder", type=Path, nargs="?", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.folder is not None:
        return _disturb(arguments.folder, alone=arguments.all)
    if compiler() is None:
        print("There is no C compiler (cc): nothing was tried.")
        return 0
    with TemporaryDirectory(prefix="faults-") as folder:
        library = {"LD_PRELOAD": str(compiled(Path(folder)))}
        command = [sys.executable, "-m", "tests.faults.replicas", *sys.argv[1:], folder]
        return subprocess.run(command, env=os.environ | library, check=False).returncode


def _disturb(folder: Path, *, alone: bool) -> int:
    asked(lambda: make(folder))
    without_proof()
    broken = 0
    for side in sides(folder)[: None if alone else 2]:
        for problem in _disturbed(side, folder / AREA, alone=alone):
            broken += 1
            print(problem)
    print(f"{broken} broken; {sum(os.times()[:4]):.0f} s of processor")
    return 1 if broken else 0


def _disturbed(side: Side, area: Path, *, alone: bool) -> Iterator[str]:
    """Disturb one at every step; say what is wrong then, or after the next round."""
    _fresh(side, area)
    code, did = disturbed(lambda: side.work(area), area, NOTHING)
    if code or not asked(lambda: side.again(area)):
        raise RuntimeError(f"{side.name} ends with {code}")
    yield from (f"{side.name}: {line}" for line in side.unsynced(did))
    expected = names(area)
    known = set[frozenset[tuple[str, str]]]()
    plans = list(_plans(did, alone=alone))
    for plan in plans:
        _fresh(side, area)
        code, done = disturbed(lambda: side.work(area), area, plan)
        problems = list(side.wrong(area))
        if code not in {0, REFUSED, KILLED}:
            problems.append(f"it ends with {code}")
        if (now := state(area)) not in known:
            known.add(now)
            if not asked(lambda: side.again(area)):
                problems.append("the next round does not bring the new edition")
            elif (left := names(area)) != expected:
                problems.append(f"the next round leaves {sorted(left - expected)}, and {sorted(expected - left)} lacks")
        where = next((f"{one.kind} {one.other or one.path}" for one in done if one.fate), "no step")
        yield from (f"{side.name}, {plan.act.name} at {plan.first}, {where}: {one}" for one in problems)
    print(f"{side.name}: {len(did)} steps, {len(plans)} times disturbed, {len(known)} states")


def _plans(did: list[Operation], *, alone: bool) -> Iterator[Plan]:
    for one in did:
        yield Plan(Act.KILL_BEFORE, one.number, one.number)
        if one.kind == "write":
            yield Plan(Act.KILL_WITHIN, one.number, one.number)
        yield Plan(Act.FAIL, one.number, FOR_EVER)
        if alone:
            yield Plan(Act.FAIL, one.number, one.number)


def _fresh(side: Side, area: Path) -> None:
    shutil.rmtree(area, ignore_errors=True)
    shutil.copytree(side.before, area, copy_function=os.link)  # nobody writes into a file that has its name


if __name__ == "__main__":
    sys.exit(main())
