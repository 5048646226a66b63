"""A backup is whole or not there; after a restore the ledger is proven, and builds and releases go on."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from itertools import product
from pathlib import Path

import msgspec
import pytest
import tomli_w
from rich.console import Console

from contract.pointer import build_of, served_database
from etl.__main__ import main
from etl.config.card import read_cards
from etl.config.toml import read_toml
from etl.edition.release import release
from etl.operate.backup import back_up
from etl.operate.contents import BACKUP, Backup, SavedFile, read_backup
from etl.operate.restore import restore
from etl.operate.state import read_state
from etl.publish.editions import read_released
from etl.publish.served.record import read_record
from etl.publish.served.revisions import today
from tests.errors import raises
from tests.etl.operate.folder import add_wave, build, with_edition
from tests.etl.read.helpers import LIMIT

QUIET = Console(quiet=True)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an edition."""
    folder = tmp_path / "data"
    with_edition(folder)
    return folder


def released(data: Path) -> None:
    release(data, read_cards(data / "sources", LIMIT), QUIET)


def everything(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_after_the_loss_of_the_folder_the_same_build_ledger_and_releases_go_on(data: Path, tmp_path: Path) -> None:
    before = (build_of(served_database(data)), read_released(data / "editions").history)
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    shutil.rmtree(data)
    assert main(["--data", str(data), "restore", str(backup)]) == 0
    assert (build_of(served_database(data)), read_released(data / "editions").history.equals(before[1])) == (
        before[0],
        True,
    )
    assert main(["--data", str(data), "status"]) == 0
    assert build_of(build(data)) == before[0]
    add_wave(data, "2024")
    build(data)
    released(data)
    assert read_released(data / "editions").version("2026") == 2


def test_a_backup_holds_what_cannot_be_made_again_and_without_asking_no_rows_of_sources(
    data: Path, tmp_path: Path
) -> None:
    with_cards = everything(back_up(data, tmp_path / "kept", with_sources=False))
    assert "sources/survey/2026/card.toml" in with_cards
    assert "sources/survey/2026/x.csv" not in with_cards
    own = everything(data)
    kept = {name: sha256 for name, sha256 in own.items() if name.startswith(("editions/", "served/", "CURRENT"))}
    assert kept.items() <= with_cards.items()
    assert served_database(data).name in with_cards


def test_a_backup_holds_contributions_and_puts_them_back(data: Path, tmp_path: Path) -> None:
    told = data / "actions" / "MK01" / "2026" / "register.csv"
    told.parent.mkdir(parents=True)
    told.write_text("id,kind,name_sv\nmk01-a,measure,A\n", encoding="utf-8")
    build(data)
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    shutil.rmtree(data / "actions")
    restore(data, backup)
    assert told.read_text(encoding="utf-8").endswith("mk01-a,measure,A\n")


def test_a_backup_can_be_read_by_its_owner_alone(data: Path, tmp_path: Path) -> None:
    assert back_up(data, tmp_path / "kept", with_sources=False).stat().st_mode & 0o077 == 0


def test_a_data_folder_that_is_not_whole_is_not_backed_up_as_if_it_were(data: Path, tmp_path: Path) -> None:
    next((data / "editions").glob("ledger-*")).unlink()
    with raises("ledger_missing"):
        back_up(data, tmp_path / "kept", with_sources=False)
    assert not list((tmp_path).glob("kept/*"))


def test_a_backup_inside_the_folder_it_is_for_is_refused(data: Path) -> None:
    with raises("backup_inside_data"):
        back_up(data, data / "backups", with_sources=False)


KILLED = """
import os, signal, sys
from pathlib import Path
import etl.operate.backup, etl.operate.contents, etl.operate.restore
at, calls, real = int(sys.argv[4]), [], os.replace
def replace(*names):
    calls.append(names)
    if len(calls) == at:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*names)
os.replace = replace
if sys.argv[1] == "backup":
    etl.operate.backup.back_up(Path(sys.argv[2]), Path(sys.argv[3]), with_sources=True)
else:
    etl.operate.restore.restore(Path(sys.argv[2]), Path(sys.argv[3]))
"""


def killed(command: str, data: Path, other: Path, at: int) -> int:
    done = subprocess.run([sys.executable, "-c", KILLED, command, data, other, str(at)], check=False)
    return done.returncode


@pytest.mark.parametrize("at", [1, 6])
def test_a_backup_that_is_killed_leaves_no_backup_and_the_next_one_sweeps_what_it_left(
    data: Path, tmp_path: Path, at: int
) -> None:
    kept = tmp_path / "kept"
    assert killed("backup", data, kept, at) < 0
    assert not list(kept.glob(f"*[!0-9]/{BACKUP}"))
    made = back_up(data, kept, with_sources=False)
    assert list(kept.iterdir()) == [made]


@pytest.mark.parametrize("at", [2, 9])
def test_a_restore_that_is_killed_is_run_again_before_anything_else(
    data: Path, tmp_path: Path, at: int, capsys: pytest.CaptureFixture[str]
) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    before = everything(backup)
    shutil.rmtree(data)
    assert killed("restore", data, backup, at) < 0
    for command in ([], ["release"], ["publish", "x"], ["backup", str(tmp_path / "other")], ["fetch", "--list"]):
        assert main(["--data", str(data), *command]) == 2
        assert f"python -m etl restore {backup}." in capsys.readouterr().err
    assert "restore_unfinished" in {one.code for one in read_state(data, today()).problems}
    restore(data, backup)
    assert everything(data) == {name: sha256 for name, sha256 in before.items() if name != BACKUP}


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def by_a_link(path: Path) -> None:
    path.symlink_to(path.rename(path.with_name(".elsewhere")))


def grow(path: Path) -> None:
    os.truncate(path, 10**12)  # takes no room: whoever reads all of it never ends


HARMS = (Path.unlink, cut, flip, by_a_link, grow)
PATTERNS = ("editions/ledger-*", "served/respondents-*", "situation-*", BACKUP)


def test_a_damaged_backup_is_refused_and_nothing_is_changed(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    before = everything(data)
    for number, (harm, pattern) in enumerate(product(HARMS, PATTERNS)):
        harmed = tmp_path / str(number)
        shutil.copytree(backup, harmed)
        harm(next(harmed.glob(pattern)))
        with raises("backup_not_there" if harm is Path.unlink and pattern == BACKUP else "backup_damaged"):
            restore(data, harmed)
    assert everything(data) == before


OUTSIDE = ("../outside", "served/../../outside", "served/./x", "other/x", "x", "PREVIOUS", "RESTORING", "")


def test_a_backup_puts_nothing_where_it_does_not_belong(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    manifest = read_backup(backup)
    for outside in (backup / "x", backup / "served" / "x", backup.parent / "outside", tmp_path / "outside"):
        outside.write_bytes(b"x")
    before = everything(data)
    for name in (*OUTSIDE, str(tmp_path / "outside"), manifest.files[0].name):
        more = SavedFile(name=name, sha256=hashlib.sha256(b"x").hexdigest(), size=1)
        told = msgspec.structs.replace(manifest, files=(*manifest.files, more), files_count=manifest.files_count + 1)
        written = tomli_w.dumps(msgspec.to_builtins(told, builtin_types=(datetime,)))
        (backup / BACKUP).write_text(written, encoding="utf-8")
        with raises("backup_damaged"):
            restore(data, backup)
    assert everything(data) == before


def test_a_backup_of_a_newer_version_is_told_as_one(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    text = (backup / BACKUP).read_text(encoding="utf-8")
    (backup / BACKUP).write_text('told_by_the_new = "x"\n' + text.replace("format = 1", "format = 2"), encoding="utf-8")
    with raises("backup_newer", number=2, reads=1):
        restore(data, backup)


def test_a_clock_that_stands_still_or_goes_back_makes_no_backup_twice(data: Path, tmp_path: Path) -> None:
    made = {back_up(data, tmp_path / "kept", with_sources=False) for _ in range(3)}
    assert len(made) == 3


def test_what_is_put_back_or_built_anew_can_be_read_by_its_owner_alone(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    assert [(data / name).stat().st_mode & 0o077 for name in ("editions", "served")] == [0, 0]
    shutil.rmtree(data)
    restore(data, backup)
    assert [(data / name).stat().st_mode & 0o077 for name in ("editions", "served", "sources")] == [0, 0, 0]


def newer_edition(data: Path) -> None:
    add_wave(data, "2024")
    build(data)
    released(data)


def newer_build(data: Path) -> None:
    add_wave(data, "2024")
    build(data)


def only_a_database_tells(data: Path) -> None:
    newer_edition(data)
    shutil.rmtree(data / "editions")
    shutil.rmtree(data / "served")


@pytest.mark.parametrize("newer", [newer_edition, newer_build, only_a_database_tells])
def test_what_is_newer_is_given_up_only_on_purpose(data: Path, tmp_path: Path, newer: Callable[[Path], None]) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    build_then = build_of(served_database(data))
    newer(data)
    before = everything(data)
    with raises("backup_older"):
        restore(data, backup)
    assert everything(data) == before
    restore(data, backup, forget_newer=True)
    assert build_of(served_database(data)) == build_then
    assert read_record(data / "served").waves


def test_a_damaged_ledger_is_mended_and_sources_that_differ_stay(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    flip(next((data / "editions").glob("ledger-*")))
    (data / "sources" / "survey" / "2026" / "x.csv").write_bytes(b"edited since")
    assert restore(data, backup) == (data / "sources" / "survey" / "2026" / "x.csv",)
    assert read_released(data / "editions").history.height > 0


def test_a_folder_of_backups_is_not_one(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=False)
    with raises("backup_not_there", backups=[backup.name]):
        restore(data, tmp_path / "kept")


def test_the_manifest_names_every_file_with_its_size_and_hash(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "kept", with_sources=True)
    told = read_backup(backup)
    assert told == read_toml(backup / BACKUP, Backup)
    assert {file.name: file.sha256 for file in told.files} | {BACKUP: everything(backup)[BACKUP]} == everything(backup)
