"""Where areas differ from the whole country: all survey indicators of all areas of one division."""

from __future__ import annotations

from pages.parts.controls import choices_row, choose_matrix_level, choose_order, choose_survey_period
from pages.parts.frame import frame
from pages.parts.picture_page import show_picture
from pages.ready.answers import MATRIX

request = frame("matrix")
choices_row(request, choose_matrix_level, choose_survey_period, choose_order)
show_picture(request, request.answer(MATRIX))
