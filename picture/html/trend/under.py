"""What stands under the picture of a trend: events with their numbers, breaks with their reasons, notes."""

from __future__ import annotations

from markupsafe import Markup

from picture.charts.line_chart import line_chart
from picture.charts.lines import trend_lines
from picture.charts.svg.svg import draw_figure, svg_document
from picture.html.sparkline import image
from picture.html.trend.notes import scale_sentence
from picture.query.model import Dataset
from picture.query.trend.events import placed_events
from picture.text.alt_text import trend_alt_text
from picture.text.reading.own_groups import own_group_sentences
from picture.text.words import day, moments, word

PRINTED = (760, 400)  # pixels of the picture on paper
EVENT = Markup(
    '<li><span class="lb-event" aria-hidden="true">{number}</span><span><b>{day}</b> {text} '
    '<a href="{url}" class="lb-quiet-link" rel="noopener">{source}</a></span></li>'
)


def under_trend(dataset: Dataset) -> Markup:
    """Write events, breaks, and what the scale and the bands are; nothing where no number is shown."""
    trend = trend_lines(dataset)
    if not trend.shown:
        return Markup("")
    language = dataset.view.language
    events = placed_events(dataset)
    listed = [
        EVENT.format(
            number=one.number,
            day=day(one.event.date, language),
            text=one.event.text,
            url=one.event.url,
            source=one.event.source,
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
    return _printed(dataset) + Markup('<div class="lb-under">{}</div>').format(Markup("").join(parts))


def _printed(dataset: Dataset) -> Markup:
    """Draw the picture as the server does, for paper: the browser's own keeps the width of its window there."""
    width, height = PRINTED
    drawn = draw_figure(line_chart(dataset), 0, 0, width, height)
    svg = svg_document(width, height, 1, "", drawn)
    return image(svg, trend_alt_text(dataset), width, height, "lb-printed")


def own_groups(dataset: Dataset) -> Markup:
    """Write what own groups of areas are made of, and what is not shown of them; nothing where there is none."""
    told = " ".join(own_group_sentences(dataset))
    return Markup('<div class="lb-under"><p class="lb-own-told">{}</p></div>').format(told) if told else Markup("")
