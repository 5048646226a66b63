"""The finding of a map as the page's title, with the numbers under it."""

from __future__ import annotations

from markupsafe import Markup

from picture.query.model import Dataset
from picture.text.findings.map import map_lead


def map_top(dataset: Dataset, title: str) -> Markup:
    """Write the title and the lead; the title is also the slide's."""
    lead = map_lead(dataset)
    return Markup('<h1 class="lb-h1">{}</h1>{}').format(
        title.rstrip("."), Markup('<p class="lb-lead">{}</p>').format(lead) if lead else ""
    )
