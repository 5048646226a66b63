"""The page of editions: what is current, what was wrong, which versions there are, what comes next, how to cite."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from markupsafe import Markup

from contract.codes import Language
from contract.editions.difference import Change
from picture.html.editions.anchors import EditionsPlace
from picture.html.editions.corrections import MOST_CORRECTED, corrections_html
from picture.html.editions.differences import differences_html, differences_section
from picture.html.editions.page import editions_first, editions_rest
from picture.query.choices import read_choices
from picture.query.corrections import CalendarEntry
from picture.query.editions.difference import compare_versions
from picture.query.editions.pair import chosen_pair
from picture.text.words import word
from tests.picture.corrected import FIRST_DAY, REASON, SECOND_DAY, WRONG, correct, corrected_database
from tests.picture.hostile import PAYLOAD, hostile, seen
from tests.picture.small import small_database

BASE = "https://tilanne.example.fi"
HIDDEN = (None, None, None, None, "A", "C")


def choices(language="en", con=None):
    """What the corrected version knows."""
    with con or corrected_database() as opened:
        return read_choices(opened, language)


def draft(language="en"):
    """What the first draft of a picture knows: nothing was released, nothing announced."""
    with small_database() as con:
        con.execute("UPDATE build SET status = 'draft'")
        return read_choices(con, language)


def told(html):
    """What readers read, on one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def test_the_newest_version_that_stands_is_the_current_one():
    assert "edition 2026, version 2, published on 1 December 2026" in told(editions_first(choices()))


@pytest.mark.parametrize("language", Language)
def test_a_draft_says_that_nothing_was_published_and_nothing_announced(language):
    read = told(editions_first(draft(language)) + editions_rest(draft(language), BASE))
    assert word("editions_draft", language, edition="2026", built=re.search(r"24[. ]\S+ ?2026", read)[0]) in read
    assert word("answer_next", language) in read
    assert word("answer_quote_draft", language) in read
    assert word("editions_not_yet", language) in read
    assert "?edition=" not in read


def test_a_draft_after_an_edition_names_the_edition_that_was_published_last():
    with corrected_database() as con:
        con.execute("UPDATE build SET status = 'draft', version = 3")
        read = told(editions_first(read_choices(con, "en")))
    assert "a draft of edition 2026" in read
    assert "Last published: edition 2026, version 2, 1 December 2026." in read


def test_a_withdrawn_version_is_not_the_current_one():
    with corrected_database() as con:
        con.execute("UPDATE edition_version SET withdrawn = DATE '2026-12-05' WHERE version = 2")
        con.execute("UPDATE build SET version = 1")
        read = told(editions_first(read_choices(con, "en")))
    assert "The current one is edition 2026, version 1" in read
    assert "withdrawn on 5 December 2026" in read


@pytest.mark.parametrize("language", Language)
def test_a_correction_says_what_was_wrong_since_when_and_every_figure_before_and_after(language):
    read = told(corrections_html(choices(language)))
    assert f"{REASON} {language}" in read
    assert word("correction_head", language, day=_day(SECOND_DAY, language)) in read
    assert _day(FIRST_DAY, language) in read
    assert read.index("58") < read.index("60", read.index("58"))
    assert f"North {language}" in read


def test_the_newest_correction_stands_first():
    with corrected_database() as con:
        correct(con, 3, date(2026, 12, 20), 1, FIRST_DAY, before=WRONG, after=(61.0, 59.0, 63.0, 1000, "A", "F"))
        read = told(corrections_html(read_choices(con, "en")))
    assert read.index("20 December 2026") < read.index("1 December 2026")


def test_a_figure_that_is_hidden_now_is_not_repeated_and_one_that_is_gone_is_called_removed():
    with corrected_database() as con:
        con.execute("UPDATE correction_cell SET old_value = 58.7, new_value = NULL, new_conf_status = 'C'")
        hidden = told(corrections_html(read_choices(con, "en")))
        gone = ", ".join(f"new_{name} = NULL" for name in ("obs_status", "conf_status", "ci_low", "ci_high", "n"))
        con.execute(f"UPDATE correction_cell SET {gone}")
        removed = told(corrections_html(read_choices(con, "en")))
    assert "58" not in hidden.split("Was")[1]
    assert word("cell_could_be_seen", "en") in hidden
    assert word("hidden_confidential", "en") in hidden
    assert word("change_removed", "en") in removed


def test_every_corrected_figure_leads_to_its_permanent_address():
    assert 'href="figure?cell=trust/2026/MK01/all.all&amp;lang=sv"' in corrections_html(choices("sv"))


def test_a_long_list_is_folded_and_ends_with_how_many_more_there_are():
    found = choices()
    (cell,) = found.editions.cells_of(found.editions.corrections[0])
    many = {str(number): (replace(cell, geo_year=number),) for number in range(MOST_CORRECTED + 7)}
    html = corrections_html(replace(found, editions=replace(found.editions, cells=many)))
    assert "<details" in html
    assert html.count("figure?cell=") == MOST_CORRECTED
    assert word("correction_more", "en", count="7") in told(html)


def test_a_notice_is_told_apart_from_corrections():
    html = editions_first(choices())
    assert "A notice en" in html.split(f'id="{EditionsPlace.NOTICES}"')[1].split("</section>")[0]
    assert "A notice en" not in corrections_html(choices())


def test_every_version_leads_to_itself_to_its_files_and_to_what_it_changed():
    html = editions_first(choices("sv"))
    assert 'href=".?edition=2026-1&amp;lang=sv"' in html
    assert 'href="methods?edition=2026-2&amp;lang=sv#downloads"' in html
    assert 'href="editions?from=2026-1&amp;to=2026-2&amp;lang=sv#differences"' in html
    assert html.index('id="version-2026-2"') < html.index('id="version-2026-1"')


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [("1.2.3", "2.0.0", "breaking"), ("1.2.3", "1.3.0", "adding"), ("1.2.3", "1.2.4", "correcting")],
)
def test_a_version_says_in_words_what_it_means_to_whoever_used_the_one_before(before, after, key):
    found = choices()
    versions = tuple(replace(one, semantic=text) for one, text in zip(found.editions.versions, (before, after)))  # noqa: B905
    read = told(editions_first(replace(found, editions=replace(found.editions, versions=versions))))
    assert word(f"semantic_{key}", "en") in read
    assert word("semantic_first", "en") in read


@pytest.mark.parametrize(
    ("first", "last", "when"),
    [
        (date(2027, 11, 1), date(2027, 12, 31), "November–December 2027"),
        (date(2027, 11, 1), date(2027, 11, 30), "November 2027"),
        (date(2027, 12, 1), date(2028, 1, 31), "December 2027–January 2028"),
        (date(2027, 12, 8), date(2027, 12, 8), "8 December 2027"),
        (date(2027, 12, 8), date(2027, 12, 10), "8 December 2027 – 10 December 2027"),
    ],
)
def test_a_planned_release_names_its_months_or_days_and_that_they_are_provisional(first, last, when):
    entry = CalendarEntry("2027", 1, "provisional", first, last, None, None, ())
    found = draft()
    html = editions_rest(replace(found, editions=replace(found.editions, calendar=(entry,))), BASE)
    assert f"Edition 2027 {when} (provisional)" in told(html)


def test_the_calendar_tells_moves_with_their_reasons_and_why_a_release_was_cancelled():
    with corrected_database() as con:
        con.execute(
            """INSERT INTO calendar_entry VALUES
            ('2027', 1, 8, 'confirmed', '2027-12-08', '2027-12-08', '2027-12-08T08:00:00+02:00', NULL, NULL, NULL),
            ('2028', 1, 9, 'cancelled', '2028-02-01', '2028-02-29', NULL, 'a', 'b', 'No survey.')"""
        )
        con.execute(
            """INSERT INTO calendar_move VALUES
            ('2027', 1, 9, '2027-12-01T08:00:00+02:00', '2027-11-20', 'a', 'b', 'Late.')"""
        )
        read = told(editions_rest(read_choices(con, "en"), BASE))
    assert "8 December 2027 at 8:00 (confirmed)" in read
    assert "Moved on 20 November 2027; announced before for 1 December 2027 at 8:00. Reason: Late." in read
    assert "February 2028 (cancelled) No survey." in read


def test_an_edition_is_cited_in_three_languages_with_the_address_of_its_version():
    html = editions_rest(choices("fi"), BASE)
    for language in Language:
        assert f'<p class="lb-cite" lang="{language}">' in html
    assert html.count(f"{BASE}/?edition=2026-2") == len(Language) + 2
    assert "@misc{lagesbild-2026-2," in html
    assert "TY  - DATA" in html


def compared(tmp_path, language="en", *changes):
    """What differs between the small database and a changed one."""
    small_database(tmp_path / "was").close()
    with small_database(tmp_path / "now") as con:
        for change in changes:
            con.execute(change)
    return compare_versions(tmp_path / "was", tmp_path / "now", language, 100)


@pytest.mark.parametrize("language", Language)
def test_what_differs_is_counted_explained_and_told_figure_by_figure(tmp_path, language):
    found = compared(
        tmp_path,
        language,
        "UPDATE estimate SET value = 61 WHERE indicator = 'trust' AND period = '2026' AND code = '01' AND value = 60",
        f"UPDATE indicator SET counts_{language} = 'Something else' WHERE id = 'trust'",
        "DELETE FROM series_break",
        f"UPDATE area SET name_{language} = 'Norden' WHERE level = 'maakunta' AND code = '01'",
    )
    inputs = (Change("source survey/2026/x.csv", "a", "b"), Change("code etl", None, "c"))
    html = differences_html(found, inputs, "2026-1/2026-2", choices(language))
    read = told(html)
    for said in (
        f"Counts of trust {language}",
        "Something else",
        f"The question was reworded. {language} ({word('change_removed', language)})",
        "Norden",
        "survey/2026/x.csv",
        f"etl ({word('change_added', language)})",
        f"{word('change_value', language)}: 1",
    ):
        assert said in read
    assert f'href="api/v1/differences/2026-1/2026-2.csv?lang={language}"' in html


def test_nothing_that_differs_is_said_to_be_the_same(tmp_path):
    assert told(differences_html(compared(tmp_path), (), "a/b", choices())) == word("differences_none", "en")


def test_new_figures_are_counted_and_not_listed(tmp_path):
    found = compared(
        tmp_path,
        "en",
        "INSERT INTO estimate SELECT * REPLACE ('2027' AS period) FROM estimate WHERE indicator = 'people'",
    )
    html = differences_html(found, (), "a/b", choices())
    assert f"{word('change_added', 'en')}: 4" in told(html)
    assert "figure?cell=" not in html


def test_versions_that_cannot_be_read_are_not_called_the_same():
    found = choices()
    pair = chosen_pair(found.editions.versions, "2031-1", "")
    read = told(differences_section(pair, Markup(), found, {"lang": "en"}))
    assert word("differences_not_kept", "en") in read
    assert word("differences_wrong", "en") in read
    assert word("differences_none", "en") not in read


def test_no_text_of_the_data_is_read_as_html(tmp_path):
    found = choices()
    editions = replace(hostile(found.editions), cells=found.editions.cells, corrections=found.editions.corrections)
    texts = [replace(one, text=PAYLOAD) for one in found.editions.corrections]
    cells = {key: tuple(replace(one, correction=texts[0]) for one in ones) for key, ones in editions.cells.items()}
    editions = replace(editions, corrections=tuple(texts), cells=cells)
    evil = replace(found, editions=editions, indicators=hostile(found.indicators))
    inputs = (Change(f"source {PAYLOAD}", "a", "b"),)
    differs = compared(tmp_path, "en", f"UPDATE indicator SET name_en = '{PAYLOAD.replace(chr(39), chr(39) * 2)}'")
    for html in (editions_first(evil), differences_html(differs, inputs, "a/b", evil)):
        assert "<script>" not in html
        assert PAYLOAD in seen(html)


def _day(value, language):
    return f"{value:%-d %B %Y}" if language == "en" else f"{value:%-d.%-m.%Y}"
