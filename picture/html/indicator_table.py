"""Rows of a front page or a profile as HTML: name, value, place on the scale, small trend, verdict in words.

Real tables with captions and scopes, so that a screen reader and a printer get the same as the eye.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from picture.charts.legend import signs_of
from picture.html.area_cards import place_cards
from picture.html.data_table import table_html
from picture.html.indicator_cells import place_cell, spark_cell, under_name, value_cell
from picture.html.sparkline import PLACE_HEIGHT, image, key
from picture.query.indicator_rows import DOMAINS, IndicatorRow, indicator_rows
from picture.query.model import Dataset
from picture.text.labels import Saying, mark, saying_of
from picture.text.outcomes import hidden_because
from picture.text.words import word

__all__ = ["LOOK", "front_panel", "front_panels", "legend_rows", "pill", "place_cards", "profile_rows", "table_html"]

LOOK = Path(__file__).with_name("theme.css")  # shown once a page: st.html(LOOK)

COLUMNS = "".join(f'<col class="lb-col-{name}">' for name in ("name", "value", "place", "spark", "said"))


def front_panels(dataset: Dataset) -> str:
    """Write the panels of all domains side by side, under one another where there is no room."""
    return f'<div class="lb-panels">{"".join(front_panel(dataset, domain) for domain in DOMAINS)}</div>'


def front_panel(dataset: Dataset, domain: str) -> str:
    """Write one domain's panel of the front page; an empty string when the domain has no rows."""
    items = indicator_rows(dataset, domain)
    if not items:
        return ""
    language = dataset.view.language
    asks = f'<p class="lb-quiet">{escape(word(f"domain_{domain}_asks", language))}</p>'
    return f'<section class="lb-panel">{_table(items, dataset, word(f"domain_{domain}", language), asks)}</section>'


def profile_rows(dataset: Dataset) -> str:
    """Write all indicators of one area against the country, a table for each domain in the order of the house."""
    tables = [
        _table(items, dataset, word(f"domain_{domain}", dataset.view.language), "")
        for domain in DOMAINS
        if (items := indicator_rows(dataset, domain))
    ]
    return f'<div class="lb-profile">{"".join(tables)}</div>'


def legend_rows(dataset: Dataset) -> str:
    """Write what the dots and strokes of a picture mean."""
    listed = "".join(
        f"<li>{image(key(sign), '', 24, PLACE_HEIGHT, 'lb-key')}{escape(said)}</li>" for sign, said in signs_of(dataset)
    )
    return f'<ul class="lb-keys">{listed}</ul>'


def pill(said: Saying) -> str:
    """Write a verdict: its mark in the colour of its tone, and always in words."""
    sign = f'<span class="lb-mark lb-{said.tone}" aria-hidden="true">{said.mark}</span>' if said.mark else ""
    judged = f' <span class="lb-judged lb-{said.tone}">{escape(said.judged)}</span>' if said.judged else ""
    return f'<span class="lb-verdict">{sign}<span>{escape(said.words)}{judged}</span></span>'


def _table(items: list[IndicatorRow], dataset: Dataset, title: str, under: str) -> str:
    language = dataset.view.language
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(word(name, language))}</th>'
        for name in ("column_indicator", "column_value", "column_place", "column_trend", "column_comparison")
    )
    body = "".join(_row(item, dataset) for item in items)
    return (
        f'<h2 class="lb-domain">{escape(title)}</h2>{under}'
        f'<table class="lb-rows" role="table"><caption class="lb-unseen">{escape(title)}</caption>'
        f'<colgroup>{COLUMNS}</colgroup><thead class="lb-unseen" role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(item: IndicatorRow, dataset: Dataset) -> str:
    language = dataset.view.language
    name = (
        f'<th scope="row" role="rowheader">{escape(item.indicator.name)}'
        f'<span class="lb-quiet">{escape(under_name(item, dataset))}</span></th>'
    )
    if item.row.value is None:
        why = f"{escape(hidden_because(item.row, language))} {mark(item.row)}"
        hidden = f'<span class="lb-hatch" aria-hidden="true"></span>{why}'
        return f'<tr role="row">{name}<td role="cell" colspan="4" class="lb-hidden">{hidden}</td></tr>'
    cells = (
        value_cell(item, dataset),
        place_cell(item, dataset),
        spark_cell(item, dataset),
        pill(saying_of(item, dataset)),
    )
    styles = (' class="lb-value"', "", "", ' class="lb-said"')
    body = "".join(f'<td role="cell"{style}>{cell}</td>' for style, cell in zip(styles, cells, strict=True))
    return f'<tr role="row">{name}{body}</tr>'
