"""Which command is disturbed how, and whether everything is whole afterwards."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import time

from tests.faults.disk import FOR_EVER, NOTHING, Act, Plan
from tests.faults.look import Look, Tables, look, names, state
from tests.faults.process import Outcome, Signal, asked, run
from tests.faults.scenes import AREA, BUILD, Scene, copy

STOPPED = {128 + signal.SIGTERM, 128 + signal.SIGINT, 128 + signal.SIGHUP}
REFUSED = 2
HISTORY = (
    "/observations-#",  # of a fetch that was in force for a moment: every one is kept
    "/snapshot-#",
    "/waiting/situation-#",  # goes with its folder, when the edition is published
)
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
MEANINGLESS = ("Traceback", "None", "Error:", "Error(", "Errno")
DATED = ("release", "release again", "withdraw", "notice", "correct", "revise", "card")  # what they write holds the day
WHOLE_AGAIN = 4  # one in so many is built again though the same state was built before


@dataclass(frozen=True, slots=True)
class Trial:
    """One disturbance of one command."""

    scene: Scene
    kind: str
    plan: Plan = NOTHING
    sent: Signal | None = None

    def __str__(self) -> str:
        return f"{self.scene.name}: {self.kind}, {self.plan}, {self.sent}"


@dataclass(frozen=True, slots=True)
class Result:
    """How a trial went; no problems: everything was whole."""

    trial: Trial
    code: int
    where: str  # kind of the operation and the file that it hit
    problems: tuple[str, ...]
    said: str

    @property
    def is_stopped(self) -> bool:
        return self.code in STOPPED


@dataclass(slots=True)
class Judge:
    """Disturb commands where the scenes were made; from a state that was built from before, not every time again."""

    chance: Random
    known: set[str] = field(default_factory=set)
    proven: dict[tuple[int, ...], tuple[str, Tables]] = field(default_factory=dict)

    def result(self, trial: Trial) -> Result:
        """Disturb, look, build again, look."""
        scene = trial.scene
        area = copy(scene.folder, scene.folder.with_name(AREA))
        if trial.plan.clock:
            newer_than_now(area)
        outcome = run(area, scene.command, trial.plan, trial.sent, with_another=scene.for_two)
        found: Look = asked(lambda: look(area, self.proven))
        if trial.plan.clock:
            return Result(trial, outcome.code, "", tuple(_at_another_time(scene, outcome, found, area)), outcome.said)
        if found.served and found.tables == scene.before.tables:  # others are of this trial alone
            self.proven[found.file] = (found.served, found.tables)
        problems = [*_of_words(outcome), *_of_picture(scene, outcome, found)]
        now = f"{scene.name} {state(area)}"
        if now not in self.known or self.chance.randrange(WHOLE_AGAIN) == 0:
            again = list(_of_next(scene, area, found))
            problems += again
            if not again:
                self.known.add(now)
        hit = next((one for one in (*outcome.did, *outcome.read) if one.fate), None)
        where = f"{hit.kind} {Path(hit.other or hit.path).name}" if hit else ""
        return Result(trial, outcome.code, where, tuple(problems), outcome.said)


def _at_another_time(scene: Scene, outcome: Outcome, found: Look, area: Path) -> Iterator[str]:
    """Say what is wrong after a clock that went back: days stand in what some commands write, and may differ."""
    yield from _of_words(outcome)
    if outcome.code or found.error:
        yield f"not done: {found.error}"
    expected = scene.after
    if scene.name not in DATED:
        same = (found.served, found.tables, found.stand_in) == (expected.served, expected.tables, expected.stand_in)
        if not same:
            yield "another picture is served, or kept for going back, than at the right time"
    elif (found.versions, found.revisions, found.stand_in != "") != (
        expected.versions,
        expected.revisions,
        expected.stand_in != "",
    ):
        yield "another edition or revision stands there than at the right time"
    if scene.is_built and (done := run(area, BUILD)).code:
        yield f"the next build ends with {done.code}: {done.said}"


def _of_next(scene: Scene, area: Path, found: Look) -> Iterator[str]:
    """Say what is wrong with the same command once more and the build after it, which nothing disturbs."""
    again = not scene.done(found) or not (scene.is_built or scene.once)
    commands = [*([scene.command] if again else []), *([BUILD] if scene.is_built else [])]
    for command in dict.fromkeys(commands):
        if (done := run(area, command)).code:
            yield f"the next command {command} ends with {done.code}: {done.said}"
            return
    after: Look = asked(lambda: look(area))
    if after.error or (scene.done(after) or scene.is_built, after.tables) != (True, scene.built.tables):
        yield f"after the next build another picture is served than without a fault: {after.served} {after.error}"
    left = {name for name in names(area) - scene.names if not any(one in name for one in HISTORY)}
    if left:
        yield f"after the next build these files are left over: {sorted(left)}"


def _of_words(outcome: Outcome) -> Iterator[str]:
    code, said = outcome.code, outcome.said
    if -code in SIGNALS and not outcome.did:
        return  # it had not begun
    if code not in {0, REFUSED, *STOPPED, -signal.SIGKILL}:
        yield f"the exit code is {code}"
    if any(word in said for word in MEANINGLESS):
        yield "the message is none for people"
    if code == REFUSED and "Refused. " not in said:
        yield "refused without a word"
    if code in STOPPED and "stopped" not in said:
        yield "stopped without a word"


def _of_picture(scene: Scene, outcome: Outcome, found: Look) -> Iterator[str]:
    """Say what is wrong with what is served now, and where the words are not true."""
    if outcome.other_failed:
        yield "the command that ran beside it was not done"
    if found.error:
        if not (scene.in_steps and found.error.startswith("UserError")):
            yield f"not whole: {found.error}"
        return
    old, new = ((one.served, one.tables) for one in (scene.before, scene.after))
    served = (found.served, found.tables)
    if served not in (old, new):
        yield f"neither the old nor the new picture is served: {found.served}"
    if found.outputs not in (scene.before.outputs, scene.after.outputs) and not scene.in_steps:
        yield "neither the old nor the new output is there"
    if outcome.code == 0 and not scene.for_two and (served != new or not scene.done(found)):
        yield "it says that it is done and it is not"
    if outcome.code == REFUSED and served != old and not (scene.for_two or scene.in_steps):
        yield "it is refused and the new picture is served"
    for words, what in (("nothing was released", "versions"), ("nothing was declared", "revisions")):
        if words in outcome.said and getattr(found, what) != getattr(scene.before, what):
            yield f"it says that {words}"


ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT)
FAILURES = (  # name, act, how many operations after the first
    ("once", Act.FAIL, 0),
    ("three times", Act.FAIL, 2),
    ("from here on", Act.FAIL, FOR_EVER),
    ("half of it", Act.SHORT, 0),
)
GIVEN_BACK = (0, 4096, 10**9)
MOST_ROOM = 14_000_000  # bytes; a build of a small picture writes about 11 million
OF_ROOM = 8  # one trial in so many is on a disk that has room for a part


def starved(scenes: Sequence[Scene], number: int, chance: Random) -> list[Trial]:
    """Choose so many trials on a failing disk: every operation of every command comes before any comes twice."""
    deck = [(scene, at, failure) for failure in FAILURES for scene in scenes for at in range(len(scene.did))]
    chance.shuffle(deck)
    first = dict[tuple[str, int], int]()
    for place, (scene, at, _) in enumerate(deck):
        first.setdefault((scene.name, at), place)
    order = sorted(range(len(deck)), key=lambda place: first[deck[place][0].name, deck[place][1]] != place)
    of_room = [_with_room(chance.choice(scenes), chance) for _ in range(number // OF_ROOM)]
    return [*of_room, *(_failing(*deck[place], chance) for place in order[: number - len(of_room)])]


def _failing(scene: Scene, at: int, failure: tuple[str, Act, int], chance: Random) -> Trial:
    name, act, more = failure
    error = chance.choice(ERRORS)
    return Trial(scene, f"{name}: {errno.errorcode[error]}", Plan(act, at, at + more, error))


def _with_room(scene: Scene, chance: Random) -> Trial:
    given = chance.choice(GIVEN_BACK)
    plan = Plan(room=chance.randrange(1, MOST_ROOM), given_back=given)
    return Trial(scene, f"full, then {given:,} bytes given back", plan)


def unreadable(scenes: Sequence[Scene], number: int, chance: Random) -> list[Trial]:
    """Choose so many trials on a disk where one reading fails, or three in a row."""
    deck = [(scene, at) for scene in scenes for at in range(scene.readings)]
    chosen = [chance.choice(deck) for _ in range(number)]
    return [
        Trial(scene, "a reading fails", Plan(reading=at, readings=chance.choice((1, 3)), error=errno.EIO))
        for scene, at in chosen
    ]


LONG_AGO = -400 * 86_400  # seconds


def at_another_time(scenes: Sequence[Scene]) -> list[Trial]:
    """Let the clock go back before every command."""
    return [Trial(scene, "the clock goes back", Plan(clock=LONG_AGO)) for scene in scenes]


def newer_than_now(area: Path) -> None:
    """Date all files as if the clock had been ahead when they were made."""
    ahead = time() - LONG_AGO
    for path in area.rglob("*"):
        if path.suffix == ".duckdb":  # by a second name: the other stays as it is
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
        os.utime(path, (ahead, ahead))


KILLS = (
    ("killed before", Act.KILL_BEFORE),
    ("killed within", Act.KILL_WITHIN),
    ("killed after", Act.KILL_AFTER),
    ("SIGTERM at", Act.STOP),
)


def killed(scenes: Sequence[Scene], number: int, chance: Random) -> list[Trial]:
    """Choose so many trials of which one in three is killed at any moment, the others at an operation on the disk."""
    return [_kill(chance.choice(scenes), at % 3 == 0, chance) for at in range(number)]


def _kill(scene: Scene, any_moment: bool, chance: Random) -> Trial:  # noqa: FBT001
    if any_moment:
        sent = Signal(chance.choice(SIGNALS), chance.uniform(0, scene.seconds * 1.1))
        return Trial(scene, f"{sent.number.name} at any moment", sent=sent)
    name, act = chance.choice(KILLS)
    at = chance.randrange(len(scene.did))
    return Trial(scene, f"{name} an operation", Plan(act, at, at))
