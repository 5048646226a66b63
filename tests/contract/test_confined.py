"""The limits of a child that works for strangers: set by the operating system, and ending with the server."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from contract import confined

START = "from contract.confined import *; confine(5); limit_processor_time(30); "


def child(script):
    return subprocess.run([sys.executable, "-c", START + script], capture_output=True, text=True, check=False)


def test_memory_beyond_the_limit_is_refused_by_the_system():
    done = child(f"bytearray({confined.MEMORY})")
    assert done.returncode == 1
    assert "MemoryError" in done.stderr


def test_what_a_usual_check_needs_is_granted():
    assert child("import polars; bytearray(2**29)").returncode == 0


def test_processor_time_has_an_end_and_others_go_first():
    script = "import os, resource; print(resource.getrlimit(resource.RLIMIT_CPU)[0], os.nice(0))"
    soft, nice = map(int, child(script).stdout.split())
    assert 30 < soft <= 35
    assert nice == os.nice(0) + 5


def test_who_takes_more_processor_time_is_ended():
    assert child("limit_processor_time(0)\nwhile True: pass").returncode == -signal.SIGXCPU


def test_it_is_the_first_to_go_where_memory_ends_and_leaves_no_core():
    script = "print(open('/proc/self/oom_score_adj').read(), *resource.getrlimit(resource.RLIMIT_CORE))"
    assert child(f"import resource; {script}").stdout.split() == ["500", "0", "0"]


def test_a_child_ends_when_its_server_is_killed():
    waiting = f"[sys.executable, '-c', {START + 'import time; print(1, flush=True); time.sleep(600)'!r}]"
    script = (
        f"import subprocess, sys; one = subprocess.Popen({waiting}, stdout=subprocess.PIPE); "
        "one.stdout.readline(); print(one.pid, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        check = int(server.stdout.readline())
        server.send_signal(signal.SIGKILL)
        server.wait()
    until = time.monotonic() + 300
    while running(check) and time.monotonic() < until:
        time.sleep(0.05)
    assert not running(check)


def running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # a dead one that nobody has asked after


def test_this_process_itself_is_not_limited():
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != confined.MEMORY
