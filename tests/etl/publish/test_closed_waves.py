"""A released wave is closed: what counts as the same wave, filed again under another name."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from etl.publish.closed_waves import reading_of, refuse_copies, refuse_reopened, released_waves
from etl.publish.served.record import read_record
from etl.publish.served.revisions import Revisions
from etl.read.sources import Wave
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, card

ANSWERS = 200


def people(seed: int, questions: int = 8, size: int = ANSWERS) -> pl.DataFrame:
    """Draw respondents of a survey that asks so many questions of five answers."""
    random = np.random.default_rng(seed)
    return pl.DataFrame(
        {
            "row": np.arange(1, size + 1),
            "respondent": [f"{seed}-{at}" for at in range(size)],
            "weight": random.uniform(0.5, 2, size),
            "stratum": ["all"] * size,
            "psu": [f"{at}" for at in range(size)],
            "fpc": pl.Series([None] * size, dtype=pl.Float64),
            "area": random.choice(["01", "02", "21"], size),
            "language": random.choice(["fi", "sv", "foreign"], size),
            **{f"q{at}": random.integers(1, 6, size) for at in range(questions)},
        }
    )


def wave(folder: Path, rows: pl.DataFrame, period: str, source: str = "survey") -> Wave:
    content = f"{source} {period} {rows.hash_rows().sum()}".encode()
    return Wave(card(folder, content, "x.csv", "respondents", DESIGN, period=period, id=source), rows)


def filed(folder: Path, rows: pl.DataFrame, source: str = "survey", period: str = "2027") -> tuple[Wave, Wave]:
    """File a released wave and another; weights, ids and the order of rows of the second are its own."""
    first, second = wave(folder, people(1), "2026"), wave(folder, rows, period, source)
    return first, second


def renumbered(rows: pl.DataFrame) -> pl.DataFrame:
    shuffled = rows.sample(fraction=1.0, shuffle=True, seed=5)
    ids = pl.Series("respondent", [f"new {at}" for at in range(rows.height)])
    return shuffled.with_columns(ids, pl.col("weight") * 1.01, row=pl.int_range(1, rows.height + 1))


@pytest.mark.parametrize(
    "again",
    [
        renumbered(people(1)),
        renumbered(pl.concat([people(1), people(9, size=1)])),
        renumbered(people(1).head(-1)),
        renumbered(people(1).with_columns(q0=pl.when(pl.col("row") < 20).then(1).otherwise("q0"))),
        renumbered(people(1).head(ANSWERS // 3)),
        renumbered(pl.concat([people(1), people(2, size=1000)])),
    ],
    ids=["the same", "one late reply", "one withdrawn", "some altered", "a part of it", "among many others"],
)
@pytest.mark.parametrize("source", ["survey", "survey_again"])
def test_the_people_of_a_released_wave_under_another_name_are_refused(
    tmp_path: Path, again: pl.DataFrame, source: str
) -> None:
    old, new = filed(tmp_path, again, source)
    known = released_waves([old.card], "2026", 1)
    with raises("released_wave_copied", path=new.card.path, wave="survey 2026", edition="2026"):
        refuse_copies([old, new], known)
    refuse_copies([old, new], [])  # before the release nothing is closed
    refuse_copies([old, new], [*known, *released_waves([new.card], "2026", 1)])


@pytest.mark.parametrize(
    ("questions", "size", "recognised"),
    [(1, ANSWERS, False), (2, ANSWERS, True), (8, ANSWERS, True), (1, 1000, False), (2, 1000, False), (8, 1000, True)],
)
def test_another_sample_is_no_copy_however_little_is_asked(
    tmp_path: Path,
    questions: int,
    size: int,
    recognised: bool,  # noqa: FBT001 - where hardly anybody answers as nobody else does, the same people are not
) -> None:
    old, new = wave(tmp_path, people(1, questions, size), "2026"), wave(tmp_path, people(2, questions, size), "2027")
    known = released_waves([old.card], "2026", 1)
    refuse_copies([old, new], known)
    again = wave(tmp_path, renumbered(people(1, questions, size)), "2028")
    with raises("released_wave_copied", path=again.card.path) if recognised else nullcontext():
        refuse_copies([old, new, again], known)


def test_the_same_people_with_other_questions_are_no_copy(tmp_path: Path) -> None:
    other = people(1).rename({f"q{at}": f"other{at}" for at in range(8)})
    old, new = filed(tmp_path, other, "other_survey")
    known = released_waves([old.card], "2026", 1)
    refuse_copies([old, new], known)
    half = wave(tmp_path, people(1).rename({f"q{at}": f"other{at}" for at in range(4)}), "2028", "other_survey")
    with raises("released_wave_copied", path=half.card.path, wave="survey 2026"):
        refuse_copies([old, new, half], known)


def test_a_wave_that_became_another_kind_of_source_is_gone(tmp_path: Path) -> None:
    known = released_waves([wave(tmp_path, people(1), "2026").card], "2026", 1)
    other = card(tmp_path, b"x", "x.csv", "aggregates")
    with raises("released_wave_missing", path="survey/2026"):
        refuse_reopened([other], known, read_record(tmp_path / "served"), Revisions())


def test_texts_of_the_card_may_be_mended_and_what_it_reads_may_not(tmp_path: Path) -> None:
    known = released_waves([wave(tmp_path, people(1), "2026").card], "2026", 1)
    same = {"folder": tmp_path, "content": f"survey 2026 {people(1).hash_rows().sum()}".encode(), "file": "x.csv"}
    texts = card(**same, kind="respondents", rest=DESIGN, top='url = "https://example.org"')
    nothing = read_record(tmp_path / "served")
    refuse_reopened([texts], known, nothing, Revisions())
    other = card(**same, kind="respondents", rest=DESIGN.replace('weight = "weight"', 'weight = "other"'))
    with raises("released_card_changed", edition="2026", version=1):
        refuse_reopened([other], known, nothing, Revisions())


@pytest.mark.parametrize(
    ("more", "same"),
    [
        ("", True),
        ("[asked.q1]\nwording = { fi = 'a', sv = 'a', en = 'a' }\n", True),
        ("[answer_codes.q1]\nA1 = 1\n", False),
        ("[missing]\nNA = 'M'\n", False),
        ("[choices.q1]\ncolumn = 'a'\nchosen = 1\nnot_chosen = 2\nempty = 'not_asked'\n", False),
    ],
)
def test_what_a_card_says_of_answers_is_part_of_how_a_file_is_read(tmp_path: Path, *, more: str, same: bool) -> None:
    plain, other = (
        card(tmp_path / name, b"x", "x.csv", "respondents", DESIGN + rest) for name, rest in (("a", ""), ("b", more))
    )
    assert (reading_of(plain) == reading_of(other)) is same
