"""What the pointer tells on every Plotly figure."""

from __future__ import annotations

from html import escape

from picture.query.model import Dataset, Observation
from picture.text.labels import answers, mark, mark_words, shown, spread


def hover(row: Observation, dataset: Dataset, name: str = "") -> str:
    """Write what the pointer tells about a number: name (the area's, if no other), value, interval, n and marks."""
    indicator, language = dataset.indicators[0], dataset.view.language
    lines = [f"<b>{escape(name or row.area.name)}</b>", escape(shown(row, indicator, language))]
    if row.value is not None:
        lines += [spread(row, indicator, language), answers(row, indicator, language)]
    if row.flags and row.value is not None:
        lines.append(f"{mark(row)} {escape(mark_words(row, language))}")
    return "<br>".join(text for text in lines if text)
