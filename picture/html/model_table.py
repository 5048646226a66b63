"""The estimates of the model for one area, apart from its direct results."""

from __future__ import annotations

from markupsafe import Markup

from picture.query.model import Dataset, ModelEstimate
from picture.text.labels import mark
from picture.text.source_lines import covariates_text
from picture.text.words import amount, interval, percent, period, word

MODEL_HEADS = ("column_indicator", "column_group", "column_period", "small_area_estimate", "small_area_direct")
WEIGHT = "small_area_weight"


def model_table(dataset: Dataset) -> Markup:
    """Write every estimate with its interval, mark, direct result and the weight of that, under what they are."""
    language = dataset.view.language
    told = word("small_area_explained", language, covariates=covariates_text(dataset.modelled, dataset))
    head = Markup('<th scope="col" role="columnheader">{}</th>')
    return Markup(
        '<div class="lb-data" tabindex="0"><p>{} {}</p>'
        '<table class="lb-stacked" role="table"><caption class="lb-unseen">{}</caption>'
        '<thead role="rowgroup"><tr role="row">{}</tr></thead><tbody role="rowgroup">{}</tbody></table></div>'
    ).format(
        told,
        word("small_area_left_out", language),
        word("small_area_title", language),
        Markup("").join(head.format(word(key, language)) for key in (*MODEL_HEADS, WEIGHT)),
        Markup("").join(_row(one, dataset) for one in dataset.modelled),
    )


def _row(one: ModelEstimate, dataset: Dataset) -> Markup:
    language = dataset.view.language
    row = one.row
    indicator = dataset.indicator(row.indicator)
    value = amount(row.value or 0.0, indicator, language)
    ends = interval(row.ci_low or 0.0, row.ci_high or 0.0, indicator, language)
    direct = word("small_area_none", language) if one.direct is None else amount(one.direct, indicator, language)
    cells = (
        row.group.name,
        period(row.period),
        f"{value} {mark(row)} ({ends})",
        direct,
        percent(100 * one.gamma, 0, language),
    )
    cell = Markup('<td role="cell" data-label="{}">{}</td>')
    labels = [word(key, language) for key in (*MODEL_HEADS[1:], WEIGHT)]
    return Markup('<tr role="row"><th scope="row" role="rowheader">{}</th>{}</tr>').format(
        indicator.name, Markup("").join(cell.format(label, text) for label, text in zip(labels, cells, strict=True))
    )
