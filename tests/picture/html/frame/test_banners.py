"""What a reader must know before he reads a figure."""

from dataclasses import replace
from datetime import UTC, date, datetime

from contract.codes import Language
from picture.html.frame.banners import banners
from picture.query.corrections import Correction, Notice
from picture.query.model import Stamp

STAMP = Stamp("0123456789ab", "2026", 1, "published", datetime(2026, 11, 1, tzinfo=UTC), False, 3)


def test_nothing_to_say_takes_no_room():
    assert banners(STAMP, Language.FI) == ""


def test_a_withdrawn_edition_is_told_first():
    stamp = replace(STAMP, synthetic=True, withdrawn=date(2026, 11, 2), reason="<fel>")
    told = banners(stamp, Language.SV, instead=True)
    assert told.count('<p class="lb-banner') == 3
    assert told.index("lb-withdrawn") < told.index('role="status"') < told.index("Demonstration")
    assert "&lt;fel&gt;" in told


def test_who_signed_in_is_told_that_it_is_a_preview_and_finds_the_way_out():
    told = banners(STAMP, Language.SV, sign_out="auth/logout")
    assert "Förhandsvisning för namngivna personer" in told
    assert '<a href="auth/logout">Logga ut</a>' in told


def test_the_last_notice_of_the_edition_is_one_line_before_what_is_made_up():
    others = [Notice("2025", 1, date(2026, 12, 9), "of another edition"), Notice("2026", 1, date(2026, 12, 1), "first")]
    notices = [*others, Notice("2026", 1, date(2026, 12, 3), "<last>")]
    told = banners(replace(STAMP, synthetic=True), Language.EN, notices)
    assert told.count('<p class="lb-banner') == 2
    assert told.index("Notice of 3 December 2026: &lt;last&gt;") < told.index("Demonstration")


def test_the_last_correction_tells_what_was_wrong_and_since_when():
    first = date(2026, 11, 1)
    others = [Correction("2025", 9, first, 1, first, "of another edition"), Correction("2026", 9, first, 1, first, "x")]
    own = Correction("2026", 2, date(2026, 11, 9), 1, first, "<Turnout> of two regions.")
    told = banners(replace(STAMP, version=2), Language.EN, corrections=[*others, own])
    assert told.count('<p class="lb-banner') == 1
    assert "Corrected on 9 November 2026: &lt;Turnout&gt; of two regions. The wrong figures were published on 1" in told
    assert 'href="editions?lang=en"' in told
    assert banners(STAMP, Language.EN, corrections=[*others, own]) == ""  # the version that it corrects
