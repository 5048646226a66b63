"""What is kept of a fetch, how it is swapped in, and that it gives the same bytes again."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import polars as pl
import pytest
import tomli_w

from etl.config.card import read_cards
from etl.fetch import snapshot
from etl.fetch.complete import observations_of
from etl.fetch.fetch_source import rebuild_offline
from etl.fetch.snapshot import install, read_snapshot
from etl.read.aggregates import read_aggregates
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.fetch.conftest import DECLARED, Fetching
from tests.standins.country import key_figures
from tests.standins.pxweb import PxWeb

POPULATION = "statfin_population"
TABLE = "StatFin/vaerak/11ra.px"
AREAS = read_classification()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def cards(fetching: Fetching):
    return read_cards(fetching.context.data / "sources", 200)


def test_a_rebuild_from_the_snapshot_is_the_same_bit_for_bit_and_needs_no_network(fetching: Fetching):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        folder = fetching.take(POPULATION, px.base)
    before = files(folder)
    rebuilt = rebuild_offline(DECLARED[POPULATION], fetching.context)  # the stand-in is gone
    assert files(rebuilt.prepared.folder) == before
    install(rebuilt.prepared, fetching.context.data / "sources")
    assert files(folder) == before


def test_a_new_year_is_a_new_folder_and_the_older_one_stays_but_is_not_read(fetching: Fetching):
    with PxWeb({TABLE: key_figures(("2023", "2024"))}) as px:
        old = fetching.take(POPULATION, px.base)
        px.tables[TABLE] = key_figures(("2023", "2024", "2025"))
        new = fetching.take(POPULATION, px.base)
    assert (old.name, new.name) == ("2024", "2025")
    assert old.is_dir()
    assert [card.period for card in cards(fetching)] == ["2025"]


def test_raw_answers_of_an_earlier_fetch_of_the_same_period_are_kept(fetching: Fetching):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        folder = fetching.take(POPULATION, px.base)
        first = {path.name for path in (folder / "raw").iterdir()}
        px.tables[TABLE] = key_figures(("2023", "2024", "2025"))
        fetching.take(POPULATION, px.base)
    assert first < {path.name for path in (folder / "raw").iterdir()}


def test_a_refresh_that_dies_at_any_moment_leaves_the_old_numbers_or_the_new_ones(fetching: Fetching, monkeypatch):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        fetching.take(POPULATION, px.base)
        px.tables[TABLE] = key_figures(("2023", "2024", "2025"))
        fetched = fetching.fetch(POPULATION, px.base)
    old = cards(fetching)[0].sha256
    moves = len(files(fetched.prepared.folder))
    for allowed in range(moves):
        left = iter(range(allowed))

        def replace(one, other, left=left):
            if next(left, None) is None:
                raise KeyboardInterrupt
            Path(one).rename(other)

        ready = again_prepared(fetching, fetched)
        monkeypatch.setattr(snapshot.os, "replace", replace)
        with pytest.raises(KeyboardInterrupt):
            install(ready, fetching.context.data / "sources")
        monkeypatch.undo()
        assert cards(fetching)[0].sha256 == old


def again_prepared(fetching: Fetching, fetched):
    """Lay the same refresh out once more, from the answers on the fetching."""
    return snapshot.prepare(fetched.responses, fetched.observations, (), fetched.cache.folder / "ready")


def test_a_raw_answer_that_was_touched_is_refused(fetching: Fetching):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        folder = fetching.take(POPULATION, px.base)
    next((folder / "raw").iterdir()).write_bytes(b"{}")
    with raises("raw_answer_changed"):
        rebuild_offline(DECLARED[POPULATION], fetching.context)


def test_the_card_names_the_licence_and_the_manifest_when_and_what(fetching: Fetching):
    with PxWeb({TABLE: key_figures(("2024", "2025"))}) as px:
        fetching.take(POPULATION, px.base)
    card = cards(fetching)[0]
    kept = read_snapshot(card)
    assert (card.licence, card.producer.sv, kept.declaration) == ("CC BY 4.0", "Statistikcentralen", POPULATION)
    assert all(one.fetched_at.tzinfo is not None and len(one.sha256) == 64 for one in kept.responses)
    assert card.accessed == max(one.fetched_at for one in kept.responses).date()


def test_a_snapshot_from_before_the_two_statuses_is_read_and_refreshed(fetching: Fetching):
    with PxWeb({TABLE: key_figures(("2024", "2025*"))}) as px:
        folder = fetching.take(POPULATION, px.base)
        new = read(fetching)
        with_flags(folder)
        assert read(fetching).equals(new)
        assert fetching.fetch(POPULATION, px.base).differences[0] == (
            "656 observations: 0 new, 0 revised, 0 gone, 0 marked otherwise"
        )
    assert observations_of(rebuild_offline(DECLARED[POPULATION], fetching.context).responses, AREAS).height == 656


def with_flags(folder: Path) -> None:
    """Write the table and its card as they were until November 2026."""
    table = next(folder.glob("observations-*.csv"))
    frame = pl.read_csv(table, infer_schema=False)
    flag = pl.col("obs_status").replace({"A": "", "P": "p"}).alias("flag")
    frame.with_columns(flag).drop("obs_status", "conf_status").write_csv(table)
    card = tomllib.loads((folder / "card.toml").read_text(encoding="utf-8"))
    columns = [name for name in card["table"]["columns"] if name not in {"obs_status", "conf_status"}]
    card["table"]["columns"] = {name: name for name in (*columns, "flag")}
    card["sha256"] = hashlib.sha256(table.read_bytes()).hexdigest()
    (folder / "card.toml").write_text(tomli_w.dumps(card), encoding="utf-8")


def read(fetching: Fetching) -> pl.DataFrame:
    return read_aggregates(cards(fetching)[0], fetching.context.catalogue, AREAS)
