"""The estimates of the model for one area, apart from its direct results."""

from __future__ import annotations

from itertools import groupby

from markupsafe import Markup

from picture.html.tables.grouped_table import grouped_table
from picture.query.model import Dataset, ModelEstimate
from picture.text.labels import mark
from picture.text.source_lines import covariates_text
from picture.text.words import amount, interval, percent, period, word

MODEL_HEADS = ("small_area_estimate", "small_area_direct", "small_area_weight")


def model_table(dataset: Dataset) -> Markup:
    """Write every estimate with its interval, mark, direct result and the weight of that, under what they are."""
    language = dataset.view.language
    told = word("small_area_explained", language, covariates=covariates_text(dataset.modelled, dataset))
    whose = " · ".join(word(key, language) for key in ("column_group", "column_period"))
    groups = [
        (dataset.indicator(indicator).name, [_cells(one, dataset) for one in ones])
        for indicator, ones in groupby(dataset.modelled, key=lambda one: one.row.indicator)
    ]
    table = grouped_table(
        word("small_area_title", language), [whose, *(word(key, language) for key in MODEL_HEADS)], groups
    )
    return Markup("<p>{} {}</p>{}").format(told, word("small_area_left_out", language), table)


def _cells(one: ModelEstimate, dataset: Dataset) -> list[str]:
    language = dataset.view.language
    two_lines = Markup('{}<span class="lb-quiet">{}</span>')
    row = one.row
    indicator = dataset.indicator(row.indicator)
    value = amount(row.value or 0.0, indicator, language)
    ends = interval(row.ci_low or 0.0, row.ci_high or 0.0, indicator, language)
    direct = word("small_area_none", language) if one.direct is None else amount(one.direct, indicator, language)
    return [
        two_lines.format(row.group.name, period(row.period)),
        two_lines.format(f"{value} {mark(row)}", ends),
        direct,
        percent(100 * one.gamma, 0, language),
    ]
