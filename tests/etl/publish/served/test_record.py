"""The record of what was served: nothing of it is lost unnoticed, and a build that dies leaves the next one a way."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from contract.errors import UserError
from etl.config.policy import read_policy
from etl.publish.load import load
from etl.publish.served.keep_record import (
    Answered,
    Serving,
    earlier_versions,
    keep_record,
    refuse_served_copies,
    told_rows,
)
from etl.publish.served.record import MANIFEST, Record, read_record, refuse_lost_record
from etl.publish.whole import current
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card
from tests.etl.small_tables import cell, small

LEAST = 10


def people(count: int) -> pl.DataFrame:
    ages = [float(at % 2) for at in range(count)]
    return pl.DataFrame({"area": ["01"] * count, "item:trust": ages, "weight": [1.0] * count}).sort(pl.all())


def serving(data: Path, build: str, count: int = 100, value: float = 60.0, period: str = "2026") -> Serving:
    own = card(data, f"{count}".encode(), "x.csv", "respondents", DESIGN, period=period)
    figures = small(build, cell("01", value, period))["estimate"].with_columns(
        n=pl.lit(count), group_code=pl.lit("all")
    )
    return Serving(
        build=build,
        edition="2026",
        inputs=f"inputs of {build}",
        policy=read_policy(),
        waves=[Answered.of(own, people(count))],
        told={("survey", period): count},
        figures=figures,
        comparisons=figures.select("indicator", "period", "code"),
        of_waves={"fieldwork": pl.DataFrame({"source": ["survey"], "period": [period]})},
    )


def serve(data: Path, build: str, **what: object) -> Path:
    """Record and publish a picture of one figure."""
    record = read_record(data / "served")
    refuse_lost_record(data, record)
    one = serving(data, build, **what)
    return load(small(build, cell("01", 60.0)), data, build, before=lambda: keep_record(record, one))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which one picture was served."""
    folder = tmp_path_factory.mktemp("once") / "data"
    serve(folder, "one")
    return folder


@pytest.fixture
def data(once: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return shutil.copytree(once, tmp_path / "data")


def test_before_the_first_build_nothing_was_served(tmp_path: Path) -> None:
    record = read_record(tmp_path / "served")
    assert (record.manifest, record.waves, record.newest("survey", "2026")) == (None, (), None)
    refuse_lost_record(tmp_path, record)


def test_what_was_served_is_kept_with_the_respondents_and_without_ids(data: Path) -> None:
    record = read_record(data / "served")
    newest = record.newest("survey", "2026")
    assert newest is not None
    assert (newest.build, newest.told) == ("one", 100)
    assert record.respondents(newest).collect().equals(people(100))
    assert record.contents.figures["value"].to_list() == [60.0]
    assert record.contents.history.select("edition", "code", "value").rows() == [("2026", "01", 60.0)]


def test_every_version_of_a_wave_stays_and_the_same_one_is_kept_once(tmp_path: Path) -> None:
    for build, count in (("one", 100), ("two", 101), ("three", 101), ("four", 100)):
        serve(tmp_path, build, count=count)
    record = read_record(tmp_path / "served")
    assert [(wave.build, wave.told) for wave in record.waves] == [("three", 101), ("four", 100)]
    assert earlier_versions(record, serving(tmp_path, "x").waves) == [record.waves[0].respondents.sha256]
    files = {path.name.partition("-")[0] for path in (tmp_path / "served").iterdir()}
    assert files == {"served.toml", "figures", "comparisons", "history", "respondents", "fieldwork"}


def test_a_period_that_is_not_computed_any_more_stays_known(tmp_path: Path) -> None:
    serve(tmp_path, "one", period="2025")
    serve(tmp_path, "two", period="2026")
    assert sorted(read_record(tmp_path / "served").contents.figures["period"]) == ["2025", "2026"]


def test_a_few_more_or_fewer_rows_than_ever_told_are_not_told(tmp_path: Path) -> None:
    serve(tmp_path, "one", count=100)
    serve(tmp_path, "two", count=112)
    record = read_record(tmp_path / "served")
    name = ("survey", "2026")
    told = {
        count: told_rows(record, {name: count, ("other", "2026"): 7}, LEAST)[name] for count in (100, 101, 121, 130)
    }
    assert told == {100: 100, 101: 112, 121: 112, 130: 130}


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("kind", ["figures", "comparisons", "history", "respondents"])
@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (Path.unlink, "served_record_incomplete"),
        (damage, "served_record_changed"),
        (lambda path: path.write_bytes(b""), "served_record_changed"),
        (lambda path: os.truncate(path, path.stat().st_size // 2), "served_record_changed"),
    ],
    ids=["gone", "damaged", "empty", "cut"],
)
def test_a_table_that_is_not_what_was_kept_is_refused(
    data: Path, kind: str, harm: Callable[[Path], object], code: str
) -> None:
    (table,) = (data / "served").glob(f"{kind}-*")
    harm(table)
    with raises(code, path=table) as refused:
        read_record(data / "served")
    assert "Restore data/served from the backup" in str(refused.value)


def test_a_manifest_that_is_damaged_cut_gone_or_older_is_refused(data: Path) -> None:
    manifest = data / "served" / MANIFEST
    first = manifest.read_text(encoding="utf-8")
    serve(data, "two", count=120)
    manifest.write_text(first, encoding="utf-8")
    with raises("served_record_lost", database="situation-two.duckdb"):
        serve(data, "three")
    manifest.write_text("waves = 3", encoding="utf-8")
    with raises("served_record_damaged", path=manifest):
        read_record(data / "served")
    manifest.write_text(first.replace("waves_count = 1", "waves_count = 2"), encoding="utf-8")
    with raises("served_record_cut_short", waves=1, served=2):
        read_record(data / "served")
    manifest.unlink()
    with raises("served_record_lost"):
        serve(data, "three")


def test_a_picture_from_before_there_was_a_record_does_not_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / "situation-old.duckdb").write_bytes(b"of another contract")
    refuse_lost_record(tmp_path, read_record(tmp_path / "served"))
    assert serve(tmp_path, "one") == current(tmp_path)
    load(small("two", cell("01", 60.0)), tmp_path, "two")  # of this contract, and not recorded
    with raises("served_record_lost", database="situation-two.duckdb"):
        refuse_lost_record(tmp_path, read_record(tmp_path / "served"))


class Killed(BaseException):
    """What no `except` of the product catches."""


@pytest.mark.parametrize("call", ["replace", "fsync"])
@pytest.mark.parametrize("at", range(9))
def test_a_build_that_dies_anywhere_is_served_only_after_it_was_recorded(
    data: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    real, calls = getattr(os, call), iter(range(1000))

    def dies(*arguments: object) -> object:
        if next(calls) == at:
            raise Killed
        return real(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, dies)
        with suppress(Killed):
            serve(data, "two", count=120)
    record = read_record(data / "served")
    refuse_lost_record(data, record)
    known = {wave.build for wave in record.waves}
    served = current(data)
    assert served is not None
    assert "one" in known
    assert served.name != "situation-two.duckdb" or "two" in known
    serve(data, "three", count=120)
    assert read_record(data / "served").waves[-1].told == 120


def test_a_full_disk_is_told_in_words_and_nothing_is_published(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr("etl.publish.kept_files.write_whole", full)
        with pytest.raises(UserError, match="nothing was published"):
            serve(data, "two", count=120)
    assert current(data) == data / "situation-one.duckdb"
    assert not (data / "situation-two.duckdb").exists()
    assert isinstance(read_record(data / "served"), Record)


def crowd(seed: int) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    answers = {f"item:q{at}": random.integers(1, 6, 200).astype(float) for at in range(8)}
    return pl.DataFrame({"area": random.choice(["01", "02"], 200), **answers, "weight": 1.0})


@pytest.mark.parametrize("seed", [1, 2])
def test_people_who_were_served_as_a_draft_are_not_filed_again_under_another_name(tmp_path: Path, seed: int) -> None:
    own = card(tmp_path, b"first", "x.csv", "respondents", DESIGN)
    first = serving(tmp_path, "one")
    keep_record(read_record(tmp_path / "served"), replace(first, waves=[Answered.of(own, crowd(1))]))
    record = read_record(tmp_path / "served")
    other = card(tmp_path, b"again", "x.csv", "respondents", DESIGN, period="2027")
    late = pl.concat([crowd(seed).with_columns(weight=pl.lit(1.1)), crowd(9).head(1)])
    refuse_served_copies([Answered.of(own, late)], record)  # its own name: a revision
    if seed == 1:
        with raises("served_wave_copied", wave="survey 2026"):
            refuse_served_copies([Answered.of(other, late)], record)
    else:
        refuse_served_copies([Answered.of(other, late)], record)
