"""What a cell of the template takes, and what it says to whoever stands on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from contract.actions.columns import ColumnKind, ContributionTable, FileColumn, contribution_tables
from contract.codes import Language

TITLE_LETTERS = 32  # letters of the title of a message; Excel takes no more
HELP_LETTERS = 255
YEARS = (1990, 2100)
LISTED_KINDS: Mapping[ColumnKind, str] = {  # kinds with one list for all columns = its key
    ColumnKind.AREA: "areas",
    ColumnKind.INDICATOR: "indicators",
    ColumnKind.GROUP: "groups",
}
READY_GOALS = "goal_template"
LISTED_TABLES = (ContributionTable.REGISTER, ContributionTable.FORUM)  # whose ids other tables refer to


@dataclass(frozen=True, slots=True)
class TemplateCell:
    """A cell of a column: its place as a formula names it, and where its list stands."""

    column: FileColumn
    at: str  # of the first row: "C2"
    whole: str  # the column itself: "$C$2:$C$500"
    source: str | None  # of a list


def list_key(column: FileColumn) -> str | None:
    """Return the key of the list that a column chooses from: its own labels, or one of all areas; None without one."""
    of = column.of
    if of.choices:
        return " ".join(of.choices)
    return READY_GOALS if of.refers == READY_GOALS else LISTED_KINDS.get(of.kind)


def id_table(column: FileColumn) -> ContributionTable | None:
    """Return the table whose ids a column refers to."""
    return next((table for table in LISTED_TABLES if table == column.of.refers), None)


def cell_check(cell: TemplateCell, language: Language) -> dict[str, object]:
    """Return the data validation of a cell. Where several values may stand, a list only helps."""
    of = cell.column.of
    told = {
        "input_title": cell.column.heading(language)[:TITLE_LETTERS],
        "input_message": of.help.of(language)[:HELP_LETTERS],
        "error_title": cell.column.heading(language)[:TITLE_LETTERS],
        "error_message": of.help.of(language)[:HELP_LETTERS],
    }
    if cell.source is not None:
        strict = not of.several and of.kind is not ColumnKind.NAME and id_table(cell.column) is None
        return {"validate": "list", "source": cell.source, "show_error": strict, **told}
    return {**_rule(of.kind, cell), **told}


def _rule(kind: ColumnKind, cell: TemplateCell) -> dict[str, object]:
    at = cell.at
    if kind is ColumnKind.YEAR:
        return {"validate": "integer", "criteria": "between", "minimum": YEARS[0], "maximum": YEARS[1]}
    if kind is ColumnKind.NUMBER:
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    formulas = {
        ColumnKind.DATE: f"=AND(ISNUMBER(VALUE(LEFT({at},4))),OR(LEN({at})=4,LEN({at})=7,LEN({at})=10))",
        ColumnKind.PERIOD: f"=ISNUMBER(VALUE(LEFT({at},4)))",
        ColumnKind.URL: f'=OR(LEFT({at},8)="https://",LEFT({at},7)="http://")',
        ColumnKind.EMAIL: f'=AND(ISNUMBER(FIND("@",{at})),ISERROR(FIND(" ",{at})))',
    }
    if kind is ColumnKind.ID and cell.column.code == "id":
        return {"validate": "custom", "value": f"=AND(LEN({at})<=60,COUNTIF({cell.whole},{at})=1)"}
    if kind in formulas:
        return {"validate": "custom", "value": formulas[kind]}
    return {"validate": "any"}


def example_text(column: FileColumn, language: Language) -> str:
    """Return what the example shows in a column: words in the language of the template alone, labels for codes."""
    of = column.of
    if of.example is None or column.language not in {None, language}:
        return ""
    text = of.example.of(language)
    return "; ".join(of.choices[code].of(language) for code in text.split(";")) if of.choices else text


def sheet_of(table: ContributionTable, language: Language) -> str:
    """Return the name of the sheet of a table."""
    return contribution_tables()[table].sheet.of(language)
