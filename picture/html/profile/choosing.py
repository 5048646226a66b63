"""The profile's page before a region is chosen: a small map and a list, both of which lead to the regions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Level
from picture.charts.maps.coarse import coarse_path, coarse_view_box
from picture.charts.palette import NO_CHANGE, WHITE
from picture.html.links import overview_address, page_link
from picture.html.sparkline import image
from picture.query.choosing.area_list import AreaSection
from picture.query.maps.area_order import from_north
from picture.query.model import Area, Shape, View
from picture.text.words import word

CHOOSER_WIDTH = 260
CHOOSER_REGION = Markup('<path data-area="{}" d="{}" fill="{}" stroke="{}" stroke-width="0.8"/>')


def region_chooser(
    sections: Sequence[AreaSection], shapes: Sequence[Shape], view: View, lead: str = "profile_choose_lead"
) -> Markup:
    """Write title, lead, the map of the regions and all areas as links; our script makes the map answer.

    sections: all areas by level; shapes: of the regions; lead: the key of what is said of how to choose.
    """
    language = view.language
    of_regions = (one for one in sections if one.level == Level.MAAKUNTA and one.ended is None)
    regions = next((one.areas for one in of_regions), ())
    others = [one for one in sections if one.level not in {Level.MAAKUNTA, Level.COUNTRY}]
    return Markup(
        '<h1 class="lb-h1">{}</h1><p class="lb-lead">{}</p>'
        '<div class="lb-chooser">{}<div><h2>{}</h2>{}<div class="lb-chooser-others">{}</div></div></div>'
    ).format(
        word("profile_choose", language),
        word(lead, language),
        _map(shapes) if shapes else "",
        word("level_maakunta", language),
        _links(from_north(regions, shapes), view),
        Markup("").join(_folded(one, view) for one in others),
    )


def _links(areas: Iterable[Area], view: View) -> Markup:
    entry = Markup('<li data-area="{}">{}</li>')
    entries = (
        entry.format(a.code if a.level == Level.MAAKUNTA else "", page_link(a.name, _profile_of(a, view)))
        for a in areas
    )
    return Markup('<ul class="lb-areas">{}</ul>').format(Markup("").join(entries))


def _profile_of(area: Area, view: View) -> str:
    return overview_address("region", view, area=area_key(area.level, area.code))


def _folded(section: AreaSection, view: View) -> Markup:
    """Write the areas of another level, one click away."""
    title = "areas_ended" if section.ended is not None else f"level_{section.level}"
    return Markup('<details class="lb-details"><summary>{} ({})</summary>{}</details>').format(
        word(title, view.language), len(section.areas), _links(section.areas, view)
    )


def _map(shapes: Sequence[Shape]) -> Markup:
    """Draw the regions, all alike; a reader without pointer has the list."""
    paths = Markup("").join(CHOOSER_REGION.format(s.code, coarse_path(s), NO_CHANGE, WHITE) for s in shapes)
    box = coarse_view_box(shapes)
    _, _, wide, tall = map(int, box.split())
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">{}</svg>').format(box, paths)
    drawn = image(svg, "", CHOOSER_WIDTH, round(CHOOSER_WIDTH * tall / wide), "lb-map-picture")
    return Markup('<figure class="lb-map">{}</figure>').format(drawn)
