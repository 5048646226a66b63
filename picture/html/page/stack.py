"""Parts of a page under each other, apart as Streamlit's elements are; as one element they cost one."""

from __future__ import annotations

from markupsafe import Markup

STACK = Markup('<div class="lb-stack">{}</div>')
STACKED = Markup("<div>{}</div>")
BESIDE = Markup('<div class="lb-with-aside"><div>{}</div><aside>{}</aside></div>')
UNFOLDING = Markup('<details class="lb-about-indicator"><summary>{}</summary>{}</details>')
QUIET_LINE = Markup('<p class="lb-quiet">{}</p>')


def stack(*parts: Markup) -> Markup:
    """Write parts under each other; what is empty takes no room, and nothing is written where all are."""
    written = Markup("").join(STACKED.format(part) for part in parts if part)
    return STACK.format(written) if written else written


def with_aside(part: Markup, aside: Markup) -> Markup:
    """Write what stands in a narrow column beside a part of the page; on a narrow screen under it."""
    return BESIDE.format(part, aside)


def quiet_line(text: str) -> Markup:
    """Write a small line; nothing where there is no text."""
    return QUIET_LINE.format(text) if text else Markup()


def unfolding(title: str, part: Markup) -> Markup:
    """Write a part in a box that shows its title until a reader opens it."""
    return UNFOLDING.format(title, part)
