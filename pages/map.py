"""One indicator, area by area: the years, the map, areas as dots, small maps or tiles, and the table."""

from __future__ import annotations

from pages.parts.controls import (
    choices_row,
    choose_classes,
    choose_division,
    choose_group,
    choose_indicator,
    choose_level,
    choose_on_map,
    period_notice,
)
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.ready.answers import MAP

request = frame("map")
choices_row(request, choose_indicator, choose_level, choose_group, choose_division, choose_classes, choose_on_map)
period_notice(request)
show_picture(request, request.answer(MAP))
