"""What template.pptx and the slides agree on: the names of its layouts and the numbers of their placeholders.

The file is made by tools/make_template.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

PATH = Path(__file__).with_name("template.pptx")

COVER_LAYOUT = "Title"
CHART_LAYOUT = "Chart"  # a picture with words beside it
WIDE_LAYOUT = "Wide chart"
MAP_LAYOUT = "Map"
TABLE_LAYOUT = "Table"

FOOTER = 11  # left to the reader's own "Header & Footer"
PAGE_NUMBER = 12
SUBTITLE = 13
WORDS = 14  # source and marks, at the foot
CHART = 15
MAP = 16
LEGEND = 17
BADGE = 18
SIDE = 19
MEETING = 20
AGENDA = 21

# The words by which the placeholders of a slide are named, for screen readers and lists of shapes.
SHAPE_WORDS: Mapping[int, str] = MappingProxyType(
    {
        0: "shape_title",
        PAGE_NUMBER: "shape_page",
        SUBTITLE: "shape_subtitle",
        WORDS: "shape_source",
        BADGE: "shape_warning",
        SIDE: "shape_findings",
        MEETING: "deck_meeting",
        AGENDA: "shape_contents",
        CHART: "shape_table",
    }
)
