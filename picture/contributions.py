"""The workbook in which a plan and the register are written: asked of the published database and written."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from contract.codes import Language
from picture.export.contribution.draft import Filled, draft_rows
from picture.export.contribution.template import NOT_FILLED, contribution_template
from picture.packs import NamedFile
from picture.query.choices import Choices
from picture.query.plans.draft import ask_draft, read_tried
from picture.query.register.template_lists import read_template_lists
from picture.query.selection import view_of
from picture.text.contribution.drafted import draft_told

CONTRIBUTION = "contribution"


def make_contribution(con: duckdb.DuckDBPyConnection, choices: Choices, asked: Mapping[str, str]) -> NamedFile:
    """Return the workbook with its name. asked: the view and goal that stand in it already; nothing: an empty one."""
    language = choices.language
    filled = _filled(con, choices, asked) if asked else NOT_FILLED
    return contribution_name(language), contribution_template(read_template_lists(con, language), language, filled)


def _filled(con: duckdb.DuckDBPyConnection, choices: Choices, asked: Mapping[str, str]) -> Filled:
    draft = ask_draft(con, view_of(asked, choices), choices, read_tried(asked))
    return Filled(draft_rows(draft, choices.language), draft_told(draft, choices.language))


def contribution_name(language: Language) -> str:
    """Return the name of the file."""
    return f"lagesbild_plan_{language}.xlsx"
