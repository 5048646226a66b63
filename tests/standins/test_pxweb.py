"""The stand-in keeps the documented rules, and a client that is not ours reads it to the same numbers."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.standins.country import population, statfin
from tests.standins.pxweb import PxWeb

YEARS = ("2023", "2024", "2025")
TABLE = "/StatFin/vaerak/11ra.px"


@pytest.fixture
def px() -> Iterator[PxWeb]:
    with PxWeb(statfin(YEARS), max_cells=3_000, max_calls=6, window=60) as stand_in:
        yield stand_in


def ask(px: PxWeb, *query: tuple[str, str, list[str]], form: str = "json-stat2") -> httpx.Response:
    selections = [{"code": code, "selection": {"filter": kind, "values": values}} for code, kind, values in query]
    return httpx.post(px.base + TABLE, json={"query": selections, "response": {"format": form}})


def test_levels_lead_from_the_databases_to_the_tables(px: PxWeb):
    assert httpx.get(f"{px.base}/").json() == [
        {"dbid": name, "text": name} for name in ("Kuntien_avainluvut", "StatFin")
    ]
    assert [one["type"] for one in httpx.get(f"{px.base}/StatFin").json()] == ["l", "l"]
    assert [one["id"] for one in httpx.get(f"{px.base}/StatFin/vaerak").json()] == [
        "11ra.px",
        "11rl.px",
        "11rv.px",
        "159t.px",
    ]


def test_a_query_picks_items_wildcards_and_the_latest(px: PxWeb):
    answer = ask(
        px,
        ("alue_23_20260101", "all", ["MK*"]),
        ("contentscode", "item", ["vaerak-vaesto"]),
        ("timeperiod_y", "top", ["2"]),
    ).json()
    assert answer["size"] == [19, 1, 2]
    assert list(answer["dimension"]["timeperiod_y"]["category"]["index"]) == ["2024", "2025"]


def test_a_variable_left_out_comes_whole_unless_it_is_eliminated(px: PxWeb):
    answer = ask(px, ("alue_23_20260101", "item", ["KU091"])).json()
    assert answer["id"] == ["alue_23_20260101", "contentscode", "timeperiod_y"]
    assert answer["size"] == [1, 2, 3]


def test_too_many_cells_are_a_403_page_and_unknown_codes_a_bare_400(px: PxWeb):
    whole = ask(px, ("contentscode", "all", ["*"]), ("alue_23_20260101", "all", ["*"]))
    assert whole.status_code == 200  # 331 areas x 2 x 3 fit
    px.max_cells = 100
    large = ask(px, ("alue_23_20260101", "all", ["*"]))
    assert (large.status_code, large.headers["content-type"]) == (403, "text/html")
    unknown = ask(px, ("alue_23_20260101", "item", ["KU999"]))
    assert (unknown.status_code, unknown.text) == (400, "Bad Request")
    old = httpx.get(f"{px.base}/StatFin/vaerak/statfin_vaerak_pxt_11ra.px")
    assert (old.status_code, old.text) == (400, "Bad Request")


def test_too_many_calls_are_a_429(px: PxWeb):
    statuses = [httpx.get(f"{px.base}/?config").status_code for _ in range(7)]
    assert statuses == [200] * 6 + [429]


def test_px_json_writes_numbers_as_texts_and_dots_in_its_timestamp(px: PxWeb):
    area, content = ("alue_23_20260101", "item", ["KU091"]), ("contentscode", "item", ["vaerak-vaesto"])
    answer = ask(px, area, content, ("timeperiod_y", "top", ["1"]), form="json").json()
    assert answer["data"] == [{"key": ["KU091", "2025"], "values": [str(population("KU091", "2025"))]}]
    assert answer["metadata"][0]["updated"] == "2026-07-01T05.00.00Z"


@pytest.mark.slow
def test_the_independent_client_statfin_reads_the_same_numbers():
    statfin_client = pytest.importorskip("statfin")
    with PxWeb(statfin(YEARS)) as px:
        table = statfin_client.PxWebAPI(px.base)["StatFin"]["vaerak"]["11ra"]
        query = table.query()
        query["alue_23_20260101"] = ["KU091", "MK06", "SSS"]
        query["timeperiod_y"], query["contentscode"] = ["2024", "2025"], "vaerak-vaesto"
        frame = query().df
    years = frame["timeperiod_y"].dt.year.astype(str)
    read = dict(zip(zip(frame["alue_23_20260101"], years, strict=True), frame["vaerak-vaesto"], strict=True))
    assert read == {(area, year): population(area, year) for area in ("KU091", "MK06", "SSS") for year in YEARS[1:]}
