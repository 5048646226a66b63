"""Put together the words that travel with an answer when it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from picture.export.stamp import Told
from picture.query.model import Answer, Row
from picture.text.alt_text import alt_text
from picture.text.names import area_name
from picture.text.sentences import headline, marks, moved_line, question_line, source_line
from picture.text.words import period, word


def tell(answer: Answer, link: str = "") -> Told:
    """Say an answer in its language: title, subtitle, alt text, source, marks, notes and the address it came from."""
    indicator = answer.indicators[0]
    notes = [indicator.why, indicator.limits, *(source.method for source in answer.sources)]
    return Told(
        title=headline(answer),
        subtitle=subtitle(answer),
        alt=alt_text(answer),
        source_line=source_line(answer),
        question_line=" ".join(text for text in (question_line(answer), moved_line(answer)) if text),
        marks=marks(answer),
        notes="\n".join(notes if answer.kind in {"map", "trend", "groups"} else notes[2:]),
        link=link,
    )


def part_of(answer: Answer, rows: Iterable[Row], reference: Iterable[Row] = ()) -> Answer:
    """Return the part of an answer that one slide shows, with the sources of just these numbers."""
    rows, reference = tuple(rows), tuple(reference)
    used = {r.source for r in (*rows, *reference)}
    sources = tuple(source for source in answer.sources if source.id in used)
    return replace(answer, rows=rows, reference=reference, sources=sources)


def tell_part(told: Told, part: Answer) -> Told:
    """Say what stands under one slide of its numbers alone: their sources, n and marks; a profile's title too."""
    title = headline(part) if part.kind == "profile" else told.title
    return replace(told, title=title, source_line=source_line(part), marks=marks(part))


def subtitle(answer: Answer) -> str:
    """Name indicator, place, group and period: what the picture is about."""
    view, language = answer.view, answer.view.language
    place = area_name(answer)
    group = next((r.group.name for r in answer.rows if r.group.dim != "all"), "") if answer.kind != "groups" else ""
    match answer.kind:
        case "map":
            parts = [answer.indicators[0].name, group, word(f"level_{view.level}", language), period(view.period)]
        case "trend":
            parts = [answer.indicators[0].name, group, place]
        case "groups":
            parts = [answer.indicators[0].name, place, period(view.period)]
        case "profile" | "front":
            page = "menu_region" if answer.kind == "profile" else "menu_front"
            parts = [word(page, language), place, period(view.period)]
    return " · ".join(part for part in parts if part)
