"""What a file of a picture tells about itself to programs: title, alternative text, source, date, licence, address."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from markupsafe import Markup

from contract.printable import printable
from picture.export.item import ExportItem
from picture.text.labels import licence
from picture.text.words import word

DUBLIN_CORE = Markup(
    '<desc>{}</desc><metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Description rdf:about="">{}</rdf:Description></rdf:RDF>'
    "</metadata>"
)
DUBLIN_CORE_ITEM = Markup("<dc:{0}>{1}</dc:{0}>")
INCH = 0.0254  # metres
BEFORE_CHUNKS = 8 + 25  # bytes of a PNG's signature and of its first chunk, IHDR
KEYWORDS = {  # of PNG, for an element of Dublin Core
    "title": "Title",
    "description": "Description",
    "source": "Source",
    "rights": "Copyright",
    "date": "Creation Time",
}


def about_picture(item: ExportItem) -> Markup:
    """Write alternative text and Dublin Core into an SVG."""
    facts = Markup("").join(DUBLIN_CORE_ITEM.format(name, value) for name, value in _facts(item))
    return DUBLIN_CORE.format(item.captions.alt, facts)


def with_texts(png: bytes, item: ExportItem, dots: int) -> bytes:
    """Put the texts and the dots of an inch behind the first chunk of a PNG."""
    metre = round(dots / INCH).to_bytes(4)
    chunks = [_chunk(b"pHYs", metre + metre + b"\1")]
    language = item.dataset.view.language.encode()
    for name, value in _facts(item):
        if name in KEYWORDS:
            content = KEYWORDS[name].encode() + b"\0\0\0" + language + b"\0\0" + printable(value).encode()
            chunks.append(_chunk(b"iTXt", content))
    return png[:BEFORE_CHUNKS] + b"".join(chunks) + png[BEFORE_CHUNKS:]


def _facts(item: ExportItem) -> Iterator[tuple[str, str]]:
    """Yield the elements of Dublin Core that a picture has."""
    dataset = item.dataset
    language = dataset.view.language
    yield "title", item.captions.title
    yield "description", item.captions.alt
    yield "source", item.captions.source_line
    yield "date", dataset.stamp.built_at.date().isoformat()
    yield "rights", "; ".join(dict.fromkeys(licence(source, language) for source in item.captions.sources))
    yield "language", language
    yield "publisher", word("title_short", language)
    if item.captions.link:
        yield "identifier", item.captions.link


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)
