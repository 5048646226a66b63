"""What the first sheet of the workbook says."""

from __future__ import annotations

from contract.actions.columns import contribution_tables
from contract.codes import Language
from picture.text.words import word

GUIDE_STEPS = ("fill", "several", "languages", "dates", "example", "people", "check")


def guide_lines(language: Language) -> tuple[str, ...]:
    """Return the steps, an empty line, and what stands on each of the other sheets."""
    steps = (word(f"contribution_guide_{step}", language) for step in GUIDE_STEPS)
    tables = (f"{one.sheet.of(language)}: {one.about.of(language)}" for one in contribution_tables().values())
    return (*steps, "", *tables)
