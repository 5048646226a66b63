"""The same question for population groups side by side."""

from __future__ import annotations

from pages.parts.controls import choices_row, choose_area, choose_indicator, choose_period, period_notice
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.ready.answers import GROUPS

request = frame("groups")
choices_row(request, choose_indicator, choose_period, choose_area)
period_notice(request)
show_picture(request, request.answer(GROUPS))
