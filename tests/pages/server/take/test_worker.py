"""The program that makes files keeps to its limits and tells errors as values."""

import json
import os
import resource
import subprocess
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from contract.confined import MEMORY
from contract.pointer import served_database
from pages.server.take import worker
from pages.server.take.address import Wanted
from pages.server.take.worker import reply_to, told_parts
from tests.pages.server.take.taken import wanted

ROOT = Path(__file__).parents[4]


def printed(program):
    """Run a program that has the worker imported; return its exit status and what it printed."""
    start = "from pages.server.take.worker import *\n"
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


def test_only_the_server_ends_it():
    program = "for one in (signal.SIGTERM, signal.SIGINT): os.kill(os.getpid(), one)\nprint('still here')"
    assert printed(f"outlive_signals()\n{program}") == (0, "still here")


def test_a_file_is_made_within_limits_and_what_a_library_prints_is_no_answer(published, asked):
    program = (
        "import os, resource\n"
        "import pages.server.take.worker as w\n"
        "make = w.make_file\n"
        "def loud(*given):\n"
        "    limits = [resource.getrlimit(of)[0] for of in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]\n"
        "    print('hello', os.nice(0), *limits)\n"
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
    nice, memory, seconds = map(int, done.stderr.split(b"hello ")[1].split()[:3])
    assert (nice, memory) == (os.nice(0) + worker.NICENESS, MEMORY)
    assert worker.SECONDS < seconds < worker.SECONDS * 2


@pytest.mark.usefixtures("_processor_time_stays")
@pytest.mark.parametrize(
    ("name", "query", "parts"),
    [("basket.pptx", "&".join(f"item=trend~area_MK0{one}" for one in (1, 2, 4)), 3), ("pack.zip", "area=MK02", 13)],
)
def test_it_answers_how_many_parts_of_a_long_file_are_done(published, name, query, parts):
    answers = BytesIO()
    reply = reply_to(wanted(published, name, query), served_database(published), partial(told_parts, answers))
    assert reply.content.startswith(b"PK")
    assert [json.loads(line) for line in answers.getvalue().splitlines()] == [
        {"done": done, "of": parts} for done in range(parts)
    ]


def test_streamlit_is_not_loaded():
    program = "import sys, pages.server.take.worker; print('streamlit' in sys.modules)"
    assert printed(program) == (0, "False")


def test_an_order_can_be_read_again(asked):
    assert Wanted.from_json(asked.to_json()).digest("x") == asked.digest("x")
