"""`etl send` puts what is served into a store: files first, then one announcement; whoever was overtaken is refused."""

import os
from datetime import timedelta
from pathlib import Path

import obstore
import pytest

from contract.archive import WAITING
from contract.errors import UserError
from contract.pointer import served_database
from etl.__main__ import main
from etl.operate.embargo import EMBARGOED, STATE
from etl.operate.send import Sending, send
from etl.publish.build_id import CALENDAR
from tests.pages.server.released import released
from tests.standins.sending import NOON, sent, serve
from tests.standins.stores import TestStore

HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path):
    return TestStore(str(tmp_path / "store"), {})


@pytest.fixture
def data(tmp_path):
    serve(tmp_path / "data", "one")
    return tmp_path / "data"


def refusal(data, store, how=None, now=NOON):
    """Return the code of the error with which sending is refused; nothing is announced then."""
    before = store.names()
    with pytest.raises(UserError) as refused:
        send(data, store.text, how or Sending(), now)
    assert store.names() == before
    return refused.value.code


def test_the_command_sends_what_is_served_and_says_so(data, store, capsys):
    assert main(["--data", str(data), "send", store.text]) == 0
    assert "Sent: announcement 1: build one, edition 2026-1" in capsys.readouterr().out
    assert main(["--data", str(data), "send", store.text]) == 0
    assert "Sent before, and in force: announcement 1" in capsys.readouterr().out
    assert [name.partition("/")[0] for name in store.names()] == ["announcements", "objects"]


def test_the_store_of_the_setting_is_taken(data, store, monkeypatch):
    monkeypatch.setenv("LAGESBILD_STORE", store.text)
    assert main(["--data", str(data), "send"]) == 0
    assert store.names()


def test_a_command_that_cannot_be_done_ends_in_words(data, capsys, monkeypatch):
    monkeypatch.delenv("LAGESBILD_STORE", raising=False)
    assert main(["--data", str(data), "send"]) == 2
    assert "neither a folder nor an address of S3" in capsys.readouterr().err.replace("\n", " ")
    assert main(["--data", str(data), "send", "ftp://x"]) == 2


def test_the_hour_is_that_of_finland_and_is_told(data, store, capsys):
    assert main(["--data", str(data), "send", store.text, "--at", "2099-12-08T08:00:00"]) == 0
    assert "from 2099-12-08T08:00:00+02:00 on" in capsys.readouterr().out


def test_the_archive_goes_along_and_what_is_the_same_goes_once(tmp_path, store):
    data = released(serve(tmp_path / "released", "old").parent)
    told = sent(data, store.text)
    names = [file.name for file in told.files]
    assert names[0] == served_database(data).name
    assert "archive/2026-1/manifest.toml" in names
    assert len(names) == 5
    assert len([name for name in store.names() if name.startswith("objects")]) == 4  # version 2 is what is served


def test_files_go_before_the_announcement(data, store, monkeypatch):
    put, order = obstore.put, []

    def noted(opened, name, *content, **how):
        order.append(name.partition("/")[0])
        return put(opened, name, *content, **how)

    monkeypatch.setattr(obstore, "put", noted)
    sent(data, store.text)
    assert order == ["objects", "announcements"]


def test_what_a_sender_that_died_had_put_by_half_is_removed_and_what_another_one_is_putting_is_not(data, store):
    sent(data, store.text)
    dead, busy, foreign = (Path(store.text) / "objects" / name for name in (f"{'a' * 64}#1", f"{'b' * 64}#1", "read#1"))
    for path in (dead, busy, foreign):
        path.write_bytes(b"half")
    for path in (dead, foreign):
        os.utime(path, (0, 0))
    sent(data, store.text)
    assert [path.exists() for path in (dead, busy, foreign)] == [False, True, True]


def test_a_past_hour_is_refused(data, store):
    assert refusal(data, store, Sending(at=NOON)) == "send_hour_past"


def test_what_is_not_whole_is_refused(data, store):
    path = served_database(data)
    path.write_bytes(path.read_bytes()[:5000])
    assert refusal(data, store) == "database_not_whole"


def test_without_a_picture_there_is_nothing_to_send(tmp_path, store):
    assert refusal(tmp_path, store) == "nothing_published"


def test_something_that_waits_is_not_pushed_aside_unnoticed(data, store):
    sent(data, store.text, at=NOON + HOUR)
    serve(data, "two", 1)
    assert refusal(data, store) == "store_waits"
    assert sent(data, store.text, instead=True).instead_of == 1


def test_an_older_build_is_sent_only_on_purpose(data, store):
    serve(data, "two", 1)
    sent(data, store.text)
    serve(data, "one", 0)
    assert refusal(data, store) == "send_older"
    assert sent(data, store.text, back=True).goes_back


# --- an edition that waits ---


@pytest.fixture
def waiting(data):
    """An approved edition in the waiting folder of a data folder."""
    serve(data / WAITING, "two", 1, "UPDATE build SET edition = '2027', status = 'published'")
    date(data, "2026-12-08T08:00:00")
    approve(data, "two")
    return data / WAITING


def approve(data, build, state="embargoed"):
    (data / EMBARGOED).mkdir(exist_ok=True)
    told = f'state = "{state}"\nedition = "2027"\nversion = 1\napproved_by = "Director"\n'
    (data / EMBARGOED / STATE).write_text(f'{told}backup = "backup-20261201T120000Z-{build}"\n', encoding="utf-8")


def date(data, due):
    (data / CALENDAR).write_text(f'[[entries]]\nedition = "2027"\ndue = {due}\n', encoding="utf-8")


def test_an_edition_that_waits_has_the_hour_of_the_calendar_of_now(waiting, data, store):
    assert sent(waiting, store.text).visible_from.isoformat() == "2026-12-08T06:00:00+00:00"
    date(data, "2026-12-09T08:00:00")
    moved = sent(waiting, store.text, now=NOON + HOUR, instead=True)
    assert moved.visible_from.isoformat() == "2026-12-09T06:00:00+00:00"
    assert moved.instead_of == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: (data / CALENDAR).unlink(),
        lambda data: date(data, "2026-11-03T08:00:00"),
        lambda data: (data / EMBARGOED / STATE).unlink(),  # released there, but not approved
        lambda data: approve(data, "one"),  # something else was built since
        lambda data: approve(data, "two", "failed"),
    ],
)
def test_an_edition_that_waits_is_not_sent_without_its_hour(waiting, data, store, spoil):
    spoil(data)
    assert refusal(waiting, store) in {"send_without_hour", "send_hour_past"}


def test_the_hour_of_an_edition_that_waits_is_not_given_by_hand(waiting, store):
    assert refusal(waiting, store, Sending(at=NOON + HOUR)) == "send_without_hour"


def test_once_it_is_published_sending_it_again_changes_nothing(waiting, data, store):
    first = sent(waiting, store.text)
    serve(data, "two", 1, "UPDATE build SET edition = '2027', status = 'published'")
    served_database(data).write_bytes(served_database(waiting).read_bytes())
    assert sent(data, store.text, now=NOON + timedelta(days=30)) == first
