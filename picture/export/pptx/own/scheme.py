"""Colours of an office's theme, as its layouts show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from statistics import fmean
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.slide import SlideLayout

from picture.charts.palette import luminance
from picture.export.pptx.colours import THOUSANDTHS


@dataclass(frozen=True, slots=True)
class Scheme:
    """Colours of a theme under their names in it, and which of them each name on a layout stands for."""

    colours: Mapping[str, str]
    names: Mapping[str, str]

    def light(self, elements: Iterable[Any]) -> float | None:
        """Return the mean luminance, 0 to 1, of all colours that elements name; None where they name none."""
        kinds = (qn("a:srgbClr"), qn("a:schemeClr"), qn("a:sysClr"))
        held = list(chain.from_iterable(element.iter(*kinds) for element in elements))
        return fmean(map(self._light, held)) if held else None

    def light_of(self, name: str) -> float:
        """Return the luminance of a colour by its name on a layout."""
        return luminance(self.colours[self.names.get(name, name)])

    def _light(self, element: Any) -> float:
        name = element.get("val")
        named = self.names.get(name, name)
        colour = self.colours.get(named) or f"#{element.get('lastClr', name)}"
        kept, added = (
            next((int(one.get("val")) / THOUSANDTHS for one in element.findall(qn(f"a:{kind}"))), default)
            for kind, default in (("lumMod", 1.0), ("lumOff", 0.0))
        )
        return luminance(colour) * kept + added


def scheme_of(layout: SlideLayout) -> Scheme:
    """Read the colours of a layout: of its master's theme, by its own map of names or its master's."""
    master = layout.slide_master
    theme = parse_xml(master.part.part_related_by(RT.THEME).blob)
    colours = {}
    for slot in theme.find(f".//{qn('a:clrScheme')}"):
        colour = next(iter(slot))
        colours[slot.tag.rpartition("}")[2]] = f"#{colour.get('lastClr') or colour.get('val')}"
    own = layout.element.find(f".//{qn('a:overrideClrMapping')}")
    names = master.element.find(qn("p:clrMap")) if own is None else own
    return Scheme(colours, dict(names.attrib))
