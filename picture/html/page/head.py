"""Title and leading sentences of a page."""

from __future__ import annotations

from markupsafe import Markup


def page_head(title: str, lead: str = "", quiet: str = "") -> Markup:
    """Write the page's title and the sentences under it; quiet: a small line above, such as the area and the year."""
    above = Markup('<p class="lb-eyebrow">{}</p>').format(quiet) if quiet else Markup()
    below = Markup('<p class="lb-lead">{}</p>').format(lead) if lead else Markup()
    return above + Markup('<h1 class="lb-h1">{}</h1>').format(title) + below
