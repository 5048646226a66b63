"""A place's own surveys and what was heard there, in a report: clearly apart from the figures of the country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from picture.export.report.cells import text_cell
from picture.export.report.document.content import (
    DocumentBlock,
    HeadingBlock,
    ListBlock,
    TableBlock,
    TableCell,
    TableColumn,
    TextBlock,
    text_runs,
)
from picture.query.choices import Choices
from picture.query.local.place import LocalCollection, LocalFinding, PlaceKnown
from picture.text.local.told import figure_text, lead_of, sampling_note, source_of, source_of_finding, unknown_domains
from picture.text.register.when import span
from picture.text.words import listing, number, period, word

PERIODS_OF_BRIEF = 2
QUESTIONS_OF_BRIEF = 10  # all headline ones of the survey
FINDINGS_OF_BRIEF = 4
QUESTIONS_BESIDE_OTHERS = 7  # where further surveys are named below
QUESTION_WIDTH = 80
PERIOD_WIDTH = 50


def municipality_top(place: PlaceKnown, choices: Choices) -> list[DocumentBlock]:
    """Return the title of a municipality's report, and what is known of it in a sentence."""
    language = choices.language
    return [HeadingBlock(place.area.name, 1), TextBlock(text_runs(lead_of(place, language)), "lead")]


def local_section(place: PlaceKnown, choices: Choices) -> list[DocumentBlock]:
    """Return the surveys and the findings of a place, and what is not known; nothing where there are none."""
    language = choices.language
    blocks: list[DocumentBlock] = []
    if place.collections:
        apart = word("local_apart", language, area=place.area.name)
        blocks += [HeadingBlock(word("local_surveys", language), 2), TextBlock(text_runs(apart), "quiet")]
    for collection in place.collections:
        blocks += _collection(collection, choices)
    if place.findings:
        heard = word("local_heard_note", language)
        blocks += [HeadingBlock(word("local_heard", language), 2), TextBlock(text_runs(heard), "quiet")]
        blocks.append(ListBlock(tuple(text_runs(_finding(one, choices)) for one in place.findings)))
    unknown = unknown_domains(place, choices) if blocks else ""
    return [*blocks, TextBlock(text_runs(unknown))] if unknown else blocks


def local_figures(place: PlaceKnown, choices: Choices) -> list[DocumentBlock]:
    """Return what fits on the page of a meeting: the newest figures of the first survey, and what was heard there."""
    blocks: list[DocumentBlock] = []
    if place.collections:
        blocks.append(HeadingBlock(word("local_surveys", choices.language), 2))
        room = QUESTIONS_OF_BRIEF if len(place.collections) == 1 else QUESTIONS_BESIDE_OTHERS
        blocks += _in_brief(place.collections[0], room, choices)
        blocks += _elsewhere(place.collections[1:], choices)
    if place.findings:
        heard = ListBlock(tuple(text_runs(_finding(one, choices)) for one in place.findings[:FINDINGS_OF_BRIEF]))
        blocks += [HeadingBlock(word("local_heard", choices.language), 2), heard]
    return blocks


def _in_brief(collection: LocalCollection, room: int, choices: Choices) -> list[DocumentBlock]:
    """Return a survey with its headline questions first, and how many of them only the report has."""
    many = len(collection.asked) > room + 1  # a single one left over takes no more room than its sentence
    first = sorted(collection.asked, key=lambda one: not one.headline)
    asked = first[:room] if many else collection.asked
    shown = replace(collection, periods=collection.periods[:PERIODS_OF_BRIEF], asked=tuple(asked))
    left = len(collection.asked) - len(asked)
    more = word("local_more_questions", choices.language, count=number(left, 0, choices.language))
    return [*_collection(shown, choices), *([TextBlock(text_runs(more))] if left and collection.shows else [])]


def _elsewhere(further: Sequence[LocalCollection], choices: Choices) -> list[DocumentBlock]:
    """Name further surveys, whose figures stand in the report."""
    named = [f"{one.source.title} ({period(one.periods[0])})" for one in further]
    told = word("local_elsewhere", choices.language, surveys=listing(named, choices.language))
    return [TextBlock(text_runs(told))] if named else []


def _collection(collection: LocalCollection, choices: Choices) -> list[DocumentBlock]:
    language = choices.language
    heads = (word("local_column_question", language), *map(period, collection.periods))
    widths = (QUESTION_WIDTH, *(PERIOD_WIDTH for _ in collection.periods))
    columns = tuple(TableColumn(head, width) for head, width in zip(heads, widths, strict=True))
    rows = tuple(_row(collection, name, choices) for name in collection.indicators)
    table = [TableBlock(collection.source.title, columns, rows)] if collection.shows else []
    return [
        HeadingBlock(collection.source.title, 3),
        TextBlock(text_runs(sampling_note(collection, language))),
        *table,
        TextBlock(text_runs(source_of(collection, language)), "quiet"),
    ]


def _row(collection: LocalCollection, name: str, choices: Choices) -> tuple[TableCell, ...]:
    figures = (figure_of(collection, name, one, choices) for one in collection.periods)
    return (text_cell(choices.indicator(name).name), *map(text_cell, figures))


def figure_of(collection: LocalCollection, name: str, of_period: str, choices: Choices) -> str:
    """Write a figure with its interval and respondents, or why it is not shown."""
    figure, beside = figure_text(collection.row(name, of_period), choices.indicator(name), choices.language)
    return f"{figure} ({beside})" if beside else figure


def _finding(finding: LocalFinding, choices: Choices) -> str:
    language = choices.language
    when = span(finding.first_day, finding.last_day, finding.precision, language)
    example = f" [{word('register_example', language)}]" if finding.example else ""
    return f"{finding.text.text}{example} ({source_of_finding(finding, when, language)})"
