"""The finding of a trend tells of the chosen area first, also where only others have changed."""

from dataclasses import replace

import pytest

from contract.codes import Against, Language, Verdict
from picture.query.model import Comparison
from picture.text.findings.trend import trend_headline
from tests.picture.factory import coded, trend_dataset

FI, SV, EN = Language


def since_2025(row, verdict):
    stored = Comparison(Against.PREVIOUS, "2025", verdict, 4.0, 1.0, 7.0, 3.0, approximate=False)
    return replace(row, comparisons=(stored,) if row.period == "2026" and verdict else ())


def trend(language, chosen, country=Verdict.HIGHER, **hidden):
    dataset = trend_dataset(language)
    rows = tuple(since_2025(r, chosen) for r in dataset.rows)
    rows = tuple(replace(r, **hidden) if hidden and r.period == "2026" else r for r in rows)
    return replace(dataset, rows=rows, reference=tuple(since_2025(r, country) for r in dataset.reference))


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (FI, "Varsinais-Suomessa ei merkitsevää muutosta; koko maassa useampi luottaa eritaustaisiin ihmisiin kuin"),
        (
            SV,
            "Ingen signifikant förändring i Egentliga Finland; i hela landet är det fler än år 2025 som litar på",
        ),
        (EN, "No significant change in Southwest Finland; in the whole country more people trust people of"),
    ],
)
def test_the_chosen_area_stands_first_where_only_the_country_has_changed(language, told):
    assert trend_headline(trend(language, Verdict.NO_DIFFERENCE)).startswith(told)


def test_a_change_of_the_chosen_area_is_the_title_with_that_of_the_country():
    told = trend_headline(trend(EN, Verdict.HIGHER))
    assert told.startswith("In Southwest Finland and the whole country more people trust")
    told = trend_headline(trend(EN, Verdict.LOWER, Verdict.NO_DIFFERENCE))
    assert told.startswith("In Southwest Finland fewer people trust people of another background than in 2025")


def test_a_line_of_which_no_year_is_shown_names_all_its_years():
    gone = {"value": None, "ci_low": None, "ci_high": None, **coded("C")}
    dataset = trend(EN, None, country=None)
    newest = tuple(replace(row, **gone) if row.period == "2026" else row for row in dataset.rows)
    assert trend_headline(replace(dataset, rows=newest)).endswith("can be shown in Southwest Finland (2026)")
    every = replace(dataset, rows=tuple(replace(row, **gone) for row in dataset.rows))
    first, last = every.rows[0].period, every.rows[-1].period
    assert trend_headline(every).endswith(f"can be shown in Southwest Finland ({first}–{last})")


def test_a_chosen_area_without_a_test_or_a_number_says_so_before_the_others():
    assert trend_headline(trend(EN, None)).startswith("The change in Southwest Finland is not tested; in the whole")
    hidden = trend(EN, None, value=None, ci_low=None, ci_high=None, **coded("C"))
    assert trend_headline(hidden).startswith("No figure can be shown in Southwest Finland; in the whole")
