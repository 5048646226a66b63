"""An embargoed edition is served to nobody before its hour, then at once; what fails has a state and a reason."""

import errno
import grp
import os
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console

from contract.archive import frozen_editions
from contract.pointer import build_of, databases, served_database
from etl.edition import checklist as checklist_module
from etl.edition import commit as commit_module
from etl.edition.commit import EditionChange
from etl.operate import embargo
from etl.operate import restore as restore_module
from etl.operate.contents import prove
from etl.operate.embargo import EmbargoState, approve, drop, prepare, publish_due, read_embargo
from etl.operate.restore import refuse_half_restored
from etl.publish.editions import STAMP, Released, read_released
from etl.publish.kept_files import told_by
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build

QUIET = Console(quiet=True)
HOUR = datetime(2030, 12, 9, 6, tzinfo=UTC)  # 8.00 in Finland
CONFIRMED = '[[entries]]\nedition = "2026"\ndue = 2030-12-09T08:00:00\n'
BEFORE = HOUR - timedelta(seconds=1)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that serves a draft, with a confirmed date."""
    monkeypatch.setattr(embargo, "refuse_unready", lambda *_: None)  # tests/etl/edition/test_checklist.py
    add_wave(tmp_path, "2025")
    build(tmp_path)
    (tmp_path / "calendar.toml").write_text(CONFIRMED, encoding="utf-8")
    return tmp_path


def embargoed(data: Path) -> str:
    """Let an edition with a wave more wait for its hour; return its build."""
    waiting = prepare(data)
    add_wave(data, "2026")
    build(waiting, 61.0)
    approve(data, "Director", (), BEFORE, QUIET)
    return build_of(served_database(waiting))


def test_a_group_reads_what_waits_where_it_is_named_and_neither_ledger_nor_record(data: Path) -> None:
    with raises("readers_unknown"):
        prepare(data, "no-such-group-here")
    waiting = prepare(data, grp.getgrgid(os.getgid()).gr_name)
    add_wave(data, "2026")
    build(waiting, 61.0)
    assert waiting.stat().st_mode & 0o7777 == 0o2750
    assert {path.name for path in waiting.iterdir() if path.is_dir() and path.stat().st_mode & 0o070} <= {"sources"}


def test_before_its_hour_nothing_of_it_lies_where_readers_are_served_from(data: Path) -> None:
    served = served_database(data)
    waits = embargoed(data)
    assert publish_due(data, BEFORE) is None
    assert served_database(data) == served
    assert [build_of(path) for path in databases(data)] == [build_of(served)] != [waits]
    assert frozen_editions(data) == ()
    assert read_released(data / "editions").editions == ()
    for name in ("waiting", "embargoed"):
        assert (data / name).stat().st_mode & 0o077 == 0


def test_at_its_hour_it_is_published_whole_and_on_the_day_that_was_announced(data: Path) -> None:
    waits = embargoed(data)
    published = publish_due(data, HOUR)
    assert published == served_database(data)
    assert build_of(published) == waits
    assert told_by(published, STAMP) == [("2026", 1, "published")]
    (edition,) = prove(data).released.editions
    assert str(edition.released) == "2030-12-09"
    assert [(one.edition, one.version) for one in frozen_editions(data)] == [("2026", 1)]
    assert not (data / "waiting").exists()
    assert publish_due(data, HOUR) is None


def test_a_moved_date_moves_its_hour(data: Path) -> None:
    embargoed(data)
    (data / "calendar.toml").write_text(CONFIRMED.replace("-09T", "-10T"), encoding="utf-8")
    assert publish_due(data, HOUR) is None
    assert publish_due(data, HOUR + timedelta(days=1)) is not None


def test_what_was_served_meanwhile_makes_it_fail_by_name_and_is_served_on(data: Path) -> None:
    embargoed(data)
    add_wave(data, "2024")
    meanwhile = build(data, 59.0)
    with raises("embargo_failed", edition="2026", version=1):
        publish_due(data, HOUR)
    assert served_database(data) == meanwhile
    failed = read_embargo(data)
    assert failed is not None
    assert failed.state is EmbargoState.FAILED
    assert "older" in failed.reason
    assert publish_due(data, HOUR) is None


def test_a_publication_that_died_is_finished_by_the_same_command(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = embargoed(data)

    def die(_: Path) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(embargo, "drop", die)
        with pytest.raises(KeyboardInterrupt):
            publish_due(data, HOUR)
    assert publish_due(data, HOUR) is not None
    assert build_of(served_database(data)) == waits


@pytest.mark.parametrize("step", ["back_up", "_write"])
def test_an_approval_that_died_is_finished_by_the_same_command(
    data: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    build(prepare(data), 61.0)

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(embargo, step, die)
        with pytest.raises(KeyboardInterrupt):
            approve(data, "Director", (), BEFORE, QUIET)
    assert read_embargo(data) is None
    (data / "embargoed").mkdir(exist_ok=True)
    (data / "embargoed" / "state.toml.part123").write_text("half of", encoding="utf-8")
    approve(data, "Director", (), BEFORE, QUIET)
    assert len(list((data / "embargoed").glob("backup-*"))) == 1
    assert publish_due(data, HOUR) is not None


def test_a_publication_that_died_while_it_was_restored_is_finished_by_the_same_command(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = embargoed(data)

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for step in ("_put_back", "sync_folders"):
        with monkeypatch.context() as patched:
            patched.setattr(restore_module, step, die)
            with pytest.raises(KeyboardInterrupt):
                publish_due(data, HOUR)
    assert publish_due(data, HOUR) is not None
    assert build_of(served_database(data)) == waits
    refuse_half_restored(data)


def test_a_full_disk_delays_a_publication_and_does_not_make_it_fail(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = embargoed(data)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(restore_module, "_put_back", full)
        with raises("restore_unwritable"):
            publish_due(data, HOUR)
    told = read_embargo(data)
    assert told is not None
    assert told.state is EmbargoState.EMBARGOED
    assert publish_due(data, HOUR) is not None
    assert build_of(served_database(data)) == waits


def test_where_another_backup_is_half_restored_nothing_is_published(data: Path) -> None:
    embargoed(data)
    (data / restore_module.MARK).write_text("/elsewhere/backup\n", encoding="utf-8")
    with raises("restore_unfinished", backup="/elsewhere/backup"):
        publish_due(data, HOUR)


def test_an_approval_that_died_within_its_release_is_finished_too(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for name in ("_of_audit", "_of_imports", "_of_quality", "_of_texts", "_of_headline", "_of_sources", "_of_context"):
        monkeypatch.setattr(checklist_module, name, lambda *_: ())
    build(prepare(data), 61.0)

    written = commit_module.write_edition

    def die(known: Released, change: EditionChange) -> None:
        written(known, change)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(commit_module, "write_edition", die)
        with pytest.raises(KeyboardInterrupt):
            approve(data, "Director", ("no_next_date",), BEFORE, QUIET)
    approve(data, "Director", ("no_next_date",), BEFORE, QUIET)
    assert publish_due(data, HOUR) is not None


def test_what_is_served_already_is_not_approved_once_more(data: Path) -> None:
    embargoed(data)
    publish_due(data, HOUR)
    prepare(data)
    with raises("edition_released_already", edition="2026", version=1):
        approve(data, "Director", (), BEFORE, QUIET)


def test_what_died_while_it_was_removed_after_its_publication_is_removed(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    embargoed(data)

    def die(_: Path) -> None:
        (path,) = (data / "embargoed").glob("backup-*")
        shutil.rmtree(path)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(embargo, "_remove_approved", die)
        with pytest.raises(KeyboardInterrupt):
            publish_due(data, HOUR)
    assert publish_due(data, HOUR) == served_database(data)
    assert not (data / "embargoed").exists()


def test_without_a_confirmed_date_in_the_future_nothing_is_approved(data: Path) -> None:
    with raises("nothing_waits"):
        approve(data, "Director", (), BEFORE, QUIET)
    build(prepare(data), 61.0)
    with raises("embargo_past"):
        approve(data, "Director", (), HOUR, QUIET)
    (data / "calendar.toml").write_text('[[entries]]\nedition = "2026"\nplanned = "2030-12"\n', encoding="utf-8")
    with raises("embargo_without_date", edition="2026", version=1):
        approve(data, "Director", (), BEFORE, QUIET)


def test_what_is_dropped_leaves_nothing(data: Path) -> None:
    embargoed(data)
    drop(data)
    assert read_embargo(data) is None
    assert publish_due(data, HOUR) is None


def test_the_checklist_stands_before_the_approval(tmp_path: Path) -> None:
    add_wave(tmp_path)
    build(tmp_path)
    (tmp_path / "calendar.toml").write_text(CONFIRMED, encoding="utf-8")
    build(prepare(tmp_path), 61.0)
    assert embargo.refuse_unready is checklist_module.refuse_unready
    with raises("release_audit_missing"):
        approve(tmp_path, "Director", (), BEFORE, QUIET)
