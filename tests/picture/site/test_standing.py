"""An edition under embargo, a withdrawn and a corrected one say so on every page of the site and in its files."""

import csv
import io
from datetime import date

import pytest

from contract.archive import WAITING
from contract.codes import Language
from contract.pointer import POINTER, database_of
from picture.__main__ import main
from picture.query.choices import read_choices
from picture.query.database import open_database
from picture.site.build import SiteJob, assemble, make_part, refuse_unreleased, shares_of
from picture.site.plan import TREND_PLACE
from picture.text.editions.embargo import embargo_banner
from picture.text.words import word
from tests.picture.corrected import KEY, corrected_database
from tests.picture.site.made import DASHBOARD, URL
from tests.picture.small import count_anew, small_database, three

ENTRY = "INSERT INTO calendar_entry VALUES ('2026', 1, 0, 'confirmed', '2026-12-08', '2026-12-08', ?, NULL, NULL, NULL)"
DUE = "2026-12-08T08:00:00+02:00"
REASON = "The weights were wrong"
EARLIER_KEY = "trust/2025/SSS/all.all"
BANNER = '<p class="lb-banner lb-withdrawn" role="note">{}</p>'


def folder_of(parent, make):
    """A folder of data with a database that is served."""
    path = database_of(parent, "standing")
    parent.mkdir(exist_ok=True)
    make(path).close()
    (parent / POINTER).write_text(f"{path.name}\n", encoding="utf-8")
    return path


def site_of(path):
    """Every file of the site of a small database by its path."""
    job = SiteJob(path, tuple(Language), URL, DASHBOARD)
    return assemble(job, [make_part(share) for share in shares_of(job)])


def pages_of(files):
    """The pages that show something, by path, each with its language."""
    texts = {path: content.decode() for path, content in files.items() if path.endswith(".html") and path != "404.html"}
    return {path: (Language(path.partition("/")[0] if "/" in path else "fi"), text) for path, text in texts.items()}


def waiting_database(path):
    con = small_database(path)
    con.execute(ENTRY, [DUE])
    count_anew(con)
    return con


def withdrawn_database(path):
    con = small_database(path)
    con.execute("UPDATE build SET status = 'withdrawn'")
    con.execute(
        "INSERT INTO edition VALUES ('2026', 1, ?, ?, ?, ?, ?)", [date(2026, 11, 3), date(2026, 11, 20), *three(REASON)]
    )
    count_anew(con)
    return con


def twice_corrected_database(path):
    """The corrected database, in which a figure of the whole country was wrong in an earlier year too."""
    con = corrected_database(path)
    con.execute(
        """INSERT INTO correction_cell VALUES ('2026', 2, 'trust', '2025', 'country', 'SSS', 2026, 'all', 'all',
        50.0, 49.0, 51.0, 3000, 'A', 'F', 54.0, 53.0, 55.0, 3000, 'A', 'F')"""
    )
    count_anew(con)
    return con


@pytest.fixture(scope="module")
def waiting(tmp_path_factory):
    return folder_of(tmp_path_factory.mktemp("data") / WAITING, waiting_database)


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory):
    return folder_of(tmp_path_factory.mktemp("data"), withdrawn_database)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    return folder_of(tmp_path_factory.mktemp("data"), twice_corrected_database)


def test_under_embargo_every_page_names_the_hour_and_stays_away_from_search_engines(waiting):
    files = site_of(waiting)
    with open_database(waiting).cursor() as con:
        told = {one: embargo_banner(read_choices(con, one).stamp, one) for one in Language}
    for path, (language, text) in pages_of(files).items():
        assert BANNER.format(told[language]) in text, path
        assert '<meta name="robots" content="noindex">' in text, path
    assert b"Disallow: /\n" in files["robots.txt"]


def test_a_withdrawn_edition_says_on_every_page_when_and_why_and_is_called_no_draft(withdrawn):
    files = site_of(withdrawn)
    for path, (language, text) in pages_of(files).items():
        assert f"{REASON} {language}</p>" in text, path
        assert f'<span class="lb-draft">{word("export_withdrawn", language)}</span>' in text, path
        assert '<meta name="robots" content="noindex">' in text, path
    assert b"Disallow: /\n" in files["robots.txt"]


def test_what_waits_becomes_a_site_only_where_it_is_asked_for(waiting, tmp_path, capsys):
    assert main(["site", "--data", str(waiting.parent), "--out", str(tmp_path / "out")]) == 2
    assert "--draft" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_that_an_edition_is_withdrawn_anybody_may_read(withdrawn):
    refuse_unreleased(SiteJob(withdrawn, (Language.FI,)))


@pytest.fixture(scope="module")
def corrected_site(corrected):
    return site_of(corrected)


def test_a_corrected_figure_says_so_on_every_page_that_shows_it(corrected_site):
    pages = pages_of(corrected_site)
    for path in ("indicators/trust.html", "areas/MK01.html", "matrix.html"):
        for language in Language:
            _, text = pages[f"{language}/{path}"]
            assert '<div class="lb-corrections" role="note">' in text, path
            assert f"A weight was wrong {language}" in text, path
            assert "[r]" in text, path
    for one in ("groups/trust.html", "areas/MK02.html"):
        assert "lb-corrections" not in pages[f"en/{one}"][1], one


def test_a_corrected_figure_of_an_earlier_year_says_so_beside_the_trend(corrected_site):
    for language in Language:
        _, text = pages_of(corrected_site)[f"{language}/indicators/trust.html"]
        _, _, trend = text.partition(f'id="{TREND_PLACE}"')
        assert '<div class="lb-corrections" role="note">' in trend
        assert f"A weight was wrong {language}" in trend


def test_the_correction_and_the_notice_stand_where_readers_begin_and_in_the_list(corrected_site):
    pages = pages_of(corrected_site)
    for path, (language, text) in pages.items():
        assert f"A notice {language}" in text, path
        begins = path.endswith("index.html")
        banners = text.partition('<div class="lb-banners">')[2].partition("</div>")[0]
        assert (f"A weight was wrong {language}" in banners) is begins, path
    for language in Language:
        assert 'id="mark-r"' in pages[f"{language}/methods.html"][1]
        assert f"A weight was wrong {language}" in pages[f"{language}/editions.html"][1]


def test_the_table_for_programs_names_the_figure_as_it_was(corrected_site):
    lines = csv.DictReader(io.StringIO(corrected_site["en/data/trust.csv"].decode("utf-8-sig")))
    told = {line["key"]: (line["correction"], line["other_value"]) for line in lines if line["correction"]}
    assert told == {KEY: ("A weight was wrong en", "58"), EARLIER_KEY: ("A weight was wrong en", "50")}
