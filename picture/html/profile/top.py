"""The finding of a profile as the page's title, and what it counts, by name and number."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.eyebrow import eyebrow
from picture.query.model import Dataset
from picture.text.findings.profile import profile_lead


def profile_top(dataset: Dataset, title: str) -> Markup:
    """Write area and year, the title, which is also the slide's, and what differs and what has changed."""
    paragraphs = (Markup('<p class="lb-lead">{}</p>').format(text) for text in profile_lead(dataset))
    return Markup('{}<h1 class="lb-h1">{}</h1>{}').format(
        eyebrow(dataset, "region"), title.rstrip("."), Markup("").join(paragraphs)
    )
