"""What leaves the house, as text that can be read in a diff: files in one language each, sentences in all three."""

from __future__ import annotations

import difflib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from picture.export.csv import csv_zip
from picture.export.image import svg
from picture.export.pptx.deck import make_deck
from tests.golden.sentences import sentences
from tests.picture.export.reread import item
from tests.picture.factory import map_dataset, trend_dataset

HERE = Path(__file__).parent
RENEW = "python -m tests.golden"
BUNDLE = ("map.csv", "map_comparisons.csv", "map_codebook.txt")  # what the zip of CSV files holds, in its order
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
    with ZipFile(BytesIO(csv_zip([item(map_dataset("fi"))]))) as archive:
        for golden, member in zip(BUNDLE, archive.namelist(), strict=True):
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
