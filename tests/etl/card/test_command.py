"""`python -m etl card FILE`: what is proposed, filled in by somebody who knows, reads the file as its own card does."""

from __future__ import annotations

import shutil
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from contract.codes import Language
from etl.__main__ import main
from etl.config.card import read_card
from etl.config.catalogue.catalogue import read_catalogue
from etl.read.sources import READERS
from geo.classification import read_classification
from tests.etl.card.filled import MARKS, filled, marked

DATA = Path(__file__).parents[3] / "data"
SHIPPED = sorted((DATA / "sources").glob("*/*/card.toml"))
LIMIT = 100.0


def proposed(path: Path, capsys: pytest.CaptureFixture[str], *more: str, data: Path = DATA) -> str:
    code = main(["--data", str(data), "card", str(path), "--lang", "en", *more])
    assert code == 0
    return capsys.readouterr().out


def read(card: Path) -> pl.DataFrame:
    loaded = read_card(card, LIMIT)
    return READERS[loaded.kind](loaded, read_catalogue(), read_classification())


@cache
def shipped(card: Path) -> pl.DataFrame:
    return read(card)


def put(folder: Path, card: str, source: Path, known: dict[str, Any]) -> Path:
    """Put a filled card beside a copy of the file that it is for, in the folder that the card names."""
    text = filled(card, known)
    place = folder / known["id"] / tomllib.loads(text)["period"]
    shutil.copytree(source.parent, place)
    (place / "card.toml").write_text(text, encoding="utf-8")
    return place / "card.toml"


@pytest.mark.parametrize("more", [("--new",), ()], ids=["unknown", "known"])
@pytest.mark.parametrize("card", SHIPPED, ids=lambda card: f"{card.parts[-3]}-{card.parts[-2]}")
def test_a_filled_card_reads_every_shipped_file_as_its_own_card_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], card: Path, more: tuple[str, ...]
) -> None:
    known = tomllib.loads(card.read_text(encoding="utf-8"))
    text = proposed(card.with_name(known["file"]), capsys, *more)
    made = put(tmp_path, text, card, known)
    assert_frame_equal(read(made), shipped(card))


@pytest.mark.parametrize("language", Language)
def test_every_language_asks_for_the_same(capsys: pytest.CaptureFixture[str], language: Language) -> None:
    path = DATA / "sources/statfin_key_figures/2018/key_figures.xlsx"
    english = proposed(path, capsys, "--new")
    text = proposed(path, capsys, "--new", "--lang", language)
    assert tomllib.loads(text) == tomllib.loads(english)
    assert marked(text) == marked(english)
    assert dict(zip(("en", "fi", "sv"), MARKS, strict=True))[language] in text


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = DATA / "sources/statfin_key_figures/2018/key_figures.xlsx"
    out = tmp_path / "card.toml"
    assert main(["--data", str(DATA), "card", str(path), "--out", str(out), "--lang", "sv"]) == 0
    assert "FYLL I" in capsys.readouterr().out
    before = out.read_text(encoding="utf-8")
    assert main(["--data", str(DATA), "card", str(path), "--out", str(out)]) == 2
    assert "is not overwritten" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == before
    assert [*tmp_path.iterdir()] == [out]
