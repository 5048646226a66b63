"""Runs begin a few at a time, and whoever has used least goes first."""

import threading
import time

import pytest

from pages.server.limits.admission import HEAVY, MAX_REMEMBERED, OTHERS, PLACES, PLACES_OF_ADDRESS, Admission, Client

ALONE = Client("alone", "10.0.0.1")
SECONDS = 30


class Runs:
    """Runs in threads of their own that keep their places until all may end."""

    def __init__(self, admission):
        self.admission, self.order, self.end, self.threads = admission, [], threading.Event(), []

    def start(self, who):
        def work():
            self.admission.admit(who)
            self.order.append(who.session)
            self.end.wait(SECONDS)

        self.threads.append(threading.Thread(target=work))
        self.threads[-1].start()

    def over(self):
        self.end.set()
        for thread in self.threads:
            thread.join(SECONDS)
            assert not thread.is_alive()


def until(condition):
    for _ in range(SECONDS * 100):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it did not come to be")


def test_no_more_runs_begin_than_there_are_places_and_a_place_is_free_when_its_thread_ends():
    admission = Admission(places=1)
    first, second = Runs(admission), Runs(admission)
    first.start(Client("first", "a"))
    until(lambda: first.order)
    second.start(Client("second", "b"))
    until(lambda: admission.waiting("b") == 1)
    assert not second.order
    first.over()
    until(lambda: second.order)
    second.over()


@pytest.mark.parametrize(
    "flooding",
    [[Client(f"flood {n}", "flood") for n in range(5)], [Client("one", "flood")] * 5],
    ids=["an address with many sessions", "a session"],
)
def test_whoever_asked_much_waits_behind_whoever_asked_little(flooding):
    now = [0.0]
    admission = Admission(places=1, clock=lambda: now[0])
    runs = Runs(admission)
    admission.admit(flooding[0])
    now[0] += 5  # it has used five seconds
    for count, who in enumerate((*flooding, ALONE), 1):
        runs.start(who)
        until(lambda count=count: admission.waiting("flood") + admission.waiting(ALONE.address) == count)
    admission.release()
    until(lambda: runs.order)
    runs.over()
    assert runs.order[0] == "alone"


@pytest.mark.parametrize(
    ("used", "waited", "first"),
    [(0.3, 0, "alone"), (0.3, 10, "other"), (HEAVY, 10, "alone")],
    ids=["used more", "used a little more, waits longer", "used much more, waits longer"],
)
def test_waiting_makes_up_for_a_page_that_cost_more_but_not_for_a_flood(used, waited, first):
    """Without it a reader of a costly page waited up to 22 s behind those of cheap ones, when all asked too much."""
    now = [0.0]
    admission = Admission(places=1, clock=lambda: now[0])
    runs = Runs(admission)
    admission.end(Client("other", "other"), now[0] - used)
    admission._free -= 1  # that end freed a place which nobody had
    admission.admit(Client("running", "third"))
    runs.start(Client("other", "other"))
    until(lambda: admission.waiting("other") == 1)
    now[0] += waited
    runs.start(ALONE)
    until(lambda: admission.waiting(ALONE.address) == 1)
    admission.release()
    until(lambda: runs.order)
    runs.over()
    assert runs.order[0] == first


def test_however_long_a_flood_waits_whoever_has_just_come_goes_first():
    now = [0.0]
    admission = Admission(places=1, clock=lambda: now[0])
    runs = Runs(admission)
    admission.admit(Client("running", "third"))
    runs.start(Client("flood", "flood"))
    until(lambda: admission.waiting("flood") == 1)
    now[0] += 100
    admission._free -= 1  # the end that follows frees a place which nobody has
    admission.end(Client("flood 2", "flood"), now[0] - HEAVY * 2)  # the address has gone on using up its place
    runs.start(ALONE)
    until(lambda: admission.waiting(ALONE.address) == 1)
    admission.release()
    until(lambda: runs.order)
    runs.over()
    assert runs.order[0] == "alone"


def test_a_run_that_begins_anew_in_its_thread_stands_behind_those_who_wait():
    """Streamlit begins a page anew in the same thread; asked for without a pause it would keep its place for ever."""
    admission = Admission(places=1)
    runs = Runs(admission)
    admission.admit(Client("flood", "flood"))
    runs.start(ALONE)
    until(lambda: admission.waiting(ALONE.address) == 1)
    threading.Timer(0.2, runs.end.set).start()
    admission.admit(Client("flood", "flood"))
    assert runs.order == ["alone"]
    runs.over()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_run_that_dies_gives_its_place_back():
    admission = Admission(places=1)

    def die():
        admission.admit(Client("dying", ""))
        raise SystemExit

    for _ in range(3):
        thread = threading.Thread(target=die)
        thread.start()
        thread.join(SECONDS)
        assert not thread.is_alive()


def test_only_so_many_readers_are_remembered():
    admission = Admission()
    for number in range(MAX_REMEMBERED + 100):
        admission.end(Client(f"s{number}", f"a{number}"), 0.0)
    assert len(admission._used) <= MAX_REMEMBERED


def test_one_address_never_holds_all_places():
    admission = Admission()
    runs = Runs(admission)
    for number in range(PLACES + 2):
        runs.start(Client(f"flood {number}", "flood"))
    until(lambda: admission.waiting("flood") == PLACES + 2 - PLACES_OF_ADDRESS)
    runs.start(ALONE)
    until(lambda: "alone" in runs.order)
    runs.over()


@pytest.mark.parametrize(("others", "places"), [(True, 1), (False, PLACES_OF_ADDRESS)])
def test_an_address_that_used_much_has_one_place_while_others_read(others, places):
    now = [0.0]
    admission = Admission(clock=lambda: now[0])
    if others:
        admission.admit(ALONE)
        admission.release()
    admission.end(Client("flood", "flood"), now[0] - HEAVY * 2)
    admission._free -= 1  # that end freed a place which nobody had
    runs = Runs(admission)
    for number in range(PLACES + 1):
        runs.start(Client(f"flood {number}", "flood"))
    until(lambda: admission.waiting("flood") + len(runs.order) == PLACES + 1)
    assert len(runs.order) == places
    now[0] += OTHERS
    runs.over()
