"""Fieldwork under a picture, in notes and on the methods page: what is told, in three languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from contract.codes import FormLanguage, Language, Mode
from picture.export.codebook import codebook_blocks
from picture.html.methods.fieldwork import fieldwork_html
from picture.query.methods.tables import Represented
from picture.query.model import Dataset, Fieldwork
from picture.text.captions import captions_of
from picture.text.labels import respondents_text
from picture.text.source_lines import fieldwork_facts, fieldwork_line, fieldwork_lines
from picture.views import VIEW_KINDS
from tests.picture import factory
from tests.picture.export.reread import item

WAVE = Fieldwork(
    period="2026",
    sampled=18_030,
    responded=7_500,
    rate=41.6,
    modes=(Mode.WEB, Mode.PAPER),
    first_day=date(2026, 2, 2),
    last_day=date(2026, 5, 10),
    languages=(FormLanguage.FI, FormLanguage.SE, FormLanguage.RU),
    r_indicator=0.84,
    r_indicator_se=0.007,
    weight_ratio=4.6,
    kish=1.49,
)
BEFORE = replace(WAVE, period="2025", sampled=18_000, responded=7_680)
LATER = replace(WAVE, period="2027", responded=9_990)
PUBLISHED = Fieldwork("2022", None, 1_203, None, (Mode.TELEPHONE,), None, None, ())


def surveyed(language: Language, *waves: Fieldwork) -> Dataset:
    dataset = factory.map_dataset(language)
    return replace(dataset, sources=tuple(replace(source, fieldwork=waves) for source in dataset.sources))


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            Language.FI,
            (
                "Tiedonkeruu 2.2.2026 – 10.5.2026 (verkkolomake, paperilomake): otos 18\u202f030 henkilöä, "
                "vastanneita noin 7\u202f500, vastausosuus 42\u00a0%."
            ),
        ),
        (
            Language.SV,
            (
                "Datainsamling 2.2.2026 – 10.5.2026 (webblankett, pappersblankett): urval 18\u202f030 personer, "
                "omkring 7\u202f500 svarande, svarsfrekvens 42\u00a0%."
            ),
        ),
        (
            Language.EN,
            (
                "Fieldwork 2 February 2026 – 10 May 2026 (web form, paper form): 18,030 people sampled, "
                "about 7,500 responded, response rate 42%."
            ),
        ),
    ],
)
def test_one_line_tells_how_the_answers_were_collected(language: Language, line: str):
    assert fieldwork_line(WAVE, language) == line
    assert captions_of(surveyed(language, WAVE), VIEW_KINDS["map"].captions).fieldwork_line == line


def test_a_published_survey_tells_what_is_known_and_no_more():
    assert fieldwork_line(PUBLISHED, Language.EN) == "Fieldwork 2022 (telephone interview): about 1,203 responded."
    assert "R-indicator" not in " ".join(fieldwork_facts(PUBLISHED, Language.EN))


def test_where_only_the_mode_is_known_nothing_stays_open():
    alone = Fieldwork("2023", None, None, None, (Mode.WEB,), None, None, ())
    assert fieldwork_line(alone, Language.EN) == "Fieldwork 2023 (web form)."


def test_the_newest_fieldwork_up_to_the_shown_period_is_told():
    [told] = fieldwork_lines(surveyed(Language.EN, BEFORE, WAVE, LATER))
    assert told == fieldwork_line(WAVE, Language.EN)
    assert fieldwork_lines(surveyed(Language.EN)) == []
    assert fieldwork_lines(surveyed(Language.EN, LATER)) == []


def test_the_notes_and_the_codebook_tell_it_too():
    dataset = surveyed(Language.EN, WAVE)
    assert fieldwork_line(WAVE, Language.EN) in captions_of(dataset, VIEW_KINDS["map"].captions).notes
    facts = {term: text for block in codebook_blocks([item(dataset)]) for term, text in block}
    assert facts["Fieldwork 2026"] == " ".join(fieldwork_facts(WAVE, Language.EN))
    assert "Languages of the form: Finnish, Northern Sami, Russian." in facts["Fieldwork 2026"]
    assert (
        "7,500 respondents are about as precise as those of a simple random sample of 5,030 people"
        in facts["Fieldwork 2026"]
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (Language.FI, "n\u00a0≈\u00a07\u202f500, efektiivinen n\u00a0≈\u00a05\u202f030"),
        (Language.SV, "n\u00a0≈\u00a07\u202f500, effektivt n\u00a0≈\u00a05\u202f030"),
        (Language.EN, "n\u00a0≈\u00a07,500, effective n\u00a0≈\u00a05,030"),
    ],
)
def test_effective_n_stands_beside_n(language: Language, text: str):
    row = replace(factory.map_dataset(language).rows[0], n=7_500, effective_n=5_030)
    assert respondents_text(row, factory.indicator(language), language) == text


def represented(dim: str, name: str, *shares: float | None) -> Represented:
    return Represented("demo_survey", "2026", dim, "Language" if dim == "language" else "", name, *shares)


def test_the_methods_page_holds_every_wave_and_the_newest_against_the_population():
    sources = surveyed(Language.EN, BEFORE, WAVE).sources
    groups = [
        represented("language", "Swedish <speakers>", 5.0, 12.0, 49.0),
        represented("maakunta", "Åland", 1, None, None),
    ]
    told = fieldwork_html(sources, groups, Language.EN)
    for text in ("2025", "2026", "18,030", "0.84 (0.007)", "1.49", "4.6", "Northern Sami", "42%"):
        assert text in told
    assert '<th scope="row">Swedish &lt;speakers&gt;</th><td>5%</td><td>12%</td><td>49%</td>' in told
    assert '<th scope="row">Åland</th><td>1%</td><td></td><td></td>' in told


def test_languages_that_are_the_same_in_all_waves_are_told_once():
    told = fieldwork_html(surveyed(Language.EN, BEFORE, WAVE).sources, [], Language.EN)
    assert told.count("Finnish, Northern Sami, Russian") == told.count('class="lb-survey"')
    differ = replace(BEFORE, languages=(FormLanguage.FI,))
    assert "<td>Finnish</td>" in fieldwork_html(surveyed(Language.EN, differ, WAVE).sources, [], Language.EN)


def test_a_survey_of_one_wave_is_a_line_and_no_table():
    told = fieldwork_html(surveyed(Language.EN, PUBLISHED).sources, [], Language.EN)
    assert "<p>Period: 2022 · Responded: 1,203 · Mode: telephone interview</p>" in told
    assert "<table" not in told


def test_the_title_over_the_groups_names_the_wave_and_not_the_survey_again():
    source = replace(surveyed(Language.EN, WAVE).sources[0], id="demo_survey")
    told = fieldwork_html([source], [represented("maakunta", "Åland", 1, 1, 40)], Language.EN)
    assert "<summary>Respondents and population in 2026</summary>" in told


def test_columns_that_nobody_tells_are_left_out_and_no_survey_no_section():
    told = fieldwork_html(surveyed(Language.EN, PUBLISHED).sources, [], Language.EN)
    assert "Responded" in told
    assert "Sampled" not in told
    assert "R-indicator (standard error)" not in told
    assert fieldwork_html(surveyed(Language.EN).sources, [], Language.EN) == ""
