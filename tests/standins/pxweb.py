"""PxWeb v1 as StatFin runs it: config, levels, metadata, queries; its limits and its bare refusals."""

from __future__ import annotations

import itertools
import math
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from tests.standins.server import Reply, Request, StandIn, reply

BASE = "/PxWeb/api/v1/"
HTML_403 = b"<html><body>403 - Forbidden: Access is denied.</body></html>"
SYMBOLS = {"1": ".", "2": "..", "3": "...", "7": "-"}  # status of a cell = what PX-JSON writes in its place


@dataclass(frozen=True)
class Variable:
    code: str
    text: str
    values: Mapping[str, str]  # code = text
    elimination: bool = False
    time: bool = False

    def described(self) -> dict[str, Any]:
        flags = {name: True for name in ("elimination", "time") if getattr(self, name)}
        texts = list(self.values.values())
        return {"code": self.code, "text": self.text, "values": list(self.values), "valueTexts": texts, **flags}


@dataclass
class Table:
    """A cube; `cell` gives the value and the status ("" where plain) of a combination of codes."""

    title: str
    variables: tuple[Variable, ...]
    cell: Callable[..., tuple[float | None, str]]
    updated: str = "2026-07-01T05:00:00Z"
    note: list[str] = field(default_factory=list)


class PxWeb(StandIn):
    """Tables by path ("StatFin/vaerak/11ra.px"); every language answers alike."""

    def __init__(
        self, tables: Mapping[str, Table], *, max_cells: int = 120_000, max_calls: int = 40, window: float = 60
    ):
        super().__init__()
        self.tables, self.max_cells, self.max_calls, self.window = dict(tables), max_cells, max_calls, window
        self._times: deque[float] = deque()

    @property
    def base(self) -> str:
        return f"{self.url}{BASE}en"

    def answer(self, request: Request) -> Reply:
        if self._too_often():
            return Reply(429, b"Too many requests", "text/plain")
        path = _inside(request)
        if "config" in request.query:
            limits = {"maxValues": self.max_cells, "maxCells": self.max_cells, "maxCalls": self.max_calls}
            return reply({**limits, "timeWindow": self.window, "CORS": True})
        if path in self.tables:
            table = self.tables[path]
            if request.method == "POST":
                return self._query(table, request.json)
            return reply({"title": table.title, "variables": [one.described() for one in table.variables]})
        return self._level(path)

    def faulty(self, fault: str, request: Request) -> Reply:
        """Also answer wrongly: `codes` (other codes), `more` (more cells than asked), `totals` (a wrong number)."""
        if fault not in {"codes", "more", "totals"}:
            return self.answer(request)
        table = self.tables[_inside(request)]
        selection = self._selection(table, request.json["query"]) or {}
        area = table.variables[0].code
        if fault == "more":
            selection[area] = list(table.variables[0].values)
        cube = _json_stat(table, selection)
        if fault == "codes":
            category = cube["dimension"][area]["category"]
            category["index"] = {f"X{code}": place for code, place in category["index"].items()}
        if fault == "totals":
            cube["value"][0] += 1
        return reply(cube)

    def _too_often(self) -> bool:
        now = time.monotonic()
        while self._times and self._times[0] < now - self.window:
            self._times.popleft()
        self._times.append(now)
        return len(self._times) > self.max_calls

    def _level(self, path: str) -> Reply:
        inside = {
            name[len(path) :].strip("/").split("/")[0]
            for name in self.tables
            if name.startswith(f"{path}/" if path else "")
        }
        if not inside:
            return Reply(400, b"Bad Request", "text/plain")
        if not path:
            return reply([{"dbid": name, "text": name} for name in sorted(inside)])
        kind = {True: "t", False: "l"}
        return reply([{"id": name, "type": kind[name.endswith(".px")], "text": name} for name in sorted(inside)])

    def _query(self, table: Table, body: dict[str, Any]) -> Reply:
        selection = self._selection(table, body["query"])
        if selection is None:
            return Reply(400, b"Bad Request", "text/plain")
        if math.prod(len(values) for values in selection.values()) > self.max_cells:
            return Reply(403, HTML_403, "text/html")
        form = body.get("response", {}).get("format", "px")
        return reply({"json-stat2": _json_stat, "json": _px_json}[form](table, selection))

    def _selection(self, table: Table, query: list[dict[str, Any]]) -> dict[str, list[str]] | None:
        """Return what is asked of every variable, or None for an unknown code; one left out is eliminated or whole."""
        asked = {one["code"]: one["selection"] for one in query}
        if set(asked) - {one.code for one in table.variables}:
            return None
        found = {}
        for one in table.variables:
            if one.code not in asked:
                if not one.elimination:
                    found[one.code] = list(one.values)
                continue
            found[one.code] = _filtered(list(one.values), **asked[one.code])
            if not found[one.code] or (
                asked[one.code]["filter"] == "item" and set(asked[one.code]["values"]) - set(one.values)
            ):
                return None
        return found


def _inside(request: Request) -> str:
    """Return the path below the language."""
    return "/".join(request.path.removeprefix(BASE).strip("/").split("/")[1:])


def _filtered(codes: list[str], filter: str, values: list[str]) -> list[str]:  # noqa: A002 - PxWeb's own word
    if filter == "top":
        return codes[-int(values[0]) :]
    return [
        code
        for code in codes
        if any(fnmatchcase(code, wanted) if filter == "all" else code == wanted for wanted in values)
    ]


def _cells(table: Table, selection: Mapping[str, list[str]]) -> list[tuple[tuple[str, ...], float | None, str]]:
    codes = [selection.get(one.code, ["SSS"]) for one in table.variables]
    return [(key, *table.cell(*key)) for key in itertools.product(*codes)]


def _json_stat(table: Table, selection: Mapping[str, list[str]]) -> dict[str, Any]:
    kept = [one for one in table.variables if one.code in selection]
    cells = _cells(table, selection)
    dimension = {
        one.code: {
            "label": one.text,
            "category": {
                "index": {code: place for place, code in enumerate(selection[one.code])},
                "label": {code: one.values[code] for code in selection[one.code]},
            },
        }
        for one in kept
    }
    status = {str(place): status for place, (_, _, status) in enumerate(cells) if status}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.title,
        "source": "Statistics Finland",
        "updated": table.updated,
        "id": [one.code for one in kept],
        "size": [len(selection[one.code]) for one in kept],
        "dimension": dimension,
        "value": [value for _, value, _ in cells],
        **({"status": status} if status else {}),
        **({"note": table.note} if table.note else {}),
    }


def _px_json(table: Table, selection: Mapping[str, list[str]]) -> dict[str, Any]:
    """PX-JSON: the contents are columns, numbers are texts, the timestamp has dots."""
    keys = [one for one in table.variables if one.code in selection and one.code != "contentscode"]
    contents = next((one for one in table.variables if one.code == "contentscode"), None)
    columns = [{"code": one.code, "text": one.text, "type": "t" if one.time else "d"} for one in keys]
    wanted = selection.get("contentscode", []) if contents else ["value"]
    columns += [{"code": code, "text": contents.values[code] if contents else code, "type": "c"} for code in wanted]
    names = [one.code for one in table.variables]
    rows: dict[tuple[str, ...], list[str]] = {}
    for key, value, status in _cells(table, selection):
        told = dict(zip(names, key, strict=True))
        text = SYMBOLS.get(status, "..") if value is None else f"{value:g}" if value % 1 else str(int(value))
        rows.setdefault(tuple(told[one.code] for one in keys), []).append(text)
    metadata = [{"updated": "2026-07-01T05.00.00Z", "label": table.title, "source": "Statistics Finland"}]
    data = [{"key": list(key), "values": values} for key, values in rows.items()]
    return {"columns": columns, "comments": [], "data": data, "metadata": metadata}
