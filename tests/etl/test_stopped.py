"""A signal that asks to stop ends a command on its feet, and what is tidied up meanwhile is not disturbed again."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.stopped import Stopped, stops_cleanly


@pytest.fixture(autouse=True)
def nothing_is_ignored() -> Iterator[None]:
    """Undo what nohup asks for: SIGHUP would stop nothing."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def ask(number: signal.Signals) -> None:
    os.kill(os.getpid(), number)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_command_that_is_stopped_says_so_and_ends_with_the_code_of_the_signal(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    code: int,
) -> None:
    monkeypatch.setattr("etl.pipeline.read_cards", lambda *_: ask(number))
    assert main(["--data", str(tmp_path)]) == code
    assert capsys.readouterr().err == (
        "Stopped. The command was stopped before its end. Nothing is left half done; run the command again.\n"
    )


def test_the_second_signal_does_not_disturb_what_is_tidied_up() -> None:
    done = []

    def tidies_up() -> None:
        try:
            ask(signal.SIGTERM)
        finally:
            ask(signal.SIGTERM)
            ask(signal.SIGINT)
            done.append("tidied up")

    with pytest.raises(Stopped), stops_cleanly():
        tidies_up()
    assert done == ["tidied up"]


def test_what_a_library_notices_by_itself_is_the_signal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt  # as Polars does, which has taken the handler's place while it works

    monkeypatch.setattr("etl.pipeline.read_cards", interrupted)
    assert main(["--data", str(tmp_path)]) == 130
    assert capsys.readouterr().err.startswith("Stopped. ")


def test_what_a_library_raises_in_the_place_of_a_signal_is_the_signal() -> None:
    def interrupted() -> None:
        try:
            ask(signal.SIGTERM)
        except Stopped as error:
            raise RuntimeError("Query interrupted") from error

    with pytest.raises(Stopped) as stopped, stops_cleanly():
        interrupted()
    assert stopped.value.code == 143


def test_other_errors_stay_what_they_are() -> None:
    with pytest.raises(ZeroDivisionError), stops_cleanly():
        _ = 1 / 0


def test_afterwards_signals_do_what_they_did_and_an_ignored_one_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        handlers = [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
        with stops_cleanly():
            ask(signal.SIGHUP)
            assert signal.getsignal(signal.SIGTERM) != handlers[1]
        assert [signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] == handlers
    finally:
        signal.signal(signal.SIGHUP, before)


def test_in_another_thread_signals_are_left_alone() -> None:
    found = []

    def work() -> None:
        with stops_cleanly():
            found.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [signal.getsignal(signal.SIGTERM)]
