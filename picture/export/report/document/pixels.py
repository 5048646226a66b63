"""Turn drawings into pixels, all in one run of Typst: each run costs more than a drawing does."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typst

from picture.export.image.draw import FONTS
from picture.export.report.document.content import Drawing

FINE = 220  # pixels per inch
SHEETS = b"""#let drawings = json(bytes(sys.inputs.drawings))
#set page(margin: 0pt)
#set text(font: "Source Sans Pro")
#for one in drawings {
  set page(width: one.width * 1mm, height: one.height * 1mm)
  image(bytes(one.svg), format: "svg", width: 100%)
}"""


def in_pixels(drawings: Sequence[Drawing]) -> list[bytes]:
    """Return each drawing as PNG."""
    if not drawings:
        return []
    told = json.dumps([{"svg": one.svg, "width": one.width, "height": one.height} for one in drawings])
    pages = typst.compile(SHEETS, format="png", ppi=FINE, sys_inputs={"drawings": told}, font_paths=FONTS)
    return [pages] if isinstance(pages, bytes) else [page for page in pages if page is not None]
