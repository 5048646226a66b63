"""A picture with what can be taken from it, and what stands under it."""

from __future__ import annotations

from markupsafe import Markup

from pages.parts.export_menu import NOTHING, export_menu
from pages.parts.request import Request
from pages.parts.show import show
from picture.answers.shown import PictureAnswer, Takeable
from picture.html.frame.view_links import put_view
from picture.html.page.corrections import corrections_note


def show_picture(request: Request, answer: PictureAnswer, before: Markup = NOTHING) -> None:
    """Show it in as few elements as can be, as each one costs at every run; before: what else can be taken."""
    show(corrections_note(answer.picture.dataset) + answer.above)
    if answer.takeable is not Takeable.NOTHING:
        export_menu(request, answer.picture, answer.figures, before, answer.takeable)
    show(put_view(answer.below, request.selected, "lang"))
