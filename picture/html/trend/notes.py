"""What stands under the lines of a trend: its events by their numbers, and what its scale is."""

from __future__ import annotations

from picture.charts.axis import tick_label
from picture.charts.lines import Trend, trend_lines
from picture.query.model import Dataset
from picture.query.trend.events import placed_events
from picture.text.register.marks import event_day, event_source, event_text
from picture.text.words import word


def line_notes(dataset: Dataset) -> list[str]:
    """Write events and scale in lines of a file, as the page has them under the picture; nothing without a number."""
    trend = trend_lines(dataset)
    if not trend.shown:
        return []
    language = dataset.view.language
    events = " · ".join(
        f"({one.number}) {event_day(one.event, language)} {event_text(one.event, language)}{event_source(one.event)}"
        for one in placed_events(dataset)
    )
    notes = [word("trend_events", language)] if events else []
    notes += [text for text in (scale_sentence(trend, dataset),) if text]
    return [line for line in (events, " ".join(notes)) if line]


def scale_sentence(trend: Trend, dataset: Dataset) -> str:
    """Write from where to where the scale runs, where it does not begin at zero."""
    if not trend.axis.low:
        return ""
    language = dataset.view.language
    unit = dataset.indicators[0].unit
    low, high = (tick_label(end, trend.axis, unit, language) for end in (trend.axis.low, trend.axis.high))
    return word("trend_scale", language, low=low, high=high)
