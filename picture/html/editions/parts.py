"""Parts of the page of editions: sections, tables of figures, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from contract.codes import Language
from picture.html.editions.anchors import EditionsPlace
from picture.html.tables.grouped_table import TableGroup, grouped_table
from picture.text.words import word

EDITIONS_SECTION = Markup('<section class="lb-place" id="{}"><h2>{}</h2>{}</section>')
FOLDED = Markup('<details class="lb-details"><summary>{}</summary>{}</details>')
FILE = Markup('<a href="{}" download>{}</a>')
LINKS = Markup('<p class="lb-edition-links">{}</p>')
UNFOLDED = 12  # lines of a table that stand open


def section(place: EditionsPlace, body: Markup, language: Language) -> Markup:
    """Write a part of the page with its heading; nothing where there is nothing to tell."""
    return EDITIONS_SECTION.format(place, word(f"editions_{place}", language), body) if body else Markup()


def figures_table(caption: str, groups: Sequence[TableGroup], language: Language) -> Markup:
    """Write figures as they were and as they are, in groups by indicator; folded where they are many."""
    heads = [word(key, language) for key in ("column_figure", "column_before", "column_after")]
    table = grouped_table(caption, heads, groups)
    return table if sum(len(rows) for _, rows in groups) <= UNFOLDED else FOLDED.format(caption, table)


def links(parts: Iterable[Markup]) -> Markup:
    """Write links in a row."""
    return LINKS.format(Markup(" · ").join(parts))
