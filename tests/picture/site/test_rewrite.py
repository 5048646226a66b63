"""The dashboard's HTML becomes the site's: links, looks of single elements, drawings."""

from base64 import b64encode

import pytest
from markupsafe import Markup

from contract.codes import Language
from picture.query.choices import read_choices
from picture.site.addresses import Addresses
from picture.site.assets import Assets
from picture.site.rewrite import Rewriting
from tests.picture.small import small_database

DASHBOARD = "https://picture.example"
DRAWING = Markup('<svg xmlns="http://www.w3.org/2000/svg">{}</svg>').format("x" * 2000)


@pytest.fixture(scope="module")
def by_language(tmp_path_factory):
    with small_database(tmp_path_factory.mktemp("data") / "situation-one.duckdb") as con:
        yield {language: read_choices(con, language) for language in Language}


def rewriting(by_language, dashboard=DASHBOARD, path="fi/areas/MK01.html"):
    return Rewriting(Addresses(by_language, dashboard), Assets(), Language.FI, path)


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        (".?lang=fi", "../index.html"),
        ("map?indicator=trust&lang=fi", "../indicators/trust.html"),
        ("map?indicator=trust&area=MK02&lang=fi", "../indicators/trust.html"),
        ("trends?indicator=trust&lang=fi", "../indicators/trust.html#trend"),
        ("region?area=MK02&indicator=people&lang=sv", "../../sv/areas/MK02.html"),
        ("methods?lang=fi#mark-u", "../methods.html#mark-u"),
        ("#here", "#here"),
        ("https://producer.example/data", "https://producer.example/data"),
        ("/data/trust.csv", "../data/trust.csv"),
        ("map?indicator=trust&period=2024&lang=fi", f"{DASHBOARD}/map?indicator=trust&period=2024&lang=fi"),
        ("trends?indicator=trust&area=MK01&lang=fi", f"{DASHBOARD}/trends?indicator=trust&area=MK01&lang=fi"),
        ("map?indicator=trust&edition=2026-1", f"{DASHBOARD}/map?indicator=trust&edition=2026-1"),
        ("figure?cell=trust/2026/MK01/all.all", f"{DASHBOARD}/figure?cell=trust/2026/MK01/all.all"),
        (".?area=MK01&lang=fi", f"{DASHBOARD}/?area=MK01&lang=fi"),
        ("map?indicator=no_such", f"{DASHBOARD}/map?indicator=no_such"),
    ],
)
def test_a_link_leads_to_the_page_that_shows_the_same_or_to_the_dashboard(by_language, address, leads):
    html = rewriting(by_language).rewrite(Markup('<p><a class="lb-go" href="{}">A &lt; B</a></p>').format(address))
    assert html == Markup('<p><a class="lb-go" href="{}">A &lt; B</a></p>').format(leads)


def test_without_a_dashboard_a_link_that_leads_nowhere_is_words(by_language):
    written = Markup('<a class="lb-go" href="plans?area=MK01" hreflang="fi"><b>Plan</b></a> <a href="methods">M</a>')
    html = rewriting(by_language, dashboard="").rewrite(written)
    assert html == '<span class="lb-go"><b>Plan</b></span> <a href="../methods.html">M</a>'


def test_a_language_that_the_site_does_not_have_is_the_dashboard_s(by_language):
    finnish = {Language.FI: by_language[Language.FI]}
    html = rewriting(finnish).rewrite(Markup('<a href="methods?lang=sv">M</a>'))
    assert html == f'<a href="{DASHBOARD}/methods?lang=sv">M</a>'


def test_what_one_element_looks_like_becomes_classes_of_the_sheet(by_language):
    one = rewriting(by_language)
    html = one.rewrite(Markup('<i class="dot" style="left:4.5%; width:3%"></i><i style="left:4.5%" hidden></i>'))
    left, width = (one.assets.keep_look(text) for text in ("left:4.5%", "width:3%"))
    assert html == f'<i class="dot {left} {width}"></i><i hidden class="{left}"></i>'
    assert f".{left}{{left:4.5%!important}}" in one.assets.sheet().decode()


def test_a_text_that_looks_like_markup_stays_a_text(by_language):
    hostile = '<a href="map" style="color:red" onclick="x()">'
    written = Markup('<p title="{0}">{0}</p>').format(hostile)
    one = rewriting(by_language)
    assert one.rewrite(written) == written
    assert one.assets.looks == {}


def test_a_value_of_an_attribute_is_escaped_again(by_language):
    written = Markup('<a href="{}" title="{}">M</a>').format("map?indicator=trust&lang=fi", 'a "b" <c>')
    assert 'title="a &#34;b&#34; &lt;c&gt;"' in rewriting(by_language).rewrite(written)


@pytest.mark.parametrize("tag", [Markup('<img alt="A" src="{}">'), Markup('<source srcset="{}">')])
def test_a_large_drawing_becomes_a_file_that_is_named_by_its_content(by_language, tag):
    address = f"data:image/svg+xml;base64,{b64encode(DRAWING.encode()).decode()}"
    one = rewriting(by_language)
    html = one.rewrite(tag.format(address))
    (name,) = one.assets.drawings
    assert f'="../../assets/{name}"' in html
    assert one.assets.drawings[name] == DRAWING.encode()


def test_a_small_drawing_stays_in_the_page(by_language):
    written = Markup('<img alt="" src="data:image/svg+xml;base64,PHN2Zy8+">')
    one = rewriting(by_language)
    assert one.rewrite(written) == written
    assert one.assets.drawings == {}
