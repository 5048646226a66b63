"""The trail: what was added stands, and whatever is changed or removed is seen."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from contract.errors import UserError
from contract.persons.trail import HEAD, LINES, note, read_trail, trail_of

NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    for number in range(4):
        note(tmp_path / "trail", "release", NOW, person=f"person {number} ä", version=number)
    return tmp_path / "trail"


def lines(folder):
    return (folder / LINES).read_bytes().splitlines(keepends=True)


def test_what_was_noted_is_read_in_its_order(folder):
    found = read_trail(folder)
    assert [(one.number, one.what, one.told["person"]) for one in found] == [
        (number + 1, "release", f"person {number} ä") for number in range(4)
    ]
    assert found[0].at == NOW
    assert oct(folder.stat().st_mode)[-3:] == "700"


def test_where_nothing_was_noted_there_is_nothing(tmp_path):
    assert read_trail(tmp_path / "trail") == ()


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("change", ["altered", "removed", "twice", "swapped", "garbage"])
def test_a_line_that_is_changed_removed_or_copied_is_seen(folder, number, change):
    all_lines = lines(folder)
    if change == "altered":
        all_lines[number] = all_lines[number].replace(b"person", b"pErson", 1)
    elif change == "removed":
        del all_lines[number]
    elif change == "twice":
        all_lines.insert(number, all_lines[number])
    elif change == "swapped":
        all_lines[number], all_lines[number - 1] = all_lines[number - 1], all_lines[number]
    else:
        all_lines[number] = b"{}\n"
    (folder / LINES).write_bytes(b"".join(all_lines))
    with pytest.raises(UserError) as refused:
        read_trail(folder)
    assert refused.value.code in {"trail_broken", "trail_shortened"}


def test_one_that_was_cut_short_is_seen_by_its_head(folder):
    (folder / LINES).write_bytes(b"".join(lines(folder)[:2]))
    for action in (read_trail, lambda where: note(where, "build", NOW)):
        with pytest.raises(UserError) as refused:
            action(folder)
        assert refused.value.code == "trail_shortened"


@pytest.mark.parametrize("left", [LINES, HEAD])
def test_one_that_lost_its_lines_or_its_head_is_seen(folder, left):
    for name in {LINES, HEAD} - {left}:
        (folder / name).unlink()
    with pytest.raises(UserError):
        read_trail(folder)


def test_a_head_of_another_trail_is_seen(folder):
    told = json.loads((folder / HEAD).read_bytes())
    (folder / HEAD).write_text(json.dumps(told | {"hash": "0" * 64}), encoding="utf-8")
    with pytest.raises(UserError):
        read_trail(folder)


def test_half_a_line_of_a_process_that_died_is_no_line_and_the_next_one_follows(folder):
    with (folder / LINES).open("ab") as file:
        file.write(b'{"number": 5, "bef')
    assert len(read_trail(folder)) == 4
    note(folder, "build", NOW)
    assert [one.number for one in read_trail(folder)] == [1, 2, 3, 4, 5]


def test_a_process_that_died_before_the_head_has_left_a_line_that_counts(folder):
    head = (folder / HEAD).read_bytes()
    note(folder, "build", NOW)
    (folder / HEAD).write_bytes(head)
    assert len(read_trail(folder)) == 5
    note(folder, "build", NOW)
    assert len(read_trail(folder)) == 6
    (folder / HEAD).write_bytes(head)  # two lines after it: the head was put back
    with pytest.raises(UserError):
        read_trail(folder)


def test_many_who_write_at_once_leave_one_chain(tmp_path):
    with ThreadPoolExecutor(8) as writers:
        list(writers.map(lambda number: note(tmp_path, "taken", NOW, number_of_file=number), range(60)))
    assert [one.number for one in read_trail(tmp_path)] == list(range(1, 61))


def test_nobody_writes_a_line_of_their_own_by_what_is_told(tmp_path):
    note(tmp_path, "taken", NOW, path='/take/x\n{"number": 9}\r\u2028')
    assert len(read_trail(tmp_path)) == 1


def test_what_waits_has_the_trail_of_its_data_folder(tmp_path):
    assert trail_of(tmp_path / "waiting") == trail_of(tmp_path) == tmp_path / "trail"
