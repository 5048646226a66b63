"""A coordinator's path, in Swedish: from the kit of a collection to the progress of a plan, on the page and on a slide.

Vantaa (KU092) collects 200 answers in 2026, makes a plan with two goals, and collects again in 2027. Meanwhile the
server runs, as it would; each build is published beside its readers.
"""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pptx import Presentation
from pypdf import PdfReader

from etl.__main__ import main
from etl.config.catalogue.catalogue import read_catalogue
from tests.browser.collected import agreeing_in, filled_in, opened_kit, put_in_place, written_plan
from tests.browser.reader import Reader
from tests.browser.server import serving

SHIPPED = Path(__file__).parents[2] / "data" / "sources"
SOURCES = ("demo_survey/2026", "statfin_population", "statfin_key_figures")
PLACE = "KU092"
NAME = "Vanda"
ASKED_ABOUT = "Kan påverka besluten i sin hemkommun"
TITLES = ("Fler kan påverka", "Fler är trygga")
GOALS = (
    {"Kod": "influence", "Delområde": "delaktighet", "Indikator": "can_influence", "Målnivå": "80"},
    {"Kod": "safety", "Delområde": "trygghetskänsla", "Indikator": "safe_evening", "Målnivå": "80"},
)
OF_EACH = {"Utgångsår": "2026", "Riktning": "större", "Målår": "2029", "Läge": "pågår", "Egen enkät": "local_ku092"}
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with one wave of the country's survey, built; builds know few indicators, for speed."""
    folder = tmp_path_factory.mktemp("coordinator")
    for source in SOURCES:
        shutil.copytree(SHIPPED / source, folder / "sources" / source)
    whole = read_catalogue()
    present = {source.partition("/")[0] for source in SOURCES}
    known = tuple(one for one in whole.indicators if one.source in present)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.pipeline.read_catalogue", lambda: replace(whole, indicators=known))
        patch.setattr("etl.pipeline.read_follow_up", lambda _: ())  # it names indicators that are left out here
        build(folder)
        yield folder


@pytest.fixture(scope="module")
def coordinator(chromium, data, tmp_path_factory):
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="sv-FI", accept_downloads=True)
    with serving(data, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield Reader(address, context.new_page())
    context.close()


def build(data):
    assert main(["--data", str(data)]) == 0


def taken(reader, selector):
    """Click what gives a file, wherever it is folded away; return the file."""
    with reader.tab.expect_download() as waiting:
        reader.tab.locator(selector).first.evaluate("one => one.click()")
    return waiting.value.path()


def checked(data, file, capsys):
    """Check a file as a coordinator does: nothing is to be corrected."""
    capsys.readouterr()
    code = main(["--data", str(data), "check", "--lang", "sv", str(file)])
    told = capsys.readouterr().out
    assert (code, "Att rätta" in told) == (0, False), told


def opened(reader, page):
    """Open a page of the place; return its words."""
    reader.open(page, lang="sv", area=PLACE)
    return plain(reader.tab.locator("[data-testid=stMain]").inner_text())


def plain(text):
    """A text in which only single spaces stand."""
    return " ".join(text.split())


def pages_of(file):
    return plain(" ".join(page.extract_text() for page in PdfReader(file).pages))


def goals_on_slide(file):
    """The rows of the table of goals in a deck."""
    tables = [shape.table for slide in Presentation(file).slides for shape in slide.shapes if shape.has_table]
    rows = [[plain(cell.text) for cell in row.cells] for table in tables for row in table.rows]
    return [row for row in rows if row[0].endswith(TITLES)]


def collect(data, kit, year, agreeing, capsys):
    """Type 200 answers into the template, check them, and let them be built; return the share that agrees."""
    answers = filled_in(kit["sv/answers.xlsx"], agreeing, seed=year)
    checked(data, put_in_place(data, kit["card.toml"], answers, year), capsys)
    build(data)
    return agreeing_in(answers)


def plan(data, template, capsys):
    """Write a plan of two goals, check it, and let it be built."""
    folder = data / "actions" / PLACE / "2026-2029"
    folder.mkdir(parents=True)
    goals = [goal | OF_EACH | {"Mål (på svenska)": title} for goal, title in zip(GOALS, TITLES, strict=True)]
    of_area = {"Område": PLACE, "Första år": "2026", "Sista år": "2029"}
    (folder / "plan.xlsx").write_bytes(written_plan(template, of_area, goals))
    checked(data, folder, capsys)
    build(data)


def test_a_coordinator_walks_from_the_kit_to_the_progress_of_the_plan(coordinator, data, capsys):
    reader = coordinator
    reader.open("collect", lang="sv", place=PLACE)
    kit = opened_kit(taken(reader, 'a[href*="kit.zip"]'))

    share = collect(data, kit, 2026, 0.3, capsys)
    page = opened(reader, "region")
    assert reader.title == NAME
    assert f"{ASKED_ABOUT} {share} %" in page

    brief = pages_of(taken(reader, 'a[href*="brief.pdf"]'))
    assert NAME in brief
    assert f"{share} %" in brief

    opened(reader, "plans")
    plan(data, taken(reader, 'a[href*="contribution.xlsx"]').read_bytes(), capsys)
    page = opened(reader, "plans")
    assert page.casefold().count("inte mätt ännu") > len(GOALS)  # of each goal, and in the key of the states

    collect(data, kit, 2027, 0.7, capsys)
    page = opened(reader, "plans")
    assert "ett av två mål" in reader.title
    assert f"{share} % år 2026" in page

    opened(reader, "region")
    influence, safety = goals_on_slide(taken(reader, 'a[href*="closing.pptx"]'))
    assert [one for one in influence if one.endswith("rör sig åt rätt håll")], influence
    assert [one for one in safety if one.endswith("ingen signifikant förändring")], safety
    assert reader.foreign == []
    assert reader.errors == []
