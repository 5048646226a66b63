"""What is told of an own group of regions: of what it is made, why a number is missing, why it cannot be pooled."""

from dataclasses import replace

import pytest

from contract.codes import Kind, Language
from picture.charts.lines import trend_lines
from picture.query.model import NotPooled
from picture.text.findings.trend import trend_headline, trend_lead
from picture.text.reading.own_groups import own_group_note, own_group_sentences, own_group_sources
from tests.picture.own_groups import EAST, members, trend_with_own_group
from tests.picture.presented import captions_of, source_line

HIDDEN = {
    "fi": "Itä-Suomi 2026: lukua ei näytetä, koska jotakin sen osaa ei näytetä. {area}: ei näytetä (liian epävarma).",
    "sv": "Itä-Suomi 2026: siffran visas inte, eftersom någon del av den inte visas. {area}: visas inte (för osäkert).",
    "en": "Itä-Suomi 2026: no figure is shown, as some part of it is not. {area}: not shown (too uncertain).",
}
UNTESTED = {"fi": "muutosta ei testata", "sv": "testas inte", "en": "is not tested"}


@pytest.mark.parametrize("language", Language)
def test_its_regions_its_formula_and_what_is_hidden_are_told(language):
    made_of, formula, hidden = own_group_sentences(trend_with_own_group(language))
    assert all(area.name in made_of for area in members(language))
    assert UNTESTED[language] in formula
    assert hidden == HIDDEN[language].format(area=members(language)[1].name)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("why", NotPooled)
def test_a_group_that_cannot_be_pooled_says_why_beside_its_name_and_has_no_formula(language, why):
    dataset = trend_with_own_group(language, why)
    _, reason = own_group_sentences(dataset)
    assert reason.startswith("Itä-Suomi: ")
    assert not own_group_sources(dataset)
    [line] = [one for one in trend_lines(dataset).lines if one.own]
    assert line.why
    assert not line.shown


@pytest.mark.parametrize("language", Language)
def test_source_line_notes_and_tables_say_that_it_is_pooled(language):
    dataset = trend_with_own_group(language)
    [told] = own_group_sources(dataset)
    assert told in source_line(dataset)
    assert all(text in captions_of(dataset).notes for text in own_group_sentences(dataset))
    own = [row for row in dataset.rows if row.area == EAST.area]
    assert {own_group_note(row, dataset) for row in own} == {told}
    assert {own_group_note(row, dataset) for row in dataset.rows if row not in own} == {""}


@pytest.mark.parametrize("language", Language)
def test_no_finding_tells_of_it(language):
    dataset = trend_with_own_group(language)
    assert EAST.name not in f"{trend_headline(dataset)} {trend_lead(dataset)}"


def test_its_line_has_a_band_its_name_and_its_latest_number():
    dataset = trend_with_own_group("en")
    [line] = [one for one in trend_lines(dataset).lines if one.own]
    assert line.banded
    assert line.end_label(dataset) == "Itä-Suomi 50%"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("fi", "oma ryhmä Itä-Suomi: yhdistetty 6 maakunnasta"),
        ("sv", "egen grupp Itä-Suomi: sammanslagen av 6 landskap"),
        ("en", "own group Itä-Suomi: pooled from 6 regions"),
    ],
)
def test_many_regions_are_counted_in_the_source_line_and_named_in_tables(language, told):
    dataset = trend_with_own_group(language)
    [group] = dataset.own_groups
    many = replace(dataset, own_groups=(replace(group, members=group.members * 3),))
    assert own_group_sources(many) == [told]
    row = next(row for row in many.rows if row.area == EAST.area)
    assert own_group_note(row, many).count(group.members[0].name) >= 3


def test_the_formula_of_several_groups_is_told_once_behind_their_names():
    dataset = trend_with_own_group("en")
    told = own_group_sentences(replace(dataset, own_groups=dataset.own_groups * 2))
    assert ["formula" if "is not tested" in text else "" for text in told] == ["", "", "formula", "", ""]


@pytest.mark.parametrize(("language", "told"), [("fi", "summa"), ("sv", "summan"), ("en", "the sum")])
def test_of_counts_the_sum_is_told(language, told):
    dataset = trend_with_own_group(language)
    count = replace(dataset.indicators[0], kind=Kind.REGISTER_COUNT)
    _, formula, _ = own_group_sentences(replace(dataset, indicators=(count,)))
    assert told in formula


def test_periods_that_are_hidden_for_one_reason_are_told_together():
    dataset = trend_with_own_group("en")
    [group] = dataset.own_groups
    earlier = replace(group.hidden[0], period="2025")
    told = own_group_sentences(replace(dataset, own_groups=(replace(group, hidden=(earlier, *group.hidden)),)))
    assert told[-1].startswith("Itä-Suomi 2025 and 2026: no figure is shown")
