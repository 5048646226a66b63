"""schema.sql allows what the codes of contract/ name, and nothing else; whoever changes it gives it a new number."""

import hashlib
import re
from pathlib import Path

import pytest

from contract import codes
from contract.schema import SCHEMA_NUMBER

SCHEMA = (Path(codes.__file__).parent / "schema.sql").read_text(encoding="utf-8")
# number -> hash of schema.sql without comments. A line that stands here is never changed: a database with that number
# may lie in somebody's folder. Whoever changes a table adds a line with the next number.
NUMBERS = {
    1: "eabc2816bd106b99",
    2: "faf1c1f62f847ece",
    3: "a8074cc7fc1e23e0",
    4: "edc6c1200cbb7f79",
    5: "2e9895c12f1cf96a",
    6: "d16ddc16d509e59b",
    7: "12350e060fe0b754",
    8: "4cd621c10d4e2b14",
}
TABLES = dict(re.findall(r"CREATE TABLE (\w+) \((.*?)^\);", SCHEMA, flags=re.MULTILINE | re.DOTALL))


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("indicator", "domain", codes.Domain),
        ("indicator", "kind", codes.Kind),
        ("indicator", "recorded_by", codes.RecordedBy),
        ("indicator", "unit", codes.Unit),
        ("indicator", "direction", codes.Direction),
        ("comparison", "kind", codes.Against),
        ("comparison", "verdict", codes.Verdict),
    ],
)
def test_a_column_of_codes_allows_the_members_of_its_enum(table, column, kind):
    allowed = re.search(rf"CHECK \({column} IN \(([^)]*)\)\)", TABLES[table])[1]
    assert re.findall(r"'(\w+)'", allowed) == [str(member) for member in kind]


@pytest.mark.parametrize(("table", "more"), [("small_area", ()), ("comparison", ("kind", "reference"))])
def test_the_key_of_a_cell_is_the_key_of_its_table(table, more):
    key = re.search(r"PRIMARY KEY \(([^)]*)\)", TABLES[table])[1]
    assert tuple(key.split(", ")) == (*codes.CELL_KEY, *more)


def test_the_key_of_estimate_stands_in_words_for_it_has_no_index():
    assert "PRIMARY KEY" not in TABLES["estimate"]
    told = re.search(r"Its key is \(([^)]*)\)", SCHEMA)[1]
    assert tuple(told.split(", ")) == codes.CELL_KEY


def test_every_table_of_names_has_a_column_for_every_language():
    for table, columns in TABLES.items():
        named = {match[1]: match[2] for match in re.finditer(r"\b((\w+)_(?:fi|sv|en))\b", columns)}
        for stem in set(named.values()):
            assert {f"{stem}_{language}" for language in codes.Language} <= set(named), (table, stem)


def test_a_schema_that_differs_has_another_number():
    assert NUMBERS[SCHEMA_NUMBER] == _meaning(SCHEMA)


def test_the_newest_number_is_the_one_in_use_and_no_shape_has_two():
    assert max(NUMBERS) == SCHEMA_NUMBER
    assert len(set(NUMBERS.values())) == len(NUMBERS)


def test_comments_and_spaces_are_no_part_of_the_schema():
    other = SCHEMA.replace("-- One row", "-- A single row").replace("    id ", "  id ")
    assert other != SCHEMA
    assert _meaning(other) == _meaning(SCHEMA)
    assert _meaning(SCHEMA.replace("NOT NULL", "", 1)) != _meaning(SCHEMA)


def _meaning(schema):
    plain = " ".join(re.sub(r"--.*", "", schema).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:16]
