"""An indicator that is known for the whole country only: its number, its years, and where there is more."""

from __future__ import annotations

from markupsafe import Markup

from picture.charts.line_chart import line_chart
from picture.charts.svg.svg import draw_figure
from picture.charts.theme import FONT
from picture.html.links import page_address, page_link
from picture.html.maps.picture import DRAWING
from picture.html.sparkline import image
from picture.query.model import Dataset
from picture.query.trend.lines import told_row
from picture.text.alt_text import trend_alt_text
from picture.text.labels import interval_text, value_text
from picture.text.words import period, word

WIDTH = 760
HEIGHT = 320


def country_only(trend: Dataset) -> Markup:
    """Write the whole country's number and its line; trend: of the country."""
    language = trend.view.language
    indicator = trend.indicators[0]
    row = told_row(trend)
    links = Markup(" ").join(
        page_link(word(f"menu_{page}", language), page_address(page, trend.view)) for page in ("trends", "groups")
    )
    if row is None:
        return Markup('<p class="lb-empty">{} {}</p>').format(word("not_on_level", language), links)
    drawn = DRAWING.format(WIDTH, HEIGHT, FONT, draw_figure(line_chart(trend), 0, 0, WIDTH, HEIGHT))
    several = len({r.period for r in trend.rows if r.shown}) > 1
    return Markup(
        '<section class="lb-country-only"><p><span class="lb-quiet">{}</span><b class="lb-big">{}</b>'
        '<span class="lb-quiet">{}</span></p>{}<p class="lb-go-on">{}</p></section>'
    ).format(
        f"{row.area.name} {period(row.period)}",
        value_text(row, indicator, language),
        interval_text(row, indicator, language) if row.shown else "",
        image(drawn, trend_alt_text(trend), WIDTH, HEIGHT, "lb-country-line") if several else "",
        links,
    )
