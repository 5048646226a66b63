"""What is disturbed: a command, the folders that it finds, and what it makes of them when nothing disturbs it."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract.archive import WAITING
from etl.publish.build_id import CALENDAR
from tests.faults.disk import Operation
from tests.faults.look import OUT, Look, look, names
from tests.faults.process import DATA, asked, run
from tests.faults.small_sources import replace_respondents, write_sources

Command = tuple[str, ...]
AREA = (
    "area"  # a data folder and what stands beside it. Every command runs in the same one: what is kept of one fits all
)
BACKUPS = "backups"
BUILD = ()
RELEASE = ("release", "--read", "synthetic_source,no_next_date,no_quality_declaration,stale_context")
AUDIT = ("audit",)
APPROVE = ("embargo", "approve", "--by", "Director", *RELEASE[1:])
HOUR, PAST = "2099-12-08T08:00:00", "2025-01-07T08:00:00"  # hours of the calendar: far off, and past
WHY = ("--reason", "The weights were wrong.")
REVISE = ("revise", "--reason", "The supplier has corrected the file.")
ALL = (
    *("first build", "build", "build again", "two builds", "release", "release again", "revise", "build a revision"),
    *("withdraw", "notice", "correct", "go back", "backup", "restore", "fetch", "fetch again", "record"),
    *("card", "audit", "embargo", "publish due"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A command, and the folders before it and after it."""

    name: str
    command: Command
    folder: Path
    before: Look
    after: Look
    built: Look  # after the command and a build
    names: Counter[str]  # what stands in the folders then
    did: list[Operation]
    readings: int
    seconds: float
    is_built: bool = True  # a build comes after it
    once: bool = False  # when it is done, it is refused
    in_steps: bool = False  # where it dies, the next command may be refused in words until it is run again

    @property
    def for_two(self) -> bool:
        return self.name == "two builds"

    def done(self, found: Look) -> bool:
        """Return whether the command has done its work and only a build is left to do."""
        return _work_of(self, found) == _work_of(self, self.after)


def _work_of(scene: Scene, found: Look) -> tuple[object, ...]:
    served = found.served if scene.name in {"go back", "restore"} else None
    return found.error, found.versions, found.revisions, found.cards, found.backups, found.outputs, served


def copy(folder: Path, to: Path) -> Path:
    """Copy folders over others; databases, which nobody writes into once they stand, by a second name."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(folder, to, symlinks=True, copy_function=_copied)
    return to


def _copied(old: str, new: str) -> None:
    if old.endswith(".duckdb"):
        os.link(old, new)
    else:
        shutil.copy2(old, new)


def scenes(folder: Path, wanted: Collection[str], was: str, now: str) -> Iterator[Scene]:
    """Make the wanted scenes below a folder; `was` and `now`: addresses of a service before and after a release."""
    yield from _of_builds(folder, wanted)
    yield from _of_releases(folder, wanted)
    yield from _of_operators(folder, wanted)
    yield from _of_fetches(folder, wanted, was, now)
    yield from _of_outputs(folder, wanted, now)
    yield from _of_embargoes(folder, wanted)


def _of_builds(folder: Path, wanted: Collection[str]) -> Iterator[Scene]:
    first = folder / "first"
    _work(lambda: write_sources(first / DATA, 2025))
    served = _after(first, folder / "served", BUILD)
    more = _changed(served, folder / "more", lambda data: write_sources(data, 2026))
    replaced = _changed(served, folder / "replaced", lambda data: replace_respondents(data, 2025))
    found = {"first build": first, "build": more, "build again": served, "two builds": more}
    yield from (_scene(name, BUILD, found[name]) for name in found if name in wanted)
    if "revise" in wanted:
        yield _scene("revise", REVISE, replaced)
    if "build a revision" in wanted:
        yield _scene("build a revision", BUILD, _after(replaced, folder / "declared", REVISE))


def _of_releases(folder: Path, wanted: Collection[str]) -> Iterator[Scene]:
    served = folder / "served"
    audited = _after(served, folder / "audited", AUDIT)
    if "release" in wanted:
        yield _scene("release", RELEASE, audited)
    if not {"release again", "withdraw", "notice", "correct"} & set(wanted):
        return
    released = _after(audited, folder / "released", RELEASE)
    (edition,) = asked(lambda: look(released)).versions
    if "notice" in wanted:
        yield _scene("notice", ("notice", edition, *WHY), released, once=True)
    if "correct" in wanted:
        yield _scene("correct", ("correct", edition, *WHY), released)
    if "withdraw" in wanted:
        yield _scene("withdraw", ("release", "--withdraw", edition, *WHY), released)
    if "release again" in wanted:
        noted = _after(released, folder / "noted", ("notice", edition, *WHY))
        corrected = _changed(noted, folder / "corrected", lambda data: write_sources(data, 2025, text="Corrected"))
        yield _scene(
            "release again", RELEASE, _after(_after(corrected, folder / "draft", BUILD), folder / "ready", AUDIT)
        )


def _of_operators(folder: Path, wanted: Collection[str]) -> Iterator[Scene]:
    if not {"go back", "backup", "restore"} & set(wanted):
        return
    two = _after(folder / "more", folder / "two", BUILD)
    before = asked(lambda: look(folder / "served"))
    backup = ("backup", str(folder / AREA / BACKUPS))
    if "go back" in wanted:
        yield _scene("go back", ("publish", str(before.served)), two)
    if "backup" in wanted:
        yield _scene("backup", backup, two)
    if "restore" in wanted:
        saved = _after(two, folder / "saved", (*backup, "--sources"))
        lost = copy(saved, folder / "lost")
        for path in lost.glob(f"{DATA}/*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        (name,) = (path.name for path in (lost / BACKUPS).iterdir())
        yield _scene("restore", ("restore", str(folder / AREA / BACKUPS / name)), lost, is_built=False, in_steps=True)


def _of_fetches(folder: Path, wanted: Collection[str], was: str, now: str) -> Iterator[Scene]:
    """Fetch a table that no indicator of the small picture is made from: nothing is built from it."""
    first = folder / "first"
    if "fetch" in wanted:
        yield _scene("fetch", _fetch(now), first, is_built=False)
    if "fetch again" in wanted:
        fetched = _after(first, folder / "fetched", _fetch(was))
        yield _scene("fetch again", _fetch(now), fetched, is_built=False)


def _of_outputs(folder: Path, wanted: Collection[str], now: str) -> Iterator[Scene]:
    """Write what was asked for, into a folder where an older report stands."""
    if not {"record", "card", "audit"} & set(wanted):
        return
    asks = copy(folder / "served", folder / "asks")
    (asks / OUT).mkdir()
    (asks / OUT / "audit.txt").write_text("An older report", encoding="utf-8")
    area = folder / AREA
    file = area / DATA / "sources" / "demo_survey" / "2025" / "answers.csv"
    if "record" in wanted:
        record = ("record", *_fetch(now)[1:])
        yield _scene("record", record, asks, is_built=False, in_steps=True)
    if "card" in wanted:
        card = ("card", str(file), "--new", "--out", str(area / OUT / "card.toml"))
        yield _scene("card", card, asks, is_built=False, once=True)
    if "audit" in wanted:
        yield _scene("audit", ("audit", "--out", str(area / OUT / "audit.txt")), asks, is_built=False)


def _of_embargoes(folder: Path, wanted: Collection[str]) -> Iterator[Scene]:
    """Approve an edition that waits for its hour, and publish it when the calendar says that this has come."""
    if not {"embargo", "publish due"} & set(wanted):
        return
    dated = _changed(folder / "first", folder / "dated", lambda data: _date(data, HOUR))
    prepared = _after(_after(dated, folder / "draft of readers", BUILD), folder / "prepared", ("embargo", "prepare"))
    more = _changed(prepared, folder / "more in it", lambda data: write_sources(data, 2026))
    audited = _after(_after(more, folder / "built in it", BUILD, WAITING), folder / "audited in it", AUDIT, WAITING)
    if "embargo" in wanted:
        yield _scene("embargo", APPROVE, audited, is_built=False)
    if "publish due" in wanted:
        approved = _after(audited, folder / "approved", APPROVE)
        due = _changed(approved, folder / "due", lambda data: _date(data, PAST))
        yield _scene("publish due", ("publish", "--due"), due, is_built=False, in_steps=True)


def _date(data: Path, hour: str) -> None:
    (data / CALENDAR).write_text(f'[[entries]]\nedition = "2026"\ndue = {hour}\n', encoding="utf-8")


def _fetch(address: str) -> Command:
    return ("fetch", "statfin_population", "--service", f"statfin={address}")


def _work(work: Callable[[], None]) -> None:
    asked(work)


def _changed(folder: Path, to: Path, change: Callable[[Path], None]) -> Path:
    """Copy folders and change the sources."""
    copy(folder, to)
    _work(lambda: change(to / DATA))
    return to


def _after(folder: Path, to: Path, command: Command, inside: str = "") -> Path:
    """Copy folders and run a command in the copy, or in a data folder inside its own."""
    chosen = ("--data", str(folder.with_name(AREA) / DATA / inside)) if inside else ()
    done = run(copy(folder, to.with_name(AREA)), (*chosen, *command))
    if done.code:
        raise RuntimeError(done.said)
    return to.with_name(AREA).rename(to)


def _scene(name: str, command: Command, folder: Path, *, is_built: bool = True, **how: bool) -> Scene:
    area = copy(folder, folder.with_name(AREA))
    before = asked(lambda: look(area))
    done = run(area, command)
    if done.code or before.error:
        raise RuntimeError(done.said or before.error)
    after = asked(lambda: look(area))
    if after.error:
        raise RuntimeError(after.error)
    if command and is_built and (again := run(area, BUILD)).code:
        raise RuntimeError(again.said)
    return Scene(
        name=name,
        command=command,
        folder=folder,
        before=before,
        after=after,
        built=asked(lambda: look(area)),
        names=names(area),
        did=done.did,
        readings=len(done.read),
        seconds=done.seconds,
        is_built=is_built,
        **how,
    )
