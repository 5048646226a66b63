"""The command that starts the server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from streamlit.source_util import page_sort_key

from pages.server.__main__ import configuration
from pages.server.limits.protocols import LimitedHttp, LimitedWebSocket
from pages.server.settings import Settings

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(("name", "text"), [("LAGESBILD_PORT", "http"), ("LAGESBILD_UPLOADS", "perhaps")])
def test_a_wrong_setting_stops_the_start_in_words(name, text):
    environment = {**os.environ, name: text}
    command = [sys.executable, "-m", "pages.server"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{name} is '{text}'. Write ")
    assert done.stderr.count("\n") == 1


def test_the_network_does_not_wait_long_for_pages_that_are_made():
    """Each round of the event loop may wait for every thread that makes a page."""
    script = """
import sys
from pages.server import __main__ as start
start.DrainingServer.run = lambda _: print(sys.getswitchinterval())
start.main()
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 0.001


def test_what_is_served_sends_a_page_in_batches():
    script = """
import app
from streamlit.runtime.runtime import Runtime
print(Runtime._loop_coroutine.__module__)
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["pages.server.batches"]


def test_the_server_listens_where_the_settings_say_and_does_not_tell_what_it_runs_on():
    given = configuration(Settings(address="127.0.0.2", port=8600))
    assert (given.host, given.port) == ("127.0.0.2", 8600)
    assert given.server_header is False
    assert given.timeout_graceful_shutdown
    assert (given.http, given.ws) == (LimitedHttp, LimitedWebSocket)


def test_only_pages_stand_where_streamlit_takes_every_script_for_a_page():
    """Any reader could run another script there by its name, a start command for one."""
    scripts = sorted((ROOT / "pages").glob("*.py"), key=page_sort_key)
    names = [path.stem for path in scripts if path.name != "__init__.py"]
    figures = ("figure", "groups", "map", "matrix", "region", "trends")
    actions = ("assessment", "collect", "entry", "forum", "plans", "register")
    assert sorted(names) == sorted([*figures, *actions, "editions", "methods", "slides"])
