"""The description is valid OpenAPI 3.1, and it and the addresses hold each other: neither has what the other lacks."""

import re

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.routing import Route

from pages.server.api.endpoints import ENDPOINTS
from pages.server.api.server import METHODS, Api
from pages.server.settings import read_settings
from tests.pages.server.api.client import PREFIX, change, client, second_build

PLACES = {"indicator": "lonely", "list": "areas"}


@pytest.fixture(scope="module")
def api():
    return client()


@pytest.fixture(scope="module")
def described(api):
    return api.get(f"{PREFIX}/openapi.json").json()


def operations(described):
    """Return what can be asked of a draft; versions are compared in tests/pages/server/api/test_versions.py."""
    return {path: one["get"] for path, one in described["paths"].items() if "{before}" not in path}


def address(path):
    return PREFIX + ("" if path == "/" else path.format(**PLACES))


def needed(operation):
    """Return what an address has to be asked with."""
    places = (one for one in operation["parameters"] if one["in"] == "query" and one.get("required"))
    return {one["name"]: one["example"] for one in places}


def conforms(described, schema, content):
    """Check an answer against a schema of the description, references and all."""
    whole = {**schema, "components": described["components"]}
    errors = [error.message for error in Draft202012Validator(whole).iter_errors(content)]
    assert errors == []


def test_it_is_valid(described):
    assert [error.message for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_every_address_is_described_and_every_described_one_is_an_address(described):
    routes = [route for route in Api(read_settings({})).routes() if isinstance(route, Route)]
    served = {route.path.removeprefix(PREFIX) or "/" for route in routes if route.path.startswith(PREFIX)}
    assert served == set(described["paths"])
    for route in routes:
        if route.path.startswith(PREFIX):
            assert route.methods == set(METHODS)


def test_every_described_address_answers_as_described(api, described):
    for path, operation in operations(described).items():
        answer = api.get(address(path), params=needed(operation))
        assert answer.status_code == 200
        (media, content), *_ = operation["responses"]["200"]["content"].items()
        assert answer.headers["content-type"].partition(";")[0] == media
        if media == "application/json":
            conforms(described, content["schema"], answer.json())
        for name in operation["responses"]["200"].get("headers", {}):
            assert name in answer.headers


def test_every_described_parameter_is_taken_and_no_other(api, described):
    values = {"lang": "en", "level": "country", "area": "SSS", "period": "2022", "group": "birth.abroad"}
    values |= {"division": "newest", "build": api.get(PREFIX).json()["picture"]["build"]}
    for path, operation in operations(described).items():
        given = {one["name"] for one in operation["parameters"] if one["in"] == "query"}
        for name, value in values.items():
            answer = api.get(address(path), params={**needed(operation), name: value})
            assert (answer.status_code == 200) is (name in given), f"{path}?{name}={value}: {answer.text}"
        # of a version: tests/pages/server/api/test_old_editions.py
        assert given <= {*values, *needed(operation), "edition"}
        assert {one["name"] for one in operation["parameters"] if one["in"] == "path"} == set(
            re.findall(r"{(\w+)}", path)
        )


def test_a_withdrawn_edition_is_described_too(described, published, tmp_path, monkeypatch):
    build, _ = second_build(published, tmp_path, "0ther0ther00")
    change(tmp_path, build, "status = 'withdrawn'")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    told = client().get(PREFIX).json()
    assert told["picture"]["status"] == "withdrawn"
    conforms(described, {"$ref": "#/components/schemas/Index"}, told)


def test_a_refusal_is_described_too(api, described):
    for path, status in (("/data/lonely.json?area=MK99", 400), ("/data/nothing.json", 404)):
        answer = api.get(PREFIX + path)
        operation = operations(described)["/data/{indicator}.json"]
        (content,) = operation["responses"][str(status)]["content"].values()
        conforms(described, content["schema"], answer.json())


def test_a_described_answer_that_lacks_something_would_be_seen(described):
    schema = {"$ref": "#/components/schemas/Dataset"}
    with pytest.raises(AssertionError):
        conforms(described, schema, {"version": "2.0"})


def test_every_operation_has_a_name_of_its_own(described):
    names = [one["get"]["operationId"] for one in described["paths"].values()]
    assert len(set(names)) == len(names) == len(ENDPOINTS) + 2
