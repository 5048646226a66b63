"""Open a template as a deck without slides, whatever it was saved as."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from contract.errors import UserError
from picture.export.office_file import OfficeFile, office_file, read_office_file

TYPES = "[Content_Types].xml"
TEMPLATE_TYPE = b"presentationml.template.main+xml"
DECK_TYPE = b"presentationml.presentation.main+xml"
SECTIONS_OF_SLIDES = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
PROPERTIES_NAME = PackURI("/docProps/app.xml")


def read_template(path: Path) -> bytes:
    """Return a template as it was sent; raise UserError where it is too large or cannot be read."""
    with _of_template():
        return read_office_file(path)


def opened_template(content: bytes) -> Deck:
    """Open a PPTX or POTX; raise UserError where it is none, or not safe to read."""
    with _of_template():
        kind = office_file(content)
    if kind is not OfficeFile.DECK:
        raise UserError("template_no_deck")
    try:
        deck = Presentation(BytesIO(_as_deck(content)))
        _empty(deck)
        _properties(deck)
    except Exception as error:  # the one guard around this reader: a damaged file may raise anything
        raise UserError("template_broken") from error
    return deck


@contextmanager
def _of_template() -> Iterator[None]:
    try:
        yield
    except UserError as error:
        raise template_error(error) from error


def template_error(error: UserError) -> UserError:
    """Return what is told of a template where a kept file would be told of: a template is no workbook."""
    return {
        "kept_file_large": UserError("template_large", limit=error.parameters.get("limit")),
        "kept_file_locked": UserError("template_locked"),
        "kept_file_macros": UserError("template_macros"),
        "kept_file_broken": UserError("template_broken"),
        "kept_file_foreign": UserError("template_no_deck"),
        "kept_file_missing": UserError("template_missing", path=error.path),
    }[error.code]


def _as_deck(content: bytes) -> bytes:
    """Let a template be a deck: python-pptx opens nothing else, and only the name of its type differs."""
    made = BytesIO()
    with ZipFile(BytesIO(content)) as given, ZipFile(made, "w", ZIP_DEFLATED) as written:
        for part in given.infolist():
            text = given.read(part)
            written.writestr(part.filename, text.replace(TEMPLATE_TYPE, DECK_TYPE) if part.filename == TYPES else text)
    return made.getvalue()


def _empty(deck: Deck) -> None:
    """Take its own slides away, and the sections that name them."""
    held: Any = deck.element.find(qn("p:sldIdLst"))
    for slide in list(held) if held is not None else []:
        deck.part.drop_rel(slide.get(qn("r:id")))
        held.remove(slide)
    for extension in deck.element.iter(qn("p:ext")):
        if extension.get("uri") == SECTIONS_OF_SLIDES:
            extension.getparent().remove(extension)
            break


def _properties(deck: Deck) -> None:
    """Let it have the part of extended properties, which some programs leave out."""
    package = deck.part.package
    if not any(one.reltype == RT.EXTENDED_PROPERTIES for one in package.iter_rels()):
        part = Part(PROPERTIES_NAME, CT.OFC_EXTENDED_PROPERTIES, package, b"")
        package.relate_to(part, RT.EXTENDED_PROPERTIES)
