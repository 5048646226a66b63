"""Beside raw differences between groups, those that remain when age and sex are alike."""

from __future__ import annotations

from markupsafe import Markup

from picture.query.model import Dataset
from picture.text.standardised import StandardisedDifference, difference_text, standardised_differences
from picture.text.words import word

STANDARDISED_HEADS = ("column_group", "standardised_raw", "standardised_alike", "column_comparison")


def standardised_table(dataset: Dataset) -> Markup:
    """Write two numbers and one sentence for each group; nothing where no difference is told."""
    found = standardised_differences(dataset)
    language = dataset.view.language
    if not found:
        return Markup("")
    head = Markup('<th scope="col">{}</th>')
    return Markup(
        '<section class="lb-data" tabindex="0"><h2>{}</h2><p class="lb-quiet">{}</p>'
        '<table><caption class="lb-unseen">{}</caption><thead><tr>{}</tr></thead>'
        "<tbody>{}</tbody></table></section>"
    ).format(
        word("standardised_title", language),
        word("standardised_explained", language),
        word("standardised_title", language),
        Markup("").join(head.format(word(key, language)) for key in STANDARDISED_HEADS),
        Markup("").join(_row(one, dataset) for one in found),
    )


def _row(one: StandardisedDifference, dataset: Dataset) -> Markup:
    language = dataset.view.language
    indicator = dataset.indicator(one.row.indicator)
    numbers = [difference_text(comparison, indicator, language) for comparison in (one.raw, one.standardised)]
    against = word("standardised_against", language, group=one.reference)
    cell = Markup('<td class="lb-cell-value">{}</td>')
    return Markup('<tr><th scope="row">{}<span class="lb-quiet">{}</span></th>{}<td>{}</td></tr>').format(
        one.row.group.name,
        against,
        Markup("").join(cell.format(text) for text in numbers),
        one.sentence,
    )
