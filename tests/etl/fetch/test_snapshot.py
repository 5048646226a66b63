"""What is kept of a fetch, how it is swapped in, and that it gives the same bytes again."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract.errors import UserError
from etl.config.card import read_cards
from etl.fetch import snapshot
from etl.fetch.fetch_source import again
from etl.fetch.snapshot import publish, read_snapshot
from tests.etl.fetch.conftest import DECLARED, Desk
from tests.standins.country import key_figures
from tests.standins.pxweb import PxWeb

POPULATION = "statfin_population"
TABLE = "StatFin/vaerak/11ra.px"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cards(desk: Desk):
    return read_cards(desk.world.data / "sources", 200)


def test_a_rebuild_from_the_snapshot_is_the_same_bit_for_bit_and_needs_no_network(desk: Desk):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        folder = desk.take(POPULATION, px.base)
    before = files(folder)
    rebuilt = again(DECLARED[POPULATION], desk.world)  # the stand-in is gone
    assert files(rebuilt.prepared.folder) == before
    publish(rebuilt.prepared, desk.world.data / "sources")
    assert files(folder) == before


def test_a_new_year_is_a_new_folder_and_the_older_one_stays_but_is_not_read(desk: Desk):
    with PxWeb({TABLE: key_figures(("2023", "2024"))}) as px:
        old = desk.take(POPULATION, px.base)
        px.tables[TABLE] = key_figures(("2023", "2024", "2025"))
        new = desk.take(POPULATION, px.base)
    assert (old.name, new.name) == ("2024", "2025")
    assert old.is_dir()
    assert [card.period for card in cards(desk)] == ["2025"]


def test_raw_answers_of_an_earlier_fetch_of_the_same_period_are_kept(desk: Desk):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        folder = desk.take(POPULATION, px.base)
        first = {path.name for path in (folder / "raw").iterdir()}
        px.tables[TABLE] = key_figures(("2023", "2024", "2025"))
        desk.take(POPULATION, px.base)
    assert first < {path.name for path in (folder / "raw").iterdir()}


def test_a_refresh_that_dies_at_any_moment_leaves_the_old_numbers_or_the_new_ones(desk: Desk, monkeypatch):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        desk.take(POPULATION, px.base)
        px.tables[TABLE] = key_figures(("2023", "2024", "2025"))
        fetched = desk.fetch(POPULATION, px.base)
    old = cards(desk)[0].sha256
    moves = len(files(fetched.prepared.folder))
    for allowed in range(moves):
        left = iter(range(allowed))

        def replace(one, other, left=left):
            if next(left, None) is None:
                raise KeyboardInterrupt
            Path(one).rename(other)

        ready = again_prepared(desk, fetched)
        monkeypatch.setattr(snapshot.os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            publish(ready, desk.world.data / "sources")
        monkeypatch.undo()
        assert cards(desk)[0].sha256 == old


def again_prepared(desk: Desk, fetched):
    """Lay the same refresh out once more, from the answers on the desk."""
    return snapshot.prepare(fetched.harvest, fetched.observations, (), fetched.desk.folder / "ready")


def test_a_raw_answer_that_was_touched_is_refused(desk: Desk):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        folder = desk.take(POPULATION, px.base)
    next((folder / "raw").iterdir()).write_bytes(b"{}")
    with pytest.raises(UserError, match="missing or was changed"):
        again(DECLARED[POPULATION], desk.world)


def test_the_card_names_the_licence_and_the_manifest_when_and_what(desk: Desk):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        desk.take(POPULATION, px.base)
    card = cards(desk)[0]
    kept = read_snapshot(card)
    assert (card.licence, card.producer.sv, kept.declaration) == ("CC BY 4.0", "Statistikcentralen", POPULATION)
    assert all(one.fetched_at.tzinfo is not None and len(one.sha256) == 64 for one in kept.answers)
    assert card.accessed == max(one.fetched_at for one in kept.answers).date()
