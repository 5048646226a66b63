"""What leaves the house, as text that can be read in a diff: files in one language each, sentences in all three."""

from __future__ import annotations

import difflib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from picture.export.data_files import data_zip
from picture.export.image.draw import svg
from picture.export.pptx.deck import make_deck
from tests.golden.sentences import sentences
from tests.picture.export.reread import item
from tests.picture.factory import map_dataset, trend_dataset

HERE = Path(__file__).parent
RENEW = "python -m tests.golden"
BUNDLE = {  # of what the zip of data holds, by the end of its name
    "map.csv": "fi_SYNTHETIC.csv",
    "map_comparisons.csv": "_comparisons.csv",
    "map_codebook.txt": "_codebook.txt",
    "datapackage.json": "datapackage.json",
    "values.csv-metadata.json": "values.csv-metadata.json",
}
LONGEST = 80  # lines of a difference that are shown


def texts() -> dict[str, str]:
    """Return the name of every golden file, and what the house would write into it now.

    All are made from the invented datasets of tests/picture/factory.py, whose build and days are fixed. Elements of XML
    stand on lines of their own, and lines end as Git ends them.
    """
    files = {
        "map.svg": _indented(svg(item(map_dataset("en")))),
        "sentences.md": sentences(),
        "trend_chart.xml": _chart(make_deck([item(trend_dataset("sv"))])),
    }
    with ZipFile(BytesIO(data_zip([item(map_dataset("fi"))]))) as archive:
        for golden, end in BUNDLE.items():
            (member,) = [name for name in archive.namelist() if name.endswith(end)]
            files[golden] = archive.read(member).decode("utf-8-sig").replace("\r\n", "\n")
    return files


def difference(name: str, now: str) -> str:
    """Return how a text differs from the file that stands here, in the manner of `diff -u`; empty when it does not."""
    path = HERE / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    lines = list(
        difflib.unified_diff(before.splitlines(), now.splitlines(), f"golden {name}", f"now {name}", "", "", 1, "")
    )
    if len(lines) > LONGEST:
        lines = [*lines[:LONGEST], f"… and {len(lines) - LONGEST} lines more"]
    return "\n".join(lines)


def _chart(deck: bytes) -> str:
    """Return the first native chart of a deck."""
    with ZipFile(BytesIO(deck)) as archive:
        name = min(name for name in archive.namelist() if name.startswith("ppt/charts/chart"))
        return _indented(archive.read(name))


def _indented(xml: bytes) -> str:
    root = etree.fromstring(xml)
    etree.indent(root)
    return f"{etree.tostring(root, encoding='unicode')}\n"
