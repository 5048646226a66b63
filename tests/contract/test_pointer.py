"""Two small files name the served database and the last whole one before it."""

import os

import pytest

from contract.pointer import kept_databases, move_pointer, write_whole


@pytest.fixture
def three(tmp_path):
    """Three databases whose times say the opposite of their order: the clock went back."""
    paths = [tmp_path / f"situation-{name}.duckdb" for name in ("one", "two", "three")]
    for age, path in enumerate(paths):
        path.touch()
        os.utime(path, (1_000_000_000 - age, 1_000_000_000 - age))
    return paths


def test_the_one_before_comes_first_whatever_the_clock_said(three):
    one, two, served = three
    move_pointer(served, two)
    assert kept_databases(one.parent) == [two, one, served]


def test_the_one_before_is_named_before_the_pointer_moves(three, monkeypatch):
    written = []
    monkeypatch.setattr("contract.pointer.write_whole", lambda path, content: written.append((path.name, content)))
    move_pointer(three[2], three[1])
    assert written == [("PREVIOUS", b"situation-two.duckdb\n"), ("CURRENT", b"situation-three.duckdb\n")]


def test_a_database_does_not_stand_in_for_itself(three):
    move_pointer(three[2], three[1])
    move_pointer(three[2], three[2])
    assert (three[0].parent / "PREVIOUS").read_text(encoding="utf-8") == "situation-two.duckdb\n"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\0", b"situation-gone.duckdb\n", b"x" * 100_000])
def test_a_damaged_name_of_the_one_before_leaves_the_newest_first(three, content):
    folder = three[0].parent
    (folder / "PREVIOUS").write_bytes(content)
    assert kept_databases(folder) == three


def test_a_file_is_replaced_whole_and_leaves_nothing_beside_it(tmp_path):
    write_whole(tmp_path / "name", b"one")
    write_whole(tmp_path / "name", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("name", b"two")]
