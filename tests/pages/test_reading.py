"""Every page read as an editor does: nothing empty, nothing twice, no word or number from elsewhere."""

import re
from functools import cache
from html import unescape

import pytest

from contract.cell_key import area_key
from contract.codes import Language
from contract.pointer import served_database
from pages.server.databases import choices_of, connection
from picture.html.frame.place import PAGES
from picture.query.selection import check
from picture.text.words import day, listing, number, word
from picture.views import VIEW_KINDS, ask_view
from tests.all_words import WORDS
from tests.pages.opened import html, looked_at, sentence, title, words

ENDED = "ELY09"
AREAS = (None, "MK01", "MK21", ENDED)  # None: the whole country
OF_AN_AREA = ("front", "trends", "region", "groups")
SHORT = 25  # letters of what may be said of two things: "Not tested."
SAYING = ("h1", "h2", "h3", "caption", "th", "dt", "dd", "p", "li", "a", "summary", "figcaption", "label", "button")
VALUES = re.compile(r"value|-own\b|-said\b")  # the cells of a row that always say something

every_area = pytest.mark.parametrize("area", AREAS)
every_language = pytest.mark.parametrize("language", Language)
every_page = pytest.mark.parametrize("page", PAGES)


def look(page, language, area=None):
    """A page of an area. One look is enough for all that is asked of it."""
    return looked_at(page, lang=language, **({"area": area} if area else {}))


@cache
def elements(page, language, area):
    """What the page is made of, without its scripts: the name of an element, its attributes, its content."""
    shown = re.sub(r"<(style|script)\b.*?</\1>", "", html(look(page, language, area)), flags=re.DOTALL)
    return [
        (name, *one)
        for name in (*SAYING, "td")
        for one in re.findall(rf"<{name}\b([^>]*)>(.*?)</{name}>", shown, flags=re.DOTALL)
    ]


def read(content):
    return unescape(re.sub(r"<[^>]+>", "", content)).strip()


@cache
def pieces(page, language, area):
    """Every text of a page as it stands between two tags, in an attribute or in one of Streamlit's own elements."""
    app = look(page, language, area)
    # what programs of references read (<pre>) has a form of its own
    shown = re.sub(r"<(style|script|pre)\b.*?</\1>", "", html(app), flags=re.DOTALL)
    found = re.findall(r">([^<]+)<", shown) + re.findall(r'\b(?:alt|title|aria-label|placeholder)="([^"]+)"', shown)
    labels = [one.label for kind in (app.button, app.expander, app.tabs, app.text_input) for one in kind]
    others = [one.value for kind in (app.caption, app.info, app.warning, app.error) for one in kind]
    return {unescape(one).strip() for one in [*found, *labels, *others]}


def sentences(page, language, area):
    """The sentences of the paragraphs of a page; cells of tables may say the same of different rows."""
    told = [read(content) for name, _, content in elements(page, language, area) if name == "p"]
    return [one for text in told for one in re.findall(r"[^.!?]+(?:[.!?](?!\s)[^.!?]*)*\.(?=\s|$)", text)]


@cache
def texts(published, language):
    """Everything that is said in a language: the house's own words, and the names of what it shows."""
    choices = choices_of(served_database(published), language)
    groups = [group for some in choices.groups.values() for group in some]
    names = [*choices.indicators, *choices.areas, *groups]
    return {one[language] for one in WORDS.values()} | {one.name for one in names}


def named(published, area, language):
    areas = choices_of(served_database(published), language).areas
    return next(one for one in areas if area_key(one.level, one.code) == area)


def shown(published, page, language, area):
    """The numbers of the view that a page shows, each as it is printed."""
    choices = choices_of(served_database(published), language)
    selected, _ = check({"lang": language} | ({"area": area} if area else {}), {}, choices)
    kind = next(one for one in VIEW_KINDS.values() if one.page == page)
    found = ask_view(connection(served_database(published)).cursor(), kind, selected, choices)
    rows = (*found.rows, *found.history, *found.reference, *found.country_history)
    told = [(row.value, found.indicator(row.indicator).decimals) for row in rows if row.value is not None]
    return {number(value, decimals, language) for value, decimals in told}


@every_area
@every_language
@every_page
def test_no_heading_link_or_cell_is_empty_where_words_belong(page, language, area):
    app = look(page, language, area)
    assert not [*app.exception, *app.error, *app.warning]
    silent = [
        (name, attributes)
        for name, attributes, content in elements(page, language, area)
        if (name != "td" or VALUES.search(attributes))
        if not (read(content) or re.search(r'(alt|aria-label)="[^"]', attributes + content))
        if 'role="status"' not in attributes  # speaks when something happens
        if "lb-cell-said" not in attributes  # the whole country is not compared with itself
    ]
    assert silent == []


@every_area
@every_language
@every_page
def test_no_text_holds_a_key_a_place_two_spaces_or_nothing(page, language, area):
    said = pieces(page, language, area)
    wrong = re.compile(r"[{}]|\bNone\b(?! of)|\bnan\b|\S {2,}\S|\(\s|\(\)| [.,;:)]|,,|;;")
    assert [one for one in said if wrong.search(one)] == []
    keys = {key for one in said for key in re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", one)}
    assert keys & WORDS.keys() == set()


@every_area
@every_language
@every_page
def test_no_text_is_one_of_another_language(published, page, language, area):
    others = {one for other in Language if other != language for one in texts(published, other)}
    others -= texts(published, language) | set(WORDS["language_name"].values())
    assert pieces(page, language, area) & others == set()


@every_area
@every_language
@every_page
def test_no_sentence_stands_twice_on_a_page(page, language, area):
    said = [one.strip() for one in sentences(page, language, area) if len(one) > SHORT]
    assert sorted(one for one in set(said) if said.count(one) > 1) == []


@every_area
@every_language
@pytest.mark.parametrize("page", [*OF_AN_AREA, "map"])
def test_each_share_in_the_title_or_the_lead_is_one_of_the_view(published, page, language, area):
    app = look(page, language, area)
    told = read(f"{title(app)} {sentence(app)}").replace("\u00a0", " ")
    pairs = re.findall(r"(?:(\d[\d.,]*) → )?(\d[\d.,]*) ?%", told)
    assert {one for pair in pairs for one in pair if one} <= shown(published, page, language, area)


@every_area
@every_language
@every_page
def test_what_is_not_shown_carries_no_verdict(page, language, area):
    rows = re.findall(r"<tr\b.*?</tr>", html(look(page, language, area)), flags=re.DOTALL)
    hidden = [one for one in rows if 'class="lb-hatch"' in one]
    assert [one for one in hidden if re.search(r"lb-(said-)?(better|worse|apart|neither)\b", one)] == []
    assert all(len(read(one.split("lb-hatch", 1)[1])) > 10 for one in hidden)  # and says why


@every_language
@pytest.mark.parametrize("area", AREAS[1:])
@pytest.mark.parametrize("page", OF_AN_AREA)
def test_the_name_of_the_area_stands_on_its_page(published, page, language, area):
    name = named(published, area, language).name
    said = [read(content) for kind, _, content in elements(page, language, area) if kind in {"h1", "p", "li", "th"}]
    assert [one for one in said if name in one]


@every_language
@pytest.mark.parametrize("page", [*OF_AN_AREA, "map"])
def test_the_page_of_a_centre_that_has_ended_says_when_and_who_took_over(published, page, language):
    choices = choices_of(served_database(published), language)
    area = named(published, ENDED, language)
    context = choices.reference.contexts.of(area.level, area.code)
    heirs = listing([one.name for one in context.successors], language)
    ended = word("area_ended", language, area=area.name, date=day(context.ended, language), successors=heirs)
    assert heirs
    assert [one.value for one in look(page, language, ENDED).info] == [ended]


@every_area
@every_page
def test_nobody_is_said_to_live_in_aland_in_swedish_but_on_it(page, area):
    assert "i Åland" not in html(look(page, Language.SV, area))


@every_area
@every_page
def test_swedish_pages_name_no_finnish_region(page, area):
    assert re.findall(r"Uusimaa|Lappi\b|Pohjanmaa|Tilastokeskus|Ahvenanmaa", words(look(page, Language.SV, area))) == []
