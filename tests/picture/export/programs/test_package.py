"""The folder for programs: CSV and Parquet hold the same cells in their types, and descriptions that fit them."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import duckdb
import pytest

from contract.codes import Language
from picture.export.columns import comparisons, numbers
from picture.export.data_files import data_zip
from picture.export.programs.package import CSVW_TYPES, data_package
from picture.export.programs.tables import CODED_VALUES, CODED_VERDICTS
from picture.query.programs.cell_key import cell_key
from tests.picture import factory
from tests.picture.export.reread import item

KINDS = range(len(factory.every_dataset()))
HEADS = (
    "key,indicator,period,area,group,level,division,interval,domain,value,ci_low,ci_high,n,effective_n,unit_code,"
    "decimals,obs_status,conf_status,source,quoted_by,synthetic,edition,version,build,status"
)


def package(kind, language="en"):
    return data_package([item(factory.every_dataset(language)[kind])])


def lines(content):
    return list(csv.DictReader(StringIO(content.decode())))


def from_parquet(content, tmp_path):
    """Read Parquet as DuckDB does: names, types and rows."""
    path = tmp_path / "table.parquet"
    path.write_bytes(content)
    with duckdb.connect() as con:
        found = con.read_parquet(str(path))
        return dict(zip(found.columns, map(str, found.types), strict=True)), found.fetchall()


def test_the_heads_stay_the_same_over_editions():
    assert package(0)["values.csv"].decode().splitlines()[0] == HEADS


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_stands_under_its_key(kind):
    stored = {cell_key(one.row): one.row for one in numbers([item(factory.every_dataset("en")[kind])])}
    found = {line["key"]: line for line in lines(package(kind)["values.csv"])}
    assert set(found) == set(stored)
    for key, row in stored.items():
        line = found[key]
        read = tuple(float(line[name]) if line[name] else None for name in ("value", "ci_low", "ci_high", "n"))
        assert read == (row.value, row.ci_low, row.ci_high, row.n)


@pytest.mark.parametrize("kind", KINDS)
def test_tables_are_the_same_bytes_in_every_language(kind):
    tables = [{n: c for n, c in package(kind, one).items() if n.endswith((".csv", ".parquet"))} for one in Language]
    assert tables[0] == tables[1] == tables[2]


def typed(text, type_):
    if not text:
        return None
    return {"string": str, "number": float, "integer": int, "boolean": "true".__eq__}[type_](text)


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_holds_the_cells_of_the_csv_in_their_types(kind, tmp_path):
    files = package(kind)
    for name, columns in (("values", CODED_VALUES), ("verdicts", CODED_VERDICTS)):
        types, rows = from_parquet(files[f"{name}.parquet"], tmp_path)
        assert list(types) == [column.name for column in columns]
        expected = [
            tuple(typed(line[column.name], column.type) for column in columns) for line in lines(files[f"{name}.csv"])
        ]
        assert rows == expected


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_a_table_are_told_apart_by_its_key(kind):
    files = package(kind)
    for resource in json.loads(files["datapackage.json"])["resources"]:
        read = lines(files[f"{resource['name'].removesuffix('-parquet')}.csv"])
        found = [tuple(line[one] for one in resource["schema"]["primaryKey"]) for line in read]
        assert len(found) == len(set(found))


def test_descriptions_name_every_file_and_every_column_in_its_order_and_type():
    files = package(0)
    told = json.loads(files["datapackage.json"])
    assert {one["path"] for one in told["resources"]} == {n for n in files if n.endswith((".csv", ".parquet"))}
    for resource in told["resources"]:
        fields = [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
        assert all(field["description"] for field in resource["schema"]["fields"])
        if resource["format"] == "csv":
            web = json.loads(files[f"{resource['path']}-metadata.json"])
            assert web["url"] == resource["path"]
            columns = web["tableSchema"]["columns"]
            assert [(one["name"], one["datatype"]) for one in columns] == [(n, CSVW_TYPES[t]) for n, t in fields]
            assert [name for name, _ in fields] == files[resource["path"]].decode().splitlines()[0].split(",")


def test_a_line_names_edition_version_build_interval_unit_domain_and_says_true_or_false():
    line = lines(package(0)["values.csv"])[0]
    assert (line["edition"], line["version"], line["build"]) == ("2026", "1", "0f3a9c17be42")
    assert (line["interval"], line["unit_code"], line["domain"]) == ("2026-01-01/2026-12-31", "percent", "attitudes")
    assert (line["decimals"], line["synthetic"]) == ("0", "true")


def test_a_name_with_quotes_and_line_breaks_stays_one_cell(tmp_path):
    odd = 'a "quoted"\r\n, name'
    dataset = factory.groups_dataset("en")
    rows = tuple(replace(row, quoted_by=odd) for row in dataset.rows)
    files = data_package([item(replace(dataset, rows=rows))])
    types, read = from_parquet(files["values.parquet"], tmp_path)
    assert odd in {row[list(types).index("quoted_by")] for row in read}


def test_the_zip_holds_tables_for_people_named_after_the_picture_and_the_folder_for_programs():
    with ZipFile(BytesIO(data_zip([item(factory.map_dataset("fi"))]))) as held:
        names = held.namelist()
    assert names[0] == "lagesbild_trust_other_background_maakunta_2026_fi_SYNTHETIC.csv"
    assert {name.partition("/")[2] for name in names if name.startswith("programs/")} >= {
        "values.csv",
        "values.parquet",
        "verdicts.csv",
        "datapackage.json",
        "values.csv-metadata.json",
    }


def test_tables_of_several_pictures_are_not_named_after_the_first():
    several = [item(factory.front_dataset("sv")), item(factory.map_dataset("sv"))]
    with ZipFile(BytesIO(data_zip(several))) as held:
        assert held.namelist()[0] == "lagesbild_2026_sv_SYNTHETIC.csv"
    with ZipFile(BytesIO(data_zip(several, "lagesbild_pack"))) as held:
        assert held.namelist()[0] == "lagesbild_pack.csv"


def test_every_comparison_is_a_line_of_verdicts():
    items = [item(factory.front_dataset("en"))]
    stored = [(cell_key(one.row), one.comparison.verdict) for one in comparisons(numbers(items))]
    assert [(line["key"], line["verdict"]) for line in lines(data_package(items)["verdicts.csv"])] == stored
