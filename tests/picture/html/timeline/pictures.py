"""The pictures of a timeline, read again: names, where each begins and ends, and the pieces of the line of today."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass

from lxml import etree

from picture.charts.palette import BREAK
from picture.charts.text_width import text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawn:
    """A picture of a timeline."""

    width: float
    height: float
    family: str
    texts: tuple[tuple[str, float, float], ...]  # text, x and y of its middle line
    now: tuple[tuple[float, float, float], ...]  # x, from, to

    def names(self) -> list[str]:
        return [told for told, _, _ in self.texts]

    def crossed(self) -> list[str]:
        """Return the names through which the line of today goes."""
        return [
            told
            for told, x, y in self.texts
            for at, top, bottom in self.now
            if x < at < x + text_width(told, 13) and top < y - 1 and y - 9 < bottom
        ]

    def outside(self) -> list[str]:
        """Return the names that do not fit into the picture."""
        return [told for told, x, _ in self.texts if x < 0 or x + text_width(told, 13) > self.width]


def pictures(html: str) -> dict[str, Drawn]:
    """Return the pictures of a page by their class."""
    found = re.findall(r'<img class="(lb-timeline-\w+)"[^>]*base64,([^"]+)"', html)
    return {name: _drawn(b64decode(data).decode()) for name, data in found}


def _drawn(svg: str) -> Drawn:
    root = etree.fromstring(svg.encode())
    _, _, width, height = map(float, root.attrib["viewBox"].split())
    texts = tuple(_text(one) for one in root.iter(f"{SVG}text"))
    return Drawn(width, height, root.attrib["font-family"], texts, tuple(_lines(root)))


def _text(one: etree._Element) -> tuple[str, float, float]:
    span = one.find(f"{SVG}tspan")
    told = "".join(one.itertext()).strip()
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[one.attrib["text-anchor"]]
    return told, float(span.attrib["x"]) - shift * text_width(told, 13), float(span.attrib["y"])


def _lines(root: etree._Element):
    for path in root.iter(f"{SVG}path"):
        if path.attrib.get("stroke") == BREAK:
            yield tuple(map(float, re.match(r"M([\d.]+) ([\d.]+)V([\d.]+)", path.attrib["d"]).groups()))
