"""What the head of a page tells programs of its view: its one address, languages, feeds, how to embed and cite it.

It depends on the address, and nothing in it costs a question to the database: what may be chosen is known already.
"""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup
from starlette.datastructures import QueryParams

from contract.codes import COUNTRY, Language
from contract.pointer import NoDatabaseError
from pages.server.databases import choices_of, published
from pages.server.old_editions import NoEditionError, database_for
from pages.server.settings import data_folder
from picture.export.announce.site import Site
from picture.export.catalogue.addresses import OF_INDICATOR, OF_ONE_AREA, OF_WHOLE, ViewPlace, view_place
from picture.export.catalogue.schema_org import schema_view
from picture.query.choices import Choices
from picture.query.selection import check
from picture.text.words import word
from picture.views import VIEW_KIND_ROWS

LINK = Markup('<link rel="{}" href="{}" />')
IN_LANGUAGE = Markup('<link rel="alternate" hreflang="{}" href="{}" />')
OTHER_FORM = Markup('<link rel="alternate" type="{}" title="{}" href="{}" />')
ATOM = "application/atom+xml"
OEMBED_FORMS = {"json": "application/json+oembed", "xml": "text/xml+oembed"}
EMBEDDED_PAGES = frozenset(kind.page for kind in VIEW_KIND_ROWS)
TOLD_PAGES = frozenset({*OF_INDICATOR, *OF_WHOLE})


def view_head(page: str, query: QueryParams, language: Language, site: str, *, framed: bool) -> Markup:
    """Write it; nothing for a page or an address that shows no view that is known.

    site: the address of the pages, without a slash at the end; framed: whether others may show a picture.
    """
    if page not in TOLD_PAGES:
        return Markup("")
    try:
        path = database_for(data_folder(), query, published(data_folder()).path)
        choices = choices_of(path, language)
    except (NoDatabaseError, NoEditionError):
        return Markup("")
    selected, wrong = check({**query, "lang": language}, {}, choices)
    if wrong:  # the page says so, and shows what nobody asked for
        return Markup("")
    place = view_place(page, selected, choices)
    parts = [_addresses(place, language, site), *_feeds(page, selected, choices)]
    if framed and page in EMBEDDED_PAGES:
        parts += [_oembed(place.address(site, language), form, media) for form, media in OEMBED_FORMS.items()]
    return Markup("\n    ").join([*parts, schema_view(page, selected, choices, Site(site, language))])


def _addresses(place: ViewPlace, language: Language, site: str) -> Markup:
    others = Markup("").join(IN_LANGUAGE.format(one.value, place.address(site, one)) for one in Language)
    own = LINK.format("canonical", place.address(site, language))
    return own + others + IN_LANGUAGE.format("x-default", place.address(site, None))


def _feeds(page: str, selected: dict[str, str], choices: Choices) -> list[Markup]:
    """Name the feeds of what is followed: the indicator of a page of one, the area of a region's page."""
    language = choices.language
    found = []
    if page in OF_INDICATOR:
        name = choices.indicator(selected["indicator"]).name
        found.append(_feed("indicator", selected["indicator"], f"{word('embed_feed_indicator', language)}: {name}"))
    if page == OF_ONE_AREA and selected["area"] != COUNTRY:
        found.append(_feed("area", selected["area"], word("embed_feed_area", language)))
    return [OTHER_FORM.format(ATOM, title, f"{address}&lang={language}") for title, address in found]


def _feed(key: str, value: str, title: str) -> tuple[str, str]:
    return title, f"./feed.atom?{urlencode({key: value})}"


def _oembed(address: str, form: str, media: str) -> Markup:
    return OTHER_FORM.format(media, "oEmbed", f"./oembed?{urlencode({'url': address, 'format': form})}")
