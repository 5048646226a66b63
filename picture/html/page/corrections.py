"""What stands over a picture that holds figures which were corrected, or which are wrong in an old version."""

from __future__ import annotations

from markupsafe import Markup

from picture.html.frame.place import place_address
from picture.html.links import figure_in_view, page_link
from picture.query.model import Dataset
from picture.query.programs.cell_key import cell_key
from picture.text.editions.corrected import NAMED_FIGURES, corrected_rows, correction_lines, figure_name
from picture.text.words import word

CORRECTIONS = Markup('<div class="lb-corrections" role="note">{}<p class="lb-quiet">{}</p></div>')
CORRECTION = Markup("<p>{}</p>")


def corrections_note(dataset: Dataset) -> Markup:
    """Write a line for each correction of the figures in sight, and where more is told; nothing where there is none."""
    lines = Markup("").join(CORRECTION.format(line) for line in correction_lines(dataset))
    return CORRECTIONS.format(lines, _more(dataset)) if lines else Markup()


def _more(dataset: Dataset) -> Markup:
    """Link to a few figures' own addresses, which tell all their versions, and to the page of editions."""
    language = dataset.view.language
    figures = [
        page_link(figure_name(row, dataset), figure_in_view(cell_key(row), dataset.view))
        for row in corrected_rows(dataset)[:NAMED_FIGURES]
    ]
    editions = page_link(word("corrections_all", language), place_address("editions", {"lang": language}))
    return Markup(" · ").join([*figures, editions])
