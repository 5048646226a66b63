"""How far a file is, at an address beside that of the file: small, never kept, and nothing is made for it."""

import asyncio
from urllib.parse import urlencode

import pytest

from contract.codes import Language
from pages.server.take.answer import LONGEST
from pages.server.take.processes import BUSY, HEAVY
from pages.server.take.progress import Waiting, how_far
from pages.server.take.reply import Progress
from picture.text.words import word
from tests.pages.server.take.taken import wanted
from tests.pages.server.take.test_answer import Making, ask, folder, released, server  # noqa: F401 - fixtures
from tests.pages.server.test_guard import run

ITEMS = ("trend~area_MK02", "map")
DECK = f"basket.pptx?{urlencode({'lang': 'sv', 'item': ITEMS}, doseq=True)}"
UNKNOWN = {"state": "unknown", "told": "", "done": 0, "of": 0}


class Begun(Making):
    """Tells that one of two charts is done, and waits."""

    def __init__(self):
        super().__init__()
        self.begun, self.may = asyncio.Event(), asyncio.Event()

    async def make(self, order, tell):
        tell(Progress(1, 2))
        self.begun.set()
        await self.may.wait()
        return await super().make(order, tell)


def progress(*addresses, **options):
    return ask(*(f"progress/{address}" for address in addresses), **options)


@pytest.mark.usefixtures("folder")
def test_who_asks_while_a_deck_is_made_hears_how_many_of_its_charts_are_ready():
    async def play():
        making = Begun()
        async with server(making) as client:
            deck = asyncio.create_task(client.get(f"/take/{DECK}"))
            await making.begun.wait()
            meanwhile = await client.get(f"/take/progress/{DECK}")
            making.may.set()
            await deck
            return meanwhile, await client.get(f"/take/progress/{DECK}")

    meanwhile, after = run(play)
    assert meanwhile.json() == {"state": "making", "told": "1 av 2 diagram är klara.", "done": 1, "of": 2}
    assert meanwhile.headers["cache-control"] == "no-store"
    assert after.json()["state"] == "made"


@pytest.mark.usefixtures("folder")
def test_why_there_is_no_file_is_told_in_the_readers_language():
    _, told = ask(DECK, f"progress/{DECK}", making=Making(HEAVY))
    assert told.json() == {"state": "failed", "told": word("take_heavy", Language.SV), "done": 0, "of": 0}


@pytest.mark.usefixtures("folder")
def test_nothing_is_made_for_who_asks_how_far_a_file_is_that_nobody_has_asked_for():
    making = Making()
    (told,) = progress(DECK, making=making)
    assert (told.status_code, told.json(), making.orders) == (200, UNKNOWN, [])


@pytest.mark.usefixtures("folder")
def test_a_file_of_other_pictures_or_in_another_language_is_another_file():
    _, *told = ask(DECK, *(f"progress/{DECK}".replace(*one) for one in (("sv", "fi"), ("trend", "groups"))))
    assert [one.json() for one in told] == [UNKNOWN, UNKNOWN]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("basket.pptx", 404),
        ("basket.exe?item=map", 404),
        ("../take/map.svg", 404),
        ("basket.pptx?item=<script>alert(1)</script>", 404),
        ("basket.pptx?item=map~area_MK99", 404),
        ("basket.pptx?" + "&".join(["item=map"] * 61), 404),
        ("basket.pptx?item=map&lang=sv&lang=fi", 404),
        ("map.svg?area=" + "x" * LONGEST, 414),
        ("map.svg?edition=%00", 404),
    ],
)
def test_what_names_no_file_is_refused_as_at_the_address_of_the_file(address, status):
    (told,) = progress(address)
    assert told.status_code == status
    assert "<" not in told.text
    assert len(told.content) < 1_000


@pytest.mark.usefixtures("folder")
def test_only_reading_is_allowed():
    (told,) = progress(DECK, method="POST")
    assert told.status_code == 405


@pytest.mark.parametrize("language", Language)
def test_each_state_has_its_words(published, language):
    def words(standing, name="basket.pptx"):
        asked = wanted(published, name, f"lang={language}&item=map" if name == "basket.pptx" else f"lang={language}")
        return how_far(standing, asked)["told"]

    assert words(Waiting()) == word("progress_waiting", language)
    assert words(Progress()) == word("progress_making", language)
    assert words(Progress(17, 60)) == word("progress_charts", language, done=17, of=60)
    assert words(Progress(3, 10), "pack.zip") == word("progress_files", language, done=3, of=10)
    assert words(BUSY) == word("take_busy", language)
