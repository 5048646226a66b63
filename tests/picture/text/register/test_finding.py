"""The counts of the register in a sentence."""

import pytest

from contract.actions.codes import RegisterKind
from picture.query.register.register import Counts
from picture.text.register.finding import counted_known


@pytest.mark.parametrize(
    ("measures", "events", "fi", "sv", "en"),
    [
        (2, 1, "2 toimenpidettä ja yksi tapahtuma", "2 åtgärder och ett evenemang", "2 measures and one event"),
        (1, 0, "yksi toimenpide, ei yhtään tapahtumaa", "en åtgärd, inga evenemang", "one measure, no events"),
        (0, 2, "ei yhtään toimenpidettä, 2 tapahtumaa", "inga åtgärder, 2 evenemang", "no measures, 2 events"),
        (0, 0, "ei toimenpiteitä eikä tapahtumia", "inga åtgärder och inga evenemang", "no measures and no events"),
    ],
)
def test_measures_and_events_are_counted_in_one_breath(measures, events, fi, sv, en):
    kinds = {RegisterKind.MEASURE: measures, RegisterKind.EVENT: events}
    counts = Counts(kinds, domains={}, around=0, examples=0)
    assert [counted_known(counts, language) for language in ("fi", "sv", "en")] == [fi, sv, en]
