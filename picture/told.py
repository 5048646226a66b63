"""Put together the words that travel with an answer when it leaves."""

from __future__ import annotations

from picture.answer import Answer
from picture.export.package import Told
from picture.sentences import alt_text, headline, marks, moved_line, question_line, source_line
from picture.words import period, word


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
            parts = [word(f"menu_{'region' if answer.kind == 'profile' else 'front'}", language), place, view.period]
    return " · ".join(part for part in parts if part)


def area_name(answer: Answer) -> str:
    """Return the chosen area's name as the answer carries it."""
    rows = (*answer.rows, *answer.reference)
    return next((r.area.name for r in rows if answer.view.chose(r.area)), word("level_country", answer.view.language))
