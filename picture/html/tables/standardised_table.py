"""Beside raw differences between groups, those that remain when age and sex are alike."""

from __future__ import annotations

from markupsafe import Markup

from picture.query.model import Dataset
from picture.text.findings.standardised import StandardisedDifference, difference_text, standardised_differences
from picture.text.words import word

STANDARDISED_NUMBERS = ("standardised_raw", "standardised_alike")
STANDARDISED_HEADS = ("column_group", *STANDARDISED_NUMBERS, "column_comparison")


def standardised_table(dataset: Dataset) -> Markup:
    """Write two numbers and one sentence for each group; nothing where no difference is told."""
    found = standardised_differences(dataset)
    language = dataset.view.language
    if not found:
        return Markup("")
    head = Markup('<th scope="col" role="columnheader"{}>{}</th>')
    to_the_right = Markup(' class="lb-cell-value"')
    return Markup(
        '<section class="lb-data" tabindex="0"><h2>{}</h2><p class="lb-quiet">{}</p>'
        '<table class="lb-stacked" role="table"><caption class="lb-unseen">{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></section>'
    ).format(
        word("standardised_title", language),
        word("standardised_explained", language),
        word("standardised_title", language),
        Markup("").join(
            head.format(to_the_right if key in STANDARDISED_NUMBERS else "", word(key, language))
            for key in STANDARDISED_HEADS
        ),
        Markup("").join(_row(one, dataset) for one in found),
    )


def _row(one: StandardisedDifference, dataset: Dataset) -> Markup:
    language = dataset.view.language
    indicator = dataset.indicator(one.row.indicator)
    numbers = [difference_text(comparison, indicator, language) for comparison in (one.raw, one.standardised)]
    against = word("standardised_against", language, group=one.reference)
    cell = Markup('<td role="cell" class="lb-cell-value" data-label="{}">{}</td>')
    told = zip((word(key, language) for key in STANDARDISED_NUMBERS), numbers, strict=True)
    return Markup(
        '<tr role="row"><th scope="row" role="rowheader">{}<span class="lb-quiet">{}</span></th>{}'
        '<td role="cell">{}</td></tr>'
    ).format(
        one.row.group.name,
        against,
        Markup("").join(cell.format(label, text) for label, text in told),
        one.sentence,
    )
