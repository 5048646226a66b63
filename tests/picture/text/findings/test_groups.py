"""The finding of groups: the largest certain difference, its words in three languages, and what stands in for it."""

import re
import tomllib
from dataclasses import replace

import pytest

from contract.codes import Against, Language, Level, Unit, Verdict
from etl.config.catalogue import catalogue
from picture.query.model import Area, Comparison, Group
from picture.text.findings.among import among
from picture.text.findings.groups import certain_differences, groups_headline, groups_lead
from tests.picture.factory import groups_dataset

FI, SV, EN = Language
UUSIMAA = {FI: "Uusimaa", SV: "Nyland", EN: "Uusimaa"}
NAMES = {
    "language": ("Mother tongue", {"fi": "Finnish speakers", "sv": "Swedish speakers", "foreign": "Foreign-language"}),
    "sex": ("Sex", {"female": "Women", "male": "Men"}),
}


def difference(reference, size, verdict):
    return Comparison(Against.GROUP, reference, verdict, size, size - 2, size + 2, 5.0, approximate=False)


def groups(language=EN, swedish=7.0, foreign=9.0, male=-3.0, verdicts=None, **indicator):
    """Two blocks: Finnish speakers and women are what the others are compared with."""
    dataset = groups_dataset(language)
    found = verdicts or {}
    sizes = {"sv": ("fi", swedish), "foreign": ("fi", foreign), "male": ("female", male)}
    rows = []
    for dim, (dim_name, codes) in NAMES.items():
        for code, name in codes.items():
            stored = ()
            if code in sizes:
                reference, size = sizes[code]
                way = Verdict.HIGHER if size > 0 else Verdict.LOWER
                stored = (difference(reference, size, found.get(code, way)),)
            value = 61.0 + (sizes[code][1] if code in sizes else 0)
            shape = {"value": value, "ci_low": value - 2, "ci_high": value + 2, "obs_status": frozenset()}
            rows.append(replace(dataset.rows[0], group=Group(dim, code, dim_name, name), comparisons=stored, **shape))
    return replace(dataset, rows=tuple(rows), indicators=(replace(dataset.indicators[0], **indicator),))


def test_the_largest_certain_difference_is_the_title():
    assert [one.row.group.code for one in certain_differences(groups())] == ["foreign", "sv", "male"]
    assert next(one.row.group.code for one in certain_differences(groups(male=-12.0))) == "male"
    unsure = {"foreign": Verdict.NO_DIFFERENCE}
    assert [one.row.group.code for one in certain_differences(groups(verdicts=unsure))] == ["sv", "male"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (FI, "Vieraskielisistä suurempi osuus kuin suomenkielisistä luottaa eritaustaisiin ihmisiin"),
        (SV, "En större andel främmandespråkiga än finskspråkiga litar på människor med annan bakgrund"),
        (
            EN,
            "A larger share of foreign-language speakers than of Finnish speakers trust people of another background",
        ),
    ],
)
def test_a_share_is_told_as_larger_or_smaller_with_the_clause_of_the_indicator(language, told):
    assert groups_headline(groups(language)) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (FI, "Uudellamaalla miehistä pienempi osuus kuin naisista luottaa eritaustaisiin ihmisiin"),
        (SV, "En mindre andel män än kvinnor i Nyland litar på människor med annan bakgrund"),
        (EN, "In Uusimaa, a smaller share of men than of women trust people of another background"),
    ],
)
def test_another_area_than_the_country_is_named_in_the_title(language, told):
    dataset = groups(language, male=-20.0)
    area = Area(Level.MAAKUNTA, "01", UUSIMAA[language])
    assert groups_headline(replace(dataset, rows=tuple(replace(r, area=area) for r in dataset.rows))) == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (FI, "Vieraskielisillä luottamus on pienempi kuin suomenkielisillä"),
        (SV, "Förtroendet är mindre bland främmandespråkiga än bland finskspråkiga"),
        (EN, "Trust is lower among foreign-language speakers than among Finnish speakers"),
    ],
)
def test_a_mean_is_larger_or_smaller_itself(language, told):
    clause = {FI: "luottamus", SV: "förtroendet", EN: "trust"}[language]
    assert groups_headline(groups(language, foreign=-12.0, unit=Unit.POINTS, clause=clause)) == told


def test_an_indicator_without_a_clause_stands_before_a_colon():
    told = groups_headline(groups(clause=None, name="Housing"))
    assert told == "Housing: the figure is higher among foreign-language speakers than among Finnish speakers"


def test_the_lead_tells_every_block_with_its_numbers_that_of_the_title_first():
    told = re.sub(r"</?b>", "", groups_lead(groups(male=-12.0, verdicts={"sv": Verdict.NO_DIFFERENCE})))
    assert told == (
        "Sex: a smaller share of men (49%) than of women (61%). "
        "Mother tongue: a larger share of foreign-language speakers (70%) than of Finnish speakers (61%); "
        "no significant difference for Swedish speakers (68%)."
    )


def test_where_no_difference_is_certain_none_is_told():
    same = dict.fromkeys(("sv", "foreign", "male"), Verdict.NO_DIFFERENCE)
    dataset = groups(verdicts=same)
    assert "none of the groups compared differs" in groups_headline(dataset)
    assert "no significant difference for men (<b>58%</b>) compared with women (<b>61%</b>)" in groups_lead(dataset)
    assert not re.search("larger|smaller|higher|lower", groups_lead(dataset))


@pytest.mark.parametrize("language", Language)
def test_every_group_of_the_catalogue_that_is_compared_has_its_words(language):
    groups_file = tomllib.loads((catalogue.HERE / "groups.toml").read_text(encoding="utf-8"))
    compared = [one for one in groups_file["dimensions"] if one["dim"] in {"language", "origin", "sex", "age"}]
    for one in compared:
        for group in one["groups"]:
            told = among(Group(one["dim"], group["code"], "", group["name"][language]), "of", language)
            assert "”" not in told
            assert "“" not in told
