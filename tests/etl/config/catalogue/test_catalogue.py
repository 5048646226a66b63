"""The catalogue: what an indicator's file may say, and how a mistake in it is refused."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.errors import UserError
from etl.config.catalogue.catalogue import HERE, Catalogue, read_catalogue
from etl.config.toml import Text
from tests.errors import raises

SCALES = """
[agree5]
no_answer = [8, 9]
[agree5.codes]
1 = { fi = "täysin eri mieltä", sv = "helt av annan åsikt", en = "fully disagree" }
4 = { fi = "jokseenkin samaa mieltä", sv = "delvis av samma åsikt", en = "somewhat agree" }
5 = { fi = "täysin samaa mieltä", sv = "helt av samma åsikt", en = "fully agree" }
8 = { fi = "ei osaa sanoa", sv = "kan inte säga", en = "cannot say" }
9 = { fi = "ei halua vastata", sv = "vill inte svara", en = "refused" }
"""
GROUPS = """
[[dimensions]]
dim = "sex"
name = { fi = "Sukupuoli", sv = "Kön", en = "Sex" }
groups = [
    { code = "female", name = { fi = "Naiset", sv = "Kvinnor", en = "Women" } },
    { code = "male", name = { fi = "Miehet", sv = "Män", en = "Men" } },
]
"""
TEXTS = "\n".join(
    f'[{key}]\nfi = "fi {key}"\nsv = "sv {key}"\nen = "en {key}"'
    for key in ("name", "short", "clause", "question", "easy", "counts", "population", "why", "limits")
)
SHARE = f"""
position = 10
domain = "attitudes"
kind = "survey_share"
unit = "percent"
decimals = 0
direction = "higher"
headline = true
source = "demo_survey"
{TEXTS}
[answers]
column = "q01"
scale = "agree5"
yes = [4, 5]
[[breaks]]
period = "2025"
[breaks.reason]
fi = "syy"
sv = "orsak"
en = "reason"
"""
REGISTER = re.sub(r"\[(?:question|easy)\](\n.*){3}\n", "", SHARE.partition("[answers]")[0]).replace(
    "survey_share", "register_share"
)


def catalogue(folder: Path, *, scales: str = SCALES, groups: str = GROUPS, **entries: str) -> Catalogue:
    for name, text in {"scales": scales, "groups": groups, **entries}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return read_catalogue(folder)


# What a good catalogue gives


def test_an_indicator_is_named_by_its_file(tmp_path: Path):
    trust = catalogue(tmp_path, trust=SHARE).indicator("trust")
    assert trust.id == "trust"
    assert trust.name == Text(fi="fi name", sv="sv name", en="en name")
    assert trust.answers is not None
    assert trust.answers.yes == (4, 5)
    assert [at.period for at in trust.breaks] == ["2025"]


def test_indicators_come_in_the_order_of_their_positions(tmp_path: Path):
    read = catalogue(tmp_path, a=SHARE.replace("10", "12"), b=SHARE.replace("10", "11"), c=SHARE)
    assert [one.id for one in read.indicators] == ["c", "b", "a"]


def test_a_scale_tells_answers_from_no_answers(tmp_path: Path):
    scale = catalogue(tmp_path, trust=SHARE).scales["agree5"]
    assert list(scale.codes) == [1, 4, 5, 8, 9]
    assert scale.answers == (1, 4, 5)
    assert scale.no_answer == (8, 9)


def test_groups_are_known_by_dimension_and_code(tmp_path: Path):
    read = catalogue(tmp_path)
    assert [group.code for group in read.groups[0].groups] == ["female", "male"]
    assert read.has_group("sex", "male")
    assert not read.has_group("age", "male")


def test_a_register_needs_no_question_and_no_answers(tmp_path: Path):
    register = catalogue(tmp_path, turnout=REGISTER).indicator("turnout")
    assert register.question is None
    assert register.answers is None


def test_a_register_with_a_question_in_easy_language_is_refused(tmp_path: Path):
    with raises("easy_unwanted", path="turnout.toml", key="easy", found="en"):
        catalogue(tmp_path, turnout=REGISTER.replace("[counts]", '[easy]\nfi = "fi"\nsv = "sv"\nen = "en"\n[counts]'))


# What is refused, with file and key

MISTAKES = {
    "a misspelt key": ("headline", "headlne", "toml_unfit", None),
    "a missing language": ('sv = "sv why"\n', "", "toml_lacks", None),
    "an empty text": ('"sv why"', '" "', "text_empty", "why.sv"),
    "a control character": (
        '"sv why"',
        r'"sv\u000bwhy"',
        "control_character",
        "why.sv",
    ),
    "an empty reason": ('"orsak"', '""', "text_empty", "breaks 2025.reason.sv"),
    "a long short name": ('"sv short"', f'"{31 * "s"}"', "short_too_long", "short.sv"),
    "a survey without a clause": ("[clause]", "[naming]", "toml_unfit", None),
    "an unknown domain": ('"attitudes"', '"weather"', "toml_unfit", "domain"),
    "a position of another domain": ("= 10", "= 31", "position_outside_domain", "position"),
    "a position as text": ("= 10", '= "10"', "toml_unfit", "position"),
    "too many decimals": ("decimals = 0", "decimals = 3", "toml_unfit", "decimals"),
    "a unit that does not fit": ('"percent"', '"persons"', "unit_unfit", "unit"),
    "a survey without a question": ("[question]", "[naming]", "toml_unfit", None),
    "an unknown scale": ('"agree5"', '"agree7"', "answers_scale_unknown", "answers.scale"),
    "a yes outside the scale": ("[4, 5]", "[4, 6]", "yes_unknown", "answers.yes"),
    "a yes that is no answer": ("[4, 5]", "[5, 8]", "yes_unknown", "answers.yes"),
    "a share without a yes": ("yes = [4, 5]", "", "yes_missing", "answers.yes"),
    "a mean with a yes": (
        'kind = "survey_share"\nunit = "percent"',
        'kind = "survey_mean"\nunit = "points"',
        "yes_unwanted",
        "answers.yes",
    ),
    "a register with answers": ('"survey_share"', '"register_share"', "question_unwanted", "question"),
    "a published share with answers": ('"survey_share"', '"published_share"', "answers_unwanted", "answers"),
    "a survey that an authority recorded": (
        'unit = "percent"',
        'unit = "percent"\nrecorded_by = "police"',
        "recorded_by_unwanted",
        "recorded_by",
    ),
    "a wrong break period": ('"2025"', '"spring 2025"', "toml_unfit", "breaks[0].period"),
}


@pytest.mark.parametrize(("right", "wrong", "code", "key"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_refused_with_file_and_key(tmp_path: Path, right: str, wrong: str, code: str, key: str | None):
    assert right in SHARE
    with raises(code, path="trust.toml", key=key):
        catalogue(tmp_path, trust=SHARE.replace(right, wrong, 1))


def test_a_mistake_is_told_with_what_stood_there_and_what_to_do(tmp_path: Path):
    with pytest.raises(UserError) as refused:
        catalogue(tmp_path, trust=SHARE.replace("[4, 5]", "[5, 8]"))
    assert str(refused.value) == (
        f"{tmp_path}/trust.toml, key answers.yes: these are no answers of the scale (1, 4, 5). Found: 8. "
        "Name codes of the scale that are answers."
    )


def test_a_survey_share_without_answers_is_refused(tmp_path: Path):
    with raises("answers_missing", key="answers", kind="survey_share"):
        catalogue(tmp_path, trust=SHARE.partition("[answers]")[0])


def test_a_survey_without_a_wording_is_refused(tmp_path: Path):
    text = re.sub(r"\[question\](\n.*){3}\n", "", SHARE)
    with raises("question_missing", key="question"):
        catalogue(tmp_path, trust=text)


def test_a_survey_of_our_own_needs_its_question_in_easy_language(tmp_path: Path):
    text = re.sub(r"\[easy\](\n.*){3}\n", "", SHARE)
    with raises("easy_missing", path="trust.toml", key="easy"):
        catalogue(tmp_path, trust=text)


def test_a_survey_of_our_own_needs_a_clause_for_its_sentences(tmp_path: Path):
    text = SHARE.replace('[clause]\nfi = "fi clause"\nsv = "sv clause"\nen = "en clause"\n', "")
    with raises("clause_missing", path="trust.toml", key="clause"):
        catalogue(tmp_path, trust=text)


def test_two_indicators_at_one_position_are_refused(tmp_path: Path):
    with raises("position_taken", path="trust.toml", key="position", found=10, indicator="safety"):
        catalogue(tmp_path, trust=SHARE, safety=SHARE)


def test_a_break_that_stands_twice_is_refused(tmp_path: Path):
    text = SHARE + "[[breaks]]" + SHARE.partition("[[breaks]]")[2]
    with raises("break_twice", key="breaks"):
        catalogue(tmp_path, trust=text)


def test_context_carries_no_judgement(tmp_path: Path):
    text = REGISTER.replace("attitudes", "context").replace("= 10", "= 90")
    with raises("context_judged", key="direction"):
        catalogue(tmp_path, population=text)


def test_a_no_answer_that_is_not_in_the_scale_is_refused(tmp_path: Path):
    with raises("scale_code_missing", path="scales.toml", key="agree5.no_answer", found=(99,)):
        catalogue(tmp_path, scales=SCALES.replace("[8, 9]", "[8, 99]"))


def test_a_code_that_is_no_number_is_refused(tmp_path: Path):
    with raises("toml_unfit", path="scales.toml"):
        catalogue(tmp_path, scales=SCALES.replace("4 =", "four ="))


def test_a_group_that_stands_twice_is_refused(tmp_path: Path):
    with raises("catalogue_group_twice", path="groups.toml", key="sex", found="female"):
        catalogue(tmp_path, groups=GROUPS.replace('"male"', '"female"'))


def test_a_missing_scales_file_is_refused(tmp_path: Path):
    with raises("toml_missing", path="scales.toml"):
        read_catalogue(tmp_path)


def test_an_indicator_nobody_wrote_is_refused(tmp_path: Path):
    with raises("indicator_unknown", found="luck"):
        catalogue(tmp_path, trust=SHARE).indicator("luck")


def test_a_source_without_a_card_is_refused(tmp_path: Path):
    read = catalogue(tmp_path, trust=SHARE)
    read.check_sources({"demo_survey"})
    with raises("catalogue_source_missing", path="trust.toml", key="source", sources=("another",)):
        read.check_sources({"another"})


@given(st.lists(st.sampled_from([1, 4, 5, 8, 9, 2, 77]), max_size=4))
def test_only_answers_of_the_scale_ever_count_as_yes(tmp_path_factory: pytest.TempPathFactory, yes: list[int]):
    folder = tmp_path_factory.mktemp("yes")
    text = SHARE.replace("[4, 5]", str(yes))
    if yes and set(yes) <= {1, 4, 5}:
        assert catalogue(folder, trust=text).indicator("trust").id == "trust"
    else:
        with raises("yes_unknown" if yes else "yes_missing", key="answers.yes"):
            catalogue(folder, trust=text)


# Standardised differences


@pytest.mark.parametrize("by", ['["sex"]', '["shoe_size"]'])
def test_groups_standardised_by_themselves_or_by_the_unknown_are_refused(tmp_path: Path, by: str):
    text = GROUPS.replace('dim = "sex"\n', f'dim = "sex"\nstandardised_by = {by}\n')
    with raises("standardised_by_unknown", path="groups.toml", key="sex"):
        catalogue(tmp_path, groups=text)


@pytest.mark.parametrize("merged", ['["female"]', '["female", "male"], ["male"]', '["female", "man"]'])
def test_merged_classes_without_a_code_or_with_one_twice_are_refused(tmp_path: Path, merged: str):
    text = GROUPS.replace('dim = "sex"\n', f'dim = "sex"\nmerged = [{merged}]\n')
    with raises("merged_unfit", path="groups.toml", key="sex"):
        catalogue(tmp_path, groups=text)


# The catalogue we ship

SHIPPED = read_catalogue()


def test_the_shipped_names_fit_on_a_card():
    names = [text for one in SHIPPED.indicators for text in (one.name.fi, one.name.sv, one.name.en)]
    assert [name for name in names if len(name) > 56] == []
    assert len(names) == len(set(names))


def test_every_domain_has_three_to_five_headline_indicators():
    for domain in ("attitudes", "security", "interaction", "participation"):
        assert 3 <= sum(one.headline for one in SHIPPED.indicators if one.domain == domain) <= 5


def test_no_question_is_asked_in_two_columns_and_no_column_twice():
    columns = [one.answers.column for one in SHIPPED.indicators if one.answers]
    assert sorted(columns) == [f"q{number:02}" for number in range(1, 17)]


def test_every_scale_is_used():
    assert set(SHIPPED.scales) == {one.answers.scale for one in SHIPPED.indicators if one.answers}


def texts(found: object) -> list[str]:
    """Every text of a TOML table."""
    if isinstance(found, dict):
        return [text for value in found.values() for text in texts(value)]
    if isinstance(found, list):
        return [text for value in found for text in texts(value)]
    return [found] if isinstance(found, str) else []


@pytest.mark.parametrize("file", sorted(HERE.glob("*.toml")), ids=lambda file: file.stem)
def test_shipped_texts_are_clean(file: Path):
    for text in texts(tomllib.loads(file.read_text(encoding="utf-8"))):
        assert text == text.strip()
        assert "  " not in text
        assert not re.search(r"\d-\d{2}", text) or re.fullmatch(r"\d\d-\d\d", text), (
            f"an en dash stands in ranges: {text}"
        )


def test_language_and_origin_are_standardised_for_sex_and_age():
    by = {one.dim: one.standardised_by for one in SHIPPED.groups if one.standardised_by}
    assert by == {"language": ("sex", "age"), "origin": ("sex", "age")}
