"""In which regions the year's news shows: a small map beside the headline, and the regions in words."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from contract.codes import COUNTRY, Against, Level
from picture.charts.maps.coarse import coarse_path, coarse_view_box
from picture.charts.palette import ABSENCE, DOT, HATCH, NO_CHANGE, WHITE
from picture.charts.svg.svg import hatch
from picture.html.links import overview_address, page_link
from picture.html.sparkline import image
from picture.query.model import Dataset, Observation, Shape
from picture.text.findings.front import Finding, findings
from picture.text.outcomes import Outcome, outcome_in
from picture.text.places import in_areas
from picture.text.words import numeral, word

WHERE_WIDTH = 128
WHERE_HEIGHT = 219
REGION_PATH = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="0.8"/>')
MOST_NAMED = 6

AskRegions = Callable[[Finding], Dataset]  # the map of one finding's indicator, group and period


def where_it_shows(dataset: Dataset, ask: AskRegions) -> Markup:
    """Show the regions that share the first of the page's news; nothing of an area, or where no region does."""
    if dataset.view.area_level != Level.COUNTRY or dataset.compared_with == Against.COUNTRY:
        return Markup("")
    for finding in findings(dataset, dataset.compared_with):
        regions = ask(finding)
        if regions.shapes and any(_shares(r, finding, regions, dataset) for r in regions.rows):
            return _aside(finding, regions, dataset)
    return Markup("")


def _shares(row: Observation, finding: Finding, regions: Dataset, dataset: Dataset) -> bool:
    wanted = Outcome.HIGHER if finding.higher else Outcome.LOWER
    return outcome_in(row, dataset.compared_with, regions) == wanted


def _aside(finding: Finding, regions: Dataset, dataset: Dataset) -> Markup:
    language = dataset.view.language
    way = "higher" if finding.higher else "lower"
    share = [r.area for r in regions.rows if _shares(r, finding, regions, dataset)]
    named = share if len(share) <= MOST_NAMED else []
    key = f"where_{way}" if named else f"where_{way}_many"
    told = word(
        key,
        language,
        indicator=finding.indicator.name,
        areas=in_areas(named, language),
        count=numeral(len(share), language, "in"),
    )
    keys = [("lb-where-yes", f"where_key_{way}"), ("lb-where-no", "where_key_same")]
    if any(not outcome_in(r, dataset.compared_with, regions).tested for r in regions.rows):
        keys.append(("lb-hatch", "where_key_untested"))
    entry = Markup('<li><span class="{}" aria-hidden="true"></span>{}</li>')
    link = overview_address("map", dataset.view, indicator=finding.indicator.id, area=COUNTRY, level=Level.MAAKUNTA)
    return Markup('<aside class="lb-where">{}<div><h2>{}</h2><p>{}</p><ul>{}</ul><p>{}</p></div></aside>').format(
        image(_map(finding, regions, dataset), "", WHERE_WIDTH, WHERE_HEIGHT, "lb-where-map"),
        word("where_title", language),
        told,
        Markup("").join(entry.format(css, word(key, language)) for css, key in keys),
        page_link(word("where_open_map", language), link),
    )


def _map(finding: Finding, regions: Dataset, dataset: Dataset) -> Markup:
    """Draw the regions: dark where the change shows, grey where none does, hatched where that cannot be said."""
    rows = {row.area.code: row for row in regions.rows}
    name, pattern = hatch(ABSENCE, HATCH, 5)

    def path(shape: Shape) -> Markup:
        row = rows.get(shape.code)
        if row is None or not outcome_in(row, dataset.compared_with, regions).tested:
            return REGION_PATH.format(coarse_path(shape), f"url(#{name})", HATCH)
        return REGION_PATH.format(
            coarse_path(shape), DOT if _shares(row, finding, regions, dataset) else NO_CHANGE, WHITE
        )

    paths = Markup("").join(path(shape) for shape in regions.shapes)
    return Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}"><defs>{}</defs>{}</svg>').format(
        coarse_view_box(regions.shapes), pattern, paths
    )
