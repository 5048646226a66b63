"""The parts of a Word file that python-docx does not write: links, shading, borders, page numbers, floating figures."""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shape import InlineShape
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FACE = "Calibri"  # every Word has it, and other programs one as wide
THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
CELL_MARGIN = "60"  # twentieths of a point
FLOAT_GAP = 114300  # EMU between a floating figure and the text
# The order of elements is fixed; Word calls a file with another one damaged.
AFTER_GROUND = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr")
AFTER_HYPHENS = AFTER_GROUND[1:]
AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
EFFECTS = "stylesWithEffects"  # the styles once more for Word 2010, which would contradict ours
BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
FLOATING = """<wp:anchor {spaces} distT="0" distB="{gap}" distL="{gap}" distR="0" simplePos="0" relativeHeight="1"
  behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
  <wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>
  <wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
  <wp:wrapSquare wrapText="left"/></wp:anchor>"""

TICK_BOX = """<w:sdt {spaces} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>
  <w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>
  <w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>
  <w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic" w:eastAsia="MS Gothic" w:hint="eastAsia"/></w:rPr>
  <w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>"""


def element(name: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML with attributes of the same namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def drop_second_styles(word: WordDocument) -> None:
    """Leave out the second copy of the styles that the template of python-docx brings."""
    relations = word.part.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith(EFFECTS)]:
        del relations[key]


def set_face(style: ParagraphStyle) -> None:
    """Set the one typeface of the document in a style; the theme has others for headings."""
    style.font.name = FACE
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for key in THEMED:
        fonts.attrib.pop(qn(f"w:{key}"), None)


def set_ground(paragraph: Paragraph, colour: str) -> None:
    """Colour the ground of a paragraph."""
    about = paragraph.paragraph_format.element.get_or_add_pPr()
    about.insert_element_before(element("shd", val="clear", color="auto", fill=colour.removeprefix("#")), *AFTER_GROUND)


def tick_run(paragraph: Paragraph) -> None:
    """Add a box that Word ticks at a click, and that is drawn where it cannot."""
    paragraph._p.append(parse_xml(TICK_BOX.format(spaces=nsdecls("w"))))  # noqa: SLF001 - it has no public name


def link_run(paragraph: Paragraph, text: str, address: str) -> Run:
    """Add a link that leads out of the document."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run = paragraph.add_run(text)
    link.append(run._r)  # noqa: SLF001 - the element of a run has no public name
    paragraph._p.append(link)  # noqa: SLF001
    run.underline = True
    return run


def page_number(paragraph: Paragraph) -> None:
    """Add the number of the page."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if kind:
            run._r.append(element("fldChar", fldCharType=kind))  # noqa: SLF001
        else:
            told = element("instrText")
            told.text = text
            run._r.append(told)  # noqa: SLF001


def set_borders(table: Table, colour: str, drawn: tuple[str, ...]) -> None:
    """Draw some borders of a table, and none of the others."""
    borders = element("tblBorders")
    for side in BORDERS:
        look = {"val": "single", "sz": "4", "color": colour.removeprefix("#")} if side in drawn else {"val": "nil"}
        borders.append(element(side, **look))
    about = table._tblPr  # noqa: SLF001
    for old in about.findall(qn("w:tblBorders")):
        about.remove(old)
    about.insert_element_before(borders, *AFTER_BORDERS)


def set_cell_margins(table: Table) -> None:
    """Let cells begin close to their lines, as in the PDF, and the lines where the text of the page begins."""
    about = table._tblPr  # noqa: SLF001
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=CELL_MARGIN, type="dxa"))
    about.insert_element_before(element("tblInd", w=CELL_MARGIN, type="dxa"), "w:tblBorders", *AFTER_BORDERS)
    about.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def divide_words(word: WordDocument) -> None:
    """Let long words be divided, but only in paragraphs of `may_divide`: tables are narrow, the page is not."""
    word.settings.element.insert_element_before(element("autoHyphenation"), "w:characterSpacingControl")
    about = word.styles["Normal"].element.get_or_add_pPr()
    about.insert_element_before(element("suppressAutoHyphens"), *AFTER_HYPHENS)


def may_divide(paragraph: Paragraph) -> None:
    """Let the long words of a paragraph be divided at the end of a line."""
    about = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    about.insert_element_before(element("suppressAutoHyphens", val="0"), *AFTER_HYPHENS)


def set_title(table: Table, title: str) -> None:
    """Write what a table holds, for those who do not see it."""
    table._tblPr.append(element("tblCaption", val=title))  # noqa: SLF001


def repeat_heads(row: _Row) -> None:
    """Repeat a row at the top of every page."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001


def keep_whole(row: _Row) -> None:
    """Leave a row on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001


def describe(picture: InlineShape, alt: str) -> None:
    """Write what a figure shows in words, and leave no room around it: where none is said some programs leave 3 mm."""
    inline = picture._inline  # noqa: SLF001 - the words of a figure have no public name
    inline.docPr.set("descr", alt)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")


def let_float(inline: CT_Inline) -> None:
    """Put a figure at the right margin, with the text flowing beside it."""
    floating = parse_xml(FLOATING.format(spaces=nsdecls("wp", "a", "pic", "r"), gap=FLOAT_GAP))
    wrap = floating.find(qn("wp:wrapSquare"))
    wrap.addprevious(deepcopy(inline.find(qn("wp:extent"))))
    for name in ("wp:docPr", "wp:cNvGraphicFramePr", "a:graphic"):
        floating.append(deepcopy(inline.find(qn(name))))
    inline.getparent().replace(inline, floating)
