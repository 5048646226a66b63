"""The population and the sample beside a card: read by row, and agreeing with the respondents and the card."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import msgspec
import polars as pl
import pytest

from etl.config.card import SourceCard, read_card
from etl.read.sources import Wave, read_all
from etl.read.survey.counts import read_population, read_sample
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, FIELDWORK, LIMIT, catalogue, csv, put, respondents

AREAS = read_classification()
PEOPLE = {"region": ["01", "02", "21"], "language": ["fi", "sv", "foreign"], "population": [100, 90, 80]}
SAMPLE = {"region": ["01", "02", "21"], "language": ["fi", "sv", "foreign"], "sampled": [4, 3, 3]}


def survey(folder: Path, people: pl.DataFrame, sample: pl.DataFrame, card: str = DESIGN + FIELDWORK) -> SourceCard:
    """Put three respondents with a file of their population and one of their sample."""
    there = {"population.csv": csv(people), "sampled.csv": csv(sample)}
    hashes = {name: sha256(content).hexdigest() for name, content in there.items()}
    sampled = f'sample_file = "sampled.csv"\nsample_sha256 = "{hashes["sampled.csv"]}"\n'
    population = f'[population]\nfile = "population.csv"\nsha256 = "{hashes["population.csv"]}"\n'
    path = put(folder, csv(respondents()), "answers.csv", "respondents", card + sampled + population)
    for name, content in there.items():
        path.with_name(name).write_bytes(content)
    return read_card(path, LIMIT)


def wave(folder: Path, card: str = DESIGN + FIELDWORK, **changed: list[object]) -> Wave:
    """Read the survey with columns of the population or, where they start with s_, of the sample exchanged."""
    people = PEOPLE | {name: values for name, values in changed.items() if not name.startswith("s_")}
    sample = SAMPLE | {name[2:]: values for name, values in changed.items() if name.startswith("s_")}
    frames = (pl.DataFrame(table, strict=False) for table in (people, sample))
    return read_all([survey(folder, *frames, card)], catalogue(), AREAS).waves[0]


def test_the_population_comes_in_our_columns_and_whole_persons(tmp_path: Path) -> None:
    read = wave(tmp_path)
    assert read.population is not None
    assert read.population.to_dict(as_series=False) == {
        "area": ["01", "02", "21"],
        "language": ["fi", "sv", "foreign"],
        "population": [100, 90, 80],
    }
    assert read.sample is not None
    assert read.sample["sampled"].to_list() == [4, 3, 3]


def test_areas_and_groups_may_be_written_as_in_the_file_of_respondents(tmp_path: Path) -> None:
    codes = DESIGN + '[groups.codes.language]\nsuomi = "fi"\n' + FIELDWORK
    read = wave(tmp_path, codes, region=["Uusimaa", "02", "Åland"], language=["suomi", "sv", "foreign"])
    assert read.population is not None
    assert read.population["area"].to_list() == ["01", "02", "21"]
    assert read.population["language"].to_list() == ["fi", "sv", "foreign"]


def test_a_survey_may_have_neither(tmp_path: Path) -> None:
    card = read_card(put(tmp_path, csv(respondents()), "answers.csv", "respondents", DESIGN), LIMIT)
    assert read_population(card, catalogue(), AREAS) is None
    assert read_sample(card, catalogue(), AREAS) is None


@pytest.mark.parametrize(
    ("changed", "code", "at"),
    [
        ({"population": [100, -1, 80]}, "not_a_count_of_persons", {"path": "population.csv", "row": 3}),
        ({"population": [100, 90.5, 80]}, "not_a_count_of_persons", {"path": "population.csv", "row": 3}),
        ({"population": [100, None, 80]}, "cell_empty", {"column": "population", "row": 3}),
        ({"population": ["100", "many", "80"]}, "not_a_number", {"column": "population", "row": 3}),
        ({"language": ["fi", "svenska", "foreign"]}, "group_code_unknown", {"column": "language", "row": 3}),
        ({"language": ["fi", None, "foreign"]}, "cell_empty", {"column": "language", "row": 3}),
        ({"region": ["01", "99", "21"]}, "area_unknown_near", {"column": "region", "row": 3}),
        (
            {"region": ["01", "01", "21"], "language": ["fi", "fi", "foreign"]},
            "group_counted_twice",
            {"column": "language", "row": 2},
        ),
        ({"inhabitants": [1, 2, 3]}, "column_unknown", {"column": "inhabitants"}),
        ({"s_sampled": [4, -3, 3]}, "not_a_count_of_persons", {"path": "sampled.csv", "row": 3}),
    ],
)
def test_counts_that_cannot_be_are_refused_with_their_row(tmp_path: Path, changed, code: str, at) -> None:
    with raises(code, **at):
        wave(tmp_path, **changed)


def test_counts_without_groups_are_refused(tmp_path: Path) -> None:
    card = survey(tmp_path, pl.DataFrame({"population": [270]}), pl.DataFrame(SAMPLE))
    with raises("counts_of_no_group", path="population.csv"):
        read_population(card, catalogue(), AREAS)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"population": [100, 0, 80]}, "group_without_population"),
        ({"region": ["01", "04", "21"]}, "group_without_population"),
        ({"language": ["fi", "fi", "foreign"]}, "group_without_population"),
        ({"s_sampled": [4, 0, 6]}, "group_not_sampled"),
        ({"s_sampled": [4, 4, 4]}, "sampled_differ"),
        ({"population": [100, 2, 80]}, "sampled_more_than_people"),
    ],
)
def test_a_population_or_a_sample_that_does_not_match_the_respondents_is_refused(
    tmp_path: Path, changed, code: str
) -> None:
    with raises(code):
        wave(tmp_path, **changed)


@pytest.mark.parametrize(("missing", "code"), [("", "sign_undeclared"), ('".." = "C"', "cell_empty")])
def test_a_sign_in_the_place_of_a_count_is_no_count(tmp_path: Path, missing: str, code: str) -> None:
    card = f"[missing]\n{missing}\n{DESIGN}{FIELDWORK}"
    with raises(code, path="population.csv", column="population", row=3):
        wave(tmp_path, card, population=["100", "..", "80"])


def test_more_respondents_than_rows_are_refused_and_fewer(tmp_path: Path) -> None:
    for told in (2, 4):
        with raises("responded_differ", key="fieldwork.responded", found=told, rows=3):
            wave(tmp_path, DESIGN + FIELDWORK.replace("responded = 3", f"responded = {told}"))


def test_more_respondents_of_a_group_than_were_sampled_are_refused(tmp_path: Path) -> None:
    people = {"region": ["01", "02", "21"], "population": [100, 90, 80]}
    sample = {"region": ["01", "02", "21"], "sampled": [1, 8, 1]}
    rows = respondents(region=["01", "01", "21"])
    card = survey(tmp_path, pl.DataFrame(people), pl.DataFrame(sample))
    (card.path).write_bytes(csv(rows))
    with raises("group_more_than_sampled", group=("01",), found=2, sampled=1):
        read_all([card], catalogue(), AREAS)


def test_a_sample_counted_by_other_groups_than_the_population_is_refused(tmp_path: Path) -> None:
    card = survey(tmp_path, pl.DataFrame(PEOPLE), pl.DataFrame({"region": ["01", "02", "21"], "sampled": [4, 3, 3]}))
    with raises("sample_of_other_groups", found=("area",)):
        read_all([card], catalogue(), AREAS)


def test_a_respondent_of_no_known_group_is_not_looked_for(tmp_path: Path) -> None:
    card = survey(tmp_path, pl.DataFrame(PEOPLE), pl.DataFrame(SAMPLE))
    card.path.write_bytes(csv(respondents(language=["fi", None, "foreign"])))
    assert read_all([card], catalogue(), AREAS).waves[0].respondents.height == 3


def test_a_survey_without_fieldwork_is_refused_once_its_answers_can_be_read(tmp_path: Path) -> None:
    def silent(answers: pl.DataFrame, folder: str) -> SourceCard:
        path = put(tmp_path / folder, csv(answers), "answers.csv", "respondents", DESIGN)
        return msgspec.structs.replace(read_card(path, LIMIT), fieldwork=None)

    with raises("card_part_missing", path="card.toml", kind="respondents", part="fieldwork"):
        read_all([silent(respondents(), "whole")], catalogue(), AREAS)
    with raises("answer_code_unknown", path="answers.csv", column="q1"):
        read_all([silent(respondents().with_columns(q1=pl.lit(77)), "wrong")], catalogue(), AREAS)
