"""A note in what StatFin answers is declared before its figures are taken."""

import msgspec
import pytest

from contract.errors import UserError
from etl.config.card import read_card
from etl.config.notes import AcceptedNote
from etl.read.formats.notes import Note
from tests.etl.fetch.conftest import DECLARED, Fetching
from tests.standins.pxweb import PxWeb

MERGED = "Data for merged municipalities have been combined."


def test_a_note_of_the_service_stops_the_fetch_and_an_accepted_one_stands_on_the_card(fetching: Fetching, px: PxWeb):
    px.tables["StatFin/vaerak/11ra.px"].note.append(MERGED)
    url = px.base
    with pytest.raises(UserError) as refused:
        fetching.take("statfin_population", url)
    assert refused.value.code == "notes_not_declared"
    assert refused.value.parameters["notes"] == [f"“{MERGED}”"]
    accepted = AcceptedNote(note=f"{Note(MERGED).fingerprint} {MERGED}")
    declared = msgspec.structs.replace(DECLARED["statfin_population"], accepted_notes=(accepted,))
    folder = fetching.take(declared, url)
    assert read_card(folder / "card.toml", 200).accepted_notes == (accepted,)


def test_the_rule_for_small_counts_stands_on_the_card_too(fetching: Fetching, px: PxWeb):
    folder = fetching.take("statfin_population", px.base)
    assert read_card(folder / "card.toml", 200).disclosure == DECLARED["statfin_population"].disclosure
    assert DECLARED["statfin_population"].disclosure.min_count == 5
