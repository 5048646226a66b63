"""The card beside a source file: names, hash, size."""

from pathlib import Path

import pytest

from etl.config.card import read_card, read_cards
from tests.errors import raises
from tests.etl.read.helpers import DESIGN, LIMIT, put


def test_a_card_is_read_with_the_place_of_its_file(tmp_path: Path) -> None:
    put(tmp_path, b"id\n1\n", "answers.csv", "respondents", DESIGN)
    (card,) = read_cards(tmp_path / "sources", LIMIT)
    assert (card.id, card.period, card.path.name) == ("survey", "2026", "answers.csv")
    assert card.design is not None
    assert card.design.level == "maakunta"


def test_cards_come_sorted_by_source_and_period(tmp_path: Path) -> None:
    for name, period in (("b", "2025"), ("a", "2026"), ("a", "2025")):
        put(tmp_path, period.encode(), "x.csv", "aggregates", id=name, period=period)
    cards = read_cards(tmp_path / "sources", LIMIT)
    assert [(card.id, card.period) for card in cards] == [("a", "2025"), ("a", "2026"), ("b", "2025")]


def test_a_changed_file_is_refused_with_the_hash_that_stood(tmp_path: Path) -> None:
    path = put(tmp_path, b"id\n1\n", "answers.csv", "respondents", DESIGN)
    path.with_name("answers.csv").write_bytes(b"id\n2\n")
    with raises("source_file_changed", path="answers.csv", card=path):
        read_card(path, LIMIT)


def test_a_card_in_the_wrong_folder_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, b"x", "x.csv", "aggregates")
    path.parent.rename(path.parent.with_name("2025"))
    with raises("card_not_its_folder", key="period", found="2026", folder="2025"):
        read_card(path.parent.with_name("2025") / "card.toml", LIMIT)


def test_two_gigabytes_by_mistake_are_refused_before_they_are_read(tmp_path: Path) -> None:
    path = put(tmp_path, b"x", "answers.csv", "aggregates")
    with path.with_name("answers.csv").open("wb") as file:
        file.truncate(2 * 1024**3)  # sparse: takes no room
    with raises("file_too_large", megabytes=2048, limit=1):
        read_card(path, LIMIT)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with raises("file_empty", path="answers.csv"):
        read_card(put(tmp_path, b"", "answers.csv", "aggregates"), LIMIT)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, b"x", "answers.csv", "aggregates")
    path.with_name("answers.csv").unlink()
    with raises("source_file_missing", path="answers.csv", card=path):
        read_card(path, LIMIT)


def test_a_copied_folder_whose_file_was_not_exchanged_is_refused(tmp_path: Path) -> None:
    for period in ("2025", "2026"):
        put(tmp_path, b"id\n1\n", "answers.csv", "respondents", DESIGN, period=period)
    with raises("source_copied", path="2026/answers.csv", period="2025"):
        read_cards(tmp_path / "sources", LIMIT)


@pytest.mark.parametrize("period", ["wave one", "26", "2026-27", "<b>2026"])
def test_a_period_that_is_no_year_is_refused_by_its_key(tmp_path: Path, period: str) -> None:
    with raises("toml_unfit", path="card.toml", key="period"):
        read_card(put(tmp_path, b"x", "x.csv", "aggregates", period=period), LIMIT)


def test_a_card_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, b"x", "x.csv", "aggregates")
    path.unlink()
    path.mkdir()
    with raises("toml_unreadable", path="card.toml", reason="Is a directory"):
        read_card(path, LIMIT)


def test_a_file_outside_its_folder_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, b"x", "x.csv", "aggregates")
    path.write_text(path.read_text(encoding="utf-8").replace('"x.csv"', '"../x.csv"'), encoding="utf-8")
    with raises("card_file_in_folder", key="file", found="../x.csv"):
        read_card(path, LIMIT)


def test_a_misspelt_key_is_refused_by_its_name(tmp_path: Path) -> None:
    with raises("toml_unfit", key="design", reason="Object contains unknown field `wieght`"):
        read_card(put(tmp_path, b"x", "x.csv", "respondents", DESIGN.replace("weight =", "wieght =")), LIMIT)


@pytest.mark.parametrize(
    ("table", "key"), [('separator = "||"', "table.separator"), ("header_row = 0", "table.header_row")]
)
def test_a_layout_that_cannot_be_is_refused_by_its_key(tmp_path: Path, table: str, key: str) -> None:
    with raises("toml_unfit", key=key):
        read_card(put(tmp_path, b"x", "x.csv", "aggregates", f"[table]\n{table}\n"), LIMIT)


def test_a_population_of_nobody_is_refused(tmp_path: Path) -> None:
    nobody = DESIGN.replace("geo_year = 2026", "geo_year = 2026\npopulation = 0")
    with raises("toml_unfit", key="design.population"):
        read_card(put(tmp_path, b"x", "x.csv", "respondents", nobody), LIMIT)


def test_respondents_need_a_design(tmp_path: Path) -> None:
    with raises("card_part_missing", kind="respondents", part="design"):
        read_card(put(tmp_path, b"x", "x.csv", "respondents"), LIMIT)


def test_a_folder_without_sources_is_refused(tmp_path: Path) -> None:
    with raises("sources_folder_missing"):
        read_cards(tmp_path / "sources", LIMIT)
    (tmp_path / "sources").mkdir()
    with raises("sources_empty"):
        read_cards(tmp_path / "sources", LIMIT)


@pytest.mark.parametrize(
    ("kind", "rest", "day", "code"),
    [
        ("aggregates", "", "2031-12-31", "deletion_without_respondents"),
        ("respondents", DESIGN, "2026-11-24", "deletion_before_delivery"),
    ],
)
def test_the_day_of_deletion_is_after_the_delivery_and_of_respondents(
    tmp_path: Path, kind: str, rest: str, day: str, code: str
) -> None:
    with raises(code, key="delete_by", found=day):
        read_card(put(tmp_path, b"x", "x.csv", kind, rest, top=f"delete_by = {day}"), LIMIT)
    later = read_card(put(tmp_path, b"x", "x.csv", "respondents", DESIGN, top="delete_by = 2031-12-31"), LIMIT)
    assert str(later.delete_by) == "2031-12-31"


def test_a_column_is_not_the_same_for_all_rows_too(tmp_path: Path) -> None:
    table = '[table.columns]\nlevel = "taso"\n[table.constant]\nlevel = "maakunta"\n'
    with raises("column_and_constant", key="table.constant", found="level"):
        read_card(put(tmp_path, b"x", "x.csv", "aggregates", table), LIMIT)


def test_one_mark_cannot_separate_thousands_and_decimals(tmp_path: Path) -> None:
    table = '[table]\ndecimal = "."\nthousands = "."\n'
    with raises("marks_equal", key="table", found="."):
        read_card(put(tmp_path, b"x", "x.csv", "aggregates", table), LIMIT)


@pytest.mark.parametrize(
    ("table", "mark"), [("", "."), ('thousands = "."', ","), ('thousands = ","', "."), ('decimal = ","', ",")]
)
def test_where_the_point_separates_thousands_the_comma_separates_decimals(
    tmp_path: Path, table: str, mark: str
) -> None:
    assert read_card(put(tmp_path, b"x", "x.csv", "aggregates", f"[table]\n{table}\n"), LIMIT).table.mark == mark


@pytest.mark.parametrize("codes", ['"B\\n"', '"UB"', '""', '"X"', '"b"', '"AC"', "1"])
def test_a_sign_that_means_no_codes_is_refused_in_words(tmp_path: Path, codes: str) -> None:
    with raises("toml_unfit"):
        read_card(put(tmp_path, b"x", "x.csv", "aggregates", f"[table.status]\nx = {codes}\n"), LIMIT)


def test_a_cube_has_one_kind_whatever_an_older_card_calls_it(tmp_path: Path) -> None:
    cube = '[cube]\nindicator = "people"\narea = "region"\nperiod = "year"\nlevel = "maakunta"\ngeo_year = 2026\n'
    put(tmp_path, b"{}", "cube.json", "cube", cube, id="a")
    put(tmp_path, b"{ }", "cube.json", "jsonstat", cube, id="b")
    assert {card.kind for card in read_cards(tmp_path / "sources", LIMIT)} == {"cube"}
