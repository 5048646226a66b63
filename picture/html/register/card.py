"""What is done in an area, beside its profile."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.cell_key import area_key
from picture.html.links import page_link
from picture.html.register.words import area_register, entry_in_view, example_tag, told_link
from picture.query.model import View
from picture.query.register.entries import RegisterEntry
from picture.query.register.filters import Filters
from picture.query.register.here import DoneHere
from picture.text.register.finding import counted_known
from picture.text.register.when import when_of
from picture.text.words import capital, word

DONE_CARD = Markup('<div class="lb-cards"><section><h2>{}</h2><p>{}</p>{}{}<p>{}</p></section></div>')
DONE_LIST = Markup('<ul class="lb-done">{}</ul>')
DONE_LINE = Markup('<li>{}{} <span class="lb-quiet">{}</span></li>')


def register_card(here: DoneHere, view: View) -> Markup:
    """Write how much is known, the first of what goes on or comes, and the way to the register of the area."""
    language = view.language
    told = word("register_here_count", language, known=capital(counted_known(here.counts, language)))
    to = area_register(view, area_key(view.area_level, view.area), Filters())
    link = page_link(word("register_here_link", language), to)
    lists = (_listed(here.efforts, view), _listed(here.events, view))
    return DONE_CARD.format(word("register_here", language), told, *lists, link)


def _listed(entries: Sequence[RegisterEntry], view: View) -> Markup:
    if not entries:
        return Markup()
    lines = (
        DONE_LINE.format(
            told_link(one.name, entry_in_view(one.id, view), view.language),
            example_tag(one, view.language),
            when_of(one, view.language),
        )
        for one in entries
    )
    return DONE_LIST.format(Markup("").join(lines))
