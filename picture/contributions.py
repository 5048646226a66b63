"""The workbook in which a plan and the register are written: asked of the published database and written."""

from __future__ import annotations

import duckdb

from contract.codes import Language
from picture.export.contribution.template import contribution_template
from picture.packs import NamedFile
from picture.query.register.template_lists import read_template_lists

CONTRIBUTION = "contribution"


def make_contribution(con: duckdb.DuckDBPyConnection, language: Language) -> NamedFile:
    """Return the workbook in a language, with its name."""
    return contribution_name(language), contribution_template(read_template_lists(con, language), language)


def contribution_name(language: Language) -> str:
    """Return the name of the file."""
    return f"lagesbild_plan_{language}.xlsx"
