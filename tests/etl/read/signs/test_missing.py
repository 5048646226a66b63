"""Signs in the place of a value: nothing is guessed, and what the card declares is read."""

from pathlib import Path

import polars as pl
import pytest

from contract.errors import UserError
from etl.config.card import read_card
from etl.read.aggregates import read_aggregates
from etl.read.respondents import read_respondents
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import AGGREGATES, DESIGN, LIMIT, card, csv, published, put, respondents, xlsx
from tests.etl.read.helpers import catalogue as of_surveys
from tests.etl.statuses import SAID

PLACES = read_classification()
TABLE = AGGREGATES.replace("[table.columns]", "[table]{table}\n[table.columns]").replace('ci_low = "low"\n', "")
for gone in ('ci_high = "high"\n', 'n = "n"\n', 'flag = "flag"\n'):
    TABLE = TABLE.replace(gone, "")


def figures(values: list[str]) -> pl.DataFrame:
    areas = ["01", "02", "04", "05", "06", "07", "08"][: len(values)]
    return pl.DataFrame({"indicator": "people", "year": "2022", "area": areas, "value": values})


def read(folder: Path, values: list[str], missing: str, table: str = "", form: str = "csv") -> list[tuple[object, ...]]:
    frame = figures(values)
    content = csv(frame, ";") if form == "csv" else xlsx(frame)
    layout = '\nseparator = ";"' if form == "csv" else ""
    rest = TABLE.format(table=f"{layout}\n{table}") + f"[missing]\n{missing}\n"
    found = read_aggregates(card(folder, content, f"figures.{form}", "aggregates", rest), published(), PLACES)
    return found.select("value", SAID).rows()


SIGNS = ["..", ".", "...", "-", "NA", "N/A", "#NULL!", "#N/A", "n/a", "x", "[c]", "*", ":", "–", "ei tietoa", "-99"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("sign", SIGNS)
def test_a_declared_sign_is_what_the_card_says(tmp_path: Path, sign: str, form: str) -> None:
    assert read(tmp_path, ["1", f" {sign} "], f'"{sign}" = "C"', form=form) == [(1.0, ""), (None, "C")]


@pytest.mark.parametrize("codes", ["A", "O", "M", "C", "U", "UC"])
@pytest.mark.parametrize("decimal", [".", ","])
def test_only_a_declared_true_zero_is_zero(tmp_path: Path, codes: str, decimal: str) -> None:
    value = 0.0 if codes == "A" else None
    found = read(tmp_path, ["1", "."], f'"." = "{codes}"', f'decimal = "{decimal}"')
    assert found[1][0] == value
    assert set(str(found[1][1])) == set(codes.replace("A", ""))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("table", ["", 'decimal = ","', 'thousands = "."'])
@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign not in {"ei tietoa", "-99"}])
def test_an_undeclared_sign_is_refused_with_the_line_to_write(tmp_path: Path, sign: str, table: str, form: str) -> None:
    with raises("sign_undeclared", row=3, column="value", found=sign, signs=(sign,)) as told:
        read(tmp_path, ["1", sign], "", table, form)
    assert f'"{sign}" = "' in str(told.value)


def test_all_different_signs_of_a_column_are_told_at_once(tmp_path: Path) -> None:
    with raises("sign_undeclared", row=3, more_rows=3, signs=("..", ":", "NA")):
        read(tmp_path, ["1", "..", ":", "NA", ".."], "")


def test_case_stays_as_written(tmp_path: Path) -> None:
    with raises("sign_undeclared", found="na"):
        read(tmp_path, ["1", "na"], '"NA" = "O"')


def test_a_blank_cell_is_what_the_card_says_and_never_zero(tmp_path: Path) -> None:
    assert read(tmp_path, ["1", ""], '"" = "O"') == [(1.0, ""), (None, "O")]
    with raises("value_without_status", row=3):
        read(tmp_path, ["1", ""], '"x" = "O"')
    with raises("sign_is_no_zero", key="missing"):
        read(tmp_path, ["1", ""], '"" = "A"')


@pytest.mark.parametrize(
    ("cell", "missing", "value", "said"),
    [
        ("12 p", "", 12.0, "P"),
        ("12p", "", 12.0, "P"),
        ("1 234 b", "", 1234.0, "B"),
        ("1234bp", "", 1234.0, "BP"),
        (": c", '":" = "O"', None, "OC"),
        (":c", '":" = "O"', None, "OC"),
        (":", '":" = "O"', None, "O"),
        (": z", '":" = "O"', None, "MO"),
        ("12", "", 12.0, ""),
    ],
)
def test_flags_behind_values_are_read_where_the_card_says_so(
    tmp_path: Path, cell: str, missing: str, value: float | None, said: str
) -> None:
    assert read(tmp_path, [cell], missing, "flags_in_cells = true") == [(value, said)]


@pytest.mark.parametrize(
    ("cell", "missing", "table", "code"),
    [
        ("12 p", "", "", "flag_in_cell"),
        ("1234b", "", "", "flag_in_cell"),
        (": c", '":" = "O"', "", "flag_in_cell"),
        (":", "", "flags_in_cells = true", "sign_undeclared"),
        ("12 r", "", "flags_in_cells = true", "status_unknown"),
    ],
)
def test_other_flags_are_refused(tmp_path: Path, cell: str, missing: str, table: str, code: str) -> None:
    with raises(code, row=2, column="value"):
        read(tmp_path, [cell], missing, table)


def survey(folder: Path, missing: str, **changed: list[object]) -> pl.DataFrame:
    rest = f"{DESIGN}\n[missing]\n{missing}\n"
    loaded = card(folder, csv(respondents(**changed)), "answers.csv", "respondents", rest)
    return read_respondents(loaded, of_surveys(), PLACES)


@pytest.mark.parametrize("sign", [*SIGNS, "99"])
def test_a_declared_sign_among_answers_means_not_asked(tmp_path: Path, sign: str) -> None:
    found = survey(tmp_path, f'"{sign}" = "O"', q1=["1", sign, "8"])
    assert found["q1"].to_list() == [1, None, 8]


def test_a_declared_sign_among_groups_is_nobodys_group(tmp_path: Path) -> None:
    assert survey(tmp_path, '"NA" = "O"', language=["fi", "NA", "sv"])["language"].to_list() == ["fi", None, "sv"]


@pytest.mark.parametrize(
    ("missing", "changed", "code"),
    [
        ("", {"q1": ["1", "NA", "8"]}, "sign_undeclared"),
        ('"NA" = "O"', {"weight": ["1", "NA", "8"]}, "weight_missing"),
        ('"NA" = "O"', {"region": ["01", "NA", "02"]}, "area_missing"),
        ('"8" = "O"', {}, "sign_is_answer"),
        ('"NA" = "A"', {}, "sign_is_no_zero"),
        ('" NA" = "O"', {}, "sign_with_blanks"),
    ],
)
def test_what_cannot_be_missing_is_refused(
    tmp_path: Path, missing: str, changed: dict[str, list[object]], code: str
) -> None:
    with pytest.raises(UserError) as told:
        survey(tmp_path, missing, **changed)
    assert told.value.code == code


def test_a_number_is_a_sign_among_answers_only(tmp_path: Path) -> None:
    found = survey(tmp_path, '"99" = "O"', q1=["1", "99", "8"], psu=["99", "p2", "p3"])
    assert found["psu"].to_list() == ["99", "p2", "p3"]


def test_an_unknown_code_of_sdmx_is_refused(tmp_path: Path) -> None:
    path = put(
        tmp_path, csv(figures(["1"])), "figures.csv", "aggregates", TABLE.format(table="") + '[missing]\n"." = "X"'
    )
    with raises("toml_unfit", path="card.toml"):
        read_card(path, LIMIT)
