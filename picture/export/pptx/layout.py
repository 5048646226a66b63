"""What template.pptx and the slides agree on: the numbers of its placeholders.

The file is made by tools/make_template.py.
"""

from __future__ import annotations

from pathlib import Path

PATH = Path(__file__).with_name("template.pptx")

PAGE_NUMBER = 12
FOOTER = 11
SUBTITLE = 13
WORDS = 14
CHART = 15
MAP = 16
LEGEND = 17
BADGE = 18
