"""The same people in two waves, or numbers that start again: what the card says against what the files show."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import polars as pl
import pytest

from etl.config.card import Panel
from etl.estimate.pooling.panel import check_panels, kappa
from etl.estimate.pooling.stack import pool_waves
from etl.read.sources import Wave
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card, csv, respondents

SIZE = 400
GROUPED = DESIGN + 'sex = "sex"\n'


def people(seed: int, *, numbers: int = 1, in_order: bool = False) -> pl.DataFrame:
    """Draw respondents with running numbers from `numbers`; `in_order`: sorted by area and language."""
    random = np.random.default_rng(seed)
    frame = pl.DataFrame(
        {
            "area": random.choice(["01", "02", "04"], SIZE),
            "language": random.choice(["fi", "sv"], SIZE, p=[0.8, 0.2]),
            "sex": random.choice(["f", "m"], SIZE),
        }
    )
    frame = frame.sort("area", "language") if in_order else frame
    number = pl.Series("respondent", range(numbers, numbers + SIZE)).cast(pl.String)
    return frame.with_columns(number, stratum="area", psu=number)


def wave(folder: Path, period: str, frame: pl.DataFrame, panel: Panel | None = None, *, psus: bool = False) -> Wave:
    one = card(folder, csv(respondents()), "answers.csv", "respondents", GROUPED, period=period)
    assert one.design is not None
    design = msgspec.structs.replace(one.design, panel=panel, psu="psu" if psus else None)
    return Wave(msgspec.structs.replace(one, design=design), frame)


def check(
    folder: Path, before: pl.DataFrame, now: pl.DataFrame, panel: Panel | None = None, *, psus: bool = False
) -> None:
    check_panels([wave(folder, "2025", before, psus=psus), wave(folder, "2026", now, panel, psus=psus)])


@pytest.mark.parametrize("in_order", [False, True])
def test_running_numbers_that_start_again_are_no_panel(tmp_path: Path, *, in_order: bool) -> None:
    # also in files sorted by stratum, where area and language of equal numbers agree: sex does not
    check(tmp_path, people(1, in_order=in_order), people(2, in_order=in_order))


def test_the_same_people_are_refused_until_a_card_says_so(tmp_path: Path) -> None:
    with raises("panel_undeclared", path="2026/card.toml", earlier="2025", same=SIZE):
        check(tmp_path, people(1), people(1))
    check(tmp_path, people(1), people(1), Panel.RESPONDENTS)


def test_a_tenth_of_a_wave_that_comes_back_is_a_panel_too(tmp_path: Path) -> None:
    fresh = people(2, numbers=5_000)
    with raises("panel_undeclared", same=40):
        check(tmp_path, people(1), pl.concat([people(1).head(40), fresh.tail(SIZE - 40)]))


def test_a_few_equal_ids_are_chance(tmp_path: Path) -> None:
    check(tmp_path, people(1), pl.concat([people(1).head(3), people(2, numbers=5_000).tail(SIZE - 3)]))


def test_people_who_moved_or_changed_their_answer_are_still_the_same(tmp_path: Path) -> None:
    moved = people(1).with_columns(area=pl.when(pl.int_range(pl.len()) % 10 == 0).then(pl.lit("05")).otherwise("area"))
    with raises("panel_undeclared"):
        check(tmp_path, people(1), moved)


def test_what_the_card_denies_is_believed(tmp_path: Path) -> None:
    check(tmp_path, people(1), people(1), Panel.NONE, psus=True)


def test_a_panel_of_strangers_is_refused_and_says_in_what_they_differ(tmp_path: Path) -> None:
    with raises("panel_of_strangers", same=SIZE, name="sex"):
        check(tmp_path, people(1, in_order=True), people(2, in_order=True), Panel.RESPONDENTS)


def test_a_panel_without_members_is_refused(tmp_path: Path) -> None:
    with raises("panel_without_members", same=0):
        check(tmp_path, people(1), people(2, numbers=5_000), Panel.RESPONDENTS)


def test_a_panel_that_rotates_shares_people_with_some_wave_before_not_with_all(tmp_path: Path) -> None:
    first, second, third = (people(1, numbers=number) for number in (1, 301, 601))
    second = pl.concat([first.tail(100), second.tail(SIZE - 100)])
    third = pl.concat([second.tail(100), third.tail(SIZE - 100)])
    assert not third["respondent"].is_in(first["respondent"].implode()).any()
    check_panels(
        [
            wave(tmp_path, "2024", first),
            wave(tmp_path, "2025", second, Panel.RESPONDENTS),
            wave(tmp_path, "2026", third, Panel.RESPONDENTS),
        ]
    )


def test_a_panel_of_areas_needs_a_column_of_them(tmp_path: Path) -> None:
    """Without one every respondent is a PSU, and numbers that start again would pass for the same areas."""
    with raises("panel_without_psu", path="2026/card.toml"):
        check(tmp_path, people(1), people(2), Panel.PSUS)


def test_equal_names_of_sampled_areas_need_a_word(tmp_path: Path) -> None:
    before = people(1).with_columns(psu=pl.lit("village"))
    now = people(2, numbers=5_000).with_columns(psu=pl.lit("village"))
    with raises("panel_of_psus_undeclared", earlier="2025", same=3):
        check(tmp_path, before, now, psus=True)
    check(tmp_path, before, now, Panel.PSUS, psus=True)
    check(tmp_path, before, now)  # without PSUs on the card every respondent is one


def test_kappa_is_1_for_the_same_and_0_by_chance() -> None:
    codes = pl.Series(["a", "b"] * 50)
    assert kappa(codes, codes) == 1
    assert kappa(codes, pl.Series(["a", "a", "b", "b"] * 25)) == pytest.approx(0)
    assert kappa(pl.Series(["a"]), pl.Series(["a"])) is None


def test_a_pooled_panel_keeps_its_psus() -> None:
    waves = {"2025": people(1), "2026": people(1)}
    assert pool_waves(waves, panel=True)["psu"].n_unique() == SIZE
    assert pool_waves(waves)["psu"].n_unique() == 2 * SIZE
