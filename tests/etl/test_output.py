"""What a command has done stands, whether or not it can say so; what it was asked to say it must say."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from contract.pointer import build_of, served_database
from etl.__main__ import main
from etl.output import Output
from tests.etl.operate.folder import two_builds

FULL = Path("/dev/full")

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full")


def run(arguments: list[str]) -> tuple[int, str]:
    """Run a command whose output is a full disk; return its exit code and what it says on the error output."""
    errors = io.StringIO()
    with FULL.open("w", encoding="utf-8") as full, redirect_stdout(full), redirect_stderr(errors):
        code = main(arguments)
    return code, errors.getvalue()


def test_a_command_that_is_done_is_done_though_nobody_can_be_told(tmp_path: Path) -> None:
    one, _ = two_builds(tmp_path)
    code, told = run(["--data", str(tmp_path), "publish", build_of(one)])
    assert (code, served_database(tmp_path)) == (0, one)
    assert "The command is done" in told
    assert "No space left" in told


def test_an_answer_that_cannot_be_written_is_no_success(tmp_path: Path) -> None:
    two_builds(tmp_path)
    code, told = run(["--data", str(tmp_path), "status"])
    assert code == 2
    assert "No space left" in told


def test_what_is_said_after_a_failure_is_forgotten_to_the_end() -> None:
    with FULL.open("w", encoding="utf-8") as stream:
        output = Output(stream)
        output.write("one")
        output.flush()
        assert output.failure is not None
        output.write("two")
        output.flush()
    assert stream.closed  # closing writes what waits: it fails no more


def test_a_letter_that_the_output_does_not_know_stops_nothing(tmp_path: Path) -> None:
    with (tmp_path / "said").open("w", encoding="ascii") as stream:
        Output(stream).write("Lägesbild")
    assert (tmp_path / "said").read_text(encoding="ascii") == "L?gesbild"
