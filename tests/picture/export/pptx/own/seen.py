"""Which colours words of a slide have, and what they stand on, read by theme, map and master."""

from itertools import chain

from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn


class Colours:
    """Of a deck with one master and one theme."""

    def __init__(self, deck):
        master = deck.slide_master
        theme = parse_xml(master.part.part_related_by(RT.THEME).blob).find(f".//{qn('a:clrScheme')}")
        self.theme = {slot.tag.split("}")[1]: slot[0].get("lastClr") or slot[0].get("val") for slot in theme}
        self.names = dict(master.element.find(qn("p:clrMap")).attrib)
        self.ground = self.of(next(master.element.iter(qn("p:bg"))))

    def of(self, element, otherwise="tx1"):
        """The colour of the first fill in an element, mixed with the ground where it is seen through."""
        colour = next(element.iter(qn("a:srgbClr"), qn("a:schemeClr")), None) if element is not None else None
        name = otherwise if colour is None else colour.get("val")
        plain = self.theme.get(self.names.get(name, name), name)
        kept, added, opaque = (
            int(found[0].get("val")) / 100_000 if (found := list(colour.iter(qn(f"a:{kind}")))) else default
            for kind, default in (("lumMod", 1.0), ("lumOff", 0.0), ("alpha", 1.0))
        ) if colour is not None else (1.0, 0.0, 1.0)  # fmt: skip
        own = [255 * added + channel * kept for channel in bytes.fromhex(plain)]
        under = bytes.fromhex(self.ground[1:]) if opaque < 1 else own
        mixed = (round(opaque * one + (1 - opaque) * other) for one, other in zip(own, under, strict=True))
        return f"#{bytes(min(one, 255) for one in mixed).hex()}"


def words_and_grounds(slide, colours):
    """Each text of a slide with its colour and that of its ground: cells of tables, words in boxes and in charts."""
    for cell in slide.element.iter(qn("a:tc")):
        for run in cell.iter(qn("a:r")):
            yield "".join(run.itertext()).strip(), _ink(run, colours), colours.of(cell.find(qn("a:tcPr")))
    for shape in slide.shapes:
        if shape.is_placeholder and shape.has_text_frame:
            yield shape.text_frame.text, _of_layout(shape, slide, colours), _ground(shape, slide, colours)
        charts = [shape.chart.part._element] if shape.has_chart else []
        boxes = [] if shape.is_placeholder or shape.has_table else [shape.element]
        for run in chain.from_iterable(held.iter(qn("a:r")) for held in (*charts, *boxes)):
            yield "".join(run.itertext()).strip(), _ink(run, colours), None if _on_region(run) else colours.ground


def _on_region(run):
    """Whether a text is a number on a map: its colour was chosen for its region."""
    return next(run.iterancestors(qn("p:grpSp")), None) is not None and run.find(f".//{qn('a:srgbClr')}") is not None


def _ink(run, colours):
    look = run.find(qn("a:rPr"))
    return colours.of(None if look is None else look.find(qn("a:solidFill")))


def _of_layout(shape, slide, colours):
    place = _place(shape, slide)
    fill = place.element.find(f".//{qn('a:lstStyle')}/{qn('a:lvl1pPr')}/{qn('a:defRPr')}/{qn('a:solidFill')}")
    if fill is None:
        style = "titleStyle" if shape.placeholder_format.idx == 0 else "bodyStyle"
        fill = slide.slide_layout.slide_master.element.xpath(f"p:txStyles/p:{style}/a:lvl1pPr/a:defRPr/a:solidFill")[0]
    return colours.of(fill)


def _ground(shape, slide, colours):
    fill = _place(shape, slide).element.find(f"{qn('p:spPr')}/{qn('a:solidFill')}")
    return colours.ground if fill is None else colours.of(fill)


def _place(shape, slide):
    index = shape.placeholder_format.idx
    return next(one for one in slide.slide_layout.placeholders if one.placeholder_format.idx == index)
