"""All indicators of one region against the country, and where the region stands."""

from __future__ import annotations

from pages.parts.controls import choices_row, choose_area, choose_second
from pages.parts.export_menu import area_files
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.ready.answers import PROFILE

request = frame("region")
choices_row(request, choose_area, choose_second)
answer = request.answer(PROFILE)
show_picture(request, answer, before=area_files(request, answer.picture.dataset))
