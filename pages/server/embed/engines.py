"""What search engines ask for beside the pages: robots.txt and the sitemap."""

from __future__ import annotations

from urllib.parse import urlsplit

from contract.codes import Language
from pages.server.api.answers import Maker
from picture.export.catalogue.addresses import listed_places
from picture.site.robots import robots, written_sitemap

CLOSED = ("/take/", "/embed/", "/oembed")  # what is made for one who asks; the pages tell the same


def robots_txt(maker: Maker) -> bytes:
    """Write what may be read; nothing of a draft. Search engines ask for it at the root of a host alone."""
    url = maker.asked.site.url
    path = urlsplit(url).path
    return robots(url, maker.asked.choices.stamp, [f"{path}{one}" for one in CLOSED])


def sitemap_xml(maker: Maker) -> bytes:
    """List the pages, every indicator and every region in each language."""
    url = maker.asked.site.url
    places = listed_places(maker.asked.choices)
    return written_sitemap({one: place.address(url, one) for one in Language} for place in places)
