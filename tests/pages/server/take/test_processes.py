"""A process that makes files may die, hang, grow or talk nonsense: the server goes on, and nothing is left behind."""

import gc
import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from contract.codes import Language
from contract.pointer import served_database
from pages.server.take.address import Wanted
from pages.server.take.making import File
from pages.server.take.processes import GONE, HEAVY, ROOT, Maker, Order
from pages.server.take.reply import Progress
from tests.pages.server.take.taken import taken, wanted
from tests.pages.server.test_guard import run

ORDER = Order(Wanted("map", "svg", Language.SV, (), "build", "", "http://here"), Path("database"))
ANSWER = """
import json, os, signal, sys, time
from pathlib import Path
def answer(content=b"file", **told):
    head = dict(name="", memory=0, gone=False, heavy=False, number="", log="") | told
    sys.stdout.buffer.write(json.dumps(head | {"bytes": len(content)}).encode() + b"\\n" + content)
    sys.stdout.buffer.flush()
for line in sys.stdin:
"""
FINE = '    answer(name=f"{os.getpid()}.svg")'
DIES = "    os._exit(3)"
DIES_IN_THE_MIDDLE = '    sys.stdout.write(\'{"name": "x"\'); sys.stdout.flush(); os._exit(1)'
NONSENSE = "    print('hello')"
OTHER_WORDS = """
    once = Path(os.environ["ONCE"])
    if not once.exists():
        once.touch()
        print({words})
        answer(name="of-the-order-before.svg")
    else:
        answer(name="again.svg")
"""
TELLS = """
    print('{"done": 0, "of": 2}')
    print('{"done": 1, "of": 2}')
    answer(name="told.svg")
"""
TELLS_FOR_EVER = """
    while True:
        print('{"done": 1, "of": 2}')
"""
HANGS = "    time.sleep(1000)"
TOO_MUCH_TIME = "    os.kill(os.getpid(), signal.SIGXCPU)"
HEAVY_ONE = '    answer(b"", heavy=True)'
GONE_ONE = '    answer(b"", gone=True)'
FAILS = '    answer(b"", number="1234-5678", log="error 1234-5678")'
FAT = '    answer(name=f"{os.getpid()}.svg", memory=10**10)'
DIES_ONCE = """
    if not Path(os.environ["ONCE"]).exists():
        Path(os.environ["ONCE"]).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    answer(name="again.svg")
"""


def children():
    """List the processes that this one has started and not taken leave of, living or dead."""
    stats = Path("/proc").glob("[0-9]*/stat")
    found = set()
    for stat in stats:
        try:
            pid, rest = int(stat.parent.name), stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(rest[1]) == os.getpid():
            found.add(pid)
    return found


def ignored(_progress):
    pass


def made(program, times=1, order=ORDER, heard=None, **options):
    """Ask a process with a program of ours for files; nothing may be left of it. heard: gets what it tells."""
    heard = [] if heard is None else heard
    command = (sys.executable, "-c", ANSWER + program) if program else Maker().command
    before = children()

    async def play():
        maker = Maker(command, **options)
        outcomes = [await maker.make(order, heard.append) for _ in range(times)]
        await maker.stop()
        return outcomes

    outcomes = run(play)
    gc.collect()
    assert children() <= before
    return outcomes


def test_a_process_makes_one_file_after_the_other():
    first, second = made(FINE, times=2)
    assert first == second
    assert first.content == b"file"


def test_after_many_files_a_process_is_replaced():
    names = [file.name for file in made(FINE, times=5, files=2)]
    assert [names.index(name) for name in names] == [0, 0, 2, 2, 4]


def test_a_process_that_has_grown_is_replaced():
    first, second = made(FAT, times=2)
    assert first.name != second.name


def test_a_file_over_which_a_process_died_is_made_once_more(tmp_path, monkeypatch):
    monkeypatch.setenv("ONCE", str(tmp_path / "once"))
    assert made(DIES_ONCE) == [File("again.svg", b"file")]


@pytest.mark.parametrize("program", [DIES, DIES_IN_THE_MIDDLE, NONSENSE])
def test_a_process_that_always_dies_is_told_with_a_number_of_the_log(program, caplog):
    (trouble,) = made(program)
    assert trouble.key == "take_failed"
    assert trouble.number in caplog.text


@pytest.mark.parametrize("words", ["'[]'", "'{}'", "'x' * 100_000", """'{"bytes": 0, "more": 1}'"""])
def test_after_an_answer_that_cannot_be_read_none_goes_to_another_order(tmp_path, monkeypatch, words):
    monkeypatch.setenv("ONCE", str(tmp_path / "once"))
    command = (sys.executable, "-c", ANSWER + OTHER_WORDS.replace("{words}", words))

    async def play():
        maker = Maker(command)
        with suppress(Exception):
            await maker.make(ORDER, ignored)
        second = await maker.make(ORDER, ignored)
        await maker.stop()
        return second

    assert run(play) == File("again.svg", b"file")


def test_a_file_that_was_made_is_given_though_no_other_process_can_be_started(monkeypatch):
    async def play():
        maker = Maker((sys.executable, "-c", ANSWER + FAT))
        start = Maker._start
        starts = []

        async def once(self):
            starts.append(1)
            if len(starts) == 2:
                raise BlockingIOError("no more processes")
            return await start(self)

        monkeypatch.setattr(Maker, "_start", once)
        made = [await maker.make(ORDER, ignored) for _ in range(2)]
        await maker.stop()
        return [one.content for one in made]

    assert run(play) == [b"file", b"file"]


def test_what_a_process_tells_of_a_file_is_heard_before_the_file_comes():
    heard = []
    assert made(TELLS, heard=heard) == [File("told.svg", b"file")]
    assert heard == [Progress(0, 2), Progress(1, 2)]


def test_a_process_that_tells_for_ever_is_stopped():
    assert made(TELLS_FOR_EVER, seconds=0.5) == [HEAVY]


def test_a_process_that_hangs_is_stopped():
    start = time.monotonic()
    assert made(HANGS, seconds=0.5) == [HEAVY]
    assert time.monotonic() - start < 60  # it would have slept for a quarter of an hour


def test_a_file_that_takes_too_much_time_or_memory_is_not_made_twice():
    assert made(TOO_MUCH_TIME) == [HEAVY]
    assert made(HEAVY_ONE) == [HEAVY]


def test_what_a_process_tells_of_itself_is_passed_on(caplog):
    assert made(GONE_ONE) == [GONE]
    (failed,) = made(FAILS)
    assert (failed.key, failed.number, failed.status) == ("take_failed", "1234-5678", 500)
    assert "error 1234-5678" in caplog.text


def test_a_program_that_cannot_be_started_is_told_and_not_thrown():
    async def play():
        return await Maker(("/no/such/program",)).make(ORDER, ignored)

    assert run(play).key == "take_failed"


def test_after_a_hung_one_the_next_file_is_made(tmp_path, monkeypatch):
    monkeypatch.setenv("ONCE", str(tmp_path / "once"))
    program = DIES_ONCE.replace("os.kill(os.getpid(), signal.SIGKILL)", "time.sleep(1000)")
    assert made(program, times=2, seconds=3) == [HEAVY, File("again.svg", b"file")]


def test_the_real_program_makes_the_same_bytes_as_this_process(published):
    asked = wanted(published, "trend.pptx", "area=MK02&lang=sv")
    outcomes = made("", order=Order(asked, served_database(published)))
    assert outcomes == [taken(published, "trend.pptx", "area=MK02&lang=sv")]


def test_a_database_that_is_gone_is_told(published, tmp_path):
    asked = wanted(published, "trend.svg", "area=MK02&lang=sv")
    assert made("", order=Order(asked, tmp_path / "situation-gone.duckdb")) == [GONE]


def test_a_process_ends_when_its_server_is_gone(published):
    """The one that started it ends without a word, as one that is killed does."""
    asked = wanted(published, "trend.svg", "area=MK02&lang=sv")
    line = Order(asked, served_database(published)).line()
    program = (
        "import os, subprocess, sys\n"
        "child = subprocess.Popen(sys.argv[2:], stdin=int(sys.argv[1]), stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\n"
        "print(child.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    read, write = os.pipe()  # held open here, so that the end of its input is not what ends it
    os.write(write, line)
    command = [sys.executable, "-c", program, str(read), *Maker().command]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, pass_fds=[read], check=False)
    assert ended(int(done.stdout))
    os.close(read)
    os.close(write)


def ended(pid):
    """Wait until a process is gone, or dead and only not yet taken leave of."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state in "ZX":
            return True
        time.sleep(0.05)
    return False
