"""The icon of the pages."""

from __future__ import annotations

from markupsafe import Markup

from picture.charts.palette import SEQUENTIAL

ICON_BAR = Markup('<path fill="{}" d="M{} {}h4V15h-4z"/>')
ICON = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{}</svg>').format(
    Markup("").join(
        ICON_BAR.format(colour, 1 + 5 * place, 10 - 4 * place) for place, colour in enumerate(SEQUENTIAL[2:])
    )
)  # three bars of the map's colours
