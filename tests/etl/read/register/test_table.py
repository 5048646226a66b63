"""A table of a register: the same figures as a table that is read row by row, or refused at its first wrong row."""

import errno
import io
import os
from dataclasses import replace
from datetime import date

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from etl.config.catalogue.catalogue import Group, GroupDimension
from etl.engine.bounded import bounded
from etl.read.aggregates import read_aggregates
from etl.read.register.table import read_register
from geo.classification import read_classification
from tests.errors import raises
from tests.etl.read.helpers import SAME, card, indicator, published

PLACES = read_classification()
CODES = sorted(area.code for area in PLACES.areas("kunta", date(PLACES.newest_year, 1, 1)))[:5]
LAYOUT = """
[table.constant]
level = "kunta"
geo_year = "2026"
"""
STATUS_COLUMNS = """
[table.columns]
obs_status = "obs_status"
conf_status = "conf_status"
"""
PUBLISHER = """
[disclosure]
min_count = 5
hidden_by = "publisher"
zero = "shown"
stated = { fi = "Pienet peitetään", sv = "Små döljs", en = "Small ones are hidden" }
"""
US = PUBLISHER.replace('"publisher"', '"us"')
ROW = {"indicator": "rate", "period": "2026", "area": "049", "group_dim": "all", "group_code": "all", "value": 12.5}
COLUMNS = ["indicator", "period", "level", "code", "geo_year", "group_dim", "group_code", "value"]
STATUSES = ["obs_status", "conf_status", "source", "quoted_by", "note"]


def catalogue():
    """Two indicators of registers, one of a sample, and the groups of sex."""
    known = published()
    rate = indicator("rate", 90, None, "register_share")
    sex = GroupDimension(dim="sex", name=SAME, groups=tuple(Group(code=one, name=SAME) for one in ("female", "male")))
    return replace(known, indicators=(*known.indicators, rate), groups=(*known.groups, sex))


def on_card(folder, *rows, rest=LAYOUT, rule="", kind="register", file="big.parquet", **also):
    content = io.BytesIO()
    frame = pl.DataFrame(list(rows), infer_schema_length=None)
    frame.cast({name: pl.Float64 for name, kind in frame.schema.items() if kind == pl.Null}).write_parquet(content)
    return card(folder, content.getvalue(), file, kind, rest, rule=rule, **({"id": "register"} | also))


def read(folder, *rows, **also):
    return read_register(on_card(folder, *rows, **also), catalogue(), PLACES, folder)


def rows_of(table, folder):
    with bounded(folder) as con:
        return con.sql(table.select(con)).pl().sort(COLUMNS[:7])


rows_of_files = st.lists(
    st.fixed_dictionaries(
        {
            "period": st.sampled_from(["1987", "2026", "2024Q1"]),
            "area": st.sampled_from(CODES),
            "group": st.sampled_from([("all", "all"), ("sex", "female"), ("sex", "male")]),
            "value": st.one_of(st.none(), st.floats(1.5, 100).map(lambda one: round(one, 1))),
        }
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda row: (row["period"], row["area"], row["group"]),
)


@settings(max_examples=25)
@given(rows=rows_of_files)
def test_a_register_holds_what_a_table_of_published_figures_would(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("register")
    written = [
        {"indicator": "rate", "period": row["period"], "area": row["area"], "value": row["value"]}
        | {"group_dim": row["group"][0], "group_code": row["group"][1]}
        | {"obs_status": "A" if row["value"] is not None else "O", "conf_status": "F"}
        for row in rows
    ]
    rest = '[table]\nvalues = "percent"\n' + STATUS_COLUMNS + LAYOUT
    of_register = rows_of(read(folder, *written, rest=rest), folder)
    table = on_card(folder, *written, kind="aggregates", rest=rest)
    of_table = read_aggregates(table, catalogue(), PLACES)
    wanted = of_table.select(*COLUMNS, *STATUSES)
    assert_frame_equal(of_register.select(*COLUMNS, *STATUSES), wanted, check_dtypes=False, check_row_order=False)


def test_it_tells_how_many_rows_and_which_indicators(tmp_path):
    table = read(tmp_path, ROW, ROW | {"area": "091"})
    assert (table.rows, table.indicators) == (2, ("rate",))


def test_names_of_columns_may_hold_quotes_and_spaces(tmp_path):
    odd = """va"lue '; DROP TABLE x"""
    row = {odd if name == "value" else name: held for name, held in ROW.items()}
    found = rows_of(read(tmp_path, row, rest=f"[table.columns]\nvalue = '''{odd}'''\n{LAYOUT}"), tmp_path)
    assert found["value"].to_list() == [12.5]


def test_fractions_are_told_in_per_cent(tmp_path):
    layout = f'[table]\nvalues = "fraction"\n{LAYOUT}'
    found = rows_of(read(tmp_path, ROW | {"value": 0.56}, ROW | {"value": 0.07, "area": "091"}, rest=layout), tmp_path)
    assert found["value"].to_list() == [56.0, 7.0]


def test_areas_may_be_called_by_their_names(tmp_path):
    assert rows_of(read(tmp_path, ROW | {"area": "Esbo"}), tmp_path)["code"].to_list() == ["049"]


GOOD = (ROW | {"area": "091"}, ROW | {"area": "092"})
COUNT = {"indicator": "people", "value": 20.0}


@pytest.mark.parametrize(
    ("changed", "code", "expected"),
    [
        ({"indicator": "nothing"}, "indicator_unknown", {"column": "indicator", "found": "nothing"}),
        ({"indicator": "trust"}, "register_of_sample", {"found": "trust"}),
        ({"indicator": None}, "cell_empty", {"column": "indicator"}),
        ({"period": "some day"}, "not_a_period", {"found": "some day"}),
        ({"area": "Atlantis"}, "area_unknown_near", {"found": "Atlantis"}),
        ({"area": " "}, "cell_empty", {"column": "area"}),
        ({"group_code": "old"}, "group_unknown", {"found": "old"}),
        ({"value": None}, "value_without_status", {}),
        ({"value": float("nan")}, "not_a_number", {}),
        ({"value": float("inf")}, "not_a_number", {}),
        ({"value": 100.5}, "not_a_percentage", {"found": 100.5}),
        ({"value": -0.5}, "not_a_percentage", {}),
        ({"area": "091"}, "observation_twice", {}),
        ({"area": "Helsingfors"}, "observation_twice", {}),
    ],
)
def test_a_wrong_row_is_named(tmp_path, changed, code, expected):
    with raises(code, row=3, path="big.parquet", **expected):
        read(tmp_path, *GOOD, ROW | changed)


@pytest.mark.parametrize(
    ("obs", "conf", "value", "code"),
    [
        ("X", "F", 12.5, "register_status_unknown"),
        ("UB", "F", 12.5, "register_status_unknown"),
        ("", "F", 12.5, "register_status_unknown"),
        ("A", "secret", 12.5, "register_status_unknown"),
        ("A", "C", 12.5, "value_beside_status"),
        ("O", "F", 12.5, "value_beside_status"),
        ("BP", "F", None, "value_without_status"),
    ],
)
def test_statuses_are_codes_of_sdmx_and_fit_their_value(tmp_path, obs, conf, value, code):
    fine = ROW | {"obs_status": "BP", "conf_status": "F"}
    layout = STATUS_COLUMNS + LAYOUT
    assert read(tmp_path, fine, rest=layout).rows == 1
    with raises(code, row=2):
        read(
            tmp_path, fine, fine | {"area": "091", "obs_status": obs, "conf_status": conf, "value": value}, rest=layout
        )


@pytest.mark.parametrize(
    ("value", "rule", "code"),
    [
        (20.5, PUBLISHER, "count_not_whole"),
        (-1.0, PUBLISHER, "count_negative"),
        (4.0, PUBLISHER, "count_contradicts_rule"),
        (4.0, US, "register_unprotected"),
        (20.0, US, "register_unprotected"),
        (20.0, "", "count_rule_missing"),
    ],
)
def test_counts_of_people_come_whole_and_protected_by_their_publisher(tmp_path, value, rule, code):
    fine = ROW | COUNT
    assert read(tmp_path, fine, fine | {"area": "091", "value": 0.0}, rule=PUBLISHER).rows == 2
    with raises(code):
        read(tmp_path, fine, fine | {"area": "091", "value": value}, rule=rule)


def test_per_cent_that_may_be_fractions_are_asked_about(tmp_path):
    low = ROW | {"value": 0.4}
    with raises("shares_below_one", row=1, more_rows=1):
        read(tmp_path, low, low | {"area": "091", "value": 0.9})
    assert read(tmp_path, low, rest=f'[table]\nvalues = "percent"\n{LAYOUT}').rows == 1


def test_an_older_division_is_refused(tmp_path):
    with raises("register_older_division", newest="2026", found="2019"):
        read(tmp_path, ROW, rest=LAYOUT.replace("2026", "2019"))


@pytest.mark.parametrize(
    ("layout", "key"),
    [
        ('[table]\nseparator = ";"\n', "table.separator"),
        ('[table.select]\nkind = "x"\n', "table.select"),
        ('[missing]\n"." = "O"\n', "missing"),
        ('[table.columns]\nci_low = "low"\n', "table.columns.ci_low"),
    ],
)
def test_what_is_read_row_by_row_only_has_no_place_on_the_card(tmp_path, layout, key):
    with raises("register_layout", key=key):
        read(tmp_path, ROW, rest=layout + LAYOUT)


def test_a_file_that_is_no_parquet_is_refused_whatever_it_is_called(tmp_path):
    held = card(tmp_path, b"indicator,period,area,value\nrate,2026,049,12.5\n", "big.parquet", "register", LAYOUT)
    with raises("register_not_parquet", path="big.parquet"):
        read_register(held, catalogue(), PLACES, tmp_path)


def test_a_damaged_file_is_refused(tmp_path):
    held = card(tmp_path, b"PAR1 and nothing more", "big.parquet", "register", LAYOUT, id="register")
    with raises("parquet_damaged"):
        read_register(held, catalogue(), PLACES, tmp_path)


def test_a_file_whose_name_is_a_pattern_is_read_alone(tmp_path):
    on_card(tmp_path, ROW, ROW | {"area": "091"}, file="big1.parquet")
    assert read(tmp_path, ROW, file="big[1].parquet").rows == 1


def test_a_file_with_a_damaged_page_is_refused(tmp_path):
    content = io.BytesIO()
    pl.DataFrame(
        [ROW | {"area": code, "period": str(year)} for code in CODES for year in range(1987, 2027)]
    ).write_parquet(content, compression="uncompressed", use_pyarrow=True)
    damaged = bytearray(content.getvalue())
    damaged[4:40] = b"\xff" * 36  # the head of the first page; what stands at the end of the file is whole
    held = card(tmp_path, bytes(damaged), "big.parquet", "register", LAYOUT)
    with raises("parquet_damaged", path="big.parquet"):
        read_register(held, catalogue(), PLACES, tmp_path)


def test_a_disk_without_room_for_what_does_not_fit_is_told_as_one(tmp_path, monkeypatch):
    def full(*_):
        raise duckdb.IOException(f"could not write: {os.strerror(errno.ENOSPC)}")

    monkeypatch.setattr("etl.read.register.table.check_once", full)
    with raises("disk_failed", path=tmp_path, reason=os.strerror(errno.ENOSPC)):
        read(tmp_path, ROW)


def test_values_as_text_are_refused(tmp_path):
    with raises("register_value_no_number", column="value", found="VARCHAR"):
        read(tmp_path, ROW | {"value": "12,5"})


def test_a_column_that_is_missing_or_unknown_is_named(tmp_path):
    with raises("column_missing", column="value"):
        read(tmp_path, {name: held for name, held in ROW.items() if name != "value"})
    with raises("column_unknown", column="remark"):
        read(tmp_path, ROW | {"remark": "x"})


def test_a_file_with_fewer_rows_than_declared_is_cut_short(tmp_path):
    with raises("rows_not_as_declared", found=1, rows=2):
        read(tmp_path, ROW, rest=f"[table]\nrows = 2\n{LAYOUT}")


def test_nothing_is_left_beside_the_sources(tmp_path):
    read(tmp_path, ROW)
    assert [path.name for path in tmp_path.iterdir()] == ["sources"]
