"""What a store announces is served at its moment, and nothing else ever is: a folder, and a real S3 server."""

import logging
from datetime import timedelta

import obstore
import pytest

from contract.editions.announcement import announcement_name, read_announcement
from contract.errors import UserError
from contract.pointer import PREVIOUS, served_database
from contract.schema import SCHEMA_NUMBER
from pages.server.receive.place import RECEIVED, RECEIVING
from pages.server.receive.receiver import Receiver
from pages.server.receive.store import Store
from tests.standins.sending import NOON, sent, serve

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


class Replica:
    """A receiver with a clock of its own, and the data folder that it fills."""

    def __init__(self, folder, store, now=NOON):
        self.data = folder
        self.now = now
        self.data.mkdir(exist_ok=True)
        self.text = store.text
        self.start()

    def start(self):
        """Begin anew, as after a crash: what was only in memory is gone."""
        self.receiver = Receiver(self.data, Store(self.text), 5, lambda: self.now)

    def step(self, later=timedelta(0)):
        self.now += later
        self.pause = self.receiver.step()
        return self.served

    @property
    def served(self):
        return served_database(self.data).name if (self.data / "CURRENT").exists() else None


@pytest.fixture
def source(tmp_path):
    return tmp_path / "source"


@pytest.fixture
def replica(tmp_path, store):
    return Replica(tmp_path / "replica", store)


@pytest.fixture
def problems(caplog):
    """Return what the receiver said goes wrong."""
    caplog.set_level(logging.INFO)
    return lambda: [one.fields["problem"] for one in caplog.records if one.message == "not_received"]


def test_what_was_sent_is_served_by_every_replica_byte_for_byte(source, store, tmp_path):
    path = serve(source, "one")
    sent(source, store.text)
    replicas = [Replica(tmp_path / name, store) for name in ("a", "b")]
    assert [one.step() for one in replicas] == [path.name] * 2
    assert all((one.data / path.name).read_bytes() == path.read_bytes() for one in replicas)
    assert list((replicas[0].data / RECEIVING).iterdir()) == []


def test_the_next_build_is_served_and_the_one_before_is_kept_alone(source, store, replica):
    for number, build in enumerate(("one", "two", "three")):
        serve(source, build, number)
        sent(source, store.text, now=NOON + number * HOUR)
        replica.step(HOUR)
    assert replica.served == "situation-three.duckdb"
    assert (replica.data / PREVIOUS).read_text(encoding="utf-8") == "situation-two.duckdb\n"
    assert {path.name for path in replica.data.glob("*.duckdb")} == {"situation-three.duckdb", "situation-two.duckdb"}


def test_what_waits_for_its_hour_is_fetched_and_appears_at_that_very_moment(source, store, replica):
    serve(source, "one")
    sent(source, store.text)
    replica.step()
    waits = serve(source, "two", 1)
    sent(source, store.text, at=NOON + 2 * HOUR, now=NOON + HOUR)
    assert replica.step(HOUR) == "situation-one.duckdb"
    assert not (replica.data / waits.name).exists()
    assert (replica.data / RECEIVING).stat().st_mode & 0o777 == 0o700
    assert len(list((replica.data / RECEIVING).iterdir())) == 1
    assert replica.step(HOUR - 11 * SECOND) == "situation-one.duckdb"
    assert replica.pause == pytest.approx(1)  # a last look, so that a moved hour is known
    replica.step(SECOND)
    assert replica.step(9 * SECOND) == "situation-one.duckdb"
    assert replica.pause == pytest.approx(1)
    assert replica.step(SECOND) == "situation-two.duckdb"


def test_a_replica_that_starts_while_an_edition_waits_serves_the_one_before(source, store, replica):
    serve(source, "one")
    sent(source, store.text)
    serve(source, "two", 1)
    sent(source, store.text, at=NOON + 3 * HOUR, now=NOON + HOUR)
    assert replica.step(2 * HOUR) == "situation-one.duckdb"
    replica.start()
    replica.step()
    assert replica.step(HOUR) == "situation-two.duckdb"


def test_a_cancelled_edition_never_appears_even_where_its_hour_comes_before_the_new_one(source, store, replica):
    serve(source, "one")
    sent(source, store.text)
    serve(source, "two", 1)
    sent(source, store.text, at=NOON + 2 * HOUR, now=NOON + HOUR)
    replica.step(HOUR)
    with pytest.raises(UserError) as refused:
        sent(source, store.text, at=NOON + 5 * HOUR, now=NOON + HOUR)
    assert refused.value.code == "store_waits"
    sent(source, store.text, at=NOON + 5 * HOUR, now=NOON + HOUR, instead=True)
    replica.step()
    assert replica.step(2 * HOUR) == "situation-one.duckdb"
    replica.start()
    assert replica.step() == "situation-one.duckdb"
    replica.step(2 * HOUR - 10 * SECOND)
    assert replica.step(10 * SECOND) == "situation-two.duckdb"


def test_while_the_store_is_silent_what_is_served_goes_on_and_an_hour_is_not_kept_blindly(
    source, store, replica, monkeypatch, problems
):
    serve(source, "one")
    sent(source, store.text)
    serve(source, "two", 1)
    sent(source, store.text, at=NOON + 2 * HOUR, now=NOON + HOUR)
    replica.step(HOUR)

    def silent(*_):
        raise UserError("store_unreachable", path="announcements", reason="no route")

    with monkeypatch.context() as cut:
        cut.setattr(Store, "numbers", silent)
        pauses = []
        for _ in range(12):
            replica.step(10 * SECOND)
            pauses.append(replica.pause)
        assert pauses == sorted(pauses)
        assert pauses[-1] == 300
        assert replica.step(HOUR) == "situation-one.duckdb"
        assert replica.pause <= 5  # the hour has passed: nothing is waited for but the store
    assert len(problems()) == 1  # told once, not every few seconds
    replica.step()
    assert replica.step() == "situation-two.duckdb"


def test_an_hour_is_kept_though_the_store_falls_silent_just_before_it(source, store, replica, monkeypatch):
    serve(source, "one")
    sent(source, store.text, at=NOON + HOUR)
    replica.step(HOUR - 10 * SECOND)

    def silent(*_):
        raise UserError("store_unreachable", path="announcements", reason="no route")

    monkeypatch.setattr(Store, "numbers", silent)
    replica.step(5 * SECOND)
    assert replica.step(5 * SECOND) == "situation-one.duckdb"


HARMS = {
    "half an object": lambda content: content[:1000],
    "one bit": lambda content: content[:-1] + bytes([content[-1] ^ 1]),
    "nothing in it": lambda _: b"",
    "gone": None,
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_file_that_is_not_what_was_sent_is_never_served(source, store, replica, problems, harm):
    serve(source, "one")
    sent(source, store.text)
    replica.step()
    path = serve(source, "two", 1)
    name = sent(source, store.text, now=NOON + HOUR).database.object
    if HARMS[harm] is None:
        obstore.delete(store.opened(), name)
    else:
        obstore.put(store.opened(), name, HARMS[harm](path.read_bytes()))
    assert replica.step(HOUR) == "situation-one.duckdb"
    assert ("does not have this file" if harm == "gone" else "is not what was sent") in problems()[0]
    assert list(replica.data.glob("**/*.part*")) == []
    sent(source, store.text, now=NOON + HOUR, again=True)
    assert replica.step() == "situation-two.duckdb"


@pytest.mark.parametrize("number", [SCHEMA_NUMBER - 1, SCHEMA_NUMBER + 1])
def test_a_database_of_another_schema_is_not_served_and_not_even_fetched(source, store, replica, problems, number):
    serve(source, "one")
    sent(source, store.text)
    replica.step()
    serve(source, "two", 1, f"UPDATE build SET schema = {number}")
    sent(source, store.text, now=NOON + HOUR)
    assert replica.step(HOUR) == "situation-one.duckdb"
    assert f"number is {number}" in problems()[0] or f"is number {number}" in problems()[0]
    assert list((replica.data / RECEIVING).iterdir()) == []


def test_a_database_that_lies_about_its_build_is_not_served(source, store, replica, problems):
    serve(source, "one")
    sent(source, store.text)
    replica.step()
    serve(source, "two", 1, "UPDATE build SET id = 'other'")
    sent(source, store.text, now=NOON + HOUR)
    assert replica.step(HOUR) == "situation-one.duckdb"
    assert "is not what was announced" in problems()[0]


def test_a_database_that_has_lost_rows_is_not_served(source, store, replica, problems):
    serve(source, "one")
    sent(source, store.text)
    replica.step()
    path = serve(source, "two", 1)
    announced = sent(source, store.text, now=NOON + HOUR)
    replica.step(HOUR)
    assert replica.served == path.name
    assert announced.number == 2
    with pytest.raises(UserError) as refused:
        sent_lossy(source, store)
    assert refused.value.code == "database_not_whole"


def sent_lossy(source, store):
    serve(source, "three", 2, "DELETE FROM estimate")
    return sent(source, store.text, now=NOON + 2 * HOUR)


def test_an_announcement_of_old_played_back_under_the_next_number_is_refused(source, store, replica, problems):
    serve(source, "one")
    sent(source, store.text)
    serve(source, "two", 1)
    sent(source, store.text, now=NOON + HOUR)
    replica.step(HOUR)
    opened = store.opened()
    first = bytes(obstore.get(opened, announcement_name(1)).bytes())
    obstore.put(opened, announcement_name(3), first)
    assert replica.step() == "situation-two.duckdb"
    assert "announcement in the store is damaged" in problems()[0]


def test_the_store_as_it_was_before_changes_nothing(source, store, replica, problems):
    for number, build in enumerate(("one", "two")):
        serve(source, build, number)
        sent(source, store.text, now=NOON + number * HOUR)
        replica.step(HOUR)
    obstore.delete(store.opened(), announcement_name(2))
    assert replica.step() == "situation-two.duckdb"
    assert "the store went back" in problems()[0]
    serve(source, "three", 3)
    sent(source, store.text, now=NOON + 3 * HOUR)  # another one with the same number
    assert replica.step(3 * HOUR) == "situation-two.duckdb"
    (replica.data / RECEIVED).unlink()  # as the message says
    assert replica.step() == "situation-three.duckdb"


def test_a_new_store_is_taken_over_without_fetching_anything_again(source, store, replica, monkeypatch, problems):
    for number, build in enumerate(("one", "two")):
        serve(source, build, number)
        sent(source, store.text, now=NOON + number * HOUR)
        replica.step(HOUR)
    replica.text = f"{store.text}-new"
    sent(source, replica.text, now=NOON + HOUR)
    replica.start()
    assert replica.step() == "situation-two.duckdb"
    assert "the store went back" in problems()[0]
    (replica.data / RECEIVED).unlink()
    monkeypatch.setattr(Store, "fetch", None)
    assert replica.step() == "situation-two.duckdb"
    assert len(problems()) == 1


def test_going_back_is_served_only_when_it_is_sent_as_such(source, store, replica, problems):
    serve(source, "two", 1)
    sent(source, store.text, now=NOON + HOUR)
    replica.step(HOUR)
    serve(source, "one")
    with pytest.raises(UserError) as refused:
        sent(source, store.text, now=NOON + HOUR)
    assert refused.value.code == "send_older"
    sent(source, store.text, now=NOON + HOUR, back=True)
    assert replica.step() == "situation-one.duckdb"


def test_a_sender_that_does_not_know_what_is_served_cannot_take_it_back(source, store, replica, problems, tmp_path):
    serve(replica.data, "two", 1)  # brought there by hand
    serve(source, "one")
    sent(source, store.text)
    assert replica.step() == "situation-two.duckdb"
    assert "is older than what is served" in problems()[0]


def test_two_senders_at_once_one_is_refused_in_words(source, store, replica, monkeypatch, tmp_path):
    serve(source, "one")
    sent(source, store.text)
    serve(tmp_path / "other", "three", 2)
    serve(source, "two", 1)
    put = obstore.put

    def overtaken(opened, name, *content, **how):
        if name == announcement_name(2) and how:
            monkeypatch.setattr(obstore, "put", put)
            sent(tmp_path / "other", store.text, now=NOON + 2 * HOUR)
        return put(opened, name, *content, **how)

    monkeypatch.setattr(obstore, "put", overtaken)
    with pytest.raises(UserError) as refused:
        sent(source, store.text, now=NOON + 2 * HOUR)
    assert refused.value.code == "store_overtaken"
    assert "another machine has sent announcement 2 meanwhile" in str(refused.value)
    assert replica.step(2 * HOUR) == "situation-three.duckdb"


def test_what_others_keep_in_the_bucket_is_left_alone_and_disturbs_nobody(source, store, replica):
    opened = store.opened()
    foreign = ["announcements/latest.toml", "announcements/99999999.json", "announcements/a/00000009.toml", "readme"]
    for name in foreign:
        obstore.put(opened, name, b"not ours")
    serve(source, "one")
    assert sent(source, store.text).number == 1
    assert replica.step() == "situation-one.duckdb"
    assert set(foreign) <= set(store.names())


def test_an_announcement_that_is_cut_off_is_told_and_the_next_one_goes_on(source, store, replica, problems):
    serve(source, "one")
    sent(source, store.text)
    replica.step()
    serve(source, "two", 1)
    obstore.put(store.opened(), announcement_name(2), b"# sha256 0\nformat = ")
    assert replica.step() == "situation-one.duckdb"
    assert "announcement in the store is damaged" in problems()[0]
    with pytest.raises(UserError) as refused:
        sent(source, store.text, now=NOON + HOUR)
    assert "etl send --instead" in str(refused.value)
    sent(source, store.text, at=NOON + 2 * HOUR, now=NOON + HOUR, instead=True)
    assert replica.step() == "situation-one.duckdb"
    assert replica.step(2 * HOUR) == "situation-two.duckdb"


def test_a_withdrawn_edition_is_served_as_withdrawn(source, store, replica):
    serve(source, "one", 0, "UPDATE build SET status = 'published'")
    sent(source, store.text)
    replica.step()
    serve(source, "two", 1, "UPDATE build SET status = 'withdrawn'")
    assert sent(source, store.text, now=NOON + HOUR).status == "withdrawn"
    assert replica.step(HOUR) == "situation-two.duckdb"


def test_the_same_is_not_announced_twice(source, store):
    serve(source, "one")
    first = sent(source, store.text)
    assert sent(source, store.text, now=NOON + HOUR) == first
    assert [name for name in store.names() if name.startswith("announcements")] == [first.name]


def test_a_clock_that_goes_back_takes_nothing_back(source, store, replica):
    serve(source, "one")
    sent(source, store.text, at=NOON + HOUR)
    replica.step()
    replica.step(HOUR - 10 * SECOND)
    assert replica.step(10 * SECOND) == "situation-one.duckdb"
    assert replica.step(-2 * HOUR) == "situation-one.duckdb"
    replica.start()
    assert replica.step() == "situation-one.duckdb"


def test_an_announcement_says_in_plain_text_what_it_is(source, store):
    serve(source, "one")
    announced = sent(source, store.text)
    content = bytes(obstore.get(store.opened(), announced.name).bytes())
    assert read_announcement(1, content) == announced
    assert b'build = "one"' in content
