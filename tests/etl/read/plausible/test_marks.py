"""A factor of 1,000 or 100 between what stands in a file and what is meant: asked about, never taken in silence."""

import io
import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from contract.errors import UserError
from etl.read.aggregates import read_aggregates
from etl.read.cube_mapping import read_jsonstat
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import assert_tells, raises
from tests.etl.read.helpers import (
    AGGREGATES,
    DESIGN,
    card,
    catalogue,
    csv,
    parquet,
    published,
    respondents,
    xlsx,
)
from tests.etl.read.test_cube_mapping import CUBE, cube

PLACES = read_classification()
AREAS = ("01", "02", "04", "05", "06", "07")


def figures(values: list[object], indicator: str = "people", **columns: list[object]) -> pl.DataFrame:
    """Return a published table of one indicator, an area a row."""
    same = {"indicator": indicator, "year": "2025", "low": None, "high": None, "n": None, "flag": None}
    given = {"value": values, "area": AREAS[: len(values)]} | columns
    constant = [pl.lit(value).alias(name) for name, value in same.items() if name not in columns]
    return pl.DataFrame(given, strict=False).with_columns(constant).select("value", "area", *same)


def read(folder: Path, frame: pl.DataFrame, table: str = "") -> list[float]:
    return values_of(folder, csv(frame, ";"), "figures.csv", f'separator = ";"\n{table}')


def values_of(folder: Path, content: bytes, file: str, table: str) -> list[float]:
    rest = f"[table]\n{table}\n{AGGREGATES}"
    found = read_aggregates(card(folder, content, file, "aggregates", rest), published(), PLACES)
    return found["value"].to_list()


def refusal(folder: Path, frame: pl.DataFrame, table: str = "") -> UserError:
    with pytest.raises(UserError) as refused:
        read(folder, frame, table)
    return refused.value


@pytest.mark.parametrize(
    ("values", "table", "row", "stood"),
    [
        (["4.958", "283.632"], "", 2, "4.958"),
        (["950", "1.234", "2.001"], "", 3, "1.234"),  # where only some are a thousand or more
        (["950", "5.000"], "", 3, "5.000"),  # read as 5, it would be whole
        (["4,958", "283,632"], 'decimal = ","', 2, "4,958"),
        (["4.958", "283.632"], 'thousands = ","', 2, "4.958"),
    ],
)
def test_a_count_that_is_not_whole_is_refused(
    tmp_path: Path, values: list[object], table: str, row: int, stood: str
) -> None:
    told = refusal(tmp_path, figures(values), table)
    assert_tells(told, "count_with_mark", path="figures.csv", row=row, column="value", found=stood)


def test_the_refusal_says_what_to_write_on_the_card(tmp_path: Path) -> None:
    told = refusal(tmp_path, figures(["4.958", "283.632"]))
    assert (
        'write in [table] of the card: thousands = ".", decimal = ",". If these are decimals: thousands = "none".'
        in str(told)
    )


@pytest.mark.parametrize("value", ["1.234.567", "1,234,567"])
def test_several_groups_of_three_digits_are_refused_as_such(tmp_path: Path, value: str) -> None:
    told = refusal(tmp_path, figures(["1", value]))
    assert_tells(told, "thousands_undeclared", row=3, column="value")


@pytest.mark.parametrize(
    ("values", "table", "read_"),
    [
        (["4.958", "283.632", "1.234.567", "950"], 'thousands = "."', [4958, 283_632, 1_234_567, 950]),
        (["4.958", "950"], 'thousands = "."\ndecimal = ","', [4958, 950]),
        (["4,958", "1,234,567"], 'thousands = ","', [4958, 1_234_567]),
        (["4 958", "283 632", "1 234 567", "950"], "", [4958, 283_632, 1_234_567, 950]),  # an ordinary blank
        (["4\u00a0958", "283\u202f632"], "", [4958, 283_632]),
        (["4958.0", "950.0"], "", [4958, 950]),
        (["4.958", "0.5"], 'thousands = "none"', [4.958, 0.5]),
    ],
)
def test_thousands_are_read_as_the_card_says(
    tmp_path: Path, values: list[object], table: str, read_: list[float]
) -> None:
    assert read(tmp_path, figures(values), table) == read_


@pytest.mark.parametrize("value", ["1.23", "12.3456", "1234.567", ".123", "1..234"])
def test_digits_that_are_not_in_groups_of_three_are_refused(tmp_path: Path, value: str) -> None:
    told = refusal(tmp_path, figures(["1.234", value]), 'thousands = "."')
    assert_tells(told, "digits_not_in_threes", row=3, column="value", mark=".")


@pytest.mark.parametrize("value", ["12 34", "1234 567", "1 23"])
def test_blanks_elsewhere_are_no_number(tmp_path: Path, value: str) -> None:
    assert_tells(refusal(tmp_path, figures(["1", value])), "not_a_number", row=3, column="value")


def test_a_thousand_and_a_decimal_mark_may_stand_in_one_number(tmp_path: Path) -> None:
    frame = figures(["1.234,5", "12,25"], "people")
    told = refusal(tmp_path, frame, 'thousands = "."\ndecimal = ","')
    assert_tells(told, "count_not_whole", row=2, column="value")


@pytest.mark.parametrize("n", ["7.838", "8.000"])
def test_the_number_of_respondents_has_no_decimal_mark_either(tmp_path: Path, n: str) -> None:
    frame = figures(["61", "62"], "trust", n=["900", n])
    assert_tells(refusal(tmp_path, frame), "count_with_mark", path="figures.csv", row=3, column="n")


def test_numbers_that_are_no_text_are_counts_only_when_whole(tmp_path: Path) -> None:
    content = parquet(figures([4.958, 283.632]))
    with raises("count_not_whole", row=1, column="value"):
        read_aggregates(card(tmp_path, content, "figures.parquet", "aggregates", AGGREGATES), published(), PLACES)
    cells = json.dumps(cube(value=[one + 0.958 for one in range(16)])).encode()
    with raises("count_not_whole", path="cube.json", row=1, column="value"):
        read_jsonstat(card(tmp_path, cells, "cube.json", "cube", CUBE), published(), PLACES)


@pytest.mark.parametrize("values", [["57.123", "56.044", "55.101"], ["57", "56.044", "55.101"]])
def test_a_mark_that_always_has_three_digits_behind_it_is_asked_about(tmp_path: Path, values: list[str]) -> None:
    frame = figures(values, "trust")
    lines = ['thousands = "."', 'decimal = ","']
    assert_tells(refusal(tmp_path, frame), "three_digits_always", column="value", lines=lines)
    assert read(tmp_path / "said", frame, 'thousands = "none"') == [float(value) for value in values]


@pytest.mark.parametrize(
    "values",
    [
        ["57.123", "56.04", "55.101"],  # a zero that was left out: these are decimals
        ["57.123", "0.044", "55.101"],  # no thousand begins with a zero
        ["57.12", "56.04", "55.1"],
        ["57.123", "56", "55"],  # one alone says nothing
    ],
)
def test_other_decimals_are_read_as_they_stand(tmp_path: Path, values: list[str]) -> None:
    assert read(tmp_path, figures(values, "trust")) == [float(value) for value in values]


def test_weights_of_which_some_lack_a_factor_of_1000_are_asked_about(tmp_path: Path) -> None:
    mixed = respondents(weight=["950", "1.234", "2.001"])
    written = card(tmp_path, csv(mixed), "answers.csv", "respondents", DESIGN)
    with raises("three_digits_always", row=3, column="weight"):
        read_respondents(written, catalogue(), PLACES)
    written = card(tmp_path, csv(mixed), "answers.csv", "respondents", DESIGN + '[table]\nthousands = "."\n')
    assert read_respondents(written, catalogue(), PLACES)["weight"].to_list() == [950, 1234, 2001]


@pytest.mark.parametrize("weights", [["352.602", "376.716", "443.500"], ["950", "1.23", "2.001"], ["1", "0.876", "2"]])
def test_other_weights_are_read_as_they_stand(tmp_path: Path, weights: list[str]) -> None:
    written = card(tmp_path, csv(respondents(weight=weights)), "answers.csv", "respondents", DESIGN)
    assert read_respondents(written, catalogue(), PLACES)["weight"].to_list() == [float(one) for one in weights]


@pytest.mark.parametrize("values", [["0.572", "0.56"], ["0.4"], ["0", "1"], ["1.0", "0.5"], ["0", "0.003", ""]])
def test_a_per_cent_indicator_between_0_and_1_is_asked_about(tmp_path: Path, values: list[str]) -> None:
    frame = figures(values, "trust", flag=["" if value else "m" for value in values])
    told = refusal(tmp_path, frame)
    assert_tells(told, "shares_below_one", column="value")
    given = [float(value) if value else None for value in values]
    assert read(tmp_path / "percent", frame, 'values = "percent"') == given
    hundred = [None if value is None else pytest.approx(value * 100, abs=1e-12) for value in given]
    assert read(tmp_path / "fraction", frame, 'values = "fraction"') == hundred


def test_an_indicator_with_a_larger_value_is_not_asked_about_and_neither_is_one_of_zeros(tmp_path: Path) -> None:
    assert read(tmp_path, figures(["0.4", "0.9", "1.1"], "trust")) == [0.4, 0.9, 1.1]
    assert read(tmp_path / "zeros", figures(["0", "0.0"], "trust")) == [0, 0]
    assert read(tmp_path / "people", figures(["0", "1"], "people")) == [0, 1]


def test_every_period_is_looked_at_alone(tmp_path: Path) -> None:
    frame = pl.concat([figures(["56.0", "57.2"], "trust", year=["2026"] * 2), figures(["0.56", "0.572"], "trust")])
    assert_tells(refusal(tmp_path, frame), "shares_below_one", row=4, column="value", more_rows=1)


def test_a_count_with_three_decimals_is_asked_about_whatever_separates_thousands(tmp_path: Path) -> None:
    told = refusal(tmp_path, figures(["1,234", "5.000"]), 'thousands = ","')
    assert_tells(told, "count_with_mark", row=3, column="value", lines=['thousands = "."', 'decimal = ","'])


def test_every_indicator_of_a_file_is_looked_at_alone(tmp_path: Path) -> None:
    people = figures(["100", "200"], "people")
    told = refusal(tmp_path, pl.concat([people, figures(["0.5", "0.6"], "trust")]))
    assert_tells(told, "shares_below_one", row=4, column="value", more_rows=1)


@pytest.mark.parametrize(
    ("values", "row"),  # the row that is refused, or none
    [
        (["57.2", "0.56", "55.1"], 3),
        (["57.2", "0.56", "0.551", "61.0"], 3),
        (["0.572", "56.0", "55.1"], 2),
        (["7.4", "0.074", "8.1", "6.9"], 3),
        (["0.4", "5.2", "9.9", "30.1", "2.0"], None),  # foreign-language speakers of a small municipality
        (["0.4", "0.8", "1.2", "3.0"], None),
        (["0.05", "0.4", "1.1", "2.0", "15.0"], None),
        (["0", "56.0", "55.1"], None),
        (["0.9", "56.0"], None),  # one other says nothing
        (["57.2", "1.0", "55.1"], None),  # a hundred per cent would not be like the others either
    ],
)
def test_a_share_of_1_among_per_cent_is_refused_and_a_small_share_is_not(
    tmp_path: Path, values: list[object], row: int | None
) -> None:
    if row is None:
        assert read(tmp_path, figures(values, "trust")) == [float(str(value)) for value in values]
    else:
        assert_tells(refusal(tmp_path, figures(values, "trust")), "share_among_percent", row=row, column="value")
        assert read(tmp_path, figures(values, "trust"), 'values = "percent"') == [float(str(value)) for value in values]


@pytest.mark.parametrize(
    ("value", "low", "high", "code"),
    [
        ("57.2", "0.55", "0.60", "interval_other_unit"),
        ("0.572", "55", "60", "interval_other_unit"),
        ("57.2", "58", "60", "value_outside_interval"),
        ("0.5", "0.1", "2.5", None),
    ],
)
def test_an_interval_in_another_unit_than_its_value_is_named_as_such(
    tmp_path: Path, value: str, low: str, high: str, code: str | None
) -> None:
    frame = figures([value], "trust", low=[low], high=[high])
    if code is None:
        assert read(tmp_path, frame, 'values = "percent"') == [float(value)]
    else:
        assert refusal(tmp_path, frame, 'values = "percent"').code == code


def test_an_interval_is_a_share_of_1_as_its_value_is_and_counts_are_not(tmp_path: Path) -> None:
    shares = figures(["0.572"], "trust", low=["0.55"], high=["0.6"])
    frame = pl.concat([shares, figures(["7"], "people")], how="vertical_relaxed")
    rest = f'[table]\nvalues = "fraction"\n{AGGREGATES}'
    found = read_aggregates(card(tmp_path, csv(frame), "figures.csv", "aggregates", rest), published(), PLACES)
    assert found.select("value", "ci_low", "ci_high").rows() == [(7.0, None, None), (57.2, 55.0, 60.0)]


def test_a_card_that_calls_per_cent_fractions_is_refused(tmp_path: Path) -> None:
    told = refusal(tmp_path, figures(["57.2", "0.56"], "trust"), 'values = "fraction"')
    assert_tells(told, "not_a_percentage", row=2, column="value", found="57.2")


def sheet(values: list[tuple[object, str]], indicator: str = "trust", column: int = 0, row: int = 0) -> bytes:
    """Return a workbook whose values have number formats of their own; the table may begin anywhere."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        page.write_row(row, column, ["indicator", "year", "area", "low", "high", "n", "flag", "value"])
        for at, (value, shape) in enumerate(values, start=1):
            page.write_row(row + at, column, [indicator, 2025, AREAS[at - 1], None, None, None, ""])
            page.write(row + at, column + 7, value, book.add_format({"num_format": shape}))
    return made.getvalue()


def read_sheet(folder: Path, content: bytes, table: str = "") -> list[float]:
    return values_of(folder, content, "figures.xlsx", table)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("0%", [57.2, 56.0, 100.0]),
        ("0.00%", [57.2, 56.0, 100.0]),
        ("0.0 %", [57.2, 56.0, 100.0]),
        ("#,##0.0%;[Red]-0.0%", [57.2, 56.0, 100.0]),
        ('0.0" % "', [0.572, 0.56, 1.0]),  # the sign is a text: the number is what it seems
        ("0.0\\%", [0.572, 0.56, 1.0]),
        ("0.0", [0.572, 0.56, 1.0]),
    ],
)
def test_a_cell_of_excel_is_what_the_sheet_shows(tmp_path: Path, shape: str, expected: list[float]) -> None:
    content = sheet([(0.572, shape), (0.56, shape), (1.0, shape)])
    assert read_sheet(tmp_path, content, 'values = "percent"') == expected


def test_per_cent_cells_are_found_wherever_the_table_stands(tmp_path: Path) -> None:
    content = sheet([(0.572, "0%"), (0.004, "0.0%")], column=28, row=3)
    assert read_sheet(tmp_path, content, "header_row = 4") == [57.2, 0.4]


def test_per_cent_cells_are_no_shares_of_1_a_second_time(tmp_path: Path) -> None:
    assert read_sheet(tmp_path, sheet([(0.005, "0.0%"), (0.004, "0.0%")]), 'values = "fraction"') == [0.5, 0.4]


@pytest.mark.parametrize("plain", [0.56, 56.0])
def test_per_cent_cells_and_plain_numbers_are_not_mixed(tmp_path: Path, plain: float) -> None:
    with raises("percent_format_mixed", path="figures.xlsx", row=3, column="value"):
        read_sheet(tmp_path, sheet([(0.572, "0.0%"), (plain, "0.0")]))


def test_the_card_says_what_plain_numbers_beside_per_cent_cells_are(tmp_path: Path) -> None:
    assert read_sheet(tmp_path / "a", sheet([(0.572, "0.0%"), (0.56, "0.0")]), 'values = "fraction"') == [57.2, 56]
    assert read_sheet(tmp_path / "b", sheet([(0.572, "0.0%"), (56.0, "0.0")]), 'values = "percent"') == [57.2, 56]


def test_numbers_of_a_workbook_have_no_mark_between_thousands(tmp_path: Path) -> None:
    with raises("count_not_whole", row=2, column="value"):
        read_sheet(tmp_path / "people", sheet([(4.958, "General"), (648.042, "General")], "people"), 'thousands = "."')
    with raises("three_digits_in_numbers", row=2, column="value"):
        read_sheet(tmp_path / "trust", sheet([(57.213, "General"), (56.051, "General")]))


def test_a_count_is_not_formatted_as_per_cent(tmp_path: Path) -> None:
    with raises("percent_format_of_other_unit", row=2, column="value"):
        read_sheet(tmp_path, sheet([(50, "0%")], "people"))


def test_a_weight_is_not_formatted_as_per_cent(tmp_path: Path) -> None:
    written = card(tmp_path, xlsx(respondents(), percent="weight"), "answers.xlsx", "respondents", DESIGN)
    with raises("percent_format_unexpected", row=2, column="weight"):
        read_respondents(written, catalogue(), PLACES)
