"""A question that was put in another way is another question: only a declared break lets both stand in one series."""

from pathlib import Path

import msgspec
import pytest

from etl.config.card import Asked, SourceCard, read_cards
from etl.config.catalogue.catalogue import Catalogue, read_catalogue
from etl.config.toml import Text
from etl.read.wording import check_wording, wordings
from tests.errors import raises

DATA = Path(__file__).parents[3] / "data" / "sources"
OLD = Text(fi="vanha", sv="gammal", en="old")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue()


@pytest.fixture(scope="module")
def waves() -> list[SourceCard]:
    return [card for card in read_cards(DATA, 500) if card.id == "demo_survey"]


def question(catalogue: Catalogue, indicator: str) -> Text:
    found = catalogue.indicator(indicator).question
    assert found is not None
    return found


def put(waves: list[SourceCard], column: str, **by_period: Asked) -> list[SourceCard]:
    """The cards with one question as each wave asked it."""
    return [
        msgspec.structs.replace(card, asked={column: by_period[f"y{card.period}"]})
        if f"y{card.period}" in by_period
        else card
        for card in waves
    ]


def test_a_changed_wording_without_a_declared_break_stops_the_build(catalogue, waves):
    now = question(catalogue, "close_friend")
    cards = put(waves, "q10", y2025=Asked(wording=OLD), y2026=Asked(wording=now))
    with raises(
        "wording_changed", path="card.toml", column="q10", indicator="close_friend", before="2025", after="2026"
    ):
        check_wording(cards, catalogue)


def test_a_changed_wording_at_a_declared_break_is_let_through(catalogue, waves):
    now = question(catalogue, "trust_municipality")  # its break stands before 2025
    cards = put(waves, "q14", y2024=Asked(wording=OLD), y2025=Asked(wording=now), y2026=Asked(wording=now))
    check_wording(cards, catalogue)
    assert [row["period"] for row in wordings(cards, catalogue)] == ["2024", "2025", "2026"]


def test_a_changed_code_list_without_a_declared_break_stops_the_build(catalogue, waves):
    now = question(catalogue, "close_friend")
    cards = put(
        waves, "q10", y2025=Asked(wording=now, codes=(1, 2, 8, 9)), y2026=Asked(wording=now, codes=(1, 2, 3, 8, 9))
    )
    with raises("answer_codes_changed", found=(1, 2, 3, 8, 9), indicator="close_friend", before="2025"):
        check_wording(cards, catalogue)


def test_the_newest_wording_is_the_one_that_the_catalogue_shows(catalogue, waves):
    with raises("wording_not_shown", indicator="close_friend"):
        check_wording(put(waves, "q10", y2026=Asked(wording=OLD)), catalogue)


def test_a_wave_that_says_nothing_of_its_wording_is_not_compared(catalogue, waves):
    check_wording(waves, catalogue)
    assert list(wordings(waves, catalogue)) == []


def test_the_wording_of_every_wave_that_says_it_is_kept(catalogue, waves):
    now = question(catalogue, "trust_municipality")
    cards = put(waves, "q14", y2024=Asked(wording=OLD), y2026=Asked(wording=now))
    assert list(wordings(cards, catalogue)) == [
        {"indicator": "trust_municipality", "period": "2024", "question_fi": "vanha", "question_sv": "gammal"}
        | {"question_en": "old"},
        {"indicator": "trust_municipality", "period": "2026"}
        | {f"question_{language}": getattr(now, language) for language in ("fi", "sv", "en")},
    ]
