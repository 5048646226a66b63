"""Propose a card for a file: by a source that is known, or by what the file says."""

from __future__ import annotations

from collections.abc import Sequence

from etl.card.columns import columns_headed, names_of
from etl.card.common import Subject
from etl.card.draft import Draft
from etl.card.kinds.cube import cube_card
from etl.card.kinds.survey import survey_card
from etl.card.kinds.table import table_card
from etl.card.kinds.tool import tool_card
from etl.card.look import Layout, look
from etl.card.renewed import Match, matches, renewed_card
from etl.check.match_source import Known, check_size
from etl.config.layout import Table
from etl.read.formats.cubes.sdmx_csv import is_sdmx_csv
from etl.read.formats.files import CUBES, format_of, read_cube_file
from etl.read.survey_tools.propose import card_lines

TEXTS = (".csv", ".tsv")
SURVEYS = (".sav", ".zsav", ".parquet")  # formats of microdata


def propose(subject: Subject, known: Known, *, new: bool = False) -> Draft:
    """Return a card for a file; `new`: though a known source reads it. Raise UserError where it cannot be read."""
    check_size(subject.path, known.max_megabytes)
    form = format_of(subject.path)
    fitting = [] if new else [*matches(subject, known)]
    if len(fitting) == 1:
        return renewed_card(subject, fitting[0], known)
    return _beside(_from_file(subject, form), fitting)


def _from_file(subject: Subject, form: str) -> Draft:
    if form in CUBES or (form in TEXTS and is_sdmx_csv(subject.path, "utf-8")):
        return cube_card(subject, read_cube_file(subject.path, Table()))
    tool = card_lines(subject.path) if form not in SURVEYS else None
    if tool:
        return tool_card(subject, *tool)
    layout = look(subject.path, form)
    return survey_card(subject, layout) if _is_survey(subject, layout) else table_card(subject, layout)


def _is_survey(subject: Subject, layout: Layout) -> bool:
    """Return whether rows are respondents: columns of questions, or of weights without one of values."""
    names = names_of(layout.raw)
    asked = {one.answers.column for one in subject.catalogue.indicators if one.answers}
    headed = columns_headed(names, ("value", "weight", "respondent"))
    return not asked.isdisjoint(names) or ("value" not in headed and (layout.suffix in SURVEYS or len(headed) > 1))


def _beside(draft: Draft, fitting: Sequence[Match]) -> Draft:
    """Tell above a card which known sources would read the file too."""
    if fitting:
        told = Draft(draft.language)
        told.remark("several_sources", sources=[one.card.id for one in fitting])
        draft.lines[:0] = told.lines
    return draft
