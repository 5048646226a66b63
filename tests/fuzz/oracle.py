"""What a mutated source gives: a refusal, the same numbers, other numbers, or a fault."""

from __future__ import annotations

import random
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from contract.codes import Language
from contract.errors import UserError
from etl.config.card import read_card
from etl.read.formats.files import column_names, texts_of
from tests.etl.read.helpers import LIMIT, card, put
from tests.fuzz.mutations import MUTATIONS, card_changed
from tests.fuzz.samples import SAMPLES

SECONDS = 10  # of processor time for one source
OF_CARDS = 0.2  # of all cases change the card
OWN = 4  # times as often: changes that only some formats have, for most others end in "damaged"
MORE_THAN_ONE = 0.2  # of the others change the file twice
PLACES = ("row", "row ", "row of file")  # columns that say where a row stood


class Outcome(StrEnum):
    """What became of a mutated source; those from TRACEBACK on are faults."""

    REFUSED = "refused"
    SAME = "same numbers"
    TOLD = "other numbers, told"
    OTHER = "other numbers"
    TRACEBACK = "traceback"
    LOST = "rows lost in silence"
    FOLDER = "folder told"
    SLOW = "longer than 10 s"
    MEMORY = "more than 1 GB"
    LEFT = "temporary file left"
    DEATH = "process ended"


FAULTS = frozenset(list(Outcome)[list(Outcome).index(Outcome.TRACEBACK) :])


@dataclass(frozen=True, slots=True)
class Case:
    """One mutated source; `name` makes it again."""

    name: str
    file: str
    content: bytes
    mutations: tuple[str, ...]
    card: str | None  # mutated text


@dataclass(frozen=True, slots=True)
class Result:
    """What a case gave; details say more of a fault."""

    case: str
    file: str
    mutations: tuple[str, ...]
    outcome: Outcome
    details: str = ""


@cache
def content_of(file: str) -> bytes:
    return SAMPLES[file].content()


@cache
def whole(file: str) -> pl.DataFrame:
    """What is read of the good file."""
    sample = SAMPLES[file]
    with TemporaryDirectory() as folder:
        return _comparable(sample.read(card(Path(folder), content_of(file), file, sample.kind, sample.rest))[0])


def _comparable(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.drop([name for name in PLACES if name in frame.columns]).sort(pl.all())


def make(name: str, weights: Mapping[str, float]) -> Case:
    """Make the case of a name, the same every time."""
    chance = random.Random(name)  # noqa: S311 - repeatable, nothing secret
    file = chance.choices(list(weights), list(weights.values()))[0]
    content = content_of(file)
    if chance.random() < OF_CARDS:
        with TemporaryDirectory() as folder:
            path = put(Path(folder), content, file, SAMPLES[file].kind, SAMPLES[file].rest)
            return Case(name, file, content, ("card changed",), card_changed(path.read_text(encoding="utf-8"), chance))
    possible = [one for one, mutation in MUTATIONS.items() if _fits(file, mutation.suffixes)]
    own = [OWN if MUTATIONS[one].suffixes else 1 for one in possible]
    chosen = chance.choices(possible, own, k=2 if chance.random() < MORE_THAN_ONE else 1)
    changed = content
    for one in chosen:
        try:
            changed = MUTATIONS[one].change(changed, chance)
        except Exception:  # noqa: BLE001, S112 - the second change of a file that the first has ruined
            continue
    return Case(name, file, changed or b" ", tuple(chosen), None)


def _fits(file: str, suffixes: tuple[str, ...]) -> bool:
    return not suffixes or file.rpartition(".")[2] in suffixes


def judge(case: Case) -> Result:
    """Read a case as the build and the check do, and say what it gave."""
    start = time.process_time()
    with TemporaryDirectory() as folder:
        outcome, details = _outcome(case, Path(folder))
    slow = time.process_time() - start > SECONDS
    return Result(case.name, case.file, case.mutations, Outcome.SLOW if slow else outcome, details)


def _outcome(case: Case, folder: Path) -> tuple[Outcome, str]:
    try:
        outcome, told = _read(case, folder)
        for error in told:
            for language in Language:
                if str(folder) in error.message(language, folders=False):
                    return Outcome.FOLDER, error.code
    except BaseException:  # noqa: BLE001 - what the fuzzer looks for; a panic in Rust is no Exception
        return Outcome.TRACEBACK, traceback.format_exc(limit=-6)
    return outcome, ", ".join(error.code for error in told)


def _read(case: Case, folder: Path) -> tuple[Outcome, list[UserError]]:
    told = list[UserError]()
    path = put(folder, case.content, case.file, SAMPLES[case.file].kind, SAMPLES[case.file].rest)
    if case.card is not None:
        path.write_text(case.card, encoding="utf-8")
    try:
        texts_of(path.with_name(case.file))
        column_names(path.with_name(case.file))
    except UserError as error:
        told.append(error)
    try:
        frame, findings = SAMPLES[case.file].read(read_card(path, LIMIT))
    except UserError as error:
        told.append(error)
        memory = any(one.code == "memory_exceeded" for one in told)
        return Outcome.MEMORY if memory else Outcome.REFUSED, told
    told += [one.error for one in findings]
    before, now = whole(case.file), _comparable(frame)
    if now.equals(before):
        return Outcome.SAME, told
    lost = now.height < before.height and any(MUTATIONS[one].loses for one in case.mutations if one in MUTATIONS)
    if findings:
        return Outcome.TOLD, told
    return Outcome.LOST if lost else Outcome.OTHER, told
