"""A format is one module and one row: whoever asks for formats takes them from that table."""

from pathlib import Path

import pytest

from etl.check.match_source import KINDS
from etl.read.formats.files import CUBES, TABLES, column_names
from tests.errors import raises

ROOT = Path(__file__).parents[4]
SUFFIXES = [*TABLES, *CUBES]


def test_the_check_takes_every_format_that_a_build_takes():
    assert {*KINDS["respondents"], *KINDS["aggregates"], *KINDS["cube"]} == set(SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_format_is_written_down(suffix: str):
    [line] = [line for line in (ROOT / "docs" / "FORMATS.md").read_text().splitlines() if line.startswith("file =")]
    assert suffix in line.replace(";", " ").split()


def test_no_module_but_the_table_of_formats_asks_for_a_suffix():
    """A suffix written down elsewhere would be a second place to change for a new format."""
    written = [
        f"{path.relative_to(ROOT)} {suffix}"
        for path in (*sorted((ROOT / "etl" / "read").rglob("*.py")), *sorted((ROOT / "etl" / "check").rglob("*.py")))
        for suffix in SUFFIXES
        if f'"{suffix}"' in path.read_text() and path.name not in {"files.py", "table.py"}
    ]
    assert written == []


def test_a_file_of_no_known_format_is_refused_with_the_known_ones(tmp_path: Path):
    (tmp_path / "a.dat").write_bytes(b"\x80\4\x95\0\0\0")
    with raises("file_kind_unknown", path="a.dat", kinds=SUFFIXES):
        column_names(tmp_path / "a.dat")
