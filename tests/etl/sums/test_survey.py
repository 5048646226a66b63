"""Waves that lie as Parquet beside their cards: the estimates of a build, and codes that are refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from etl.__main__ import main
from etl.config.card import read_card
from etl.config.catalogue.entries import Break
from etl.estimate.estimate import Estimates
from etl.estimate.waves import estimate_surveys
from etl.read.respondents import read_respondents
from etl.read.sources import Wave
from etl.sums import command
from etl.sums.duck import duck_engine
from etl.sums.survey import estimate_survey
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, LIMIT, SAME, catalogue, parquet, put

SIZE = 40
LONELY = DESIGN.replace('psu = "psu"', 'psu = "psu"\nlonely_psu = "adjust"')


def people(**columns: list[object]) -> pl.DataFrame:
    plain = {
        "id": [f"p{at}" for at in range(SIZE)],
        "weight": [float(at % 7 + 1) for at in range(SIZE)],
        "stratum": ["s", "t"] * (SIZE // 2),
        "psu": [f"v{at % 2} {at // 4}" for at in range(SIZE)],
        "region": ["01", "02", "01", "21"] * (SIZE // 4),
        "language": ["fi", "fi", "sv", None] * (SIZE // 4),
        "q1": [1, 2, 8, 1, None] * (SIZE // 5),
        "q2": [2, 1, 1, 8] * (SIZE // 4),
    }
    return pl.DataFrame({**plain, **columns})


def wave(folder: Path, period: str = "2026", rest: str = LONELY, **columns: list[object]) -> Path:
    """Put a wave in two files; return its folder."""
    frame = people(**columns)
    home = put(folder, parquet(frame), "all.parquet", "respondents", rest, period=period).parent
    (home / "all.parquet").rename(home / "all")
    frame[:7].write_parquet(home / "a.parquet")
    frame[7:].write_parquet(home / "b.parquet")
    return home


def found(folder: Path, *folders: Path) -> Estimates:
    with duck_engine(folder) as engine:
        return estimate_survey(engine, folders, catalogue(), read_classification())


def as_a_build(*folders: Path) -> list[pl.DataFrame]:
    """Estimate the waves as a build does, from one file each."""
    waves: list[Wave] = []
    for folder in folders:
        (folder / "all").rename(folder / "all.parquet")
        card = read_card(folder / "card.toml", LIMIT)
        waves.append(Wave(card, read_respondents(card, catalogue(), read_classification())))
        (folder / "all.parquet").rename(folder / "all")
    return [one.estimates.table for one in estimate_surveys(waves, catalogue(), read_classification())]


def test_a_wave_in_two_files_has_the_estimates_of_a_build(tmp_path: Path) -> None:
    (built,) = as_a_build(wave(tmp_path))
    assert_frame_equal(found(tmp_path, tmp_path / "sources/survey/2026").table, built, rel_tol=1e-9, abs_tol=1e-12)


def test_waves_are_pooled_as_a_build_pools_them(tmp_path: Path) -> None:
    several = [
        wave(
            tmp_path,
            period,
            id=[f"{period} {at}" for at in range(SIZE)],
            psu=[f"{period} {at // 4}" for at in range(SIZE)],
            stratum=["s"] * SIZE,
        )
        for period in ("2024", "2025", "2026")
    ]
    *_, pooled = as_a_build(*several)
    assert pooled["period"][0] == "2024-2026"
    assert_frame_equal(found(tmp_path, *several).table, pooled, rel_tol=1e-9, abs_tol=1e-12)


@pytest.mark.parametrize(
    ("column", "code", "refused"),
    [
        ("q1", 7, "answer_code_unknown"),
        ("region", "99", "area_unknown"),
        ("region", None, "cell_empty"),
        ("language", "xx", "group_code_unknown"),
    ],
)
def test_a_code_that_is_not_ours_is_refused_with_its_column(
    tmp_path: Path, column: str, code: object, refused: str
) -> None:
    codes = people()[column].to_list()
    codes[20] = code
    with raises(refused, column=column):
        found(tmp_path, wave(tmp_path, **{column: codes}))


def test_an_indicator_with_a_break_between_the_waves_is_left_out(tmp_path: Path) -> None:
    broken = msgspec.structs.replace(catalogue().indicators[0], breaks=(Break("2025", SAME),))
    several = [wave(tmp_path, period) for period in ("2024", "2026")]
    with duck_engine(tmp_path) as engine:
        whole = replace(catalogue(), indicators=(broken, *catalogue().indicators[1:]))
        estimates = estimate_survey(engine, several, whole, read_classification())
    assert [item.indicator for item in estimates.items] == ["friend"]


def test_a_wave_that_is_named_twice_is_refused(tmp_path: Path) -> None:
    home = wave(tmp_path)
    with raises("engine_other_survey"):
        found(tmp_path, home, home)


def test_what_is_done_row_by_row_is_refused_with_its_key(tmp_path: Path) -> None:
    with raises("engine_card_part", key="answer_codes"):
        found(tmp_path, wave(tmp_path, rest=f'{LONELY}\n[answer_codes.q1]\n"yes" = 1\n'))


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    home = wave(tmp_path)
    for path in home.glob("*.parquet"):
        path.unlink()
    with raises("engine_no_files", path=home):
        found(tmp_path, home)


def test_the_command_says_that_nothing_is_protected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "read_catalogue", catalogue)
    home = wave(tmp_path)
    assert main(["--data", str(tmp_path), "sums", str(home), "--out", str(tmp_path / "x.csv")]) == 0
    assert "not for publication" in capsys.readouterr().out
    assert pl.read_csv(tmp_path / "x.csv", infer_schema=False)["value"].len() == found(tmp_path, home).table.height
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sources", "x.csv"]


def test_a_folder_without_a_card_is_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "sums", str(tmp_path), "--out", str(tmp_path / "x.csv")]) == 2
    assert "card.toml" in capsys.readouterr().err
