"""From one source file to the numbers inside a slide: the whole house, once.

The survey of 2026 is altered in one column and one region: of every ten people asked in Egentliga Finland (02),
six trust people of another background; in a later delivery of the same file seven do.
"""

import re
import shutil
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from contract.pointer import served_database
from etl.__main__ import main
from picture.export.pptx.deck import make_deck
from picture.export.workbook.xlsx import workbook
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.methods.tables import Change, ask_changes
from picture.query.model import Dataset
from picture.query.numbers import ask_groups, ask_map
from picture.query.selection import check, view_of
from picture.text.words import word
from tests.picture.export.reread import charts, table_of, words_on
from tests.picture.presented import item

SHIPPED = Path(__file__).parents[1] / "data" / "sources"
WAVE = Path("sources") / "demo_survey" / "2026"
FILE = "synthetic_answers.parquet"
REGION, QUESTION = "02", "q01"
YES, NO, ANSWERS = 5, 1, range(1, 6)  # codes of the trust scale; 8 and 9 are no answers
VIEW = {"indicator": "trust_other_background", "period": "2026", "area": "MK02"}


def survey(in_ten: int) -> pl.DataFrame:
    """The shipped answers, `in_ten` of every ten people in the region trusting."""
    rows = pl.read_parquet(SHIPPED / "demo_survey" / "2026" / FILE).with_row_index("i")
    answer = pl.when(pl.col("i") % 10 < in_ten).then(YES).otherwise(NO)
    altered = pl.when(pl.col("region") == REGION).then(answer).otherwise(pl.col(QUESTION)).cast(rows[QUESTION].dtype)
    return rows.with_columns(altered.alias(QUESTION)).drop("i")


def by_hand(rows: pl.DataFrame) -> float:
    """The weighted share of those who answered 4 or 5, in percent as it is published."""
    asked = rows.filter(pl.col(QUESTION).is_in(ANSWERS))
    yes = asked.filter(pl.col(QUESTION).is_in([4, 5]))
    return round(100 * yes["weight"].sum() / asked["weight"].sum())


def deliver(data: Path, in_ten: int, *, described: bool = True) -> None:
    """Put an altered file into the data folder; its card knows it, unless `described` is false."""
    file, card = data / WAVE / FILE, data / WAVE / "card.toml"
    survey(in_ten).write_parquet(file)
    if described:
        line = f'sha256 = "{sha256(file.read_bytes()).hexdigest()}"'
        # the other hashes are of other files
        told = re.sub(r"(?m)^sha256 = .*$", line, card.read_text(encoding="utf-8"), count=1)
        card.write_text(told, encoding="utf-8")


def asked(data: Path, ask=ask_map) -> Dataset:
    """What a page asks of the published picture, in Swedish."""
    with connect(served_database(data)) as con:
        choices = read_choices(con, "sv")
        choice, wrong = check(VIEW, {}, choices)
        assert not wrong
        return ask(con, view_of(choice, choices), choices)


def value(dataset: Dataset, code: str) -> float | None:
    return next(r.value for r in (*dataset.rows, *dataset.reference) if r.area.code == code and r.group.dim == "all")


@dataclass(frozen=True)
class Journey:
    data: Path
    map: Dataset
    groups: Dataset
    later: Dataset
    changes: tuple[Change, ...]
    exit_undeclared: int
    exit_code: int


@pytest.fixture(scope="module")
def journey(tmp_path_factory) -> Journey:
    """Build; deliver anew, declare the revision and build; deliver what no card knows and be refused."""
    data = tmp_path_factory.mktemp("journey")
    shutil.copytree(SHIPPED, data / "sources")
    for wave in (data / "sources" / "demo_survey").glob("202[2-5]"):
        shutil.rmtree(wave)  # one wave is enough
    deliver(data, 6)
    assert main(["--data", str(data)]) == 0
    first, groups = asked(data), asked(data, ask_groups)
    deliver(data, 7)
    refused = main(["--data", str(data)])
    assert main(["--data", str(data), "revise", "demo_survey", "2026", "--reason", "Answers were keyed wrongly."]) == 0
    assert main(["--data", str(data)]) == 0
    with connect(served_database(data)) as con:
        changes = ask_changes(con)
    later = asked(data)
    deliver(data, 1, described=False)
    return Journey(data, first, groups, later, changes, refused, main(["--data", str(data)]))


def test_answers_in_the_file_become_the_share_that_can_be_worked_out_by_hand(journey):
    rows = survey(6)
    assert value(journey.map, REGION) == by_hand(rows.filter(pl.col("region") == REGION))
    assert value(journey.map, "SSS") == by_hand(rows)


def test_the_share_comes_with_its_interval_its_rounded_n_and_its_name(journey):
    row = next(r for r in journey.map.rows if r.area.code == REGION)
    people = survey(6).filter(pl.col("region") == REGION).height
    assert (row.area.name, row.n) == ("Egentliga Finland", round(people, -1))
    assert row.ci_low < row.value < row.ci_high


def test_the_numbers_in_the_workbook_behind_the_slides_chart_are_those_of_the_answer(journey):
    dataset = journey.groups
    deck = Presentation(BytesIO(make_deck([item(dataset, "https://example.org/groups")])))
    inside = [row["value"] for row in table_of(charts(deck)[0])]
    assert dataset.reference[0].value == by_hand(survey(6).filter(pl.col("region") == REGION))
    assert inside == [r.value for r in dataset.rows]  # everybody is no reference of groups that have one of their own


def test_the_slide_says_where_the_numbers_come_from_and_that_they_are_made_up(journey):
    dataset = journey.groups
    deck = Presentation(BytesIO(make_deck([item(dataset, "https://example.org/groups")])))
    told = "\n".join(words_on(slide) for slide in deck.slides)
    for text in (word("synthetic_mark", "sv"), "Egentliga Finland", dataset.stamp.build):
        assert text in told


def test_the_workbook_of_the_map_holds_the_region(journey):
    dataset = journey.map
    book = load_workbook(BytesIO(workbook([item(dataset, "https://example.org/map")])))
    lines = [line for line in book.worksheets[1].iter_rows(values_only=True) if "Egentliga Finland" in line]
    assert [value(dataset, REGION) in line for line in lines] == [True]


def test_a_later_delivery_of_a_wave_that_was_served_is_refused_until_it_is_declared(journey):
    assert journey.exit_undeclared == 2


def test_a_later_delivery_changes_the_picture_and_only_that_it_was_computed_again_is_told(journey):
    assert value(journey.later, REGION) == by_hand(survey(7).filter(pl.col("region") == REGION))
    assert journey.later.stamp.build != journey.map.stamp.build
    assert Change("trust_other_background", "recomputed", None, ("2026",)) in journey.changes
    assert {c.what for c in journey.changes} == {"recomputed"}


def test_a_file_that_its_card_does_not_know_is_refused_and_the_published_picture_stays(journey):
    assert journey.exit_code == 2
    assert asked(journey.data) == journey.later
