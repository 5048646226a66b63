"""Have an uploaded file read by a program of ours, where the operator allows it; nothing of the file is kept."""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from threading import BoundedSemaphore
from typing import TypeVar

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from contract.codes import Language
from contract.pointer import served_database
from contract.unexpected import error_number
from pages.parts.request import asking
from pages.parts.uploads import free_content
from pages.server.limits.admission import admission
from pages.server.limits.upload_quota import upload_quota
from pages.server.settings import data_folder, read_settings
from picture.text.words import word

LOG = logging.getLogger(__name__)
ROOT = Path(__file__).parents[2]
CHECKS_AT_ONCE = 2  # checks that run at the same time on this server
PATIENCE = 20  # seconds that a file waits for its turn
SECONDS = 180  # of a check on a busy machine; its processor time is limited more tightly (contract/confined.py)
REPORT_WIDTH = "110"  # letters in a line of the answer
REPORTING = {0, 1, 2, 3}  # exit codes: the file fits, is to be corrected, cannot be read; the check failed
TOO_HEAVY = {-signal.SIGKILL, -signal.SIGXCPU, -signal.SIGABRT}  # how limits end it: libraries abort without memory
# What may stand in the log of what a check writes on its error output: no words of an exception, which may repeat
# what respondents answered (contract/unexpected.py)
LOGGED = re.compile(
    r'error [\d-]+ \S+|  \S+:\d+ in [\w<>]+|  panicked at \S+|  File "[^"]*", line \d+, in \S+|[\w.]+(?=:|$)'
)
FOLDER = "lagesbild-check-"
MOST_ANSWERS = 100  # kept, some KB each
NOTHING = sha256(b"").hexdigest()
MADE = ".made"  # file that a program has made of the given one; no name that a reader gives begins with a point
Result = TypeVar("Result")
Asked = tuple["FileCheck", Path, str, str, Language]
NAME_LETTERS = 80  # of the name of a file; its end is kept, where its kind stands


class FileCheck(StrEnum):
    """What a file is checked for, by the name of the program."""

    SOURCE = "etl"  # before it is sent: whether it fits a source
    KEPT = "picture.recheck"  # a deck or a workbook of ours: whether its numbers still stand
    REFRESH = "picture.refresh"  # a deck of ours: the same with the numbers that are published now
    TEMPLATE = "picture.own_template"  # a template of an office: kept pictures as a deck on its look

    @property
    def offered(self) -> bool:
        """Whether this server offers it; a source is checked where the sources are."""
        return read_settings().uploads and (self is not FileCheck.SOURCE or (data_folder() / "sources").is_dir())


MAKING = (FileCheck.REFRESH, FileCheck.TEMPLATE)  # what makes a file of the given one


@dataclass(frozen=True, slots=True)
class Answered:
    """What a program told of a file, and the file that it made."""

    report: str
    made: bytes | None = None


def check_upload(language: Language, what: FileCheck = FileCheck.SOURCE) -> None:
    """Offer to check a file; say so where this server does not."""
    if not what.offered:
        st.caption(word("check_elsewhere", language))
        return
    upload_quota().allow(asking().session)
    file = st.file_uploader(
        word("check_upload", language), key="check_upload"
    )  # of any kind: the check says what it is
    if file is not None:
        st.code(_answer(file, language, what), language=None, wrap_lines=True)


def _answer(file: UploadedFile, language: Language, what: FileCheck) -> str:
    """Return the answer for a file, checked once for all readers of a build; of the file only its hash is kept."""
    hashes: dict[str, str] = st.session_state.setdefault("checked", {})
    if file.size or file.file_id not in hashes:
        hashes[file.file_id] = sha256(file.getbuffer()).hexdigest()
    asked = (what, served_database(data_folder()), hashes[file.file_id], file.name, language)
    if asked in answers():
        free_content(file)
        return answers()[asked]
    if not file.size and hashes[file.file_id] != NOTHING:
        return word("check_again", language)  # in another language, and its content is no longer here
    answered = in_turn(partial(checked, file, language, what))
    if answered is None:
        return word("check_busy", language)
    remember(asked, answered.report)
    free_content(file)
    return answered.report


def in_turn(read: Callable[[], Result]) -> Result | None:
    """Read a file when one of the places is free; None when it waited in vain."""
    admission().release()  # pages of others go on meanwhile
    try:
        if not places_for_checks().acquire(timeout=PATIENCE):
            return None
        try:
            return read()
        finally:
            places_for_checks().release()
    finally:
        admission().admit(asking())


@cache
def answers() -> OrderedDict[Asked, str]:
    """Make the place where answers are kept: check, database, hash of the file, its name, language -> what is told."""
    return OrderedDict()


def remember(asked: Asked, report: str) -> None:
    """Keep an answer; the oldest one goes when there are many."""
    answers()[asked] = report
    while len(answers()) > MOST_ANSWERS:
        answers().popitem(last=False)


@cache
def places_for_checks() -> BoundedSemaphore:
    """Make the places for checks of this server."""
    return BoundedSemaphore(CHECKS_AT_ONCE)


def remove_left_behind() -> None:
    """Remove what a server that was killed during a check left in the temporary folder; to be called at the start."""
    for left in Path(gettempdir()).glob(f"{FOLDER}*"):
        owner = left.name.removeprefix(FOLDER).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(left, ignore_errors=True)


def checked(file: UploadedFile, language: Language, what: FileCheck, arguments: Sequence[str] = ()) -> Answered:
    """Run the program beside the server: files of strangers are never read by the process that serves pages."""
    with TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-") as folder:
        path = Path(folder) / _plain_name(file.name)
        path.write_bytes(file.getbuffer())
        try:
            done = subprocess.run(  # noqa: S603 - our own program; the name of the file is an argument, not a command
                [*command_for(path, language, what), *arguments],
                cwd=ROOT,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=SECONDS,
                check=False,
                env={**os.environ, "COLUMNS": REPORT_WIDTH},
            )
        except subprocess.TimeoutExpired:
            LOG.warning("a check took longer than %s seconds", SECONDS)
            return Answered(word("check_heavy", language))
        made = path.with_name(MADE)
        return Answered(_told(done, language, folder), made.read_bytes() if made.exists() else None)


def _told(done: subprocess.CompletedProcess[str], language: Language, folder: str) -> str:
    """Return what a reader is told of a check that has ended; details of a failed one go to the server's log."""
    details = "\n".join(found[0] for line in done.stderr.splitlines() if (found := LOGGED.match(line)))
    failed = done.returncode not in REPORTING or not done.stdout.strip() or "Traceback" in done.stderr
    if done.returncode in TOO_HEAVY or (failed and "MemoryError" in details):
        LOG.warning("a check was stopped: exit code %s", done.returncode)
        return word("check_heavy", language)
    if not failed:
        if details:
            LOG.error("%s", details)
        return _without_folders(done.stdout, folder)
    number = error_number()
    LOG.error("error %s: the check ended with exit code %s\n%s", number, done.returncode, details)
    return word("check_failed", language, number=number)


def command_for(path: Path, language: Language, what: FileCheck) -> list[str]:
    """Write the command that checks a file within limits of the operating system (contract/confined.py)."""
    asked = ["check", str(path)] if what is FileCheck.SOURCE else [str(path)]
    asked += ["--out", str(path.with_name(MADE))] if what in MAKING else []
    return [sys.executable, "-m", what, "--data", str(data_folder()), *asked, "--lang", language, "--confined"]


def _plain_name(name: str) -> str:
    """Keep of a file's name what is harmless in every file system."""
    return re.sub(r"[^\w. -]+", "_", name).strip(". ")[-NAME_LETTERS:] or "file"


def _without_folders(report: str, folder: str) -> str:
    """Take the folders of this server out of an answer: they are nobody's business."""
    for own in (folder, str(data_folder()), str(ROOT)):
        report = report.replace(f"{own}/", "")
    return report.strip()
