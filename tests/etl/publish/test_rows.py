"""What a build knows, as the tables of the contract; and the id of a build."""

from pathlib import Path

import polars as pl

from etl.config.card import SourceCard
from etl.config.catalogue.catalogue import read_catalogue
from etl.config.follow_up import read_follow_up
from etl.config.policy import read_policy
from etl.publish.build_id import build_id, inputs_id
from etl.publish.load import load
from etl.publish.rows import Situation, database_tables
from etl.publish.shapes import newest_shapes
from geo.classification import read_classification
from tests.etl.read.helpers import card

PLACES = read_classification()
LEVELS = {"maakunta": 19, "elinvoimakeskus": 10, "ely": 16, "suuralue": 5}


def made(*cards: SourceCard) -> dict[str, pl.DataFrame]:
    rows = {(one.id, one.period): 3 for one in cards}
    shapes, nothing = newest_shapes(PLACES), pl.DataFrame()
    return database_tables(
        Situation(
            build="b1",
            version=1,
            status="draft",
            policy=read_policy(),
            catalogue=read_catalogue(),
            classification=PLACES,
            follow_up=read_follow_up([one.id for one in read_catalogue().indicators]),
            cards=cards,
            rows_read=rows,
            shapes=shapes,
            estimates=nothing,
            comparisons=nothing,
            small_areas=nothing,
        )
    )


def shipped(folder: Path) -> tuple[SourceCard, ...]:
    """One card for every source that the catalogue names."""
    ids = sorted({one.source for one in read_catalogue().indicators})
    return tuple(card(folder, b"x", "x.csv", "aggregates", id=name) for name in ids)


def test_catalogue_areas_shapes_and_policy_fit_the_contract(tmp_path: Path) -> None:
    contents = made(*shipped(tmp_path))
    load(contents, tmp_path, "b1")
    assert contents["indicator"].height == len(read_catalogue().indicators)
    assert dict(contents["shape"].group_by("level").len().rows()) == LEVELS
    assert contents["area_successor"].filter(pl.col("level") == "ely", pl.col("code") == "04")[
        "new_code"
    ].to_list() == ["03", "04"]


def test_questions_of_our_survey_stand_with_their_easy_wording_and_every_answer(tmp_path: Path) -> None:
    contents = made(*shipped(tmp_path))
    load(contents, tmp_path, "b1")
    asked = [one for one in read_catalogue().indicators if one.answers]
    questions = contents["question"]
    assert questions["column_name"].to_list() == [f"q{at:02}" for at in range(1, len(asked) + 1)]
    assert questions["easy_sv"].to_list() == [one.easy.sv for one in asked if one.easy]
    options = contents["answer_option"].filter(pl.col("scale") == "yesno")
    assert options.select("code", "is_answer", "text_sv").rows() == [
        (1, True, "ja"),
        (2, True, "nej"),
        (8, False, "kan inte säga"),
        (9, False, "vill inte svara"),
    ]


def test_what_is_followed_names_its_indicators_and_an_indirect_one_as_such(tmp_path: Path) -> None:
    contents = made(*shipped(tmp_path))
    load(contents, tmp_path, "b1")
    assert contents["follow_up"]["id"].to_list() == [
        "awareness_of_rights",
        "availability_of_support",
        "trust_in_decision_making",
    ]
    rows = contents["follow_up_indicator"].filter(follow_up="trust_in_decision_making")
    assert ("trust_municipality", False) in rows.select("indicator", "indirect").rows()
    assert ("fair_society", True) in rows.select("indicator", "indirect").rows()


def test_a_source_is_told_with_its_rule_and_every_note_once_in_three_languages_or_its_own_words(tmp_path: Path) -> None:
    told = '{ note = "0123456789ab", told = { fi = "a", sv = "b", en = "c" } }'
    top = f'accepted_notes = [{{ note = "3f2a91c0b7d4 In 2020, the survey moved" }}, {told}]'
    two = (card(tmp_path, one.encode(), "x.csv", "aggregates", period=one, top=top) for one in ("2025", "2026"))
    contents = made(*shipped(tmp_path), *two)
    rows = contents["source_note"].filter(pl.col("source") == "survey")
    assert rows.select("position", "own_words", "min_count", "text_sv").rows() == [
        (0, False, 1, "Allt publiceras"),
        (1, True, None, "In 2020, the survey moved"),
        (2, False, None, "b"),
    ]
    load(contents, tmp_path, "b2")


def test_a_source_is_told_by_its_newest_card_and_synthetic_by_any(tmp_path: Path) -> None:
    old = card(tmp_path, b"x", "x.csv", "aggregates", period="2025")
    new = card(tmp_path, b"y", "y.csv", "aggregates", top='url = "https://example.org/2026"')
    found = made(old, new)
    assert found["source"].select("id", "url", "synthetic").rows() == [("survey", "https://example.org/2026", True)]
    assert found["source_file"].select("period", "file", "rows").rows() == [("2025", "x.csv", 3), ("2026", "y.csv", 3)]


def test_the_edition_is_the_newest_year(tmp_path: Path) -> None:
    cards = [card(tmp_path, b"x", "x.csv", "aggregates", period=period) for period in ("2026", "2025")]
    assert made(*cards)["build"].select("id", "edition", "status").rows() == [("b1", "2026", "draft")]


def test_the_same_input_has_the_same_id_and_any_change_another(tmp_path: Path) -> None:
    editions, fetched = tmp_path / "editions", tmp_path / "boundaries"
    one = card(tmp_path, b"x", "x.csv", "aggregates")
    first = build_id([one], fetched, editions)
    assert build_id([one], fetched, editions) == first == inputs_id([one], fetched)
    assert build_id([], fetched, editions) != first
    editions.mkdir()
    (editions / "2026.toml").write_bytes(b"told before")
    assert build_id([one], fetched, editions) != first == inputs_id([one], fetched)
    (editions / "2026.toml").unlink()
    for unfinished in (
        "2026.toml.part12",
        "ledger-0123456789ab.parquet",
    ):  # of a release that died: it counts for nothing
        (editions / unfinished).write_bytes(b"never told")
    assert build_id([one], fetched, editions) == first
    changed = card(tmp_path, b"y", "x.csv", "aggregates")
    assert build_id([changed], fetched, editions) != first
    (fetched / "kunta4500k_2026").mkdir(parents=True)
    (fetched / "kunta4500k_2026" / "card.toml").write_bytes(b"boundaries")
    assert build_id([one], fetched, editions) != first
