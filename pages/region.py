"""All indicators of one region against the country, and where the region stands."""

from __future__ import annotations

from pages.parts.controls import choices_row, choose_area, choose_second
from pages.parts.export_menu import downloads
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.ready.answers import PROFILE
from picture.export.stamp import pack_name

request = frame("region")
choices_row(request, choose_area, choose_second)
answer = request.answer(PROFILE)
name = pack_name(answer.picture.dataset)
pack = downloads(request, "pack", {"zip": "take_pack"}, lambda form: f"{name}.{form}")
show_picture(request, answer, before=pack)
