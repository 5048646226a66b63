"""What may be said of a difference with age and sex alike: every case, in three languages."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.query.model import Comparison, Group
from picture.text.findings.standardised import standardised_differences, standardised_line
from tests.picture import factory

NO = Verdict.NO_DIFFERENCE


def comparison(against: Against, difference: float | None, verdict: Verdict) -> Comparison:
    ends = (None, None) if difference is None else (difference - 2, difference + 2)
    return Comparison(against, "fi", verdict, difference, *ends, None, approximate=False)


def found(verdict: Verdict | None, difference: float | None) -> Verdict:
    return verdict or (Verdict.HIGHER if (difference or 0) > 0 else Verdict.LOWER)


def groups(raw, alike, language=Language.EN, raw_verdict=None, alike_verdict=None, **indicator):
    """Return a groups page of two languages, Finnish speakers the reference."""
    dataset = factory.groups_dataset(language)
    comparisons = (
        comparison(Against.GROUP, raw, found(raw_verdict, raw)),
        comparison(Against.GROUP_STANDARDISED, alike, found(alike_verdict, alike)),
    )
    fi, sv = (
        replace(dataset.rows[0], group=Group("language", code, "Language", name))
        for code, name in (("fi", "Finnish speakers"), ("sv", "Swedish speakers"))
    )
    rows = (replace(fi, comparisons=()), replace(sv, value=50.0, comparisons=comparisons))
    return replace(dataset, rows=rows, indicators=(replace(dataset.indicators[0], decimals=0, **indicator),))


def sentence(*args, **kwargs) -> str:
    (one,) = standardised_differences(groups(*args, **kwargs))
    return one.sentence


@pytest.mark.parametrize(
    ("raw", "alike", "verdicts", "said"),
    [
        (31, 26, {}, "Of the difference of 31 percentage points, 26 remain after standardisation for age and sex."),
        (-13, -10, {}, "Of the difference of 13 percentage points, 10 remain after standardisation for age and sex."),
        (2, 1, {}, "Of the difference of 2 percentage points, 1 remains after standardisation for age and sex."),
        (13, 16, {}, "The difference of 13 percentage points is larger, 16, after standardisation for age and sex."),
        (14, 14, {}, "The difference of 14 percentage points is the same after standardisation for age and sex."),
        (1, 1, {}, "The difference of 1 percentage point is the same after standardisation for age and sex."),
        (5, 4, {"alike_verdict": NO}, ("The difference of 5 percentage points is no longer statistically significant "
            "after standardisation for age and sex.")),
        (3, 4, {"raw_verdict": NO}, ("A statistically significant difference of 4 percentage points "
            "appears only after standardisation for age and sex.")),
        (-4, 5, {}, ("The difference changes direction after standardisation for age and sex: "
            "−4 unstandardised, +5 standardised.")),
        (1, 0, {"raw_verdict": NO, "alike_verdict": NO}, ("No statistically significant difference, "
            "either before or after standardisation for age and sex.")),
        (9, None, {"alike_verdict": Verdict.UNCERTAIN}, ("The difference is not standardised: "
            "some class of age and sex has too few answers.")),
    ],
)  # fmt: skip
def test_every_case_has_its_sentence(raw, alike, verdicts, said):
    assert sentence(raw, alike, **verdicts) == said


def test_finnish_and_swedish_say_the_same():
    assert sentence(31, 26, Language.FI) == (
        "31 prosenttiyksikön erosta jää jäljelle 26, kun ikä ja sukupuoli on vakioitu."
    )
    assert sentence(31, 26, Language.SV) == (
        "Av skillnaden på 31 procentenheter kvarstår 26 efter standardisering för ålder och kön."
    )


def test_a_group_that_is_not_compared_is_left_out():
    uncertain = {"raw_verdict": Verdict.UNCERTAIN, "alike_verdict": Verdict.UNCERTAIN}
    assert standardised_differences(groups(None, None, **uncertain)) == []
    assert standardised_differences(factory.groups_dataset("en")) == []


@pytest.mark.parametrize("language", Language)
def test_a_slide_says_both_numbers_in_one_line(language):
    assert "Swedish speakers +31 → +26" in standardised_line(groups(31, 26, language))
    assert standardised_line(groups(9, None, language, alike_verdict=Verdict.UNCERTAIN)) == ""
