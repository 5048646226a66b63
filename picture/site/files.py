"""The files of an indicator that are made beforehand; whatever else can be taken, the living dashboard makes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from picture.answers.question import PageQuestion
from picture.export.item import ExportItem
from picture.export.programs.json_stat import axes_of, json_stat
from picture.export.programs.tables import data_csv
from picture.export.workbook.xlsx import workbook
from picture.query.programs.part import Part, ask_part
from picture.views import VIEW_KINDS, ask_view, linked_item

FILE_FORMS = {
    "csv": "site_take_csv",
    "json": "take_json",
    "xlsx": "take_xlsx",
}  # with the keys of the words on their links
_PICTURES = ("map", "trend")  # whose figures stand in the workbook


def file_path(indicator: str, form: str) -> str:
    """Return where a file of an indicator stands under the folder of its language."""
    return f"data/{indicator}.{form}"


def indicator_files(question: PageQuestion) -> Iterator[tuple[str, bytes]]:
    """Make the files of the indicator that is asked for, each with its path."""
    indicator = question.view.indicator
    view = replace(question.view, level="")
    dataset = ask_part(question.con, view, question.choices, Part())
    cube = json_stat(dataset, axes_of(dataset, question.choices), {})
    yield file_path(indicator, "csv"), data_csv(dataset)
    yield file_path(indicator, "json"), json.dumps(cube, ensure_ascii=False).encode()
    yield file_path(indicator, "xlsx"), workbook([one for one in _items(question) if one.dataset.rows])


def _items(question: PageQuestion) -> Iterator[ExportItem]:
    for name in _PICTURES:
        kind = VIEW_KINDS[name]
        dataset = ask_view(question.con, kind, question.selected, question.choices)
        yield linked_item(kind, dataset, question.site, question.selected)
