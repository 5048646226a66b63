"""What programs are answered: the asked build and no other, entity tags, refusals in words, limits."""

import csv
import gzip
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO
from threading import Event
from urllib.parse import quote

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from contract.codes import Language
from contract.pointer import POINTER, build_of, served_database
from pages.server.api.answers import CODE_LISTS, Maker
from pages.server.api.asked import PART
from pages.server.api.endpoints import ENDPOINTS
from pages.server.api.limits import Limits
from pages.server.api.server import Api
from pages.server.settings import read_settings
from picture.query.choices import read_choices
from picture.query.database import connect
from tests.pages.server.api.client import PREFIX, UNBOUNDED, Client, change, client, problem_of, second_build

ADDRESSES = [
    "",
    "/indicators",
    *(f"/codes/{name}" for name in CODE_LISTS),
    "/data/lonely.json",
    "/data/lonely.csv",
    "/comparisons/trust_police.json",
    "/comparisons/trust_police.csv",
    "/local.json",
    "/local.csv",
    "/changes",
    "/limits",
    "/openapi.json",
]
ASK_AGAIN = "public, no-cache"
INSTEAD = "instead-of-published"
OF_A_PICTURE = [address for address in ADDRESSES if address not in {"/limits", "/openapi.json"}]


@pytest.fixture(scope="module")
def api():
    return client()


def get(api, address, **headers):
    return api.get(PREFIX + address, headers=headers)


def rows(answer):
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(StringIO(answer.text)))


def lists(api, name, lang="en"):
    return get(api, f"/codes/{name}?lang={lang}").json()["codes"]


# --- what there is ---


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_in_every_language(api, address):
    for language in Language:
        answer = get(api, f"{address}?lang={language}")
        assert answer.status_code == 200
        if answer.headers["content-type"] == "application/json":
            assert answer.json()
        if address in OF_A_PICTURE:
            assert answer.headers["content-language"] == language


@pytest.mark.parametrize("address", OF_A_PICTURE)
def test_every_answer_says_which_build_edition_and_status_it_is_of(api, published, address):
    build = build_of(served_database(published))
    answer = get(api, address)
    if answer.headers["content-type"].startswith("text/csv"):
        for line in rows(answer):
            assert (line["build"], line["edition"], line["status"]) == (build, "2026", "draft")
            assert line["synthetic"] in {"true", "false"}
    else:
        told = answer.json()
        told = told.get("picture") or told["extension"]
        assert (told["build"], told["edition"], told["status"]) == (build, "2026", "draft")
        assert isinstance(told["synthetic"], bool)


def test_every_link_that_is_given_can_be_opened_and_names_the_build(api):
    index = get(api, "").json()
    links = [*index["links"]["codes"].values(), *(v for v in index["links"].values() if isinstance(v, str))]
    links += [one[kind] for one in index["data"] for kind in ("json", "csv", "comparisons")][:9]
    dataset = get(api, "/data/population.json?area=MK02,MK01&period=2020").json()
    links += [dataset["href"], dataset["link"]["alternate"][0]["href"]]
    for link in links:
        answer = api.get(link)
        assert answer.status_code == 200
        assert ("build=" in link) is not link.endswith(("/limits", "/openapi.json"))
    assert len(rows(api.get(links[-1]))) == 2


def test_links_begin_with_the_address_that_readers_know():
    api = client(environment={"LAGESBILD_URL": "https://tilanne.example.fi"})
    index = get(api, "").json()
    assert all(one["json"].startswith("https://tilanne.example.fi/api/v1/data/") for one in index["data"])


def test_whoever_asks_under_one_name_gets_no_links_of_another(api):
    told = {host: get(api, "", host=host) for host in ("one.example.fi", "two.example.fi")}
    assert len({answer.headers["etag"] for answer in told.values()}) == 2
    for host, answer in told.items():
        assert answer.json()["data"][0]["json"].startswith(f"http://{host}/api/v1/")


def test_areas_have_validity_level_and_successors(api):
    areas = {area["code"]: area for area in lists(api, "areas")}
    assert areas["MK20"]["valid_to"]
    assert areas["MK20"]["successors"] == ["MK01"]
    assert areas["MK01"]["valid_to"] is None
    assert areas["SSS"]["level"] == "country"
    assert all(areas[code] for area in areas.values() for code in area["successors"])


def test_statuses_name_the_standard_lists_they_are_from(api):
    for name in ("obs_status", "conf_status"):
        told = get(api, f"/codes/{name}").json()
        assert f"SDMX:CL_{name.upper()}(" in told["standard"]["urn"]
        assert told["standard"]["url"].startswith("https://registry.sdmx.org/")
        assert told["concept"] == name.upper()


def test_a_period_of_several_years_has_its_place_in_the_standard(api):
    periods = {one["code"]: one["sdmx"] for one in lists(api, "periods")}
    assert periods["2018-2019"] == "2018-01-01/P2Y"
    assert periods["2026"] == "2026"


def test_every_code_of_an_answer_is_in_its_code_list(api):
    known = {name: {one["code"] for one in lists(api, f"{name}s")} for name in ("area", "period", "group", "indicator")}
    statuses = {name: {one["code"] for one in lists(api, name)} for name in ("obs_status", "conf_status")}
    verdicts = {one["code"] for one in lists(api, "verdicts")}
    for line in rows(get(api, "/data/belongs.csv")):
        assert {name for name, codes in known.items() if line[name] not in codes} == set()
        assert set(line["obs_status"]) <= statuses["obs_status"]
        assert line["conf_status"] in statuses["conf_status"]
    assert {line["verdict"] for line in rows(get(api, "/comparisons/belongs.csv?area=MK02"))} <= verdicts


def test_indicators_tell_what_there_is_of_them(api, published):
    with connect(served_database(published)) as con:
        choices = read_choices(con, "en")
    told = get(api, "/indicators?lang=en").json()["indicators"]
    assert [one["indicator"] for one in told] == [one.id for one in choices.indicators]
    for one in told:
        assert one["periods"] == list(choices.periods[one["indicator"]])
        assert one["name"]
        assert one["limits"]
        assert one["source"]["licence"]


# --- parts ---


def test_a_selection_is_narrowed_by_commas_and_by_repeating(api):
    one = get(api, "/data/belongs.csv?area=MK02,MK01&period=2025&period=2026&group=all.all")
    again = get(api, "/data/belongs.csv?period=2026,2025&group=all.all&area=MK01&area=MK02&area=MK02")
    assert {(line["area"], line["period"]) for line in rows(one)} == {
        (area, period) for area in ("MK01", "MK02") for period in ("2025", "2026")
    }
    assert one.content == again.content
    assert one.headers["etag"] == again.headers["etag"]


def test_a_level_gives_its_areas_and_the_country_is_a_level(api):
    assert {line["level"] for line in rows(get(api, "/data/belongs.csv?level=ely"))} == {"ely"}
    assert {line["area"] for line in rows(get(api, "/data/belongs.csv?level=country"))} == {"SSS"}


@pytest.mark.parametrize(
    ("address", "status", "key", "value"),
    [
        ("/data/nothing.json", 404, "indicator", "nothing"),
        ("/data/lonely.json?area=MK99", 400, "area", "MK99"),
        ("/data/lonely.csv?area=02", 400, "area", "02"),
        ("/data/lonely.csv?area=", 400, "area", ""),
        ("/data/lonely.csv?level=region", 400, "level", "region"),
        ("/data/lonely.csv?period=2018,1066", 400, "period", "1066"),
        ("/data/lonely.csv?group=all", 400, "group", "all"),
        ("/data/lonely.csv?division=1", 400, "division", "1"),
        ("/data/lonely.csv?regio=MK01", 400, "regio", ""),
        ("/data/lonely.csv?lang=de", 400, "lang", "de"),
        ("/data/lonely.csv?lang=fi&lang=sv", 400, "lang", "sv"),
        ("/data/lonely.csv?build=abc&build=def", 400, "build", "def"),
        ("/codes/streets", 404, "list", "streets"),
        ("/indicators?area=MK01", 400, "area", ""),
        ("/limits?area=MK01", 400, "area", ""),
        ("/data/lonely.csv?build=0123456789ab", 404, "build", "0123456789ab"),
        ("/data/lonely.csv?build=../../x", 404, "build", "../../x"),
        ("/data/lonely.csv?build=", 404, "build", ""),
    ],
)
def test_a_wrong_value_is_refused_in_words_that_name_it(api, address, status, key, value):
    answer = get(api, address)
    assert answer.status_code == status
    told = problem_of(answer)
    assert (told["parameter"], told["value"]) == (key, value)
    assert key in told["detail"] or value in told["detail"]
    assert answer.headers["cache-control"] == "no-store"


def test_a_refusal_speaks_the_asked_language(api):
    told = {lang: problem_of(get(api, f"/data/lonely.csv?area=MK99&lang={lang}"))["detail"] for lang in Language}
    assert len(set(told.values())) == 3
    assert told["sv"].startswith("Parametern area har inte värdet MK99")
    assert "http://testserver/api/v1/codes/areas" in told["sv"]


def test_a_long_value_is_not_repeated_in_full(api):
    assert len(problem_of(get(api, f"/data/lonely.csv?area={'x' * 5000}"))["value"]) < 200


def test_markup_in_a_value_stays_text(api):
    answer = get(api, "/data/lonely.csv?area=<script>alert(1)</script>")
    assert problem_of(answer)["value"] == "<script>alert(1)</script>"


def test_a_selection_without_figures_is_no_empty_table(api):
    answer = get(api, "/data/lonely.csv?area=MK02&lang=en")
    assert answer.status_code == 404
    assert problem_of(answer)["detail"] == "There are no figures for this selection."


@pytest.mark.parametrize(
    "path", ["/api", "/api/", "/api/v1/", "/api/v2/data", "/api/v1/data", "/api/v1/data/lonely.xml"]
)
def test_an_address_that_there_is_not_is_refused_here_and_never_reaches_the_pages(api, path):
    answer = api.get(path)
    assert answer.status_code == 404
    assert "/api/v1" in problem_of(answer)["detail"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_the_interface_is_for_reading_only(api, method):
    answer = api.ask(method, f"{PREFIX}/data/lonely.json")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"
    problem_of(answer)


def test_no_foreign_page_is_let_in(api):
    answer = get(api, "/data/lonely.json", Origin="https://elsewhere.example")
    assert not [name for name in answer.headers if name.startswith("access-control")]


# --- builds ---


def test_a_named_build_answers_with_its_own_numbers_or_not_at_all(published, tmp_path, monkeypatch):
    first, second = second_build(published, tmp_path, "0ther0ther00")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    api = client()
    for build, edition in ((first, "2026"), (second, "1999")):
        told = get(api, f"/data/lonely.json?build={build}").json()["extension"]
        assert (told["build"], told["edition"]) == (build, edition)
    assert get(api, "/data/lonely.json").json()["extension"]["build"] == first
    (tmp_path / POINTER).write_text(f"situation-{second}.duckdb")
    assert get(api, "/data/lonely.json").json()["extension"]["build"] == second
    assert get(api, f"/data/lonely.json?build={first}").json()["extension"]["build"] == first
    (tmp_path / f"situation-{first}.duckdb").unlink()
    gone = get(api, f"/data/lonely.json?build={first}")
    assert gone.status_code == 404
    assert problem_of(gone)["value"] == first


def test_a_file_under_another_builds_name_does_not_answer_for_it(published, tmp_path, monkeypatch):
    first, _ = second_build(published, tmp_path, "0ther0ther00")
    (tmp_path / f"situation-{first}.duckdb").rename(tmp_path / "situation-b0rrowed.duckdb")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    assert get(client(), "/data/lonely.json?build=b0rrowed").status_code == 404


def test_without_a_picture_the_answer_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    api = client()
    answer = get(api, "/data/lonely.json")
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert str(tmp_path) not in answer.text
    problem_of(answer)
    assert get(api, "/limits").status_code == 200
    assert get(api, "/openapi.json").status_code == 200


def test_a_damaged_picture_tells_nothing_of_the_inside(tmp_path, monkeypatch):
    (tmp_path / "situation-bad.duckdb").write_bytes(b"no database")
    (tmp_path / POINTER).write_text("situation-bad.duckdb")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    answer = get(client(), "/data/lonely.json")
    assert answer.status_code == 503
    problem_of(answer)


# --- caching ---


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_answer_that_is_known_is_not_sent_again(api, address):
    first = get(api, address)
    again = get(api, address, **{"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert again.headers[name] == first.headers[name]
    assert get(api, address, **{"if-none-match": '"another"'}).status_code == 200


@pytest.fixture(scope="module")
def once(published, tmp_path_factory):
    """A data folder whose published build is a released one, made once; and the name of the build."""
    folder = tmp_path_factory.mktemp("released")
    build, _ = second_build(published, folder, "0ther0ther00")
    change(folder, build, "status = 'published'")
    return folder, build


@pytest.fixture
def released(once, tmp_path, monkeypatch):
    """A data folder whose published build is a released one, to be changed; its name."""
    folder, build = once
    for path in folder.iterdir():  # databases by a second name: nobody writes into one that stands
        (os.link if path.suffix == ".duckdb" else shutil.copy)(path, tmp_path / path.name)
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return build


def test_only_an_address_that_names_a_released_build_may_be_kept_and_only_for_a_day(released):
    api = client(environment={"LAGESBILD_URL": "https://tilanne.example.fi"})
    for address in ADDRESSES:
        assert get(api, address).headers["cache-control"] == ASK_AGAIN
    assert get(api, f"/data/lonely.json?build={released}").headers["cache-control"] == "public, max-age=86400"
    assert get(api, "/data/lonely.json?build=0ther0ther00").headers["cache-control"] == ASK_AGAIN  # a draft


def test_where_the_host_of_a_request_stands_in_the_links_nothing_is_kept(released):
    assert get(client(), f"/data/lonely.json?build={released}").headers["cache-control"] == ASK_AGAIN


@pytest.mark.parametrize("anew", ["status = 'withdrawn'", "built_at = built_at + INTERVAL 1 DAY", "edition = '1998'"])
def test_a_build_made_anew_under_its_name_has_other_tags(released, tmp_path, anew):
    api = client()
    before = get(api, "/data/lonely.json")
    change(tmp_path, released, anew)
    after = get(api, "/data/lonely.json", **{"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]
    assert after.json()["extension"] != before.json()["extension"] or "built_at" in anew


@pytest.mark.parametrize("address", OF_A_PICTURE)
def test_an_answer_says_when_the_last_whole_build_stands_in_for_the_published_one(released, tmp_path, address):
    api = client()
    before = get(api, address)
    (tmp_path / POINTER).write_text("situation-gone.duckdb")
    instead = get(api, address, **{"if-none-match": before.headers["etag"]})
    assert (before.headers[INSTEAD], instead.status_code, instead.headers[INSTEAD]) == ("false", 200, "true")
    if instead.headers["content-type"] == "application/json":
        told = instead.json()
        assert (told.get("picture") or told["extension"])["instead_of_published"] is True
    named = get(api, f"{address}?build={released}")
    assert named.headers[INSTEAD] == "false"


def test_the_compressed_answer_has_another_tag_and_the_same_content(api):
    plain = api.get(f"{PREFIX}/data/belongs.json", headers={"accept-encoding": "identity"})
    packed = api.get(f"{PREFIX}/data/belongs.json", headers={"accept-encoding": "gzip"})
    assert plain.headers["etag"] != packed.headers["etag"]
    assert packed.headers["content-encoding"] == "gzip"
    assert plain.headers["content-encoding"] == "identity"  # or the server around would pack it under this tag
    assert int(packed.headers["content-length"]) < len(plain.content) / 4
    assert plain.content == packed.content
    assert plain.headers["vary"] == "accept-encoding"


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [("gzip", True), ("br, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("", False), ("br", False)],
)
def test_an_answer_is_compressed_for_those_who_read_it(api, accepted, packed):
    answer = api.get(f"{PREFIX}/limits", headers={"accept-encoding": accepted})
    assert (answer.headers.get("content-encoding") == "gzip") is packed


@pytest.mark.parametrize("accepted", ["gzip", "gzip;q=0", "br"])
def test_the_server_around_packs_nothing_again_and_repeats_no_header(accepted):
    around = Middleware(GZipMiddleware, minimum_size=500)
    app = Starlette(routes=Api(read_settings({})).routes(), middleware=[around])
    for address in ("", "/data/lonely.csv", "/openapi.json"):
        answer = Client(app).get(PREFIX + address, headers={"accept-encoding": accepted})
        assert answer.headers.get_list("vary") == ["accept-encoding"]
        assert answer.headers["content-encoding"] == ("gzip" if accepted == "gzip" else "identity")


def test_head_tells_what_get_would_give(api):
    for address in ADDRESSES:
        got, told = api.get(PREFIX + address), api.ask("HEAD", PREFIX + address)
        assert (told.status_code, told.content) == (200, b"")
        assert told.headers == got.headers


def test_tags_differ_with_language_selection_form_and_build(published, tmp_path, monkeypatch):
    _, second = second_build(published, tmp_path, "0ther0ther00")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    api = client()
    addresses = [
        "/data/lonely.json",
        "/data/lonely.json?lang=sv",
        "/data/lonely.json?period=2022",
        "/data/lonely.csv",
        "/data/trust_police.json",
        f"/data/lonely.json?build={second}",
        "/comparisons/trust_police.csv",
    ]
    assert len({get(api, address).headers["etag"] for address in addresses}) == len(addresses)


def test_a_tag_changes_with_the_code_that_writes_the_answer(api, monkeypatch):
    before = get(api, "/data/lonely.json").headers["etag"]
    monkeypatch.setattr("pages.server.api.server.code_version", lambda: "another version")
    assert get(api, "/data/lonely.json").headers["etag"] != before


def test_the_same_answer_is_made_once(monkeypatch):
    made = []
    index = Maker.indicators

    def counted(self):
        made.append(self.asked.language)
        return index(self)

    endpoint = next(one for one in ENDPOINTS if one.path == "/indicators")
    monkeypatch.setattr(Maker, "indicators", counted)
    object.__setattr__(endpoint, "make", counted)  # the list of addresses holds the function itself
    try:
        api = client()
        for _ in range(5):
            get(api, "/indicators?lang=sv")
        get(api, "/indicators?lang=en")
    finally:
        object.__setattr__(endpoint, "make", index)
    assert made == ["sv", "en"]


# --- limits ---


def test_the_limits_that_are_told_are_those_that_hold():
    limits = Limits(cells=100, verdicts=10)
    api = client(limits)
    told = get(api, "/limits").json()
    assert told["cells"] == 100
    too_much = get(api, "/data/belongs.json?lang=en")
    assert too_much.status_code == 413
    assert "At most 100 are given" in problem_of(too_much)["detail"]
    assert get(api, "/data/belongs.json?area=MK02&period=2026&group=all.all").status_code == 200
    assert get(api, "/comparisons/belongs.csv").status_code == 413
    assert get(api, "/data/belongs.csv").status_code == 413


def test_a_cube_is_not_larger_than_allowed_however_few_its_figures(published):
    """Areas × periods × groups may be many more than the figures among them."""
    with connect(served_database(published)) as con:
        (count,) = con.execute("SELECT count(*) FROM estimate WHERE indicator = 'lonely'").fetchone()
    cells = len(get(client(), "/data/lonely.json").json()["value"])
    assert cells > count * 5
    assert get(client(Limits(cells=cells - 1)), "/data/lonely.json").status_code == 413
    assert get(client(Limits(cells=cells)), "/data/lonely.json").status_code == 200


def test_who_asks_for_too_much_is_told_when_to_come_back_and_gets_what_is_ready():
    api = client(Limits(processor_seconds=0.000_1, processor_seconds_per_minute=0.000_1))
    assert get(api, "/data/belongs.csv?area=MK01").status_code == 200
    refused = get(api, "/data/belongs.csv?area=MK05&lang=sv")
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 1
    assert "sekunder" in problem_of(refused)["detail"]
    assert get(api, "/data/belongs.csv?area=MK01").status_code == 200


def test_what_ends_in_a_refusal_costs_too():
    api = client(Limits(processor_seconds=0.000_1, processor_seconds_per_minute=0.000_1))
    assert get(api, "/data/belongs.csv?level=ely&area=MK02").status_code == 404
    assert get(api, "/data/belongs.csv?level=ely&area=MK02").status_code == 429


def test_what_ends_in_a_refusal_or_a_failure_leaves_its_place(monkeypatch):
    api = client(replace(UNBOUNDED, at_once=1, waiting=0))
    for _ in range(2):
        assert get(api, "/data/belongs.csv?level=ely&area=MK02").status_code == 404
    with monkeypatch.context() as broken:
        broken.setattr("pages.server.api.answers.count_part", failing)
        for _ in range(2):
            assert get(api, "/data/belongs.csv?area=MK02").status_code == 503
    assert get(api, "/data/belongs.csv?area=MK02").status_code == 200


def failing(*_, **__):
    raise duckdb.Error("disk")


def test_all_together_are_bounded_too():
    api = client(Limits(processor_seconds_of_all=0.000_1, processor_seconds_of_all_per_minute=0.000_1))
    assert get(api, "/data/belongs.csv?area=MK01").status_code == 200
    refused = get(api, "/data/belongs.csv?area=MK04")
    assert refused.status_code == 503
    assert int(refused.headers["retry-after"]) >= 1
    problem_of(refused)


def test_when_too_many_wait_the_next_one_is_sent_away(monkeypatch):
    begun, over = Event(), Event()

    def slow(maker):
        begun.set()
        over.wait(30)
        return b"{}"

    endpoint = next(one for one in ENDPOINTS if one.path == "/changes")
    original = endpoint.make
    object.__setattr__(endpoint, "make", slow)
    try:
        with client(Limits(at_once=1, waiting=0)) as api, ThreadPoolExecutor(1) as pool:
            first = pool.submit(get, api, "/changes")
            assert begun.wait(30)
            refused = get(api, "/indicators")
            over.set()
            assert first.result().status_code == 200
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "1"
        problem_of(refused)
    finally:
        over.set()
        object.__setattr__(endpoint, "make", original)


# --- numbers ---


def test_the_cube_and_the_table_of_an_indicator_hold_the_same(api):
    for one in get(api, "/indicators").json()["indicators"][:8]:
        cube = get(api, f"/data/{one['indicator']}.json").json()
        values = iter(zip(cube["value"], cube["status"], strict=True))
        codes = [cube["dimension"][name]["category"]["index"] for name in ("area", "period", "group")]
        found = {}
        for area in codes[0]:
            for period in codes[1]:
                for group in codes[2]:
                    found[area, period, group] = [next(values) for _ in range(5)]
        lines = rows(get(api, f"/data/{one['indicator']}.csv"))
        for line in lines:
            cells = found.pop((line["area"], line["period"], line["group"]))
            expected = [line[name] for name in ("value", "ci_low", "ci_high", "n", "effective_n")]
            assert [value for value, _ in cells] == [float(text) if text else None for text in expected]
        assert {cell for cells in found.values() for cell in cells} <= {(None, "_Z")}


def test_an_answer_that_is_kept_is_the_one_that_was_made(api):
    address = f"{PREFIX}/comparisons/belongs.json?area=MK02"
    first, second = api.get(address), api.get(address)
    assert first.content == second.content
    assert json.loads(second.content)["columns"][0] == "key"
    assert gzip.decompress(gzip.compress(second.content)) == first.content
    assert UNBOUNDED.cells == Limits().cells


@settings(max_examples=60)
@given(
    st.sampled_from([*ADDRESSES, "/data/{}.json", "/comparisons/{}.csv", "/codes/{}"]),
    st.text(max_size=12),
    st.lists(
        st.tuples(st.sampled_from(["lang", "build", *PART]) | st.text(max_size=8), st.text(max_size=20)), max_size=4
    ),
)
def test_whatever_stands_in_an_address_it_is_answered_or_refused_in_words(api, address, name, query):
    answer = api.get(PREFIX + address.format(quote(name, safe="")), params=query)
    if answer.status_code != 200:
        assert answer.status_code in {400, 404}
        problem_of(answer)


@pytest.mark.parametrize("what", ["data", "comparisons"])
def test_a_table_names_what_describes_it_and_that_describes_every_column(what):
    """W3C tabular metadata: the link, the media type, the address of the table, and its columns in their order."""
    api = client()
    table = api.get(f"{PREFIX}/{what}/safe_evening.csv", params={"lang": "sv", "level": "maakunta", "period": "2026"})
    target, relation, media = table.headers["link"].split("; ")
    assert (relation, media) == ('rel="describedby"', 'type="application/csvm+json"')
    answer = api.get(target.strip("<>"))
    assert answer.headers["content-type"] == "application/csvm+json"
    told = answer.json()
    assert told["@context"][0] == "http://www.w3.org/ns/csvw"
    assert api.get(told["url"]).content == table.content
    lines = list(csv.reader(StringIO(table.text)))
    columns = told["tableSchema"]["columns"]
    assert [one["titles"] for one in columns] == lines[0]
    reads = {"string": str, "double": float, "integer": int, "boolean": {"true": True, "false": False}.__getitem__}
    for line in lines[1:]:
        for column, cell in zip(columns, line, strict=True):
            if cell:
                reads[column["datatype"]](cell)
    places = [lines[0].index(name) for name in told["tableSchema"]["primaryKey"]]
    keys = [tuple(line[place] for place in places) for line in lines[1:]]
    assert len(keys) == len(set(keys)) > 0
