"""A whole page of the site: its head, the frame of the dashboard around it, and the way to the same living page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from contract.codes import Language
from picture.export.announce.site import Site
from picture.export.catalogue.schema_org import schema_view
from picture.html.frame.banners import banners
from picture.html.frame.bar import bar, bar_name, bar_tools
from picture.html.frame.menu import menu
from picture.html.frame.place import place_address
from picture.html.links import HOME
from picture.query.choices import Choices
from picture.query.selection import defaults
from picture.site.plan import DOWNLOADS_PAGE, INDEX_PAGE, SITE_MENU, SitePage
from picture.site.rewrite import Rewriting
from picture.text.words import day, word

PLACE_OF_SHEET = "\0sheet"  # where the address of the style sheet comes in: it is known when every page is written
PLACE_OF_ICON = "\0icon"
_OWN_PAGES = (INDEX_PAGE, DOWNLOADS_PAGE)  # which the dashboard does not have
DOCUMENT = Markup(
    '<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    '<meta name="description" content="{description}">\n<link rel="stylesheet" href="{root}{sheet}">\n'
    '<link rel="icon" href="{root}{icon}" type="image/svg+xml">\n{links}{robots}{described}</head>\n'
    '<body class="lb-site">\n{body}</body>\n</html>\n'
)
_HIDDEN = Markup('<meta name="robots" content="noindex">\n')  # from search engines
_CANONICAL = Markup('<link rel="canonical" href="{}">\n')
_ALTERNATE = Markup('<link rel="alternate" hreflang="{}" href="{}">\n')
_SKIP = Markup('<a class="lb-skip" href="#content">{}</a>\n')
_BODY = Markup(
    "{skip}<header>{bar}\n{banners}</header>\n"
    '<div class="lb-site-page">{menu}\n<main id="content" tabindex="-1">\n{main}\n</main></div>\n{foot}'
)
_FOOT = Markup('<footer class="lb-site-foot">{}<p>{} · {}</p></footer>\n')
_LIVING = Markup('<p>{} <a href="{}">{}</a></p>')


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page inside its frame."""

    title: str  # in the browser's tab and in what search engines list
    description: str
    html: Markup


@dataclass(frozen=True, slots=True)
class SitePlace:
    """Where a page stands: which one it is, in which languages, under which addresses."""

    page: SitePage
    language: Language
    languages: tuple[Language, ...]
    url: str  # of the site without a slash at the end; "": not known
    dashboard: str
    first: bool = False  # it is what the site shows at its own address

    @property
    def path(self) -> str:
        """The file under the folder of the site."""
        return self.page.path if self.first else f"{self.language}/{self.page.path}"


def write_page(place: SitePlace, content: PageContent, choices: Choices, rewriting: Rewriting) -> Markup:
    """Write a page; the address of its style sheet waits."""
    language = place.language
    selected = place.page.selected(choices)
    stamp = choices.stamp
    name = bar_name(language, stamp.edition, stamp.status)
    editions = choices.editions
    corrections = editions.corrections if place.page.page == "front" else ()
    body = _BODY.format(
        skip=_SKIP.format(word("site_skip", language)),
        bar=bar(name, Markup(), bar_tools(place.page.page, language, selected, place.languages)),
        banners=banners(stamp, language, editions.notices, corrections=corrections),
        menu=menu(place.page.page, language, _menu_view(place.page, choices), pages=SITE_MENU),
        main=content.html,
        foot=_foot(place, selected, choices),
    )
    return DOCUMENT.format(
        language=language,
        title=f"{content.title} – {word('title_short', language)}",
        description=content.description,
        root=rewriting.root,
        sheet=PLACE_OF_SHEET,
        icon=PLACE_OF_ICON,
        links=_links(place),
        robots=Markup() if stamp.is_published and not stamp.embargoed else _HIDDEN,
        described=_described(place, selected, choices),
        body=rewriting.rewrite(body),
    )


def _described(place: SitePlace, selected: Mapping[str, str], choices: Choices) -> Markup:
    """Describe the data of a page for search engines, by the addresses of the dashboard, which gives them."""
    if not place.dashboard or place.page.page in _OWN_PAGES:
        return Markup()
    block = schema_view(place.page.page, selected, choices, Site(place.dashboard, place.language))
    return Markup("{}\n").format(block)


def _menu_view(page: SitePage, choices: Choices) -> dict[str, str]:
    """Return the view to which the menu leads: that of the site's own pages, and the indicator where both have it."""
    indicator = page.selected(choices)["indicator"]
    kept = {"indicator": indicator} if len(choices.groups[indicator]) > 1 else {}
    return {**defaults(choices), **kept}


def _links(place: SitePlace) -> Markup:
    """Name the page itself and the same page in the other languages, by the site's address where it is known."""

    def address(language: Language) -> str:
        root = f"{place.url}/" if place.url else "../" * place.path.count("/")
        return f"{root}{language}/{place.page.path}"

    alternates = Markup("").join(_ALTERNATE.format(one, address(one)) for one in place.languages)
    return (_CANONICAL.format(address(place.language)) if place.url else Markup()) + alternates


def _foot(place: SitePlace, selected: Mapping[str, str], choices: Choices) -> Markup:
    """Write which build this is, and where the same view lives."""
    language = place.language
    stamp = choices.stamp
    told = word("stamp_line", language, edition=stamp.edition, version=stamp.version, build=stamp.build)
    living = Markup()
    if place.dashboard:
        view = {key: selected[key] for key, value in defaults(choices).items() if selected[key] != value}
        page = "methods" if place.page.page in _OWN_PAGES else place.page.page
        address = f"{place.dashboard}/{place_address(page, {'lang': language} | view).removeprefix(HOME)}"
        living = _LIVING.format(word("site_still", language), address, word("site_living", language))
    return _FOOT.format(living, told, day(stamp.built_at.date(), language))
