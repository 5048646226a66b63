"""What stands behind the figures: how to read them, marks, sources with n and years, the quality declaration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contract.codes import Language
from picture.export.report.asked import ReportAnswers
from picture.export.report.cells import absolute, text_cell
from picture.export.report.document.content import (
    DocumentBlock,
    HeadingBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    TextRun,
    text_runs,
)
from picture.html.links import methods_address
from picture.html.methods.anchors import Place
from picture.query.model import Dataset, Source
from picture.text.captions import part_of
from picture.text.editions.citation import citation
from picture.text.editions.corrected import corrected_rows
from picture.text.labels import licence
from picture.text.marks import CorrectionMark, Mark, correction_marks, mark_word
from picture.text.methods.quality import Heading, quality_sentences
from picture.text.source_lines import fieldwork_lines, marked_source, n_of_area
from picture.text.words import period, word

EXPLAINED = ("interval", "verdict", "corrected", "break", "hiding")


def methods_pages(answers: ReportAnswers) -> list[DocumentBlock]:
    """Return the last pages of every report."""
    dataset = answers.profile
    language = dataset.view.language
    reading: list[DocumentBlock] = []
    for key in EXPLAINED:
        reading += _told(word(f"methods_{key}", language), [word(f"methods_{key}_text", language)])
    return [
        HeadingBlock(word("methods_reading", language), 2),
        *reading,
        HeadingBlock(word("methods_marks", language), 3),
        TextBlock(tuple(_marks((*Mark, *correction_marks(corrected_rows(dataset))), language))),
        HeadingBlock(word("methods_sources", language), 2),
        sources_table(dataset),
        *(TextBlock(text_runs(line), "quiet") for line in fieldwork_lines(dataset)),
        HeadingBlock(word("methods_quality", language), 2),
        *_quality(answers),
        HeadingBlock(word("methods_cite", language), 2),
        TextBlock(text_runs(citation(dataset.stamp, language))),
        _way_to_methods(answers),
    ]


def _told(title: str, sentences: list[str]) -> list[DocumentBlock]:
    return [HeadingBlock(title, 3), TextBlock(text_runs(" ".join(sentences)))] if sentences else []


def _marks(marks: Iterable[Mark | CorrectionMark], language: Language) -> Iterator[TextRun]:
    """Yield each mark with its meaning, one behind the other: as a list they would take a third of a page."""
    for place, mark in enumerate(marks):
        yield TextRun(f"{' · ' if place else ''}[{mark}]\u00a0", bold=True)
        yield TextRun(mark_word(mark, language))


def _quality(answers: ReportAnswers) -> list[DocumentBlock]:
    language = answers.choices.language
    told = quality_sentences(answers.quality, answers.choices)
    blocks: list[DocumentBlock] = []
    for heading in Heading:
        sentences = [f"{one.rstrip('.:')}." for one in told[heading]]
        blocks += _told(word(f"quality_{heading}", language), sentences)
    return blocks


def sources_table(dataset: Dataset) -> TableBlock:
    """List the sources of the area's figures, each with the years and the n of these figures and its licence."""
    language = dataset.view.language
    heads = (("source", 84), ("choose_period", 22), ("report_n", 22), ("licence", 48))
    columns = tuple(TableColumn(word(key, language), width) for key, width in heads)
    return TableBlock(
        word("methods_sources", language), columns, tuple(_source(one, dataset) for one in dataset.sources)
    )


def _source(source: Source, dataset: Dataset) -> tuple[TableCell, ...]:
    language = dataset.view.language
    rows = [row for row in dataset.rows if row.source == source.id and row.shown]
    years = sorted({row.period for row in rows})
    ends = dict.fromkeys(period(one) for one in (years[:1] + years[-1:]))
    n = "".join(n_of_area(part_of(dataset, rows))).removeprefix("n\u00a0")
    return (
        TableCell((TextRun(marked_source(source, language), link=source.url or ""),)),
        text_cell("–".join(ends) or "–"),
        text_cell(n or "–"),
        text_cell(licence(source, language), quiet=True),
    )


def _way_to_methods(answers: ReportAnswers) -> TextBlock:
    view = answers.profile.view
    link = absolute(answers.base, methods_address(Place.READING, view))
    return TextBlock((TextRun(word("menu_methods", view.language), link=link),))
