"""Usual views are ready before anybody asks, and those of earlier builds are let go."""

import threading

import pytest

from contract.pointer import move_pointer
from pages.ready.answers import PAGE_ANSWERS
from pages.ready.filling import Filling
from pages.ready.size import size_of
from pages.server.caching.cache import Cache
from tests.pages.opened import opened
from tests.picture.small import small_database


@pytest.fixture(scope="module")
def patch():
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def kept(patch):
    """Room for answers that no other test has filled."""
    own = Cache(100_000_000, size_of)
    for module in ("pages.ready.filling", "pages.ready.answers", "pages.parts.request"):
        patch.setattr(f"{module}.store", lambda _: own)
    return own


@pytest.fixture(scope="module")
def folder(tmp_path_factory, kept):
    """A data folder with a build whose usual views are ready."""
    path = tmp_path_factory.mktemp("filled")
    publish(path, "one")
    Filling(path, fill=True, rest=0).look(None)
    return path


@pytest.fixture(autouse=True)
def _served(folder, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(folder))


def publish(folder, build):
    path = folder / f"situation-{build}.duckdb"
    with small_database(path):
        pass
    move_pointer(path)
    return path


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("front", {"lang": "fi"}),
        *((page, {"lang": "sv"}) for page in PAGE_ANSWERS),
        ("region", {"lang": "en", "area": "MK02"}),
        ("region", {"lang": "sv", "area": "MK21"}),
    ],
)
def test_the_first_reader_of_a_usual_view_finds_it_ready(kept, page, address):
    before = (len(kept), kept.bytes)
    assert not opened(page, **address).exception
    assert (len(kept), kept.bytes) == before


def test_another_view_is_made_when_somebody_asks(kept):
    before = len(kept)
    assert not opened("map", lang="sv", area="MK21").exception
    assert len(kept) == before + 1


def test_a_new_build_is_filled_and_the_answers_of_the_one_before_are_let_go(folder, kept):
    filling = Filling(folder, fill=True, rest=0)
    seen = filling.look(None)
    newer = publish(folder, "two")
    assert filling.look(seen).path == newer
    many = len(kept)
    assert not opened("front", lang="sv").exception
    assert len(kept) == many


def test_a_build_made_anew_under_its_name_is_filled_again(folder, kept):
    filling = Filling(folder, fill=True, rest=0)
    seen = filling.look(None)
    with small_database(folder / "anew.duckdb"):
        pass
    (folder / "anew.duckdb").replace(seen.path)
    now = filling.look(seen)
    assert (now.path, now == seen) == (seen.path, False)
    many = len(kept)
    assert many > 0
    assert not opened("front", lang="sv").exception
    assert len(kept) == many


def test_nothing_is_made_while_the_build_is_the_same(folder, kept):
    filling = Filling(folder, fill=True, rest=0)
    seen = filling.look(None)
    kept.forget(lambda _: True)
    assert filling.look(seen) == seen
    assert len(kept) == 0


def test_an_operator_may_turn_it_off_and_the_answers_of_earlier_builds_go_all_the_same(folder, kept):
    kept.put(("situation-zero.duckdb", "a"), "x")
    Filling(folder, fill=False).look(None)
    assert len(kept) == 0


def test_without_a_picture_it_waits_for_one(tmp_path, kept):
    filling = Filling(tmp_path, fill=True, rest=0)
    assert filling.look(None) is None
    path = publish(tmp_path, "one")
    assert filling.look(None).path == path
    assert len(kept) > 0


def test_it_stops_between_two_answers_when_the_server_ends(folder, kept):
    kept.forget(lambda _: True)
    filling = Filling(folder, fill=True, rest=1e6)  # the first answer is followed by a rest that nobody outlives
    thread = threading.Thread(target=filling.run)
    thread.start()
    filling.over.set()
    thread.join(60)
    assert not thread.is_alive()
    assert len(kept) <= 1
