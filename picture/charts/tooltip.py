"""What the pointer tells on every Plotly figure."""

from __future__ import annotations

from markupsafe import Markup

from picture.query.model import Dataset, Observation
from picture.text.editions.corrected import corrected_words
from picture.text.labels import interval_text, mark, mark_words, respondents_text, value_text


def tooltip(row: Observation, dataset: Dataset, name: str = "") -> Markup:
    """Write what the pointer tells about a number: name (the area's, if no other), value, interval, n and marks."""
    indicator = dataset.indicators[0]
    language = dataset.view.language
    lines = [Markup("<b>{}</b>").format(name or row.area.name), value_text(row, indicator, language)]
    if row.value is not None:
        lines += [interval_text(row, indicator, language), respondents_text(row, indicator, language)]
        lines.append(f"{mark(row)} {mark_words(row, indicator, language)}".strip())
    else:
        lines.append(corrected_words(row, indicator, language))
    return Markup("<br>").join(text for text in lines if text)
