"""The limits of a check whose file comes from a stranger: set by the operating system, and ending with the server."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from etl.check import confined

START = "from etl.check.confined import confine; confine(); "


def child(script):
    return subprocess.run([sys.executable, "-c", START + script], capture_output=True, text=True, check=False)


def test_memory_beyond_the_limit_is_refused_by_the_system():
    done = child(f"bytearray({confined.MEMORY})")
    assert done.returncode == 1
    assert "MemoryError" in done.stderr


def test_what_a_usual_check_needs_is_granted():
    assert child("import polars; bytearray(2**29)").returncode == 0


def test_processor_time_has_an_end_and_others_go_first():
    script = "import os, resource; print(*resource.getrlimit(resource.RLIMIT_CPU), os.nice(0))"
    soft, hard, nice = map(int, child(script).stdout.split())
    assert (soft, hard) == (confined.SECONDS, confined.SECONDS + 1)
    assert nice == os.nice(0) + confined.NICENESS


def test_a_check_ends_when_its_server_is_killed():
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
    assert resource.getrlimit(resource.RLIMIT_CPU)[0] != confined.SECONDS
