"""What search engines and web servers ask for: sitemap, robots.txt, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from urllib.parse import urlsplit

from markupsafe import Markup

from contract.codes import Language
from picture.query.model import Stamp
from picture.site.document import DOCUMENT, PLACE_OF_ICON, PLACE_OF_SHEET
from picture.site.plan import SitePage
from picture.text.words import word

_SITEMAP = Markup(
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n{}</urlset>\n'
)
_PAGE = Markup("<url><loc>{}</loc>{}</url>\n")
_ELSEWHERE = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
_MISSING = Markup('<section lang="{}"><h2>{}</h2><p>{}</p><p><a href="{}">{}</a> · <a href="{}">{}</a></p></section>')
_MISSING_BODY = Markup(
    '<header><div class="lb-bar"><div class="lb-name"><a class="lb-home" href="{}">{}</a></div></div></header>\n'
    '<main class="lb-site-page" id="content"><h1 class="lb-h1">{}</h1>{}</main>\n'
)


def sitemap(pages: Sequence[SitePage], languages: Sequence[Language], url: str) -> bytes:
    """List every page with its address in the other languages."""
    return written_sitemap({one: f"{url}/{one}/{page.path}" for one in languages} for page in pages)


def written_sitemap(pages: Iterable[Mapping[Language, str]]) -> bytes:
    """Write a sitemap of pages, each by its addresses in the languages that it has."""

    def elsewhere(page: Mapping[Language, str]) -> Markup:
        return Markup("").join(_ELSEWHERE.format(one, address) for one, address in page.items())

    listed = chain.from_iterable((_PAGE.format(one, elsewhere(page)) for one in page.values()) for page in pages)
    return _SITEMAP.format(Markup("").join(listed)).encode()


def robots(url: str, stamp: Stamp, closed: Sequence[str] = ()) -> bytes:
    """Let programs read everything but what is closed, and nothing of what is a draft or under embargo."""
    public = stamp.is_published and not stamp.embargoed
    shut = [f"Disallow: {one}" for one in closed] if public else []
    lines = ["User-agent: *", *shut, "Allow: /" if public else "Disallow: /"]
    return "\n".join([*lines, *([f"Sitemap: {url}/sitemap.xml"] if url and public else []), ""]).encode()


def missing_page(languages: Sequence[Language], url: str, names: Mapping[str, str]) -> bytes:
    """Write the page for addresses without one; it may stand at any address, so its links begin at the site's root."""
    root = f"{urlsplit(url).path}/"
    first = languages[0]
    parts = Markup("").join(
        _MISSING.format(
            one,
            word("site_missing_title", one),
            word("site_missing", one),
            f"{root}{one}/a-z.html",
            word("menu_index", one),
            f"{root}{one}/index.html",
            word("menu_front", one),
        )
        for one in languages
    )
    return DOCUMENT.format(
        language=first,
        title=word("site_missing_title", first),
        description=word("site_missing", first),
        root=root,
        sheet=names[PLACE_OF_SHEET],
        icon=names[PLACE_OF_ICON],
        links="",
        robots="",
        described="",
        body=_MISSING_BODY.format(root, word("title", first), word("site_missing_title", first), parts),
    ).encode()
