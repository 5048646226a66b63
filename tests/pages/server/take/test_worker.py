"""The program that makes files keeps to its limits and tells errors as values."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from contract.pointer import served_database
from pages.server.take import worker
from pages.server.take.address import Wanted
from pages.server.take.worker import reply_to
from tests.pages.server.take.taken import wanted

ROOT = Path(__file__).parents[4]


def limited(program):
    """Run a program under the limits of the worker; return its exit status and what it printed."""
    start = "from pages.server.take.worker import *\nconfine()\n"
    done = subprocess.run(
        [sys.executable, "-c", start + program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip()


@pytest.fixture
def asked(published):
    return wanted(published, "trend.svg", "area=MK02&lang=sv")


@pytest.fixture
def _processor_time_stays():
    before = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, before)


@pytest.mark.usefixtures("_processor_time_stays")
@pytest.mark.parametrize(
    ("error", "told"), [(MemoryError(), {"heavy": True}), (ZeroDivisionError("44,1"), {"name": "", "heavy": False})]
)
def test_an_error_is_told_as_a_value_and_the_log_gets_no_word_of_it(published, asked, monkeypatch, error, told):
    def fail(*_):
        raise error

    monkeypatch.setattr(worker, "make_file", fail)
    reply = reply_to(asked, served_database(published))
    assert {key: getattr(reply, key) for key in told} == told
    assert "44,1" not in reply.log
    assert bool(reply.number) is not reply.heavy


def test_memory_is_limited_by_the_operating_system():
    assert limited("try: bytearray(3 * 1024**3)\nexcept MemoryError: print('limited')") == (0, "limited")


def test_pages_go_first():
    status, told = limited("print(os.nice(0))")
    assert (status, int(told)) == (0, os.nice(0) + worker.NICENESS)


def test_where_memory_ends_the_pages_go_on():
    assert limited("print(Path('/proc/self/oom_score_adj').read_text())") == (0, worker.EXPENDABLE)


def test_only_the_server_ends_it():
    program = "for one in (signal.SIGTERM, signal.SIGINT): os.kill(os.getpid(), one)\nprint('still here')"
    assert limited(program) == (0, "still here")


def test_what_a_library_prints_stands_not_among_the_answers(published, asked):
    program = (
        "import pages.server.take.worker as w\n"
        "make = w.make_file\n"
        "def loud(*given):\n"
        "    print('hello')\n"
        "    return make(*given)\n"
        "w.make_file = loud\n"
        "w.main()\n"
    )
    order = json.dumps({"wanted": asked.to_json(), "database": str(served_database(published))})
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, input=f"{order}\n".encode(), capture_output=True, check=True
    )
    head, _, content = done.stdout.partition(b"\n")
    assert json.loads(head)["bytes"] == len(content)
    assert content.startswith(b"<svg")
    assert b"hello" in done.stderr


def test_streamlit_is_not_loaded():
    program = "import sys, pages.server.take.worker; print('streamlit' in sys.modules)"
    assert limited(program) == (0, "False")


def test_an_order_can_be_read_again(asked):
    assert Wanted.from_json(asked.to_json()).digest("x") == asked.digest("x")
