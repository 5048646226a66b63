"""The release calendar: what is planned, confirmed, moved, cancelled and published."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.editions.anchors import EditionsPlace
from picture.html.editions.parts import section
from picture.query.choices import Choices
from picture.query.corrections import CalendarEntry
from picture.text.editions.releases import announced_name, moment_words, release_words
from picture.text.words import capital, day, word

RELEASE_ENTRY = Markup("<dt>{}</dt><dd>{}<span> ({})</span>{}</dd>")
RELEASE_LINE = Markup('<p class="lb-quiet">{}</p>')


def calendar_html(choices: Choices) -> Markup:
    """Write every release that was announced, the first one first."""
    language = choices.language
    entries = Markup("").join(_entry(one, choices) for one in choices.editions.calendar)
    none = Markup("<p>{}</p>").format(word("editions_calendar_none", language))
    body = Markup('<dl class="lb-terms">{}</dl>').format(entries) if entries else none
    return section(EditionsPlace.CALENDAR, body, language)


def _entry(one: CalendarEntry, choices: Choices) -> Markup:
    language = choices.language
    moved = [
        word(
            "release_moved",
            language,
            previous=moment_words(move.previous, language),
            declared=day(move.declared, language),
            reason=move.reason,
        )
        for move in one.moves
    ]
    lines = [*([one.notice] if one.notice else []), *moved]
    return RELEASE_ENTRY.format(
        capital(announced_name(one, language)),
        release_words(one, choices),
        word(f"release_{one.status}", language),
        Markup("").join(RELEASE_LINE.format(line) for line in lines),
    )
