"""What stands under the picture of a trend: events with their numbers, breaks with their reasons, notes."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from contract.codes import Language
from picture.charts.line_chart import line_chart
from picture.charts.lines import trend_lines
from picture.charts.svg.svg import draw_figure, svg_document
from picture.html.sparkline import data_address, image
from picture.html.trend.notes import scale_sentence
from picture.query.model import Dataset, Event
from picture.query.selection import EDITION_KEY
from picture.query.trend.events import placed_events
from picture.text.alt_text import trend_alt_text
from picture.text.reading.own_groups import own_group_sentences
from picture.text.register.marks import event_day, event_marks, event_text
from picture.text.words import moments, word

PRINTED = (760, 400)  # pixels of the picture on paper
ON_PHONE = (460, 380)  # of the same on a narrow screen, where it is shown smaller
TWO_SIZES = Markup('<picture><source media="(max-width: 640px)" srcset="{}" width="{}" height="{}">{}</picture>')
OWN_GROUPS_TOLD = Markup('<div class="lb-trend-under"><p class="lb-own-told">{}</p></div>')
EVENT = Markup(
    '<li><span class="lb-event" aria-hidden="true">{number}</span><span><b>{day}</b> {text} '
    '<a href="{url}" class="lb-go lb-quiet-link">{source}</a></span></li>'
)


def under_trend(dataset: Dataset) -> Markup:
    """Write events, breaks, and what the scale and the bands are; nothing where no number is shown."""
    trend = trend_lines(dataset)
    if not trend.shown:
        return Markup("")
    language = dataset.view.language
    events = placed_events(dataset)
    old = {EDITION_KEY: dataset.view.edition} if dataset.view.edition else {}
    listed = [
        EVENT.format(
            number=one.number,
            day=event_day(one.event, language),
            text=_text(one.event, language),
            url=f"entry?{urlencode({'id': one.event.entry, 'lang': language, **old})}",
            source=one.event.source or word("register_title", language),
        )
        for one in events
    ]
    parts = [Markup('<ol class="lb-events">{}</ol>').format(Markup("").join(listed)) if listed else Markup("")]
    inside = [one for one in trend.breaks if one.period in trend.periods[1:]]
    parts += [
        Markup('<p class="lb-break"><b>[b]</b> {}</p>').format(
            word("break_at", language, reason=one.reason, **moments(one.period, language))
        )
        for one in inside
    ]
    notes = [word("trend_events", language)] if listed else []
    notes += [text for text in (scale_sentence(trend, dataset),) if text]
    parts.append(Markup('<p class="lb-quiet">{}</p>').format(" ".join(notes)) if notes else Markup(""))
    return Markup('<div class="lb-trend-under">{}</div>').format(Markup("").join(parts))


def _text(event: Event, language: Language) -> Markup:
    """Write what happened, with its mark where it was invented and its language where it is another."""
    if event.other_language is None:
        return Markup("{}").format(event_text(event, language))
    named = Markup('<span lang="{}">{}</span>').format(event.other_language, event.text)
    return named + event_marks(event, language)


def printed_trend(dataset: Dataset) -> Markup:
    """Draw the picture as the server does, for paper: the browser's own keeps the width of its window there."""
    return image(_drawn(dataset, PRINTED), trend_alt_text(dataset), *PRINTED, "lb-printed")


def trend_pictures(dataset: Dataset) -> Markup:
    """Draw it for pages without scripts, and once more for a narrow screen."""
    return TWO_SIZES.format(data_address(_drawn(dataset, ON_PHONE)), *ON_PHONE, printed_trend(dataset))


def _drawn(dataset: Dataset, size: tuple[int, int]) -> Markup:
    return svg_document(*size, 1, "", draw_figure(line_chart(dataset), 0, 0, *size))


def own_groups(dataset: Dataset) -> Markup:
    """Write what own groups of areas are made of, and what is not shown of them; nothing where there is none."""
    told = " ".join(own_group_sentences(dataset))
    return OWN_GROUPS_TOLD.format(told) if told else Markup("")
