"""One figure, the release calendar and the feed are answered as all other addresses: checked, tagged, told apart."""

from urllib.parse import quote

import duckdb
import pytest

from contract.codes import Language
from contract.pointer import database_of
from tests.pages.server.api.client import PREFIX, client, problem_of
from tests.pages.server.released import FIRST, SECOND, released
from tests.picture.corrected import KEY

FIGURE = f"{PREFIX}/figure?cell={KEY}"
ANNOUNCED = ("/calendar.ics", "/feed.atom", "/events.ics")


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """For tests that only read."""
    return released(tmp_path_factory.mktemp("shared"))


@pytest.fixture(autouse=True)
def _published_here(shared, monkeypatch):
    monkeypatch.setenv("LAGESBILD_DATA", str(shared))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """For a test that changes what is served."""
    monkeypatch.setenv("LAGESBILD_DATA", str(tmp_path))
    return released(tmp_path)


@pytest.fixture(scope="module")
def api():
    return client()


def test_a_figure_is_told_with_its_state_its_corrections_and_its_versions(api):
    told = api.get(f"{FIGURE}&lang=en").json()
    assert told["cell"] == KEY
    assert told["address"] == f"http://testserver/figure?cell={KEY}&lang=en"
    assert told["figure"]["value"] == 60
    assert told["states"] == ["current", "corrected"]
    assert [one["before"]["value"] for one in told["corrections"]] == [58]
    assert [(one["version"], one["figure"]["value"]) for one in told["versions"]] == [(2, 60), (1, 58)]


def test_what_is_hidden_now_is_told_by_no_version(api, folder):
    with duckdb.connect(str(database_of(folder, SECOND))) as con:
        con.execute("""UPDATE estimate SET value = NULL, ci_low = NULL, ci_high = NULL, n = NULL, effective_n = NULL,
            conf_status = 'C' WHERE indicator = 'trust' AND period = '2026' AND code = '01'""")
    answer = api.get(FIGURE)
    assert answer.json()["states"][0] == "hidden"
    assert "58" not in answer.text.replace("2026", "")
    assert [one["untold"] for one in answer.json()["versions"]] == ["hidden_now", "hidden_now"]


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "trust",
        "trust/2026/MK01/all.all/",
        "x" * 5000,
        "a\0/2026/MK01/all.all",
        "trust/soon/MK01/all.all",
        "<b>/1/2/3",
    ],
)
@pytest.mark.parametrize("language", Language)
def test_what_is_no_key_is_refused_in_words(api, cell, language):
    told = problem_of(api.get(f"{PREFIX}/figure?cell={quote(cell)}&lang={language}"))
    assert (told["status"], told["parameter"]) == (400, "cell")
    assert len(told["value"]) < 200


def test_a_key_given_twice_or_not_at_all_is_refused(api):
    assert api.get(f"{FIGURE}&cell={KEY}").status_code == 400
    assert api.get(f"{PREFIX}/figure").status_code == 400


def test_a_figure_that_was_never_published_is_not_found(api):
    told = problem_of(api.get(f"{PREFIX}/figure?cell=trust/2026/MK77/all.all&lang=sv"))
    assert told["status"] == 404
    assert "trust/2026/MK77/all.all" in told["detail"]


def test_a_figure_is_asked_again_each_time_also_of_a_named_build(api):
    """What is told of an old version changes when a later one corrects it."""
    answer = api.get(f"{FIGURE}&build={SECOND}")
    assert answer.headers["cache-control"] == "public, no-cache"
    assert api.get(FIGURE, headers={"if-none-match": answer.headers["etag"]}).status_code == 304


def test_another_served_build_changes_the_tag_of_what_an_old_one_tells(api, folder):
    first = api.get(f"{FIGURE}&build={SECOND}").headers["etag"]
    new = database_of(folder, "three")
    new.write_bytes(database_of(folder, SECOND).read_bytes())
    (folder / "CURRENT").write_text(new.name)
    assert api.get(f"{FIGURE}&build={SECOND}").headers["etag"] != first


@pytest.mark.parametrize("address", ANNOUNCED)
@pytest.mark.parametrize("language", Language)
def test_announcements_are_tagged_and_in_the_asked_language(api, address, language):
    answer = api.get(f"{address}?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["content-language"] == language
    assert answer.headers["content-type"].endswith("; charset=utf-8")
    again = api.get(f"{address}?lang={language}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert api.ask("HEAD", f"{address}?lang={language}").headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("address", ANNOUNCED)
def test_an_announcement_takes_no_other_parameter(api, address):
    assert problem_of(api.get(f"{address}?cell={KEY}"))["status"] == 400
    assert problem_of(api.get(f"{address}?lang=xx"))["status"] == 400


def test_a_feed_is_narrowed_to_what_its_reader_follows(api):
    everything, people = (api.get(f"/feed.atom?lang=en{more}").text for more in ("", "&indicator=people&area=MK01"))
    assert "Figures were corrected" in everything
    assert "Figures were corrected" not in people
    assert 'href="http://testserver/feed.atom?lang=en&amp;indicator=people&amp;area=MK01"' in people
    assert problem_of(api.get("/feed.atom?indicator=nothing"))["parameter"] == "indicator"


def test_nothing_of_what_is_not_served_is_announced(api, folder):
    """An edition that waits for its hour lies beside what is served, and no address finds it."""
    waiting = folder / "waiting"
    waiting.mkdir()
    later = waiting / database_of(folder, "four").name
    later.write_bytes(database_of(folder, SECOND).read_bytes())
    with duckdb.connect(str(later)) as con:
        con.execute("INSERT INTO edition_version VALUES ('2027', 1, '2.0.0', '2027-12-08', 'a hash', NULL)")
    (waiting / "CURRENT").write_text(later.name)
    answers = [api.get(address).text for address in (*ANNOUNCED, FIGURE)]
    assert not any("2027-1" in one or "2027-12-08" in one for one in answers)
    assert api.get("/feed.atom?build=four").status_code == 404


def test_the_public_address_names_what_is_announced():
    api = client(environment={"LAGESBILD_URL": "https://example.fi/lage"})
    assert "tag:example.fi,2026:published/2026-1/fi" in api.get("/feed.atom").text
    assert 'href="https://example.fi/lage/?edition=2026-1' in api.get("/feed.atom").text


def test_a_picture_that_cannot_be_read_announces_nothing(api, folder):
    (folder / "CURRENT").unlink()
    database_of(folder, SECOND).unlink()
    answer = api.get("/feed.atom")
    assert answer.status_code == 503
    assert FIRST not in answer.text
