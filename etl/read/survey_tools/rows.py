"""Rows of an export that are no answers: tests of the form, and what was never sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from contract.errors import UserError
from etl.config.findings import Finding
from etl.read.survey_tools.headers import Header, Row
from etl.read.survey_tools.known.tool import Marks, Tool
from etl.read.survey_tools.words import bare


def only_answers(
    rows: Sequence[Row], headers: Sequence[Header], tool: Tool, unfinished: str | None, path: Path
) -> tuple[Sequence[Row], list[Finding]]:
    """Leave out test answers, and unfinished ones where the card says so; return what was left out as findings.

    Raise UserError where there are unfinished ones and the card says nothing.
    """
    answers, tests = _parted(rows, headers, tool.answer, path)
    sent, never_sent = _parted(answers, headers, tool.finished, path)
    if tool.finished and marks_column(headers, tool.finished) is None and unfinished != "kept":
        raise UserError("unfinished_unknown", path=path, tool=tool.title)
    told = []
    if tests:
        told.append(UserError("responses_of_tests", path=path, row=tests[0][0], number=len(tests)))
    if never_sent and unfinished is None:
        raise UserError(
            "unfinished_undeclared", path=path, row=never_sent[0][0], number=len(never_sent), rows=len(answers)
        )
    if never_sent:
        told.append(
            UserError(
                "responses_never_finished",
                path=path,
                row=never_sent[0][0],
                number=len(never_sent),
                rows=len(answers),
                unfinished=unfinished,
            )
        )
    return answers if unfinished == "kept" else sent, [Finding(error) for error in told]


def marks_column(headers: Sequence[Header], marks: Marks | None) -> Header | None:
    """Return the column whose words decide about rows, None where the file does not have it."""
    return next((header for header in headers if marks and header.is_one_of(marks.columns)), None)


def _parted(
    rows: Sequence[Row], headers: Sequence[Header], marks: Marks | None, path: Path
) -> tuple[list[Row], list[Row]]:
    """Part rows by the words of a column: those that count, and those that do not; without the column all count."""
    column = marks_column(headers, marks)
    if marks is None or column is None:
        return [*rows], []
    place = int(column.column)
    yes: list[Row] = []
    no: list[Row] = []
    for row, cells in rows:
        word = bare(cells[place])
        if word not in marks.no and marks.yes and word not in marks.yes:
            known = sorted(marks.yes | marks.no)
            raise UserError(
                "row_kind_unknown", path=path, row=row, column=column.name, found=cells[place].strip(), known=known
            )
        (no if word in marks.no else yes).append((row, cells))
    return yes, no
