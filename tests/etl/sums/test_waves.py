"""Surveys whose waves do not fit into memory: estimated as if they did, alone, pooled and beside waves that do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

import polars as pl
import pytest

from etl.config.card import SourceCard, read_card
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.estimate.waves import Estimated, estimate_surveys
from etl.read.sources import AnyWave, LargeWave, Wave, read_wave
from etl.sums.waves import estimate_every_survey
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.clustered_survey import clustered_wave
from tests.etl.large import read_in_pieces
from tests.etl.publish.test_late_reply import FILE, SHIPPED, SURVEY, deliver, mend
from tests.etl.read.helpers import DESIGN, card, catalogue, parquet, respondents
from tests.etl.sums.both import assert_equal

PLACES = read_classification()
PERIODS = ("2024", "2025", "2026")
FEWEST = 30
LIMIT = 100  # megabytes


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Three waves of the shipped survey, whose cards say that their respondents are in no other wave."""
    for period in PERIODS:
        shutil.copytree(SHIPPED / SURVEY / period, tmp_path / SURVEY / period)
        mend(tmp_path / SURVEY / period, "^respondent = ", 'panel = "none"\nrespondent = ')
    return tmp_path / SURVEY


def cards(sources: Path) -> list[SourceCard]:
    return [read_card(sources / period / "card.toml", LIMIT) for period in PERIODS]


def held_against_memory(
    found: Sequence[SourceCard],
    known: Catalogue,
    scratch: Path,
    large: Sequence[bool],
    patch: pytest.MonkeyPatch,
) -> tuple[Estimated, ...]:
    """Estimate with some waves in files and with all of them in memory; return the former, which are equal."""
    held = [read_wave(one, known, PLACES, []) for one in found]
    assert all(isinstance(one, Wave) for one in held)
    in_memory = estimate_surveys([one for one in held if isinstance(one, Wave)], known, PLACES, FEWEST)
    with patch.context() as small:
        read_in_pieces(small)
        mixed: list[AnyWave] = [
            read_wave(one, known, PLACES, [], scratch) if is_large else wave
            for one, wave, is_large in zip(found, held, large, strict=True)
        ]
        assert [isinstance(one, LargeWave) for one in mixed] == list(large)
        from_files = estimate_every_survey(mixed, known, PLACES, FEWEST, scratch)
    assert [one.waves for one in from_files] == [one.waves for one in in_memory]
    for ours, theirs in zip(from_files, in_memory, strict=True):
        assert_equal(ours.estimates, theirs.estimates)
        assert ours.table.drop("weight").columns == theirs.table.drop("weight").columns
        assert (ours.table["weight"] - theirs.table["weight"]).abs().max() == pytest.approx(0, abs=1e-3)
    return from_files


@pytest.mark.slow
@pytest.mark.parametrize("large", [(True, True, True), (False, False, True), (True, False, False)])
@pytest.mark.parametrize("theirs", [True, False], ids=["calibrated by the producer", "calibrated here"])
def test_the_shipped_survey_is_calibrated_standardised_and_pooled(
    sources: Path,
    large: tuple[bool, ...],
    theirs: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not theirs:
        for period in PERIODS:
            mend(sources / period, r"^design_weight = .*$", "")
            mend(sources / period, r"^synthetic = true$", 'synthetic = true\nunused = ["design_weight"]')
    found = held_against_memory(cards(sources), read_catalogue(), sources / "scratch", large, monkeypatch)
    assert [one.waves for one in found][-1] == PERIODS
    assert any(one.estimates.standardised for one in found)


def clustered(sources: Path, period: str, change: Callable[[pl.DataFrame], pl.DataFrame], design: str) -> None:
    """Exchange a wave by one drawn in sampled areas, and what its card says of the design."""
    wave = sources / period
    deliver(wave, lambda _: change(clustered_wave(int(period))))
    text = (wave / "card.toml").read_text(encoding="utf-8")
    start, end = text.index("[design.calibration]"), text.index("[population]")
    (wave / "card.toml").write_text(text[:start] + text[end:], encoding="utf-8")
    mend(wave, r"^panel = .*$", f'panel = "none"\nlonely_psu = "adjust"\n{design}')


def sized(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(areas=pl.lit(500.0))


@pytest.mark.slow
@pytest.mark.parametrize("large", [(True, True, True), (False, True, False)])
def test_sampled_areas_with_and_without_an_fpc_and_a_wave_of_single_respondents_are_pooled(
    sources: Path, large: tuple[bool, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    clustered(sources, "2024", sized, 'psu = "psu"\nfpc = "areas"')
    clustered(sources, "2025", lambda rows: rows.drop("psu"), "")
    clustered(sources, "2026", lambda rows: rows, 'psu = "psu"')
    found = held_against_memory(cards(sources), read_catalogue(), sources / "scratch", large, monkeypatch)
    assert [one.waves for one in found][-1] == PERIODS


def two_stages(folder: Path) -> SourceCard:
    """People sampled inside sampled areas."""
    size = 40
    frame = respondents(
        id=[f"p{at}" for at in range(size)],
        weight=[float(at % 7 + 1) for at in range(size)],
        stratum=["s", "t"] * (size // 2),
        psu=[f"v{at % 2} {at // 8}" for at in range(size)],
        region=["01", "02", "01", "21"] * (size // 4),
        language=["fi", "fi", "sv", None] * (size // 4),
        q1=[1, 2, 8, 1, None] * (size // 5),
        q2=[2, 1, 1, 8] * (size // 4),
        areas=[90] * size,
        people=[60] * size,
    )
    design = DESIGN.replace('psu = "psu"', 'psu = "psu"\nfpc = "areas"\nsecond_fpc = "people"\npanel = "none"')
    return card(folder, parquet(frame), "answers.parquet", "respondents", design)


def test_people_sampled_inside_sampled_areas_have_both_stages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held_against_memory([two_stages(tmp_path)], catalogue(), tmp_path / "scratch", [True], monkeypatch)


@pytest.mark.parametrize(
    ("panel", "period", "code"),
    [
        ("", "2027", "too_many_for_panel"),  # ids of the wave in the file are compared with none
        ('panel = "psus"', "2027", "too_many_for_panel"),
        ('panel = "psus"', "2025", "too_many_for_panel"),
        ("", "2025", None),
        ('panel = "none"', "2027", None),
    ],
)
def test_a_wave_beside_one_in_a_file_must_say_that_it_shares_nobody_with_an_earlier_one(
    tmp_path: Path, panel: str, period: str, code: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = held_beside(tmp_path, {"2026": 'panel = "none"', period: panel}, monkeypatch)
    assert [type(one) for one in known] == [LargeWave, Wave]
    with raises(code, path="card.toml", key="design.panel") if code else nullcontext():
        estimate_every_survey(known, catalogue(), PLACES, FEWEST, tmp_path / "scratch")


def test_waves_in_memory_that_share_people_are_found_beside_one_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = held_beside(tmp_path, {"2026": 'panel = "none"', "2024": "", "2025": ""}, monkeypatch)
    with raises("panel_undeclared", key="design.panel"):
        estimate_every_survey(known, catalogue(), PLACES, FEWEST, tmp_path / "scratch")


def held_beside(folder: Path, panels: dict[str, str], patch: pytest.MonkeyPatch) -> list[AnyWave]:
    """Return the wave of 2026 in a file, and the others (period -> what their cards say of a panel) in memory."""
    read_in_pieces(patch)
    design = DESIGN.replace('psu = "psu"', 'psu = "psu"\nlonely_psu = "adjust"\nPANEL')
    many = pl.concat([respondents(id=[f"{at}a", f"{at}b", f"{at}c"]) for at in range(10)])
    frames = {"2026": many}
    return [
        read_wave(
            card(
                folder,
                parquet(frames.get(period, respondents())),
                "answers.parquet",
                "respondents",
                design.replace("PANEL", panel),
                period=period,
            ),
            catalogue(),
            PLACES,
            [],
            folder / "scratch",
        )
        for period, panel in panels.items()
    ]


@pytest.mark.slow
def test_a_weight_that_is_not_the_producers_calibration_is_refused_with_its_row(
    sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = pl.int_range(1, pl.len() + 1)
    deliver(
        sources / "2026",
        lambda rows: rows.with_columns(pl.when(row == 5000).then(99.0).otherwise("weight").alias("weight")),
    )
    read_in_pieces(monkeypatch)
    wave = read_wave(cards(sources)[-1], read_catalogue(), PLACES, [], sources / "scratch")
    with raises("calibration_not_theirs", path=FILE, row=5000, found=99.0):
        estimate_every_survey([wave], read_catalogue(), PLACES, FEWEST, sources / "scratch")
