"""Groups as dots in rows: the line of their reference, the number, the difference and the standardised one."""

from dataclasses import replace

import pytest
from lxml import html

from contract.codes import Against, Language, Verdict
from picture.html.groups.chart import groups_chart
from picture.html.groups.key import groups_key
from picture.html.groups.table import groups_table
from tests.picture import factory
from tests.picture.text.findings.test_groups import groups
from tests.picture.text.findings.test_standardised import groups as standardised


def read(row):
    return [" ".join("".join(cell.itertext()).split()) for cell in row]


def rows_of(written):
    return {read(row)[0]: row for row in html.fromstring(str(written)).iterfind(".//tbody/tr")}


def test_a_group_stands_with_its_number_and_its_difference_from_the_reference():
    rows = rows_of(groups_chart(groups()))
    assert read(rows["Swedish speakers"])[2:] == ["68%", "+7 (+5 … +9) larger share"]
    assert read(rows["Finnish speakers"])[2:] == ["61%", "reference group"]
    assert rows["Men"].get("class") == "lb-certain"
    assert rows["Women"].get("class") is None


def test_the_line_of_a_block_stands_at_its_reference_group_and_nowhere_else():
    rows = rows_of(groups_chart(groups(male=-3.0)))
    lines = {
        name: [i.get("style") for i in row.iterfind('.//i[@class="lb-dots-country"]')] for name, row in rows.items()
    }
    assert lines["Swedish speakers"] == lines["Finnish speakers"] == lines["Foreign-language"]
    assert len(lines["Men"]) == 1


def test_a_dot_says_whether_the_difference_is_certain_and_which_group_is_the_reference():
    rows = rows_of(groups_chart(groups(verdicts={"foreign": Verdict.NO_DIFFERENCE})))
    dots = {name: row.find(".//i[last()]").get("class").split()[-1] for name, row in rows.items() if len(row) > 1}
    assert dots == {
        "Finnish speakers": "lb-dot-reference",
        "Swedish speakers": "lb-dot-certain",
        "Foreign-language": "lb-dot-open",
        "Women": "lb-dot-reference",
        "Men": "lb-dot-certain",
    }


@pytest.mark.parametrize("language", Language)
def test_a_standardised_difference_stands_beside_the_raw_one_and_its_sentence_in_the_table(language):
    dataset = standardised(31, 26, language)
    assert "+31 (+29 … +33)" in read(rows_of(groups_chart(dataset))["Swedish speakers"])[3]
    assert "+26 (+24 … +28)" in read(rows_of(groups_chart(dataset))["Swedish speakers"])[4]
    assert "26" in read(rows_of(groups_table(dataset))["Swedish speakers"])[-1]
    assert "standardised" not in rows_of(groups_chart(groups()))


def test_a_difference_that_is_not_made_is_a_dash_with_its_reason_in_the_table():
    dataset = standardised(9, None, alike_verdict=Verdict.UNCERTAIN)
    assert "too few answers" in read(rows_of(groups_table(dataset))["Swedish speakers"])[-1]


def test_a_hidden_number_says_why_and_where_more_is_told():
    written = groups_chart(factory.groups_dataset("en"))
    row = rows_of(written)["Sámi languages"]
    assert "not shown (too few answers or data protection)" in read(row)[1]
    assert row.find(".//td//a").get("href").startswith("methods?")


def test_each_name_leads_to_the_years_of_its_group():
    row = rows_of(groups_chart(groups()))["Swedish speakers"]
    assert row.find(".//th/a").get("href").startswith("trends?")
    assert "group=language.sv" in row.find(".//th/a").get("href")


def test_without_a_shown_number_there_is_no_axis():
    dataset = factory.groups_dataset("en")
    hidden = tuple(replace(r, value=None, ci_low=None, ci_high=None) for r in dataset.rows)
    assert groups_chart(replace(dataset, rows=hidden)) == ""


def test_the_key_says_that_differences_come_from_unrounded_figures_only_where_that_can_be_seen():
    told = "computed from unrounded figures"
    assert told not in groups_key(groups())
    off = groups()
    row = off.rows[-1]
    stored = replace(row.against(Against.GROUP), difference=-4.0)
    assert told in groups_key(replace(off, rows=(*off.rows[:-1], replace(row, comparisons=(stored,)))))
    assert "the vertical line" in groups_key(groups())


def test_the_table_holds_everybody_first_and_every_group_with_its_interval_and_n():
    rows = rows_of(groups_table(groups()))
    assert next(iter(rows)) == "All"
    assert read(rows["Men"])[1:4] == ["58%", "56–60", "8,900"]
