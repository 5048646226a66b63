"""Which database answers: the published one or the last whole one, as it stands on the disk; shared by all readers."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from contract.pointer import NoDatabaseError, move_pointer
from contract.schema import SCHEMA_NUMBER
from pages.server import databases
from pages.server.databases import DATABASES, Published, choices_of, connection, published
from pages.server.old_editions import answering
from picture.query.database import open_database
from tests.picture.small import small_database


@cache
def whole() -> bytes:
    """A whole database, made once: filling one row by row takes a second."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.duckdb"
        with small_database(path):
            pass
        return path.read_bytes()


def made(path, *changes):
    """Make a whole database, then change it."""
    path.write_bytes(whole())
    for change in changes:
        with duckdb.connect(str(path)) as con:
            con.execute(change)
    return path


def numbered(number):
    return f"UPDATE build SET schema = {number}"


@pytest.fixture
def one(tmp_path):
    return made(tmp_path / "situation-one.duckdb")


@pytest.fixture
def folder(one):
    """A data folder with a published database "two" and the one before it, "one"."""
    two = made(one.with_name("situation-two.duckdb"))
    move_pointer(one)
    move_pointer(two, one)
    return one.parent


# --- shared by all readers ---


def test_a_reader_goes_on_while_newer_pictures_push_the_database_out_of_the_cache(tmp_path):
    paths = [made(tmp_path / f"situation-{number}.duckdb") for number in range(DATABASES + 2)]
    with connection(paths[0]).cursor() as reading:
        asked = reading.execute("SELECT indicator, value FROM estimate ORDER BY ALL")
        for newer in paths[1:]:
            assert choices_of(newer, "fi").indicators
        assert connection(paths[0]).con is not reading
        assert len(asked.fetchall()) > 10
        assert reading.execute("SELECT count(*) FROM estimate").fetchone()


def test_readers_who_come_at_once_open_a_database_once(folder, monkeypatch):
    opened, together = [], threading.Barrier(8)

    def counted(path):
        opened.append(path)
        return open_database(path)

    def read(_):
        together.wait()
        return published(folder).build

    monkeypatch.setattr(databases, "open_database", counted)
    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(read, range(8))) == {"two"}
    assert len(opened) == 1


# --- what is damaged ---


def changed(*changes):
    def write_over(path):
        """Put another database into the same file, as a copying program does."""
        other = made(path.with_name("other"), *changes)
        path.write_bytes(other.read_bytes())
        other.unlink()

    return write_over


def without(change):
    older = ("CREATE TABLE older AS SELECT * FROM estimate", "DROP TABLE estimate")
    return changed(*older, "ALTER TABLE older RENAME TO estimate", change)


def overwritten(path):
    path.write_bytes(b"hello world" * 1000)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path):
    """Change a byte in the first block of every kind, but not in the head of the file."""
    content = bytearray(path.read_bytes())
    for at in range(20_000, len(content), 50_000):
        content[at] ^= 1
    path.write_bytes(content)


SPOILT = {
    "overwritten": overwritten,
    "cut": cut,
    "flipped": flipped,
    "gone": os.unlink,
    "emptied build": changed("DELETE FROM build"),
    "emptied estimate": changed("DELETE FROM estimate"),
    "emptied revision": changed("DELETE FROM revision"),
    "without a table": without("DROP TABLE comparison"),
    "without obs_status": without("ALTER TABLE estimate DROP COLUMN obs_status"),
    "without conf_status": without("ALTER TABLE estimate DROP COLUMN conf_status"),
    "of an older schema": changed(numbered(SCHEMA_NUMBER - 1)),
    "of a newer schema": changed(numbered(SCHEMA_NUMBER + 1)),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_the_one_before_stands_in_until_the_build_has_mended_the_file_under_the_same_name(folder, spoil):
    """The reviewers' case: the server is running all the time, and has read the database that is damaged."""
    one, two = folder / "situation-one.duckdb", folder / "situation-two.duckdb"
    assert published(folder) == Published(two, "two", instead=False)
    reading = connection(two).cursor()
    spoil(two)
    assert published(folder) == Published(one, "one", instead=True)
    assert answering(folder, "two") == one
    made(folder / "mended").replace(two)
    assert published(folder) == Published(two, "two", instead=False)
    assert choices_of(two, "sv").indicators
    with connection(two).cursor() as con:
        assert con.execute("SELECT count(*) FROM estimate").fetchall()[0][0] > 10
    reading.close()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\0", b".\n", b"x" * 100_000, b"situation-gone.duckdb\n", None])
def test_with_a_damaged_pointer_the_one_before_stands_in(folder, content):
    (folder / "CURRENT").unlink()
    if content is not None:
        (folder / "CURRENT").write_bytes(content)
    assert published(folder) == Published(folder / "situation-one.duckdb", "one", instead=True)


def test_where_the_one_before_is_damaged_too_any_other_whole_one_stands_in(folder):
    other = made(folder / "situation-other.duckdb")
    for name in ("one", "two"):
        overwritten(folder / f"situation-{name}.duckdb")
    assert published(folder) == Published(other, "other", instead=True)


def test_where_nothing_can_be_read_the_published_one_is_explained(folder):
    for name in ("one", "two"):
        overwritten(folder / f"situation-{name}.duckdb")
    for _ in range(2):
        with pytest.raises(NoDatabaseError, match=r"situation-two\.duckdb cannot be read"):
            published(folder)
    with pytest.raises(NoDatabaseError, match=r"situation-two\.duckdb cannot be read"):
        choices_of(folder / "situation-two.duckdb", "sv")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, r"another version .*, an older one: its schema is number 0, .* reads number \d+\. Build the picture"),
        (99, r"another version .*, a newer one: its schema is number 99, .* reads number \d+\. Restart the server"),
    ],
)
def test_a_database_of_another_version_is_told_with_both_numbers_and_what_to_do(tmp_path, number, told):
    path = made(tmp_path / "situation-one.duckdb", numbered(number))
    move_pointer(path)
    with pytest.raises(NoDatabaseError, match=told):
        published(tmp_path)


def test_a_database_from_before_there_were_numbers_is_of_an_older_version(tmp_path):
    path = tmp_path / "situation-one.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("CREATE TABLE build (id VARCHAR)")
    with pytest.raises(NoDatabaseError, match="its schema is number 0"):
        choices_of(path, "fi")


# --- what it costs ---


def test_what_cannot_be_read_is_not_tried_again_at_every_rerun(folder, monkeypatch):
    overwritten(folder / "situation-two.duckdb")
    tried = []

    def counted(path):
        tried.append(path.name)
        return open_database(path)

    monkeypatch.setattr(databases, "open_database", counted)
    monkeypatch.setattr(databases, "monotonic", lambda: 1000.0)
    for _ in range(20):
        assert published(folder).instead
    assert tried == ["situation-two.duckdb", "situation-one.duckdb"]
    monkeypatch.setattr(databases, "monotonic", lambda: 1010.0)  # it may have failed for want of memory
    assert published(folder).instead
    assert tried == ["situation-two.duckdb", "situation-one.duckdb", "situation-two.duckdb"]


def test_the_operator_is_told_once(folder, caplog):
    databases._log_once.cache_clear()
    overwritten(folder / "situation-two.duckdb")
    for _ in range(5):
        published(folder)
    first, second = (record.getMessage() for record in caplog.records)
    assert first.startswith("situation-two.duckdb: IO Error")
    assert second.startswith("situation-one.duckdb is served instead. The file situation-two.duckdb cannot be read.")


def test_a_build_that_is_kept_answers_for_itself(folder):
    assert answering(folder, "one") == folder / "situation-one.duckdb"
    assert answering(folder, "gone") == folder / "situation-two.duckdb"
    assert answering(folder, "../x") == folder / "situation-two.duckdb"


def test_a_question_reaches_no_other_file(one):
    with connection(one).cursor() as con, pytest.raises(duckdb.PermissionException):
        con.execute(f"SELECT * FROM read_csv('{__file__}')")
