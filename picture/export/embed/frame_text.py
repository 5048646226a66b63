"""The text by which another site shows a picture in a frame, and the answer of oEmbed, which carries it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from lxml import etree
from markupsafe import Markup

from contract.printable import printable

FRAME = Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" style="border:0"></iframe>')
WHOLE_WIDTH = "100%"
FRAME_WIDTH = 760  # pixels that a picture fills, where a site asks for less
FRAME_HEIGHTS = {"trend": 780, "map": 960, "groups": 980, "matrix": 920, "front": 920, "profile": 1020}
USUAL_HEIGHT = 900
OEMBED_VERSION = "1.0"
KEPT_SECONDS = 86_400  # for how long a consumer may keep an answer; the picture in the frame is asked for anew


def embed_address(kind: str, site: str, asked: Mapping[str, str]) -> str:
    """Return the address of a picture in a frame. asked: its view; site: without a slash at the end."""
    return f"{site}/embed/{kind}?{urlencode(asked)}"


def frame_text(kind: str, address: str, title: str, width: str | int = WHOLE_WIDTH, height: int = 0) -> Markup:
    """Write the element that shows a picture. title: its sentence, which a screen reader says of the frame."""
    return FRAME.format(address, title, width, height or FRAME_HEIGHTS.get(kind, USUAL_HEIGHT))


def oembed(
    kind: str, address: str, title: str, provider: tuple[str, str], most: tuple[int | None, int | None]
) -> dict[str, Any]:
    """Answer oEmbed (https://oembed.com, 1.0): what shows a picture within the most pixels of width and height.

    provider: name and address of the site.
    """
    width = min(FRAME_WIDTH, most[0] or FRAME_WIDTH)
    tall = FRAME_HEIGHTS.get(kind, USUAL_HEIGHT)
    height = min(tall, most[1] or tall)
    return {
        "version": OEMBED_VERSION,
        "type": "rich",
        "title": title,
        "provider_name": provider[0],
        "provider_url": provider[1],
        "cache_age": KEPT_SECONDS,
        "width": width,
        "height": height,
        "html": str(frame_text(kind, address, title, width, height)),
    }


def oembed_xml(content: Mapping[str, Any]) -> bytes:
    """Write such an answer as XML."""
    root = etree.Element("oembed")
    for name, value in content.items():
        etree.SubElement(root, name).text = printable(str(value))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)
    return written
