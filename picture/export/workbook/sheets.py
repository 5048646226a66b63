"""The sheets of a workbook of pictures: contents, figures, comparisons, notes, metadata and marks.

They follow the rules of accessible spreadsheets (docs/decisions/0025-data-files.md): a title in A1, one table a sheet,
shorthand in a column of its own, notes on a sheet of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from textwrap import wrap

from contract.codes import Language
from picture.export.codebook import codebook_blocks, status_codes
from picture.export.columns import (
    COMPARISONS,
    CORRECTION_COLUMNS,
    MODELLED,
    VALUES,
    Column,
    Entry,
    comparisons,
    modelled,
    numbers,
)
from picture.export.item import ExportItem
from picture.export.local.columns import LOCAL_VALUES, local_entries
from picture.export.local.heard import HEARD_COLUMNS, heard_rows
from picture.export.plans.sheet import GOAL_COLUMNS, PlannedGoalLine, decimals_of, goal_lines
from picture.export.stamp import stamp, warnings
from picture.export.workbook.book import Book, Sheet, SheetCell, SheetHead, SheetRow
from picture.text.editions.citation import citation
from picture.text.local.told import own_survey_lines
from picture.text.marks import Mark, correction_marks, mark_word
from picture.text.words import word

AUTHOR = "Lägesbild"
LEAST_LETTERS = 100  # of a line over a table
NOTE_COLUMN = "note"  # the column whose texts stand on the sheet of notes


def book_of(items: Sequence[ExportItem]) -> Book:
    """Describe the workbook of datasets in one language. items: at least one."""
    first = items[0]
    language = first.dataset.view.language
    writer = _Writer(language, tuple(items))
    sheets = list(writer.sheets())
    return Book(
        language=language,
        title=first.captions.title if len(items) == 1 else word("title", language),
        subject=first.captions.subtitle,
        author=AUTHOR,
        keywords=f"{first.dataset.stamp.edition}, {first.dataset.stamp.build}",
        created=first.dataset.stamp.built_at,
        sheets=(writer.contents(sheets), *sheets),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    language: Language
    items: tuple[ExportItem, ...]

    @property
    def subject(self) -> str:
        """What a single picture is of; of several, the situation picture."""
        return self.items[0].captions.subtitle if len(self.items) == 1 else word("title", self.language)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the sheets that have rows."""
        entries = numbers(self.items)
        notes = _numbered(entries)
        if entries:
            yield self._figures("values", (*VALUES, *CORRECTION_COLUMNS), entries, notes)
        if local := local_entries(self.items):
            yield self._figures("local", LOCAL_VALUES, local, notes, self._of_places())
        if heard := heard_rows(self.items):
            yield self._heard(heard)
        if goals := goal_lines(self.items):
            yield self._goals(goals)
        if found := list(comparisons(entries)):
            yield self._figures("comparisons", COMPARISONS, found, notes)
        if estimates := modelled(self.items):
            yield self._figures("small_areas", MODELLED, estimates, notes)
        yield self._notes(notes)
        yield self._about()
        yield self._marks()

    def contents(self, sheets: Sequence[Sheet]) -> Sheet:
        """List the other sheets with links, under what the workbook is."""
        first = self.items[0]
        told = (
            *(item.captions.title for item in self.items),
            first.captions.source_line,
            f"{word('methods_cite', self.language)}: {citation(first.dataset.stamp, self.language)}",
        )
        titles = (sheet.title.removesuffix(f": {self.subject}") for sheet in sheets)
        rows = tuple(
            (SheetCell(sheet.name, sheet=sheet.name), SheetCell(title))
            for sheet, title in zip(sheets, titles, strict=True)
        )
        heads = (self._head("export_sheet", 24), self._head("export_content", 100))
        return self._sheet("contents", heads, rows, told)

    def _figures(
        self,
        what: str,
        columns: Sequence[Column],
        lines: Sequence[Entry],
        notes: dict[str, str],
        told: tuple[str, ...] = (),
    ) -> Sheet:
        """Write a table of numbers; a column in which nothing stands is left out. told: lines above it."""
        cells = {column: [_cell(column, entry, notes) for entry in lines] for column in columns}
        kept = [column for column in columns if any(cell.value is not None for cell in cells[column])]
        ordered = sorted(kept, key=lambda column: column.code)
        heads = tuple(
            SheetHead(column.head(self.language), column.width, printed=not column.code) for column in ordered
        )
        rows = tuple(zip(*(cells[column] for column in ordered), strict=True))
        return self._sheet(what, heads, rows, (*told, word("export_empty_cells", self.language)))

    def _of_places(self) -> tuple[str, ...]:
        """Say of each place's own surveys whom they speak of, and how they were collected."""
        told: list[str] = []
        for place in chain.from_iterable(item.places for item in self.items):
            told += own_survey_lines(place, self.language)
        return tuple(dict.fromkeys(told))

    def _heard(self, heard: Sequence[tuple[str, ...]]) -> Sheet:
        """Write what was heard in places, as texts."""
        heads = tuple(self._head(column.key, column.width) for column in HEARD_COLUMNS)
        rows = tuple(tuple(SheetCell(text or None) for text in row) for row in heard)
        return self._sheet("heard", heads, rows, (word("local_heard_note", self.language),))

    def _goals(self, lines: Sequence[PlannedGoalLine]) -> Sheet:
        """Write the goals of plans; a column in which nothing stands is left out."""
        cells = {
            column: tuple(SheetCell(column.of(line), decimals_of(column, line)) for line in lines)
            for column in GOAL_COLUMNS
        }
        kept = [column for column in GOAL_COLUMNS if any(cell.value is not None for cell in cells[column])]
        heads = tuple(self._head(column.key, column.width) for column in kept)
        rows = tuple(zip(*(cells[column] for column in kept), strict=True))
        return self._sheet("goals", heads, rows, (word("plans_lead_computed", self.language),))

    def _notes(self, notes: dict[str, str]) -> Sheet:
        """Write what is said of all figures, and of single ones."""
        general = (
            SheetCell(word("export_note_all", self.language)),
            SheetCell(word("export_note_general", self.language)),
        )
        single = tuple((SheetCell(name), SheetCell(text)) for text, name in notes.items())
        heads = (self._head("export_note_name", 24), self._head("export_text", 110))
        return self._sheet("notes", heads, (general, *single))

    def _about(self) -> Sheet:
        facts = chain.from_iterable(codebook_blocks(self.items))
        rows = tuple((SheetCell(term), SheetCell(text)) for term, text in facts if text)
        return self._sheet("about", (self._head("export_term", 28), self._head("export_text", 110)), rows)

    def _marks(self) -> Sheet:
        codes = (
            (word(f"export_{column}", self.language), code, meaning)
            for column, code, meaning in status_codes(self.language)
        )
        entries = numbers(self.items)
        shown = (*Mark, *correction_marks(entry.row for entry in entries))
        printed = ((word("column_mark", self.language), f"[{one}]", mark_word(one, self.language)) for one in shown)
        rows = tuple(tuple(map(SheetCell, line)) for line in chain(printed, codes))
        keys = (("export_code_list", 44), ("export_status_code", 14), ("export_meaning", 70))
        return self._sheet("marks", tuple(self._head(key, width) for key, width in keys), rows)

    def _sheet(
        self,
        what: str,
        heads: tuple[SheetHead, ...],
        rows: tuple[SheetRow, ...],
        told: tuple[str, ...] = (),
    ) -> Sheet:
        """Put a table under its title, the warnings, the stamp, and how many tables the sheet has."""
        found = list(dict.fromkeys(chain.from_iterable(warnings(one.dataset) for one in self.items)))
        lines = (stamp(self.items[0].dataset), word("export_one_table", self.language), *told)
        letters = max(LEAST_LETTERS, sum(head.width for head in heads if head.printed))
        return Sheet(
            name=word(f"export_sheet_{what}", self.language),
            title=f"{word(f'export_title_{what}', self.language)}: {self.subject}",
            warning=" · ".join(found),
            lines=tuple(chain.from_iterable(wrap(one, letters) for one in lines)),
            table=f"lagesbild_{what}",
            heads=heads,
            rows=rows,
        )

    def _head(self, key: str, width: int) -> SheetHead:
        return SheetHead(word(key, self.language), width)


def _numbered(entries: Sequence[Entry]) -> dict[str, str]:
    """Give a number to the notes on single figures in the order in which they come: text -> its number in brackets."""
    column = next(one for one in VALUES if one.name == NOTE_COLUMN)
    texts = dict.fromkeys(str(text) for entry in entries if (text := column.of(entry)))
    return {text: word("export_note_number", entries[0].language, number=at) for at, text in enumerate(texts, 1)}


def _cell(column: Column, entry: Entry, notes: dict[str, str]) -> SheetCell:
    value = column.of(entry)
    if column.name == NOTE_COLUMN and value:
        return SheetCell(notes[str(value)])
    return SheetCell(value or None if isinstance(value, str) else value, column.decimals(entry.indicator))
