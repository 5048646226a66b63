"""A picture as schema.org tells data sets: what search engines ask of one, and no letter that ends its element."""

import json
from dataclasses import replace
from datetime import date

import pytest
from lxml import html

from contract.codes import Language
from picture.export.announce.site import Site
from picture.export.catalogue.schema_org import data_block, schema_indicator, schema_picture
from picture.query.choices import read_choices
from picture.text.words import word
from tests.picture.corrected import corrected_database
from tests.picture.hostile import PAYLOAD, hostile
from tests.picture.small import small_database

URL = "https://tilanne.example.fi"
REQUIRED = {"name", "description"}  # https://developers.google.com/search/docs/appearance/structured-data/dataset
RECOMMENDED = {
    *("creator", "publisher", "distribution", "identifier", "isAccessibleForFree", "license", "measurementTechnique"),
    *("spatialCoverage", "temporalCoverage", "variableMeasured", "version", "url", "inLanguage", "dateModified"),
    *("isBasedOn", "citation", "includedInDataCatalog"),
}


@pytest.fixture(scope="module", params=Language)
def choices(request):
    con = corrected_database()
    con.execute("UPDATE build SET status = 'published'")
    con.execute("UPDATE source SET licence = 'CC BY 4.0', url = 'https://example.org/source'")
    return read_choices(con, request.param)


def described(choices):
    site = Site(URL, choices.language)
    return [schema_picture(choices, site), *(schema_indicator(one, choices, site) for one in choices.indicators)]


def test_every_indicator_and_the_whole_have_what_is_asked_of_a_data_set(choices):
    for one in described(choices):
        assert (one["@context"], one["@type"]) == ("https://schema.org/", "Dataset")
        assert (REQUIRED | RECOMMENDED) - set(one) - {"measurementTechnique"} == set()
        assert 50 <= len(one["description"]) <= 5000
        assert one["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert one["version"] == "2026-2"
        assert one["identifier"] == f"{URL}/?edition=2026-2"
        assert date.fromisoformat(one["datePublished"]) <= date.fromisoformat("2026-12-01")
        first, last = one["temporalCoverage"].split("/")
        assert 1900 < int(first) <= int(last) < 2100
        assert one["spatialCoverage"]["identifier"] == "FI"
        assert one["inLanguage"][:2] == choices.language
        assert all(each["contentUrl"].startswith(f"{URL}/") for each in one["distribution"])
    assert len({one["@id"] for one in described(choices)}) == len(described(choices))


def test_the_numbers_are_offered_as_table_cube_and_workbook(choices):
    for one in described(choices)[1:]:
        kinds = [each["encodingFormat"] for each in one["distribution"]]
        assert kinds[:2] == ["text/csv", "application/json"]
        assert len(kinds) == 3


def test_a_draft_has_no_permanent_address_and_says_what_it_is():
    choices = read_choices(small_database(), Language.EN)
    choices = replace(choices, stamp=replace(choices.stamp, status="draft"))
    for one in described(choices):
        assert "identifier" not in one
        assert "datePublished" not in one
        assert one["creativeWorkStatus"] == "draft"
        assert word("export_draft", Language.EN) in one["description"]


def test_a_licence_that_nobody_states_is_not_made_up():
    con = small_database()
    con.execute("UPDATE source SET licence = 'none stated'")
    assert all("license" not in one for one in described(read_choices(con, Language.EN)))


def test_a_hostile_name_neither_ends_the_block_nor_is_changed():
    choices = read_choices(small_database(), Language.EN)
    content = schema_indicator(hostile(choices.indicators[0]), choices, Site(URL, Language.EN))
    block = data_block(content)
    (script,) = html.fragments_fromstring(str(block))
    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text) == content
    assert PAYLOAD in content["name"]
    assert block.count("<") == 2
