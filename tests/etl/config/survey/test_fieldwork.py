"""What a card tells of its fieldwork: all of it for a survey of our own, and nothing that contradicts itself."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from contract.codes import Mode
from etl.config.card import read_card
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, FIELDWORK, LIMIT, put

COUNTS = b"region,language,population\n01,fi,100\n"
POPULATION = f'[population]\nfile = "population.csv"\nsha256 = "{sha256(COUNTS).hexdigest()}"\n'


def survey(folder: Path, fieldwork: str = FIELDWORK, more: str = "", kind: str = "respondents") -> Path:
    path = put(folder, b"id\n1\n", "answers.csv", kind, DESIGN + fieldwork + more)
    path.with_name("population.csv").write_bytes(COUNTS)
    return path


def test_fieldwork_is_read_with_the_mode_that_was_offered_first_first(tmp_path: Path) -> None:
    told = read_card(survey(tmp_path), LIMIT).fieldwork
    assert told is not None
    assert (told.sampled, told.responded, told.modes) == (10, 3, (Mode.WEB, Mode.PAPER))


@pytest.mark.parametrize("key", ["sampled", "responded", "modes", "first_day", "last_day", "languages"])
def test_a_survey_of_our_own_tells_all_of_its_fieldwork(tmp_path: Path, key: str) -> None:
    left = "\n".join(line for line in FIELDWORK.splitlines() if not line.startswith(f"{key} ="))
    with raises("fieldwork_incomplete", key="fieldwork", missing=(key,)):
        read_card(survey(tmp_path, left + "\n"), LIMIT)


def test_a_published_survey_tells_what_is_known(tmp_path: Path) -> None:
    path = put(tmp_path, b"x", "x.csv", "aggregates", '[fieldwork]\nresponded = 1200\nmodes = ["telephone"]\n')
    told = read_card(path, LIMIT).fieldwork
    assert told is not None
    assert (told.sampled, told.responded) == (None, 1200)


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        ("last_day = 2026-04-30", "last_day = 2026-01-30", "fieldwork_backwards"),
        ("responded = 3", "responded = 11", "fieldwork_more_than_sampled"),
        ('modes = ["web", "paper"]', 'modes = ["web", "web"]', "fieldwork_twice"),
        ('languages = ["fi", "sv"]', 'languages = ["fi", "fi"]', "fieldwork_twice"),
        ("sampled = 10", 'sampled = 10\nsample_file = "sampled.csv"', "fieldwork_sample_half"),
        ('modes = ["web", "paper"]', 'modes = ["pigeon"]', "toml_unfit"),
        ('languages = ["fi", "sv"]', 'languages = ["finnish"]', "toml_unfit"),
        ("sampled = 10", "sampled = -10", "toml_unfit"),
    ],
)
def test_fieldwork_that_cannot_be_is_refused(tmp_path: Path, was: str, now: str, code: str) -> None:
    assert was in FIELDWORK
    with raises(code):
        read_card(survey(tmp_path, FIELDWORK.replace(was, now)), LIMIT)


def test_a_population_is_read_by_its_hash(tmp_path: Path) -> None:
    told = read_card(survey(tmp_path, more=POPULATION), LIMIT).population
    assert told is not None
    assert told.file == "population.csv"


@pytest.mark.parametrize(
    ("was", "now", "code"),
    [
        (POPULATION, '[population]\nfile = "population.csv"\n', "toml_lacks"),
        (POPULATION[-66:-2], "0" * 64, "source_file_changed"),
        ('"population.csv"', '"nowhere.csv"', "source_file_missing"),
        ('"population.csv"', '"../population.csv"', "card_file_in_folder"),
    ],
)
def test_a_population_that_is_not_what_the_card_says_is_refused(tmp_path: Path, was: str, now: str, code: str) -> None:
    assert was in POPULATION
    with raises(code):
        read_card(survey(tmp_path, more=POPULATION.replace(was, now)), LIMIT)
