"""A release makes an edition of what is served: the ledger learns what is open, and the stamp is no longer a draft."""

import re
from datetime import date
from pathlib import Path

from rich.console import Console

from etl.config.card import SourceCard
from etl.config.toml import Text
from etl.edition.release import release
from etl.edition.told.corrections import declare_correction
from etl.publish.build_id import build_id, inputs_id
from etl.publish.editions import read_released, released, version_and_status
from etl.publish.load import load
from tests.errors import raises
from tests.etl.publish.noted import note_build
from tests.etl.read.helpers import card
from tests.etl.small_tables import cell, local_wave, small

QUIET = Console(quiet=True)


def served(data: Path, content: bytes = b"x", *, value: float = 60.0) -> list[SourceCard]:
    """Publish a small picture with one open and one hidden figure, built from one source; return its cards."""
    cards = [card(data, content, "x.csv", "aggregates")]
    build = build_id(cards, data / "boundaries", data / "editions")
    load(
        small(build, cell("01", value), cell("02", None, letters="C")),
        data,
        build,
        before=lambda: note_build(data, build),
    )
    return cards


def stamped(data: Path, cards: list[SourceCard]) -> tuple[int, str]:
    return version_and_status(data / "editions", "2026", inputs_id(cards, data / "boundaries"))


def test_before_its_release_a_build_is_a_draft_of_the_first_version(tmp_path: Path) -> None:
    assert stamped(tmp_path, served(tmp_path)) == (1, "draft")


def test_a_release_tells_the_ledger_what_is_open_and_nothing_that_is_hidden(tmp_path: Path) -> None:
    release(tmp_path, served(tmp_path), QUIET)
    ledger = read_released(tmp_path / "editions").history
    assert ledger.select("edition", "indicator", "period", "code", "value").rows() == [
        ("2026", "trust", "2026", "01", 60.0)
    ]


def test_the_ledger_holds_pooled_periods_beside_their_waves(tmp_path: Path) -> None:
    cards = [card(tmp_path, b"x", "x.csv", "aggregates")]
    build = build_id(cards, tmp_path / "boundaries", tmp_path / "editions")
    tables = small(build, cell("01", 60.0), cell("01", 58.0, "2024-2026"), cell("02", None, letters="C"))
    load(tables, tmp_path, build, before=lambda: note_build(tmp_path, build))
    release(tmp_path, cards, QUIET)
    ledger = read_released(tmp_path / "editions").history
    assert sorted(ledger.select("period", "code", "value").rows()) == [("2024-2026", "01", 58.0), ("2026", "01", 60.0)]


def with_local(data: Path, value: float | None, content: bytes = b"x") -> list[SourceCard]:
    """Publish a picture in which a municipality's own survey has one figure."""
    cards = [card(data, content, "x.csv", "aggregates")]
    build = build_id(cards, data / "boundaries", data / "editions")
    tables = small(build, cell("01", 60.0)) | local_wave(value)
    load(tables, data, build, before=lambda: note_build(data, build))
    return cards


def test_the_ledger_of_local_surveys_stands_beside_and_keeps_what_was_ever_open(tmp_path: Path) -> None:
    release(tmp_path, with_local(tmp_path, 55.0), QUIET)
    told = ("source", "edition", "indicator", "period", "code", "value", "n")
    known = read_released(tmp_path / "editions")
    assert known.local.select(told).rows() == [("survey", "2026", "trust", "2026", "049", 55.0, 40)]
    assert known.history["code"].to_list() == ["01"]
    assert known.keeps_local("2026")
    release(tmp_path, with_local(tmp_path, None, b"y"), QUIET)
    assert read_released(tmp_path / "editions").local.select(told).rows() == known.local.select(told).rows()


def test_a_figure_of_a_local_survey_alone_may_be_corrected(tmp_path: Path) -> None:
    release(tmp_path, with_local(tmp_path, 55.0), QUIET)
    text = Text(fi="Väärä.", sv="Fel.", en="Wrong.")
    declare_correction(read_released(tmp_path / "editions"), "2026", text, date(2026, 11, 28))
    release(tmp_path, with_local(tmp_path, 57.0, b"y"), QUIET)
    [correction] = read_released(tmp_path / "editions").editions[0].corrections
    assert (correction.version, correction.wrong_version, correction.cells.rows) == (2, 1, 0)


def test_a_ledger_of_local_surveys_that_was_changed_is_refused(tmp_path: Path) -> None:
    release(tmp_path, with_local(tmp_path, 55.0), QUIET)
    (path,) = (tmp_path / "editions").glob("local-*.parquet")
    content = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(content[:-1] + b"?")
    with raises("ledger_changed", path=path):
        read_released(tmp_path / "editions")
    path.unlink()
    with raises("ledger_missing", path=path):
        read_released(tmp_path / "editions")


def test_an_edition_from_before_it_was_kept_has_no_ledger_of_local_surveys(tmp_path: Path) -> None:
    release(tmp_path, with_local(tmp_path, 55.0), QUIET)
    manifest = tmp_path / "editions" / "2026.toml"
    text = manifest.read_text(encoding="utf-8")
    older = re.sub(r"\[local_ledger\]\n(?:\w+ = .*\n)+", "", text)
    assert older != text
    manifest.write_text(older, encoding="utf-8")
    known = read_released(tmp_path / "editions")
    assert known.local.is_empty()
    assert not known.keeps_local("2026")


def test_what_was_released_is_stamped_as_published(tmp_path: Path) -> None:
    cards = served(tmp_path)
    release(tmp_path, cards, QUIET)
    assert stamped(tmp_path, cards) == (1, "published")


def test_changed_sources_make_a_draft_of_the_next_version_until_it_is_released(tmp_path: Path) -> None:
    release(tmp_path, served(tmp_path), QUIET)
    corrected = served(tmp_path, b"y", value=61.0)
    assert stamped(tmp_path, corrected) == (2, "draft")
    release(tmp_path, corrected, QUIET)
    assert stamped(tmp_path, corrected) == (2, "published")
    told = released(tmp_path / "editions", "2026")
    assert told is not None
    assert (told.version, told.inputs) == (2, inputs_id(corrected, tmp_path / "boundaries"))


def test_nothing_is_released_before_a_build(tmp_path: Path) -> None:
    with raises("nothing_to_release", path=tmp_path):
        release(tmp_path, [], QUIET)


def test_what_the_sources_would_not_make_again_is_not_released(tmp_path: Path) -> None:
    served(tmp_path)
    changed = [card(tmp_path, b"changed since", "x.csv", "aggregates")]
    with raises("build_outdated"):
        release(tmp_path, changed, QUIET)
    assert not (tmp_path / "editions").exists()


def test_the_same_picture_is_released_once(tmp_path: Path) -> None:
    cards = served(tmp_path)
    release(tmp_path, cards, QUIET)
    served(tmp_path)  # built again, with the new stamp
    with raises("edition_released_already", edition="2026", version=1):
        release(tmp_path, cards, QUIET)
