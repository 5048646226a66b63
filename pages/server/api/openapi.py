"""The description of the interface, as OpenAPI 3.1: made from the same list of addresses as the routes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import orjson

from contract.actions.codes import ProgressState
from contract.codes import Language, Level
from pages.server.api.answers import CODE_LISTS
from pages.server.api.asked import ALWAYS, CELL
from pages.server.api.endpoints import ENDPOINTS, JSON, Endpoint
from pages.server.api.limits import Limits
from pages.server.api.problems import MEDIA
from pages.server.figures.reading import LONGEST
from picture.query.figure.standing import FigureState

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
ABOUT = """Published numbers on the state of good relations in Finland, for programs. Reading only.
An address with `build` names one build for good; without it the published build answers.
What is not shown is null, never 0, and has a status. Pages of other origins may not ask."""
PARAMETERS: dict[str, Json] = {
    "lang": {
        "description": "Language of names and messages.",
        "schema": {"type": "string", "enum": list(Language), "default": Language.FI.value},
    },
    "build": {
        "description": "The build that answers; without it the published one. 404 when it is not kept any more.",
        "schema": {**TEXT, "pattern": "^[0-9a-z]{1,40}$"},
    },
    "edition": {
        "description": "A version of an edition that was released: 2026-1. 404 when it cannot be shown.",
        "schema": {**TEXT, "pattern": "^[0-9]{4}-[1-9][0-9]{0,5}$"},
    },
    "level": {
        "description": "Levels of areas.",
        "schema": {"type": "array", "items": {"type": "string", "enum": list(Level)}},
    },
    "area": {
        "description": "Areas: SSS for the whole country, MK02 for a region. See /codes/areas.",
        "schema": {"type": "array", "items": TEXT},
    },
    "period": {"description": "Periods. See /codes/periods.", "schema": {"type": "array", "items": TEXT}},
    "group": {
        "description": "Population groups: all.all, language.sv. See /codes/groups.",
        "schema": {"type": "array", "items": TEXT},
    },
    CELL: {
        "required": True,
        "description": "The key of a figure: indicator, period, area and group.",
        "schema": {**TEXT, "maxLength": LONGEST},
        "example": "trust_other_background/2026/MK01/all.all",
    },
    "division": {
        "description": "Counts on the newest division of areas up to this year.",
        "schema": {**TEXT, "default": "newest"},
    },
}
PLACES: dict[str, Json] = {
    "indicator": {"description": "An indicator. See /indicators.", "schema": TEXT},
    "before": {"description": "A released version: 2026-1. See editions in /changes.", "schema": TEXT},
    "after": {"description": "Another released version.", "schema": TEXT},
    "list": {"description": "A code list.", "schema": {"type": "string", "enum": list(CODE_LISTS)}},
}
HEADERS = {
    "ETag": "Names this answer; send it back as If-None-Match.",
    "Last-Modified": "When the build was made.",
    "Cache-Control": "A day where the address names a released build; else ask again each time.",
    "Instead-Of-Published": "true where the last whole build stands in for the published one, which cannot be read.",
}
PROBLEMS = {
    400: "A parameter or a value that there is not",
    404: "No such indicator, list or build, or no figures for this selection",
    413: "More numbers than one answer may hold",
    429: "Too many answers asked for; see Retry-After",
    503: "No picture, or the server is busy; see Retry-After",
}


def described(base: str, limits: Limits) -> bytes:
    """Write the description. base: the address of the interface."""
    return orjson.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "Lägesbild",
                "version": "1",
                "description": ABOUT,
                "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            },
            "servers": [{"url": base}],
            "paths": {one.path or "/": {"get": _operation(one)} for one in ENDPOINTS}
            | {
                "/limits": {"get": _fixed("limits", "What one may ask for", "Limits")},
                "/openapi.json": {"get": _fixed("openapi", "This description", "Description")},
            },
            "components": {"schemas": _schemas(limits), "responses": {"Problem": _problem("A problem")}},
        },
        option=orjson.OPT_NON_STR_KEYS,
    )


def _operation(one: Endpoint) -> Json:
    places = re.findall(r"{(\w+)}", one.path)
    schema = {"$ref": f"#/components/schemas/{one.schema}"} if one.schema else TEXT
    return {
        "operationId": re.sub(r"\W+", "_", one.path).strip("_") or "index",
        "summary": one.summary,
        "parameters": [
            *({"name": name, "in": "path", "required": True, **PLACES[name]} for name in places),
            *({"name": key, "in": "query", **PARAMETERS[key]} for key in (*one.keys, *ALWAYS)),
        ],
        "responses": {
            "200": {
                "description": one.summary,
                "headers": {name: {"description": told, "schema": TEXT} for name, told in HEADERS.items()},
                "content": {one.media.partition(";")[0]: {"schema": schema}},
            },
            "304": {"description": "The answer is still the one of If-None-Match"},
            **_refusals(sorted(PROBLEMS)),
        },
    }


def _fixed(name: str, summary: str, schema: str) -> Json:
    content = {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [{"name": "lang", "in": "query", **PARAMETERS["lang"]}],
        "responses": {"200": {"description": summary, "content": content}, **_refusals([400])},
    }


def _refusals(statuses: Sequence[int]) -> Json:
    return {str(status): _problem(PROBLEMS[status]) for status in statuses}


def _problem(description: str) -> Json:
    return {"description": description, "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _object(required: dict[str, Json]) -> Json:
    return {"type": "object", "required": list(required), "properties": required}


def _figure() -> Json:
    objects: Json = {"type": "array", "items": {"type": "object"}}
    return {
        "address": TEXT,
        "cell": TEXT,
        "told_by": _object({"edition": TEXT, "version": WHOLE, "build": TEXT, "status": TEXT}),
        "figure": _object({"value": {"type": ["number", "null"]}, "obs_status": TEXT, "conf_status": TEXT}),
        "states": {"type": "array", "items": {"type": "string", "enum": list(FigureState)}},
        "sentences": {"type": "array", "items": TEXT},
        "corrections": objects,
        "versions": objects,
    }


def _table() -> Json:
    """Describe a table as the names of its columns and its lines."""
    lines: Json = {"type": "array", "items": {"type": "array"}}
    return _object({"columns": {"type": "array", "items": TEXT}, "data": lines})


def _differences() -> Json:
    """Describe what differs between two versions: figures as a table, and objects."""
    parts = ("indicators", "areas", "breaks", "inputs")
    objects: Json = {"type": "array", "items": {"type": "object"}}
    return _object({"from": TEXT, "to": TEXT, "figures": _table(), **dict.fromkeys(parts, objects)})


def _plan() -> Json:
    """Describe a plan; progress is null where nothing measures a goal, and a number of it where it is not shown."""
    states = [*ProgressState]
    progress = {"type": ["object", "null"], "properties": {"state": {"type": "string", "enum": states}}}
    goal = _object({"goal": TEXT, "domain": TEXT, "deadline": WHOLE, "status": TEXT, "progress": progress})
    goals: Json = {"type": "array", "items": goal}
    return _object(
        {
            **dict.fromkeys(("plan", "area", "area_name"), TEXT),
            **dict.fromkeys(("first_year", "last_year"), WHOLE),
            "example": {"type": "boolean"},
            "goals": goals,
        }
    )


def _schemas(limits: Limits) -> Json:
    picture = {"$ref": "#/components/schemas/Picture"}
    objects: Json = {"type": "array", "items": {"type": "object"}}
    texts: Json = {"type": "array", "items": TEXT}
    number = {"type": ["number", "null"]}
    return {
        "Picture": _object(
            {
                "build": TEXT,
                "edition": TEXT,
                "version": WHOLE,
                "status": {"type": "string", "enum": ["draft", "published", "withdrawn"]},
                "built_at": {"type": "string", "format": "date-time"},
                "synthetic": {"type": "boolean"},
                "instead_of_published": {"type": "boolean"},
                "language": {"type": "string", "enum": list(Language)},
            }
        ),
        "Index": _object({"picture": picture, "links": {"type": "object"}, "data": objects}),
        "Indicators": _object({"picture": picture, "indicators": objects}),
        "Codes": _object(
            {"picture": picture, "list": TEXT, "codes": {"type": "array", "items": _object({"code": TEXT})}}
        ),
        "Changes": _object(
            {
                "picture": picture,
                **dict.fromkeys(("editions", "corrections", "notices", "revisions", "changes"), objects),
            }
        ),
        "Figure": _object({"picture": picture, **_figure()}),
        "Local": _object({"picture": picture, "collections": objects, "findings": objects, "figures": _table()}),
        "Plans": _object({"picture": picture, "plans": {"type": "array", "items": _plan()}}),
        "Differences": _differences(),
        "Table": _object({"picture": picture, "columns": texts, "data": {"type": "array", "items": {"type": "array"}}}),
        "Dataset": {
            **_object(
                {
                    "version": {"const": "2.0"},
                    "class": {"const": "dataset"},
                    "label": TEXT,
                    "id": {"const": ["area", "period", "group", "measure"]},
                    "size": {"type": "array", "items": WHOLE},
                    "role": {"type": "object"},
                    "dimension": {"type": "object"},
                    "value": {"type": "array", "items": number, "maxItems": limits.cells},
                    "status": {"type": "array", "items": TEXT, "maxItems": limits.cells},
                    "extension": {"type": "object"},
                }
            ),
            "externalDocs": {"url": "https://json-stat.org/full/"},
        },
        "Limits": _object({name: {"type": "number"} for name in Limits.__dataclass_fields__}),
        "Description": {"type": "object"},
        "Problem": _object({"type": TEXT, "title": TEXT, "status": WHOLE, "detail": TEXT}),
    }
