"""What the pointer tells on every Plotly figure."""

from __future__ import annotations

from markupsafe import Markup

from picture.query.model import Dataset, Observation
from picture.text.labels import answers, mark, mark_words, shown, spread


def hover(row: Observation, dataset: Dataset, name: str = "") -> Markup:
    """Write what the pointer tells about a number: name (the area's, if no other), value, interval, n and marks."""
    indicator, language = dataset.indicators[0], dataset.view.language
    lines = [Markup("<b>{}</b>").format(name or row.area.name), shown(row, indicator, language)]
    if row.value is not None:
        lines += [spread(row, indicator, language), answers(row, indicator, language)]
    if row.obs_status and row.value is not None:
        lines.append(f"{mark(row)} {mark_words(row, language)}")
    return Markup("<br>").join(text for text in lines if text)
