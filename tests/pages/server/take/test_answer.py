"""What a reader, a browser's cache and a proxy are told at the address of a file."""

import asyncio
import shutil
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request

from contract.pointer import NoDatabaseError
from pages.server.paths import UnderBasePath
from pages.server.routes import routes
from pages.server.settings import Settings
from pages.server.take import answer
from pages.server.take.answer import LONGEST, address_of
from pages.server.take.making import File
from pages.server.take.pool import Pool
from pages.server.take.processes import BUSY, HEAVY, Trouble
from pages.server.take.reply import Progress
from picture.text.words import word
from tests.pages.server.test_guard import run
from tests.picture.small import small_database

URL = "https://tilanne.example.fi"
FOR_EVER = "public, max-age=31536000, immutable"
HERE = "http://127.0.0.1:8501"


class Making:
    """In the place of the processes: notes what is made, and answers at once with what it was told to."""

    def __init__(self, outcome=None):
        self.outcome, self.orders = outcome, []

    async def make(self, order, tell):
        tell(Progress())
        self.orders.append(order)
        return self.outcome or File("kuva ä.svg", b"<svg/>")

    async def stop(self, patience):
        assert patience == 0


@asynccontextmanager
async def server(making, url=""):
    pool = Pool(1, kept=1_000, maker=lambda: making)
    app = Starlette(routes=routes(Settings(url=url), pool))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
        yield client
    await pool.close()


def ask(*addresses, making=None, url="", method="GET", **headers):
    """Ask for addresses one after the other; return the answers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def play():
        async with server(making or Making(), url) as client:
            return [await client.request(method, f"/take/{address}", headers=named) for address in addresses]

    return run(play)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Two builds, the newer one served; both released."""
    folder = tmp_path_factory.mktemp("released")
    for build in ("one", "two"):
        with small_database(folder / f"situation-{build}.duckdb") as con:
            con.execute("UPDATE build SET id = $1, status = 'published'", [build])
    (folder / "CURRENT").write_text("situation-two.duckdb", encoding="utf-8")
    return folder


@pytest.fixture
def folder(released, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(released))
    return released


@pytest.fixture
def own_folder(released, tmp_path, monkeypatch):
    """The same for a test that changes it."""
    shutil.copytree(released, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def lasting(folder):
    """An address that names everything which decides on the bytes."""
    (response,) = ask("map.svg?lang=sv")
    return response.headers["content-location"]


def test_a_file_has_a_name_a_type_and_a_strong_entity_tag(folder):
    (response,) = ask("map.svg?lang=sv")
    assert response.status_code == 200
    assert response.content == b"<svg/>"
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.headers["etag"].startswith('"')
    named = response.headers["content-disposition"]
    assert named == "attachment; filename=\"kuva-.svg\"; filename*=UTF-8''kuva%20%C3%A4.svg"


def test_the_same_file_under_two_addresses_has_one_tag_and_is_made_once(folder):
    making = Making()
    first, second = ask("map.svg?lang=sv&period=2026", "map.svg?period=2026&beside=none&lang=sv", making=making)
    assert first.headers["etag"] == second.headers["etag"]
    assert len(making.orders) == 1


@pytest.mark.parametrize(
    "known", ["{tag}", "W/{tag}", '"x", {tag}', "*", '"x",{tag},"y"'], ids=["tag", "weak", "list", "any", "tight"]
)
def test_who_has_the_file_is_told_so_and_nothing_is_made(lasting, known):
    (whole,) = ask(lasting)
    making = Making()
    (response,) = ask(lasting, making=making, if_none_match=known.format(tag=whole.headers["etag"]))
    assert (response.status_code, response.content, making.orders) == (304, b"", [])
    for name in ("etag", "cache-control", "content-location"):
        assert response.headers[name] == whole.headers[name]


def test_who_has_another_file_gets_this_one(lasting):
    (response,) = ask(lasting, if_none_match='"x", W/"y"')
    assert response.status_code == 200


def test_a_head_tells_the_same_without_making_the_file(lasting):
    (whole,) = ask(lasting)
    making = Making()
    (response,) = ask(lasting, making=making, method="HEAD")
    assert (response.status_code, response.content, making.orders) == (200, b"", [])
    for name in ("etag", "cache-control", "content-location", "content-type"):
        assert response.headers[name] == whole.headers[name]
    assert "content-length" not in response.headers


def test_an_address_that_names_build_and_programs_lasts(lasting):
    assert ask(lasting, url=URL)[0].headers["cache-control"] == FOR_EVER


def test_where_the_host_of_a_request_decides_on_the_links_in_a_file_nothing_lasts(lasting):
    """Some caches take no notice of the port in it."""
    here, there = (ask(lasting, host=host)[0] for host in ("localhost:8501", "localhost:1"))
    assert here.headers["cache-control"] == "no-cache"
    assert here.headers["etag"] != there.headers["etag"]


@pytest.mark.parametrize("part", ["build=two", "code="])
def test_an_address_that_leaves_out_what_decides_on_the_bytes_is_asked_again(lasting, part):
    short = "&".join(one for one in lasting.split("&") if not one.startswith(part))
    assert short != lasting
    assert ask(short, url=URL)[0].headers["cache-control"] == "no-cache"


def test_a_build_that_is_no_longer_kept_is_answered_by_the_published_one_and_never_for_ever(lasting, own_folder):
    kept, gone = lasting.replace("build=two", "build=one"), lasting.replace("build=two", "build=gone")
    old, instead, new = ask(kept, gone, lasting, url=URL)
    assert old.headers["cache-control"] == FOR_EVER
    assert instead.headers["cache-control"] == "no-cache"
    assert instead.headers["content-location"] == lasting
    assert instead.headers["etag"] == new.headers["etag"] != old.headers["etag"]
    (own_folder / "situation-one.duckdb").unlink()
    assert ask(kept, url=URL)[0].headers["cache-control"] == "no-cache"


def test_a_draft_is_asked_again_each_time(tmp_path, monkeypatch):
    with small_database(tmp_path / "situation-one.duckdb") as con:
        con.execute("UPDATE build SET status = 'draft'")
    (tmp_path / "CURRENT").write_text("situation-one.duckdb", encoding="utf-8")
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    (response,) = ask("map.svg")
    (again,) = ask(response.headers["content-location"], url=URL)
    assert again.headers["cache-control"] == "no-cache"


def test_a_build_made_anew_under_its_name_is_another_file(own_folder):
    before = ask("map.svg")[0].headers["etag"]
    path = own_folder / "situation-two.duckdb"
    with small_database(own_folder / "new.duckdb") as con:
        con.execute("UPDATE build SET id = 'two', status = 'published', built_at = built_at + INTERVAL 1 DAY")
    (own_folder / "new.duckdb").replace(path)
    assert ask("map.svg")[0].headers["etag"] != before


def test_links_in_files_begin_with_the_public_address_or_with_that_of_the_request(folder):
    making = Making()
    asked = ("map.svg?lang=sv&area=SSS",)
    ask(*asked, making=making, url="https://tilanne.example.fi/situation")
    ask(*asked, making=making)
    ask(*asked, making=making, host="[::1]:8501")
    ask(*asked, making=making, host="someone:else@localhost:8502")
    ask(*asked, making=making, host="localhost:notaport")
    assert [order.wanted.base for order in making.orders] == [
        "https://tilanne.example.fi/situation",
        HERE,
        "http://[::1]:8501",
        HERE,  # where the server itself listens: no such Host is believed
        HERE,
    ]


@pytest.mark.parametrize(("scheme", "link"), [("https", "https"), ("wss", "https"), ("ws", "http"), ("http", "http")])
def test_links_in_files_are_links_whatever_a_proxy_calls_the_connection(scheme, link):
    scope = {"type": "http", "scheme": scheme, "path": "/", "headers": [(b"host", b"localhost")]}
    assert address_of(Request(scope)) == f"{link}://localhost"


def test_links_in_files_hold_the_base_path(folder):
    making = Making()

    async def play():
        pool = Pool(1, kept=1_000, maker=lambda: making)
        app = UnderBasePath(Starlette(routes=routes(Settings(), pool)), base_path="/situation")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
            response = await client.get("/situation/take/map.svg?lang=sv")
        await pool.close()
        return response.status_code

    assert run(play) == 200
    assert [order.wanted.base for order in making.orders] == [f"{HERE}/situation"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(
    ("trouble", "status", "after"),
    [(BUSY, 503, "30"), (HEAVY, 503, None), (Trouble("take_failed", 500, "1234-5678"), 500, None)],
)
def test_why_there_is_no_file_now_is_told_in_the_readers_language(folder, trouble, status, after, language):
    (response,) = ask(f"map.svg?lang={language}", making=Making(trouble))
    assert response.status_code == status
    assert response.text == word(trouble.key, language, number="1234-5678")
    assert response.headers.get("retry-after") == after
    assert response.headers["cache-control"] == "no-store"


def test_a_file_that_failed_is_tried_again(folder):
    making = Making(HEAVY)
    ask("map.svg", "map.svg", making=making)
    assert len(making.orders) == 2


def test_before_anything_is_published_it_is_said_in_all_languages(tmp_path, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    (response,) = ask("map.pptx")
    assert (response.status_code, response.headers["cache-control"]) == (503, "no-store")
    assert int(response.headers["retry-after"]) > 0
    assert response.text.count("\n") == 2


ITEM = "map~trust~maakunta~SSS~2026~all.all~none~newest"
HOSTILE = {
    "nul": ("map.svg?area=%00", 404),
    "nul in the name": ("map%00.svg", 404),
    "a long value": (f"map.svg?area={'x' * 15_000}", 404),
    "a longer one": (f"map.svg?area={'x' * 20_000}", 414),
    "many keys": (f"map.svg?{'&'.join(f'k{n}=1' for n in range(1_500))}", 200),
    "too many keys": (f"map.svg?{'&'.join(f'k{n}=1' for n in range(3_000))}", 414),
    "one key many times": (f"map.svg?{'&'.join(['area=x'] * 1_000)}", 404),
    "one key twice": ("map.svg?area=MK99&area=MK02", 404),
    "two languages": ("map.svg?lang=sv&lang=en", 404),
    "traversal in the build": ("map.svg?build=../../etc/passwd", 200),
    "a build with nul": ("map.svg?build=two%00", 200),
    "a long build": (f"map.svg?build={'a' * 5_000}", 200),
    "no such form": ("map.exe", 404),
    "traversal": ("..%2f..%2fapp.py", 404),
    "nothing": ("", 404),
    "too many items": (f"basket.zip?{urlencode({'item': [ITEM] * 61}, doseq=True)}", 404),
    "no items": ("basket.zip", 404),
    "deep letters": (f"map.svg?area={urlencode({'': 'a' + chr(0x301) * 1_000})[1:]}", 404),
    "no letters": ("map.svg?area=%ff%fe&lang=%c3", 404),
    "lone surrogates": ("map.svg?area=%ed%a0%80", 404),
    "braces": ("map.svg?area={language.__class__}&lang=sv", 404),
    "a script": ("map.svg?area=<script>alert(1)</script>", 404),
}


@pytest.mark.parametrize("address", HOSTILE)
def test_a_hostile_address_gets_a_file_or_words_and_never_what_it_sent(folder, address):
    asked, status = HOSTILE[address]
    (response,) = ask(asked)
    assert response.status_code == status
    if status != 200:
        assert response.headers["content-type"].startswith("text/plain")
        for sent in ("x" * 100, "script", "class", "passwd"):
            assert sent not in response.text


@pytest.mark.parametrize("name", ["map.svg?", "pack.zip?", "everything.zip?", f"basket.zip?item={ITEM}&"])
def test_the_address_that_is_told_of_a_file_leads_to_the_same_file(folder, name):
    making = Making()
    (told,) = ask(f"{name}lang=sv&build=one", making=making)
    (again,) = ask(told.headers["content-location"], making=making)
    assert (told.status_code, again.headers["etag"]) == (200, told.headers["etag"])
    first, second = making.orders
    assert first == second


def test_an_address_as_long_as_the_largest_basket_is_no_hostile_one(folder):
    longest = "indicator_with_a_name_of_forty_letters__~kunta~MK02~2019-2021-2023~education.tertiary~alike~2024"
    query = urlencode({"item": [f"profile~{longest}"] * 60, "lang": "sv", "build": "b" * 40}, doseq=True)
    assert len(query) < LONGEST


def test_what_goes_wrong_in_reading_an_address_names_no_folder(folder, monkeypatch):
    def fail(*_):
        raise NoDatabaseError("database_unreadable", database="situation-two.duckdb")

    monkeypatch.setattr(answer, "choices_of", fail)
    (response,) = ask("map.svg")
    assert response.status_code == 503
    assert str(folder) not in response.text


def test_a_reader_who_leaves_leaves_the_queue(folder):
    """As the server tells it: the request has been read, and then its connection is gone."""

    async def play():
        begun, may, leave = asyncio.Event(), asyncio.Event(), asyncio.Event()

        class Waiting(Making):
            async def make(self, order, tell):
                begun.set()
                await may.wait()
                return await super().make(order, tell)

        making = Waiting()
        pool = Pool(1, kept=1_000, maker=lambda: making)
        app = Starlette(routes=routes(Settings(), pool))

        async def receive():
            await leave.wait()
            return {"type": "http.disconnect"}

        async def send(message):
            pass

        async def request(query):
            scope = {"type": "http", "method": "GET", "path": "/take/map.svg", "query_string": query, "headers": []}
            await app({**scope, "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1)}, receive, send)

        first = asyncio.create_task(request(b"lang=fi"))
        await begun.wait()
        second = asyncio.create_task(request(b"lang=sv"))
        async with asyncio.timeout(60):
            while not len(pool.turns):  # noqa: ASYNC110 - nothing else tells that the request waits
                await asyncio.sleep(0.01)
        leave.set()
        await asyncio.gather(first, second)
        waiting = len(pool.turns)
        may.set()
        await pool.close()
        return waiting, [order.wanted.language for order in making.orders]

    waiting, made = run(play)
    assert waiting == 0
    assert "sv" not in made
