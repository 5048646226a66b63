"""Templates of other offices, made of the one that python-pptx brings along: other names, colours, a logo, a slide."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches

WIDE = Emu(12_192_000)
TYPES = "[Content_Types].xml"


def logo():
    made = BytesIO()
    Image.new("RGB", (40, 20), "#7a1f5c").save(made, "PNG")
    made.seek(0)
    return made


def foreign_deck(*, wide=True, title=True):
    deck = Presentation()
    if wide:
        share = WIDE / deck.slide_width
        deck.slide_width = WIDE
        for holder in (deck.slide_master, *deck.slide_layouts):
            for place in holder.element.iter(qn("a:off"), qn("a:ext")):
                for side in ("x", "cx"):
                    if place.get(side):
                        place.set(side, str(round(int(place.get(side)) * share)))
    for number, layout in enumerate(deck.slide_layouts):
        layout.element.cSld.set("name", f"Ministeriö {number}")
        picture, relation = layout.part.get_or_add_image_part(logo())
        layout.shapes._spTree.add_pic(90, "Logo", "", relation, Inches(0.1), Inches(0.1), Inches(0.4), Inches(0.2))
        assert picture is not None
        for shape in [] if title else list(layout.placeholders):
            shape.element.getparent().remove(shape.element)
    deck.slides.add_slide(deck.slide_layouts[6 if title else 0])
    return deck


def foreign(**asked):
    return _saved(foreign_deck(**asked))


def dark_by_names():
    """Dark, as text and background of its theme have changed places."""
    deck = foreign_deck()
    names = deck.slide_master.element.find(qn("p:clrMap"))
    for name, slot in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
        names.set(name, slot)
    return _saved(deck)


def dark_by_background():
    """Dark, though its theme and its own text are those of a light one."""
    return _saved(_coloured(foreign_deck()))


def dark_with_light_text():
    """Dark, with its own text in white."""
    deck = _coloured(foreign_deck())
    styles = deck.slide_master.element.find(qn("p:txStyles"))
    for colour in styles.iter(qn("a:schemeClr")):
        colour.set("val", "bg1")
    return _saved(deck)


def _coloured(deck):
    fill = deck.slide_master.background.fill
    fill.solid()
    fill.fore_color.rgb = RGBColor.from_string("102040")
    return deck


def _saved(deck):
    made = BytesIO()
    deck.save(made)
    return made.getvalue()


def as_template(content, *, macros=b""):
    """The same, saved as POTX."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for name in given.namelist():
            text = given.read(name)
            kinds = b"presentation.main+xml", b"template.main+xml"
            written.writestr(name, text.replace(*kinds) if name == TYPES else text)
        if macros:
            written.writestr("ppt/vbaProject.bin", macros)
    return made.getvalue()
