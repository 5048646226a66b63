"""The words that travel with a dataset when it leaves: title, subtitle, alt text, source, marks, notes, address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from picture.query.model import Dataset, Observation
from picture.text.alt_text import alt_text
from picture.text.names import area_name
from picture.text.sentences import headline, marks, moved_line, question_line, source_line
from picture.text.words import period, word


@dataclass(frozen=True, slots=True)
class Captions:
    """The words that travel with a dataset, in its language."""

    title: str  # the sentence
    subtitle: str  # indicator, unit, place, period
    alt: str
    source_line: str
    question_line: str
    marks: tuple[tuple[str, str], ...]  # the marks present in it, and their meaning
    notes: str  # method, for the speaker
    link: str


def captions_of(dataset: Dataset, link: str = "") -> Captions:
    """Return the captions of a dataset in its language; link: the address that shows the same."""
    indicator = dataset.indicators[0]
    notes = [indicator.why, indicator.limits, *(source.method for source in dataset.sources)]
    return Captions(
        title=headline(dataset),
        subtitle=subtitle(dataset),
        alt=alt_text(dataset),
        source_line=source_line(dataset),
        question_line=" ".join(text for text in (question_line(dataset), moved_line(dataset)) if text),
        marks=marks(dataset),
        notes="\n".join(notes if dataset.kind in {"map", "trend", "groups"} else notes[2:]),
        link=link,
    )


def part_of(dataset: Dataset, rows: Iterable[Observation], reference: Iterable[Observation] = ()) -> Dataset:
    """Return the part of a dataset that one slide shows, with the sources of just these numbers."""
    rows, reference = tuple(rows), tuple(reference)
    used = {r.source for r in (*rows, *reference)}
    sources = tuple(source for source in dataset.sources if source.id in used)
    return replace(dataset, rows=rows, reference=reference, sources=sources)


def captions_of_part(captions: Captions, part: Dataset) -> Captions:
    """Return the captions of one slide: sources, n and marks of its numbers alone; of a profile also its title."""
    title = headline(part) if part.kind == "profile" else captions.title
    return replace(captions, title=title, source_line=source_line(part), marks=marks(part))


def subtitle(dataset: Dataset) -> str:
    """Name indicator, place, group and period: what the picture is about."""
    view, language = dataset.view, dataset.view.language
    place = area_name(dataset)
    group = next((r.group.name for r in dataset.rows if r.group.dim != "all"), "") if dataset.kind != "groups" else ""
    match dataset.kind:
        case "map":
            parts = [dataset.indicators[0].name, group, word(f"level_{view.level}", language), period(view.period)]
        case "trend":
            parts = [dataset.indicators[0].name, group, place]
        case "groups":
            parts = [dataset.indicators[0].name, place, period(view.period)]
        case "profile" | "front":
            page = "menu_region" if dataset.kind == "profile" else "menu_front"
            parts = [word(page, language), place, period(view.period)]
    return " · ".join(part for part in parts if part)
