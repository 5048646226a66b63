"""Which survey tool wrote a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from etl.read.survey_tools.known.limesurvey import LIMESURVEY
from etl.read.survey_tools.known.microsoft_forms import MICROSOFT_FORMS
from etl.read.survey_tools.known.qualtrics import QUALTRICS
from etl.read.survey_tools.known.surveymonkey import SURVEYMONKEY
from etl.read.survey_tools.known.tool import Tool
from etl.read.survey_tools.known.webropol import WEBROPOL
from etl.read.survey_tools.words import bare

TOOLS: Mapping[str, Tool] = MappingProxyType(
    {tool.name: tool for tool in (LIMESURVEY, WEBROPOL, QUALTRICS, SURVEYMONKEY, MICROSOFT_FORMS)}
)
IMPORT_ID = '{"importid"'  # how the cells of Qualtrics' third header row begin
ENOUGH = 2  # names of columns that no other file has together


def tool_of(cells: Collection[str]) -> Tool | None:
    """Return the tool whose export has these cells in its first rows, or None."""
    words = {bare(cell) for cell in cells}
    if any(word.startswith(IMPORT_ID) for word in words):
        return QUALTRICS
    found = max(TOOLS.values(), key=lambda tool: len(tool.signs & words))
    return found if len(found.signs & words) >= ENOUGH else None
