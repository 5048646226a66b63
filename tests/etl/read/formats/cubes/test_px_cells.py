"""The layouts of a PX file's cells: in order, by KEYS, and signs beside single cells."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.read.cube_mapping import read_jsonstat
from etl.read.formats.cubes.px import read_px
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import CUBE, card, published
from tests.etl.statuses import SAID

KEYED = """STUB="area","sex";
HEADING="year";
VALUES("area")="Uusimaa","Varsinais-Suomi";
CODES("area")="01","02";
VALUES("sex")="total","men";
VALUES("year")="2023","2024";
KEYS("area")={keys};
KEYS("sex")=VALUES;
DATA=
{rows};
"""
ROWS = ['"01","total",1000 1100', '"02","total", 2000 "."', '"02","men",900 "-"']
CARD = f'{CUBE}[cube.select]\nsex = "men"\n'


def cells(folder: Path, rows: list[str], keys: str = "CODES") -> list[tuple[object, ...]]:
    (folder / "table.px").write_text(KEYED.format(rows="\n".join(rows), keys=keys), encoding="utf-8")
    found = read_px(folder / "table.px").frame
    return found.select("area", "sex", "year", "value", "status").rows()


def test_rows_stand_where_their_keys_say_and_those_left_out_are_not_there(tmp_path: Path) -> None:
    assert cells(tmp_path, ROWS) == [
        ("01", "total", "2023", "1000", None),
        ("01", "total", "2024", "1100", None),
        ("01", "men", "2023", None, "KEYS"),
        ("01", "men", "2024", None, "KEYS"),
        ("02", "total", "2023", "2000", None),
        ("02", "total", "2024", None, "."),
        ("02", "men", "2023", "900", None),
        ("02", "men", "2024", None, "-"),
    ]


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1], [1, 2, 0]])
def test_keys_may_be_labels_and_rows_in_any_order(tmp_path: Path, order: list[int]) -> None:
    labelled = [ROWS[at].replace('"01"', '"Uusimaa"').replace('"02"', '"Varsinais-Suomi"') for at in order]
    assert cells(tmp_path, labelled, "VALUES") == cells(tmp_path, ROWS)


@pytest.mark.parametrize(
    ("missing", "left_out"),
    [("", (None, "O")), ('"KEYS" = "C"', (None, "C")), ('"KEYS" = "A"', (0.0, "")), ('"" = "M"', (None, "O"))],
)
def test_what_is_left_out_is_missing_until_the_card_says_that_it_is_zero(
    tmp_path: Path, missing: str, left_out: tuple[object, str]
) -> None:
    content = KEYED.format(rows="\n".join(ROWS), keys="CODES").encode()
    made = card(tmp_path, content, "table.px", "jsonstat", f"{CARD}[missing]\n{missing}\n")
    found = read_jsonstat(made, published(), read_classification())
    assert found.filter(code="01").select("value", SAID).rows() == [left_out, left_out]
    assert found.filter(code="02").select("value", SAID).rows() == [(900.0, ""), (0.0, "")]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([*ROWS, '"03","total",1 2'], "px_key_unknown"),
        ([*ROWS, '"02","men",1 2'], "px_key_unknown"),  # twice
        ([*ROWS, '"01","men",1'], "px_keys_unfit"),
        (['"01","men" 1 2 3'], "px_keys_unfit"),
        ([*ROWS, '"01","men",1 many'], "cube_value_not_a_number"),
    ],
)
def test_rows_that_do_not_fit_are_refused(tmp_path: Path, rows: list[str], code: str) -> None:
    with raises(code):
        cells(tmp_path, rows)


def test_every_variable_of_the_stub_needs_its_key(tmp_path: Path) -> None:
    (tmp_path / "table.px").write_text(
        KEYED.format(rows="", keys="CODES").replace('KEYS("sex")=VALUES;\n', ""), encoding="utf-8"
    )
    with raises("px_keys_incomplete", found=["sex"]):
        read_px(tmp_path / "table.px")


@given(st.lists(st.sampled_from(["7", '"."', '"..."', "0", "12.5"]), min_size=8, max_size=8))
def test_both_layouts_say_the_same(tmp_path_factory: pytest.TempPathFactory, written: list[str]) -> None:
    folder = tmp_path_factory.mktemp("px")
    keys = ['"01","total"', '"01","men"', '"02","total"', '"02","men"']
    by_keys = cells(folder, [f"{key},{' '.join(written[2 * at : 2 * at + 2])}" for at, key in enumerate(keys)])
    plain = KEYED.replace("KEYS(", "OTHER(").format(rows=" ".join(written), keys="CODES")
    (folder / "plain.px").write_text(plain, encoding="utf-8")
    assert read_px(folder / "plain.px").frame.select("area", "sex", "year", "value", "status").rows() == by_keys


@pytest.mark.parametrize(
    ("about", "noted"),
    [
        ('"02","total","2023"', [4]),
        ('"Varsinais-Suomi","total","2023"', [4]),
        ('"*","total","2023"', [0, 4]),
        ('"*","*","2023"', [0, 4, 6]),  # a cell without a value has its own sign
        ('"*","*","*"', [0, 1, 4, 6]),
    ],
)
def test_a_sign_of_a_cell_stands_beside_its_value(tmp_path: Path, about: str, noted: list[int]) -> None:
    text = KEYED.format(rows="\n".join(ROWS), keys="CODES").replace("DATA=", f'DATANOTECELL({about})="p";\nDATA=')
    (tmp_path / "table.px").write_text(text, encoding="utf-8")
    status = read_px(tmp_path / "table.px").frame["status"].to_list()
    assert [at for at, sign in enumerate(status) if sign == "p"] == noted
    assert status[5] == "."
