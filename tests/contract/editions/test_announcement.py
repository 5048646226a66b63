"""Announcements are read only where they are whole and lead nowhere but to the files that servers read."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contract.archive import sealed
from contract.editions.announcement import (
    announcement_numbers,
    in_force,
    read_announcement,
    store_url,
    without_tls,
)
from contract.errors import UserError

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WHOLE = f"""format = 1
number = 7
sent = 2026-12-01T12:00:00Z
visible_from = 2026-12-01T14:00:00+02:00
build = "abc"
edition = "2026"
version = 1
status = "draft"
built_at = 2026-12-01T11:00:00Z
schema = 7
goes_back = false
instead_of = 0
files = [
  {{ name = "situation-abc.duckdb", sha256 = "{"0" * 64}", size = 5 }},
  {{ name = "archive/2025-1/manifest.toml", sha256 = "{"1" * 64}", size = 6 }},
  {{ name = "archive/2025-1/situation-def.duckdb", sha256 = "{"2" * 64}", size = 7 }},
  {{ name = "converted/2025-1-schema7/situation-def.duckdb", sha256 = "{"3" * 64}", size = 7 }},
]
"""


def read(text, number=7):
    return read_announcement(number, sealed(text.encode()))


def test_a_whole_one_is_read():
    found = read(WHOLE)
    assert (found.build, found.visible_from, found.database.size) == ("abc", NOON, 5)
    assert [file.object for file in found.files[:2]] == [f"objects/{'0' * 64}", f"objects/{'1' * 64}"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("number = 7", "number = 8"),
        ('build = "abc"', 'build = "def"'),
        ("situation-abc.duckdb", "../situation-abc.duckdb"),
        ("situation-abc.duckdb", "CURRENT"),
        ("archive/2025-1/manifest.toml", "archive/2025-1/../../x/manifest.toml"),
        ("archive/2025-1/manifest.toml", "/archive/2025-1/manifest.toml"),
        ("archive/2025-1/manifest.toml", "archive//2025-1/manifest.toml"),
        ("archive/2025-1/manifest.toml", "archive/2025-1/situation-def.duckdb"),
        ("archive/2025-1/manifest.toml", "sources/2025-1/manifest.toml"),
        ("archive/2025-1/manifest.toml", "archive/2025-1/evil.py"),
        ("converted/2025-1-schema7", "converted/2025-1"),
        ("0" * 64, "0" * 63),
        ("0" * 64, "../" + "0" * 61),
        ("size = 5", "size = -5"),
        ("size = 5", 'size = "five"'),
        ("version = 1", ""),
        ("12:00:00Z", "12:00:00"),  # without a zone
        ("files = [", "file = ["),
        ("format = 1", 'format = "x"'),
        ("format = 1", "format = "),
    ],
)
def test_what_leads_elsewhere_or_says_too_little_is_refused(old, new):
    assert old in WHOLE
    with pytest.raises(UserError) as refused:
        read(WHOLE.replace(old, new, 1))
    assert refused.value.code == "announcement_damaged"


def test_without_files_nothing_can_be_served():
    with pytest.raises(UserError):
        read(re.sub(r"files = \[.*\]", "files = []", WHOLE, flags=re.DOTALL))


def test_one_changed_letter_is_seen():
    content = sealed(WHOLE.encode()).replace(b"14:00", b"13:00")
    with pytest.raises(UserError):
        read_announcement(7, content)


def test_a_later_format_is_told_as_such():
    with pytest.raises(UserError) as refused:
        read(WHOLE.replace("format = 1", "format = 2"))
    assert refused.value.code == "announcement_newer"


def test_only_names_of_announcements_count_newest_first():
    names = ["announcements/00000002.toml", "announcements/00000010.toml", "announcements/3.toml", "objects/x"]
    assert announcement_numbers([*names, "announcements/x/00000011.toml"]) == [10, 2]


# --- which one is in force ---


def chain(*told):
    """Announcements 1, 2 …, each with the hour from which it is seen and which one it cancels."""
    whole = read(WHOLE)
    return {
        number: replace(whole, number=number, visible_from=NOON + hour * HOUR, instead_of=instead)
        for number, (hour, instead) in enumerate(told, 1)
    }


@pytest.mark.parametrize(
    ("told", "served", "waiting"),
    [
        ([], None, None),
        ([(0, 0)], 1, None),
        ([(0, 0), (-1, 0)], 2, None),  # the number counts, not the hour
        ([(0, 0), (1, 0)], 1, 2),
        ([(1, 0)], None, 1),
        ([(0, 0), (1, 0), (2, 2)], 1, 3),
        ([(0, 0), (-1, 0), (2, 2)], 1, 3),  # a cancelled one stays cancelled when its hour has come
        ([(0, 0), (1, 0), (2, 2), (0, 3)], 4, None),
        ([(0, 0), (1, 0), (2, 2), (3, 3)], 1, 4),
    ],
)
def test_the_newest_whose_hour_has_come_is_served_and_the_newest_waits(told, served, waiting):
    all_ = chain(*told)
    found = in_force(sorted(all_, reverse=True), all_.__getitem__, NOON)
    assert tuple(one.number if one else None for one in found) == (served, waiting)


def test_no_more_are_read_than_are_needed_and_none_that_is_cancelled():
    all_, asked = chain((0, 0), (0, 0), (1, 0), (2, 3)), []
    in_force([4, 3, 2, 1], lambda number: asked.append(number) or all_[number], NOON)
    assert asked == [4, 2]


# --- addresses ---


def test_a_store_is_a_folder_or_a_bucket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert store_url("some where") == f"{tmp_path.as_uri()}/some%20where"
    assert store_url("s3://editions.example/a/b") == "s3://editions.example/a/b"


@pytest.mark.parametrize(
    "text", ["", " ", "s3://", "s3://ab", "http://x.example/y", "s3://a b/c", "s3://bucket/../x?y", "file:///etc"]
)
def test_anything_else_is_refused_in_words(text):
    with pytest.raises(UserError) as refused:
        store_url(text)
    assert "s3://bucket/folder" in str(refused.value)


@pytest.mark.parametrize(("value", "allowed"), [("true", True), ("TRUE ", True), ("", False), ("1", False)])
def test_a_store_without_tls_must_be_allowed(value, allowed):
    assert without_tls({"AWS_ALLOW_HTTP": value}) is allowed
    assert without_tls({}) is False
