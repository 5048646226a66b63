"""Whatever happens inside a check, whoever sent the file sees a number, and the operator's log what it was."""

from __future__ import annotations

import os
import re
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from contract.codes import Language
from contract.unexpected import log_entry
from etl.__main__ import main
from etl.check import command
from etl.check.guard import LOG, guarded_check
from tests.errors import raises

DATA = Path(__file__).parents[3] / "data"
PRIVATE = "Matti Meikäläinen answered 3"


class PanicException(BaseException):
    """As the Rust libraries raise it: no Exception."""


def endless(depth: int = 0) -> int:
    return endless(depth + 1) + 1


def failing(raised: BaseException) -> Callable[..., int]:
    def check(*_: object) -> int:
        os.write(2, f"thread panicked at crates/core/src/lib.rs:12:5: {PRIVATE}".encode())
        raise raised

    return check


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("raised", [ValueError(PRIVATE), PanicException(PRIVATE), OSError(5, PRIVATE, "/secret")])
def test_an_error_that_nobody_foresaw_is_told_by_a_number(
    tmp_path: Path, capfd, monkeypatch, raised: BaseException, language: Language
) -> None:
    monkeypatch.setattr(command, "_check", failing(raised))
    code = main(["--data", str(tmp_path), "check", str(tmp_path / "a.csv"), "--lang", language])
    told, beside = capfd.readouterr()
    number = re.search(r"\d{4}-\d{4}", told)[0]
    entry = (tmp_path / LOG).read_text()
    assert code == command.FAILED
    assert entry.startswith(f"error {number} ")
    assert type(raised).__qualname__ in entry
    assert "tests/etl/check/test_guard.py:" in entry
    assert "panicked at crates/core/src/lib.rs:12:5" in entry
    for private in (PRIVATE, "Matti", "Traceback", "/secret", str(tmp_path)):
        assert private not in told + beside + entry


def test_a_confined_check_gives_its_details_to_the_server_that_started_it(tmp_path: Path, capsys) -> None:
    with raises("unexpected_error"):
        guarded_check(failing(KeyError(PRIVATE)), None)
    assert "builtins.KeyError" in capsys.readouterr().err


@pytest.mark.parametrize("confined", [True, False])
def test_only_a_file_of_a_stranger_is_checked_within_limits(tmp_path: Path, monkeypatch, confined) -> None:
    limits = []
    for name in ("confine", "limit_processor_time"):
        monkeypatch.setattr(command, name, limits.append)
    monkeypatch.setattr(command, "_check", lambda *_: 0)
    arguments = Namespace(confined=confined, data=tmp_path, lang=Language.FI)
    assert command.run_check(arguments, Console()) == 0
    assert limits == ([command.NICENESS, command.SECONDS] if confined else [])


def test_an_endless_recursion_is_told_in_few_lines(tmp_path: Path) -> None:
    with raises("unexpected_error"):
        guarded_check(endless, tmp_path / LOG)
    entry = (tmp_path / LOG).read_text().splitlines()
    assert "builtins.RecursionError" in entry
    assert len(entry) < 30


def test_the_cause_of_an_error_stands_in_the_log_too() -> None:
    failed = ValueError(PRIVATE)
    failed.__cause__ = KeyError(PRIVATE)
    entry = log_entry("1234-5678", failed)
    assert [line for line in entry.splitlines() if not line.startswith(" ")][1:] == [
        "builtins.ValueError",
        "builtins.KeyError",
    ]


def test_memory_that_runs_out_is_told_as_such() -> None:
    with raises("memory_exceeded"):
        guarded_check(failing(MemoryError()), None)


def test_a_log_that_may_not_be_written_changes_nothing(tmp_path: Path) -> None:
    with raises("unexpected_error"):
        guarded_check(failing(KeyError(PRIVATE)), tmp_path / "absent" / LOG)


@pytest.mark.parametrize("raised", [KeyboardInterrupt, SystemExit])
def test_whoever_wants_to_stop_can(raised: type[BaseException]) -> None:
    with pytest.raises(raised):
        guarded_check(failing(raised()), None)


def test_the_error_output_is_given_back(capfd) -> None:
    assert guarded_check(lambda: os.write(2, b"inside") and 0, None) == 0
    print("after", file=sys.stderr)
    os.write(2, b"wards")
    told = capfd.readouterr().err
    assert "inside" not in told
    assert "after" in told
    assert "wards" in told
