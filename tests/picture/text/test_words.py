"""Words in three languages, and how each language writes numbers and dates."""

import re
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import picture.text.words
from contract.codes import Language, Unit
from picture.text.words import amount, day, interval, listing, number, period, signed, word, word_files
from tests.all_words import WORDS
from tests.picture.factory import indicator
from tests.texts import not_the_same

ROOT = Path(picture.text.words.__file__).parents[2]
PUT_TOGETHER = (
    *(
        "events_",
        "report_that_",
        "pack_image_",
        "guide_",
    ),  # the code builds these keys from a value: word(f"mark_{mark}")
    *("guide_", "choose_from", "choose_to", "editions_", "semantic_", "version_", "release_", "input_"),
    *("slide_sign_", "choose_edition", "embargo_"),
    *("corrected_", "wrong_"),
    *("recheck_", "access_", "approval_"),
    *("local_sampling_", "local_waves_", "local_heard_", "local_kind_"),
    *("kit_", "planner_", "collect_"),
    *("register_", "forum_", "assessment_"),
    *("contribution_guide_", "plans_"),
    *("refresh_", "template_"),
    *("figure_", "announced_"),
    *("unit_", "mark_", "domain_", "level_", "menu_", "export_", "change_", "hidden_", "column_", "tab_", "evidence_"),
    *(
        "country_",
        "previous_",
        "trend_",
        "group_",
        "map_",
        "ends_",
        "numerals_",
        "groups_",
        "among_",
        "drawn_",
        "why_",
        "n_by_",
        "certain_",
        "no_significant_",
        "no_certain_",
        "turned_",
        "news_",
        "lead_",
        "tally_",
        "matrix_",
        "order_",
        "reading_",
        "where_",
        "since_",
        "onward_",
        "nothing_why_",
        "place_onward_",
        "compare_",
        "in_",
        "search_also_",
        "named_",
        "classes_",
        "method_classes_",
        "sort_",
        "panel_",
        "finding_",
        "lead_",
        "legend_unit_",
        "reading_map_",
        "years_",
        "higher",
        "lower",
    ),
    *("kind_", "quality_", "pooled_not_"),
    *("front_", "profile_", "when_", "changed_", "standardised_", "mode_", "fieldwork_column_"),
    "choose_lang",
    "choose_sort",
    *("methods_interval", "methods_verdict", "methods_corrected", "methods_lowest"),
    *("methods_break", "methods_hiding", "methods_easy"),
)


def test_a_key_has_three_languages_with_the_same_places():
    assert not_the_same(WORDS) == []


def test_a_word_is_empty_in_all_languages_or_in_none():
    assert [key for key, told in WORDS.items() if any(told.values()) != all(told.values())] == []


def test_a_word_has_no_stray_spaces():
    texts = chain.from_iterable(told.values() for told in WORDS.values())
    assert [text for text in texts if text != text.strip() or "  " in text] == []


def test_every_key_stands_once():
    written = "".join(path.read_text(encoding="utf-8") for path in word_files())
    headers = re.findall(r"^\[(\w+)\]", written, re.MULTILINE)
    assert len(headers) == len(set(headers))


def test_no_word_lies_unused():
    scripts = [ROOT / "app.py", *(ROOT / "picture").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
    written = set(re.findall(r"""["'](\w+)["']""", "".join(p.read_text(encoding="utf-8") for p in scripts)))
    assert [key for key in WORDS if key not in written and not key.startswith(PUT_TOGETHER)] == []


@pytest.mark.parametrize("language", Language)
def test_the_name_of_an_indicator_has_its_capital_only_where_a_sentence_begins(language):
    """Inside a sentence an indicator is told by its clause: "83% feel safe", not "in Lapland, Feels safe"."""
    inside = re.compile(r"[^:;.“”]\s\{indicator\}")
    assert [key for key, told in WORDS.items() if inside.search(told[language])] == []


def test_swedish_calls_a_significant_difference_significant():
    """Never "säker", which says that it surely is so: one term for one test."""
    sure = re.compile(r"\bsäk(er|ra|ert) (skillnad|förändring|ökning|minskning)|(ökade|minskade|skiljer sig) säkert")
    assert [key for key, told in WORDS.items() if sure.search(told["sv"].lower())] == []


def test_an_unknown_key_is_an_error():
    with pytest.raises(KeyError):
        word("no_such_word", "fi")


def test_a_missing_place_is_an_error():
    with pytest.raises(KeyError):
        word("edition", "fi", nothing=1)


def test_places_are_filled():
    assert word("edition", "sv", edition="2026") == "Utgåva 2026"


@pytest.mark.parametrize(
    ("value", "decimals", "fi", "en"),
    [
        (5563970.0, 0, "5\u202f563\u202f970", "5,563,970"),
        (1234.5, 1, "1\u202f234,5", "1,234.5"),
        (-0.6, 1, "\u22120,6", "\u22120.6"),
        (41.0, 1, "41,0", "41.0"),
        (0.25, 2, "0,25", "0.25"),
        (999.0, 0, "999", "999"),
        (1000.0, 0, "1\u202f000", "1,000"),
    ],
)
def test_finnish_and_swedish_write_a_decimal_comma_and_a_narrow_space_english_a_comma_and_a_point(
    value, decimals, fi, en
):
    assert [number(value, decimals, language) for language in Language] == [fi, fi, en]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.5, "1"), (40.5, "41"), (41.5, "42"), (-40.5, "\u221241"), (40.49, "40"), (99.96, "100")],
)
def test_halves_round_away_from_zero_as_the_workbook_and_the_slide_do_it(value, written):
    assert {number(value, 0, language) for language in Language} == {written}


def test_what_rounds_to_nothing_has_no_minus():
    assert number(-0.04, 1, "en") == "0.0"
    assert signed(-0.04, 1, "en") == "0.0"


@pytest.mark.parametrize(
    ("value", "written"), [(3.2, "+3,2"), (-3.2, "\u22123,2"), (0.0, "0,0"), (-1234.0, "\u22121\u202f234,0")]
)
def test_a_difference_has_its_sign(value, written):
    assert signed(value, 1, "fi") == written


@given(st.floats(-1e9, 1e9), st.integers(0, 3), st.sampled_from(Language))
def test_what_is_written_reads_back_as_the_rounded_number_and_never_breaks_or_uses_a_hyphen(value, decimals, language):
    text = number(value, decimals, language)
    assert not set(text) & {" ", "\u00a0", "-"}
    plain = text.replace("\u202f", "").replace("\u2212", "-")
    read = float(plain.replace(",", "") if language == "en" else plain.replace(",", "."))
    assert read == pytest.approx(value, abs=0.51 * 10**-decimals)


def test_a_percent_sign_stands_apart_in_finnish_and_swedish_and_close_in_english():
    share = indicator("fi")
    assert [amount(41.4, share, language) for language in Language] == ["41\u00a0%", "41\u00a0%", "41%"]


def test_a_count_names_what_it_counts_and_a_mean_is_bare():
    count = replace(indicator("sv"), unit=Unit.PERSONS)
    assert [amount(5563970.0, count, language) for language in Language] == [
        "5\u202f563\u202f970\u00a0henkilöä",
        "5\u202f563\u202f970\u00a0personer",
        "5,563,970\u00a0persons",
    ]
    assert amount(6.25, replace(count, unit=Unit.POINTS, decimals=1), "sv") == "6,3"


def test_an_interval_has_an_en_dash():
    assert interval(37.6, 44.4, indicator("fi"), "fi") == "38–44"
    assert interval(37.64, 44.4, replace(indicator("fi"), decimals=1), "sv") == "37,6–44,4"


@pytest.mark.parametrize(("language", "written"), [("fi", "5.1.2026"), ("sv", "5.1.2026"), ("en", "5 January 2026")])
def test_dates_are_written_as_each_language_does(language, written):
    assert day(date(2026, 1, 5), language) == written


def test_a_period_has_an_en_dash():
    assert [period(p) for p in ("2026", "2018-2019")] == ["2026", "2018–2019"]


def test_a_month_is_written_as_people_write_it():
    assert [period(p) for p in ("2023M06", "2023M12", "2023Q1")] == ["6/2023", "12/2023", "2023Q1"]


@pytest.mark.parametrize(
    ("items", "told"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")]
)
def test_names_are_joined_as_a_sentence_does(items, told):
    assert listing(items, "sv") == told


@pytest.mark.parametrize(("language", "drawn"), [("fi", "viiva"), ("sv", "streck"), ("en", "line")])
def test_an_interval_is_drawn_as_a_line_and_called_so_in_every_language(language, drawn):
    assert drawn in WORDS["methods_easy_text"][language]
    assert not re.search(r"\bbar\b", WORDS["methods_easy_text"][language])
