"""A titled part of the page."""

from __future__ import annotations

from markupsafe import Markup

PLAN_PART = Markup('<section class="lb-plan-part" id="{}"><h2>{}</h2>{}</section>')


def plan_part(key: str, title: str, body: Markup) -> Markup:
    """Write a part of the page under its title; key: where links lead."""
    return PLAN_PART.format(key, title, body)
