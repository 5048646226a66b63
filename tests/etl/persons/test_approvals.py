"""Two persons for a release: who counts, what for, and what does not count."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from contract.errors import UserError
from contract.persons.trail import LINES, note, trail_of
from contract.pointer import served_database
from etl.__main__ import main
from etl.config.card import read_cards
from etl.config.release import ReleaseRules, read_release_rules
from etl.edition.release import release
from etl.operate import embargo
from etl.operate.embargo import prepare
from etl.persons import approvals
from etl.persons.approvals import approve, approved_by, named_people, to_release
from etl.publish.editions import STAMP
from etl.publish.kept_files import told_by
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build
from tests.etl.read.helpers import LIMIT

QUIET = Console(quiet=True)
NOW = datetime.now(UTC).replace(microsecond=0)
HOUR = timedelta(hours=1)


def entry(person: str, account: str, role: str = "publisher", until: timedelta = HOUR, edition: str = "2026") -> str:
    window = f"from = {(NOW - HOUR).isoformat()}\nuntil = {(NOW + until).isoformat()}\n"
    told = {"person": person, "account": account, "role": role, "edition": edition, "reason": "for tests"}
    return "[[allowed]]\n" + "".join(f'{key} = "{value}"\n' for key, value in told.items()) + f"version = 1\n{window}\n"


PEOPLE = "".join(
    [
        entry("paula@example.fi", "paula"),
        entry("pekka@example.fi", "pekka"),
        entry("otto@example.fi", "otto", role="official"),
        entry("late@example.fi", "late", until=timedelta(minutes=-1)),
        entry("other@example.fi", "other", edition="2025"),
        entry("claims@example.fi", "claims", role="claimed"),
    ]
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that serves a draft, where a release needs two persons."""
    monkeypatch.setattr(approvals, "read_release_rules", lambda: ReleaseRules(people=2))
    monkeypatch.setattr(embargo, "refuse_unready", lambda *_: None)
    (tmp_path / "people.toml").write_text(PEOPLE, encoding="utf-8")
    monkeypatch.setenv("LAGESBILD_PEOPLE", str(tmp_path / "people.toml"))
    monkeypatch.setenv("LAGESBILD_TRAIL", str(tmp_path / "of-preview"))
    folder = tmp_path / "data"
    folder.mkdir()
    add_wave(folder, "2025")
    build(folder)
    return folder


def preview_of(data: Path) -> Path:
    return data.parent / "of-preview"


def approved_in_preview(
    data: Path, person: str, at: datetime = NOW, role: str = "publisher", **changed: object
) -> None:
    """Write what a preview writes when a publisher presses the button."""
    told = to_release(data).told | changed
    note(preview_of(data), "approval", at, person=person, role=role, **told)  # type: ignore[arg-type]


def count(data: Path, now: datetime = NOW) -> int:
    return len(approved_by(data, named_people(), to_release(data), now))


def released(data: Path) -> None:
    release(data, read_cards(data / "sources", LIMIT), QUIET)


def is_draft(data: Path) -> bool:
    return bool(told_by(served_database(data), STAMP)[0][2] == "draft")


def test_as_shipped_whoever_gives_the_command_is_enough() -> None:
    assert read_release_rules().people == 1


def test_a_release_waits_for_two_persons_of_exactly_this_content(data: Path) -> None:
    for person in ("paula@example.fi", "pekka@example.fi"):
        with raises("release_not_approved"):
            released(data)
        assert is_draft(data)
        approved_in_preview(data, person)
    released(data)
    assert not is_draft(data)


def test_one_approves_in_the_preview_and_another_on_the_machine_that_builds(data: Path) -> None:
    approved_in_preview(data, "paula@example.fi")
    approve(data, "pekka", NOW)
    assert count(data) == 2


def test_one_person_counts_once_however_often_and_wherever(data: Path) -> None:
    for person in ("paula@example.fi", "PAULA@example.fi", " ｐaula@example.fi "):
        approved_in_preview(data, person)
    with raises("approved_already"):
        approve(data, "paula", NOW)
    assert count(data) == 1
    with raises("release_not_approved"):
        released(data)


@pytest.mark.parametrize("account", ["otto", "late", "other", "claims", "nobody", ""])
def test_only_a_publisher_of_this_version_approves_and_inside_the_window(data: Path, account: str) -> None:
    with raises("approver_not_named"):
        approve(data, account, NOW)
    approved_in_preview(data, f"{account}@example.fi", role="official")
    assert count(data) == 0


def test_a_claimed_role_counts_as_the_preview_found_it(data: Path) -> None:
    approved_in_preview(data, "claims@example.fi")
    assert count(data) == 1


def test_an_approval_of_other_content_does_not_count(data: Path) -> None:
    for changed in ({"content": "0" * 64}, {"build": "other"}, {"edition": "2025"}, {"version": 2}):
        approved_in_preview(data, "paula@example.fi", **changed)
    assert count(data) == 0


def test_a_new_build_needs_new_approvals(data: Path) -> None:
    approve(data, "paula", NOW)
    approve(data, "pekka", NOW)
    add_wave(data, "2026")
    build(data, 61.0)
    assert count(data) == 0


def test_who_is_named_no_more_does_not_count_any_more(data: Path) -> None:
    approved_in_preview(data, "paula@example.fi")
    assert count(data, NOW + 2 * HOUR) == 0
    approved_in_preview(data, "pekka@example.fi", NOW - 2 * HOUR)  # before the window
    approved_in_preview(data, "pekka@example.fi", NOW + HOUR / 2)  # by a clock that runs ahead
    assert count(data) == 1


def test_a_copied_line_breaks_the_chain_and_nothing_is_released(data: Path) -> None:
    approved_in_preview(data, "paula@example.fi")
    lines = preview_of(data) / LINES
    forged = lines.read_bytes().replace(b"paula", b"pekka")
    with lines.open("ab") as file:
        file.write(forged)
    with raises("trail_broken"):
        released(data)


def test_a_trail_that_was_copied_from_elsewhere_counts_only_for_the_same_content(data: Path, tmp_path: Path) -> None:
    approve(data, "paula", NOW)
    approve(data, "pekka", NOW)
    add_wave(data, "2026")
    build(data, 61.0)
    shutil.copytree(trail_of(data), preview_of(data))
    with raises("release_not_approved"):
        released(data)


def test_without_a_list_nobody_can_agree(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LAGESBILD_PEOPLE")
    with raises("people_not_set"):
        released(data)


def test_what_waits_for_its_hour_needs_them_too(data: Path) -> None:
    (data / "calendar.toml").write_text('[[entries]]\nedition = "2026"\ndue = 2090-12-11T08:00:00\n', encoding="utf-8")
    waiting = prepare(data)
    add_wave(data, "2026")
    build(waiting, 61.0)
    with raises("release_not_approved"):
        embargo.approve(data, "Director", (), NOW, QUIET)
    approve(waiting, "paula", NOW)
    approve(waiting, "pekka", NOW)
    assert trail_of(waiting) == data / "trail"
    assert embargo.approve(data, "Director", (), NOW, QUIET).edition == "2026"


def test_the_command_approves_in_the_name_of_the_account(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.persons.command.account", lambda: "pekka")
    assert main(["--data", str(data), "approve"], by="pekka") == 0
    assert count(data, datetime.now(UTC)) == 1
    monkeypatch.setattr("etl.persons.command.account", lambda: "otto")
    assert main(["--data", str(data), "approve"], by="otto") == 2


def test_what_a_release_lacks_is_told_in_words(data: Path) -> None:
    with pytest.raises(UserError) as refused:
        released(data)
    assert "2 persons" in str(refused.value)
    assert json.dumps(str(refused.value))
