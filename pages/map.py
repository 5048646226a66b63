"""One indicator, area by area: the years, the map, areas as dots, small maps or tiles, and the table."""

from __future__ import annotations

from contract.codes import Level
from pages.parts.controls import (
    choices_row,
    choose_area,
    choose_classes,
    choose_division,
    choose_group,
    choose_indicator,
    choose_level,
    period_notice,
)
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.ready.answers import MAP
from picture.query.selection import selected_areas

request = frame("map")
areas = (
    *selected_areas(request.choices, Level.MAAKUNTA),
    *selected_areas(request.choices, request.view.level),
)
choices_row(
    choose_indicator(request),
    choose_level(request),
    choose_group(request),
    choose_division(request),
    choose_classes(request),
    choose_area(request, areas),
)
period_notice(request)
show_picture(request, request.answer(MAP))
