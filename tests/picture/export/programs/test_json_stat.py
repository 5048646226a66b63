"""What a program reads from JSON-stat is what the tables hold: same cells, same marks, nothing withheld is a number."""

import json
import math
import warnings
from collections import defaultdict

import pytest
from pyjstat import pyjstat

from contract.pointer import served_database
from picture.export.programs.json_stat import MEASURES, NOT_PUBLISHED, axes_of, json_stat, status_code
from picture.query.choices import read_choices
from picture.query.database import connect
from picture.query.numbers import ask_everything
from picture.query.programs.cell_key import row_key
from picture.query.programs.part import Part, ask_part
from picture.query.selection import check, view_of
from tests.picture.small import small_database


def dataset(con, indicator, language="en", part=Part()):  # noqa: B008 - frozen
    choices = read_choices(con, language)
    choice, _ = check({"indicator": indicator, "lang": language}, {}, choices)
    return ask_part(con, view_of(choice, choices), choices, part), choices


def written(con, indicator, language="en", part=Part()):  # noqa: B008 - frozen
    found, choices = dataset(con, indicator, language, part)
    return json.loads(json.dumps(json_stat(found, axes_of(found, choices), {}))), found


def cells_of(cube):
    """Read a cube as its specification says, without our code: (area, period, group, measure) -> value, status."""
    codes = [cube["dimension"][name]["category"]["index"] for name in cube["id"]]
    assert [len(one) for one in codes] == cube["size"]
    found = {}
    for at, (value, status) in enumerate(zip(cube["value"], cube["status"], strict=True)):
        key, rest = [], at
        for size, one in zip(reversed(cube["size"]), reversed(codes), strict=True):
            key.append(one[rest % size])
            rest //= size
        found[tuple(reversed(key))] = (value, status)
    assert len(found) == math.prod(cube["size"])
    return found


@pytest.fixture(params=["small", "shipped"], scope="module")
def con(request):
    if request.param == "small":
        return small_database()
    return connect(served_database(request.getfixturevalue("published")))


@pytest.fixture(scope="module")
def cubes(con):
    """Return every indicator's cube with the numbers it was written from."""
    return {indicator.id: written(con, indicator.id) for indicator in read_choices(con, "en").indicators}


def test_every_number_of_every_indicator_is_in_its_cube_with_its_marks(con, cubes):
    choices = read_choices(con, "en")
    choice, _ = check({}, {}, choices)
    told = defaultdict(dict)
    for row in ask_everything(con, view_of(choice, choices), choices).rows:
        told[row.indicator][row_key(row)] = row
    for indicator in choices.indicators:
        cells = cells_of(cubes[indicator.id][0])
        rows = told[indicator.id]
        for (*key, measure), (value, status) in cells.items():
            row = rows.get(tuple(key))
            expected = getattr(row, measure) if row else None
            assert value == expected
            if row is None or (expected is None and row.value is not None):
                assert status == NOT_PUBLISHED
            else:
                assert status == status_code(row)
        assert {tuple(key) for *key, _ in cells} >= set(rows)


def test_what_is_withheld_is_null_and_says_so(cubes):
    cube, found = cubes.get("trust") or cubes["belongs"]
    hidden = [row for row in found.rows if row.value is None]
    assert hidden
    cells = cells_of(cube)
    for row in hidden:
        for measure in MEASURES:
            value, status = cells[*row_key(row), measure.code]
            assert value is None
            assert status == status_code(row)
            assert status not in {"A", NOT_PUBLISHED}
            assert cube["extension"]["statuses"][status]


def test_pyjstat_reads_the_same_values_and_no_number_where_nothing_is_shown(cubes):
    """A witness that knows nothing of our code."""
    for cube, found in cubes.values():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # pyjstat warns of its own functions
            read = pyjstat.Dataset.read(json.dumps(cube)).write("dataframe")
        assert len(read) == math.prod(cube["size"])
        labels = {
            name: {label: code for code, label in cube["dimension"][name]["category"]["label"].items()}
            for name in cube["id"]
        }
        assert [len(labels[name]) for name in cube["id"]] == cube["size"], "two categories have one label"
        heads = {name: cube["dimension"][name]["label"] for name in cube["id"]}
        rows = {row_key(row): row for row in found.rows}
        for record in read.to_dict("records"):
            *key, measure = (labels[name][record[heads[name]]] for name in cube["id"])
            row = rows.get(tuple(key))
            expected = getattr(row, measure) if row else None
            assert math.isnan(record["value"]) if expected is None else record["value"] == expected


def test_categories_are_named_in_the_language():
    for language in ("fi", "sv", "en"):
        cube, _ = written(small_database(), "trust", language)
        assert cube["label"] == f"Trust {language}"
        labels = cube["dimension"]["group"]["category"]["label"].values()
        assert all(label.endswith(language) for label in labels)
        assert cube["extension"]["language"] == language


def test_areas_that_share_a_name_are_told_apart(cubes):
    for cube, _ in cubes.values():
        labels = list(cube["dimension"]["area"]["category"]["label"].values())
        assert len(set(labels)) == len(labels)


def test_roles_units_notes_and_origin_travel_with_the_numbers():
    cube, _ = written(small_database(), "trust")
    assert (cube["version"], cube["class"]) == ("2.0", "dataset")
    assert cube["role"] == {"time": ["period"], "geo": ["area"], "metric": ["measure"]}
    assert cube["dimension"]["measure"]["category"]["unit"]["value"] == {"decimals": 0, "label": "%", "position": "end"}
    assert "Question of trust en" in cube["note"]
    told = cube["extension"]
    assert told["synthetic"] is True
    assert (told["licence"], told["indicator"]) == (["CC0"], "trust")
    assert told["status"] in {"draft", "published"}
    assert {source["producer"] for source in told["sources"]} == {"Institute en"}
    assert cube["dimension"]["period"]["category"]["note"]["2025"]
    areas = {area for one in told["division"] for area in one["areas"]}
    assert areas == set(cube["dimension"]["area"]["category"]["index"])


def test_a_note_of_the_publisher_stays_with_its_number(cubes):
    for cube, found in cubes.values():
        told = {(one["area"], one["period"], one["group"]): one["note"] for one in cube["extension"]["observations"]}
        assert {row_key(row): row.note for row in found.rows if row.note} == {k: v for k, v in told.items() if v}
