"""A picture as JSON-stat: an independent library reads from it the numbers of the dataset."""

import json
import warnings

import pytest
from pyjstat import pyjstat

from picture.export.columns import numbers
from picture.export.programs.pictures import picture_json_stat
from picture.query.programs.cell_key import row_key
from tests.picture import factory
from tests.picture.export.reread import LINK, item

KINDS = range(len(factory.every_dataset()))


def cubes(content):
    read = json.loads(content)
    return read["link"]["item"] if read["class"] == "collection" else [read]


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_of_a_picture_is_in_its_cubes(kind):
    told = item(factory.every_dataset("en")[kind])
    stored = {(one.row.indicator, *row_key(one.row)): one.row.value for one in numbers([told])}
    found = {}
    for cube in cubes(picture_json_stat(told)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = pyjstat.Dataset.read(json.dumps(cube)).write("dataframe", naming="id")
        values = frame[frame["measure"] == "value"]
        for line in values.astype(object).where(values.notna(), None).to_dict("records"):
            key = (cube["extension"]["indicator"], line["area"], line["period"], line["group"])
            if key in stored:
                found[key] = line["value"]
            else:
                assert line["value"] is None
    assert found == stored


def test_a_picture_of_one_indicator_is_one_cube_and_leads_to_its_page():
    read = json.loads(picture_json_stat(item(factory.map_dataset("sv"))))
    assert (read["version"], read["class"]) == ("2.0", "dataset")
    assert read["link"]["alternate"][0]["href"] == LINK


def test_a_picture_of_several_indicators_is_a_collection():
    read = json.loads(picture_json_stat(item(factory.front_dataset("sv"))))
    assert read["class"] == "collection"
    assert {one["class"] for one in read["link"]["item"]} == {"dataset"}
