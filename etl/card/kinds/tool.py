"""A card for the export of a survey tool."""

from __future__ import annotations

from collections.abc import Sequence

from etl.card.common import Subject, head, told_by_people
from etl.card.draft import Draft
from etl.card.kinds.survey import EXAMPLES, place
from etl.read.survey_tools.known.tool import Tool


def tool_card(subject: Subject, tool: Tool, lines: Sequence[str]) -> Draft:
    """Propose a card for the answers that a survey tool has exported; `lines`: of [table], with its columns."""
    draft = Draft(subject.language)
    head(draft, subject, "respondents", None)
    told_by_people(draft)
    draft.lines.append("")
    draft.remark("tool", tool=tool.name)
    for line in lines:
        known = line.startswith(("[", "tool = "))
        draft.lines.append(line if known else f"# {draft.mark} {line}")
    place(draft)
    draft.part("design")
    for key in ("respondent", "weight", "area", "level"):
        draft.ask(key, "…", key if key in {"respondent", "weight"} else "", columns=())
    draft.ask("geo_year", subject.today.year)
    draft.part("fieldwork")
    for key in ("responded", *EXAMPLES):
        draft.ask(key, EXAMPLES.get(key, 1000))
    return draft
