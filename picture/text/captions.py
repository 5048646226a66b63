"""The words that travel with a dataset when it leaves: title, subtitle, alt text, source, marks, notes, address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from picture.query.model import Dataset, Observation, Source
from picture.text.editions.corrected import corrected_rows, correction_clause, correction_lines
from picture.text.marks import correction_marks, mark_word
from picture.text.names import area_name
from picture.text.reading.own_groups import own_group_sentences
from picture.text.source_lines import fieldwork_lines, marks_of, moved_line, question_line, source_line
from picture.text.words import period, word


@dataclass(frozen=True, slots=True)
class CaptionRules:
    """What is told of a kind of view, as functions of its dataset."""

    headline: Callable[[Dataset], str]
    subtitle: Callable[[Dataset], str]
    alt_text: Callable[[Dataset], str]
    respondents: Callable[[Dataset], list[str]]  # whose n stands in the source line
    marked: Callable[[Dataset], list[Observation]]  # the numbers that stand with their marks
    of_one_indicator: bool = True  # why it matters and what it cannot say belong to the notes
    title_by_part: bool = False  # each slide says its own sentence
    reading: Callable[[Dataset], str] | None = None  # how to read the picture, by its own numbers


@dataclass(frozen=True, slots=True)
class Captions:
    """The words that travel with a dataset, in its language."""

    title: str  # the sentence
    subtitle: str  # indicator, unit, place, period
    alt: str
    source_line: str
    fieldwork_line: str  # how the newest answers in it were collected
    question_line: str
    marks: tuple[tuple[str, str], ...]  # the marks present in it, and their meaning
    notes: str  # how to read it and its method, for the speaker
    link: str
    reading: str  # how to read it, in two sentences
    corrections: tuple[str, ...]  # a line for each correction of its figures
    sources: tuple[Source, ...]  # those that the source line names
    rules: CaptionRules  # by which they were made: a part of the dataset has captions of its own


def captions_of(dataset: Dataset, rules: CaptionRules, link: str = "") -> Captions:
    """Return the captions of a dataset in its language; link: the address that shows the same."""
    reading = rules.reading(dataset) if rules.reading else ""
    return Captions(
        title=rules.headline(dataset),
        subtitle=rules.subtitle(dataset),
        alt=" ".join(filter(None, (rules.alt_text(dataset), correction_clause(dataset)))),
        source_line=source_line(dataset, rules.respondents(dataset)),
        fieldwork_line=" ".join(fieldwork_lines(dataset)),
        question_line=" ".join(text for text in (question_line(dataset), moved_line(dataset)) if text),
        marks=_marks(rules, dataset),
        notes=_notes(rules, dataset, reading),
        link=link,
        reading=reading,
        corrections=correction_lines(dataset),
        sources=dataset.sources,
        rules=rules,
    )


def _notes(rules: CaptionRules, dataset: Dataset, reading: str) -> str:
    """Write how to read a picture, and by which methods its sources were made."""
    indicator = dataset.indicators[0]
    about = [indicator.why, indicator.limits] if rules.of_one_indicator else []
    methods = [source.method for source in dataset.sources]
    read = [reading] if reading else []
    return "\n".join([*read, *own_group_sentences(dataset), *about, *methods, *fieldwork_lines(dataset)])


def _marks(rules: CaptionRules, dataset: Dataset) -> tuple[tuple[str, str], ...]:
    """List the marks that stand in a picture; those of corrections also where a number stands without its others."""
    language = dataset.view.language
    corrected = correction_marks(corrected_rows(dataset))
    told = ((f"[{one}]", mark_word(one, language)) for one in corrected)
    return tuple(sorted({*marks_of(rules.marked(dataset), language), *told}))


def part_of(dataset: Dataset, rows: Iterable[Observation], reference: Iterable[Observation] = ()) -> Dataset:
    """Return the part of a dataset that one slide shows, with the sources of just these numbers."""
    shown = tuple(rows)
    same = {(r.indicator, r.period) for r in shown}
    second = tuple(r for r in dataset.second if (r.indicator, r.period) in same)
    part = replace(dataset, rows=shown, reference=tuple(reference), second=second)
    used = {r.source for r in (*part.rows, *part.reference, *part.second)}
    sources = tuple(source for source in dataset.sources if source.id in used)
    return replace(part, sources=sources)


def captions_of_part(captions: Captions, part: Dataset) -> Captions:
    """Return the captions of one slide: sources, methods, n and marks of its numbers alone; its title, if by part."""
    rules = captions.rules
    return replace(
        captions,
        title=rules.headline(part) if rules.title_by_part else captions.title,
        source_line=source_line(part, rules.respondents(part)),
        sources=part.sources,
        notes=_notes(rules, part, captions.reading),
        fieldwork_line=" ".join(fieldwork_lines(part)),
        corrections=correction_lines(part),
        marks=_marks(rules, part),
    )


def everything_headline(dataset: Dataset) -> str:
    """Name the table of every published number, and the registers that are left out of it."""
    language = dataset.view.language
    if names := ", ".join(one.short for one in dataset.left_out):
        return word("everything_title_without", language, names=names)
    return word("everything_title", language)


def map_subtitle(dataset: Dataset) -> str:
    """Name indicator, group, division and period."""
    view = dataset.view
    return _joined(
        dataset.indicators[0].name, _group(dataset), word(f"level_{view.level}", view.language), period(view.period)
    )


def matrix_subtitle(dataset: Dataset) -> str:
    """Name division and period."""
    view = dataset.view
    return _joined(word("menu_matrix", view.language), word(f"level_{view.level}", view.language), period(view.period))


def trend_subtitle(dataset: Dataset) -> str:
    """Name indicator, group and area."""
    return _joined(dataset.indicators[0].name, _group(dataset), area_name(dataset))


def groups_subtitle(dataset: Dataset) -> str:
    """Name indicator, area and period."""
    return _joined(dataset.indicators[0].name, area_name(dataset), period(dataset.view.period))


def overview_subtitle(page: str, dataset: Dataset) -> str:
    """Name the page by the key of its word, the area and the period."""
    return _joined(word(page, dataset.view.language), area_name(dataset), period(dataset.view.period))


def _group(dataset: Dataset) -> str:
    return next((r.group.name for r in dataset.rows if not r.group.is_everybody), "")


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
