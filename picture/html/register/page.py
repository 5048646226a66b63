"""The page of the register, between its choices and its end."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from markupsafe import Markup

from contract.actions.codes import RegisterKind
from contract.cell_key import area_key
from picture.html.frame.view_links import VIEW
from picture.html.links import page_link
from picture.html.page.head import page_head
from picture.html.page.stack import quiet_line, stack, with_aside
from picture.html.register.choosing import view_links_html
from picture.html.register.map import register_map
from picture.html.register.table import register_table
from picture.html.register.timeline import register_timeline
from picture.html.register.words import edition_asked, register_address
from picture.query.choices import Choices
from picture.query.register.filters import TRIED, Filters
from picture.query.register.register import Register
from picture.text.register.finding import register_finding, register_lead
from picture.text.words import number, word

COUNTED = Markup('<div class="lb-register-head"><h2>{}</h2>{}<p>{}</p></div>')
CALENDAR = Markup('<a href="{}" download>{}</a>')


def register_page(register: Register, choices: Choices) -> Markup:
    """Write finding, timeline, map and table; its addresses wait for the view."""
    language = choices.language
    head = page_head(register_finding(register), register_lead(register)) + _see_tried(register)
    if not register.total:
        return stack(head, quiet_line(word("register_knows", language)))
    table = _counted(register, choices) + register_table(register, choices)
    return stack(head, *_with_pictures(register, table, choices), quiet_line(word("register_knows", language)))


def _with_pictures(register: Register, table: Markup, choices: Choices) -> Iterable[Markup]:
    """Put when and where over the table; organisations have no dates, and what was tried is read line by line."""
    if register.filters.show == TRIED:
        return (table,)
    drawn = register_map(register, choices)
    if register.filters.kind == RegisterKind.ORGANISATION:
        return with_aside(table, drawn), _invitation(choices)
    line = register_timeline(register)
    return with_aside(line, drawn) if line and drawn else line + drawn, table


def _see_tried(register: Register) -> Markup:
    """Write the ways from domains without a measure to what others tried there, for the same target group."""
    language = register.view.language
    if register.filters.show == TRIED or register.filters.kind == RegisterKind.ORGANISATION or not register.total:
        return Markup()
    links = [
        page_link(
            word(f"domain_{one}", language),
            register_address(language, Filters(about=one, target=register.filters.target, show=TRIED).asked()),
        )
        for one in register.counts.missing
    ]
    told = Markup('<p class="lb-register-try">{} {}</p>')
    return told.format(word("register_see_tried", language), Markup(" · ").join(links)) if links else Markup()


def _invitation(choices: Choices) -> Markup:
    """Write the way to the self-assessment of an organisation."""
    language = choices.language
    link = page_link(word("assessment_invite", language), f"assessment?lang={language}{VIEW}")
    return Markup("<p>{}</p>").format(link)


def _counted(register: Register, choices: Choices) -> Markup:
    """Write the title of the table, the ways to other views, and how much of all is shown."""
    language = choices.language
    told = word(
        "register_shown",
        language,
        found=number(register.found, 0, language),
        total=number(register.total, 0, language),
    )
    parts = [Markup("{}").format(told)]
    if register.filters.narrowed:
        kept = Filters(show=register.filters.show).asked()
        parts.append(page_link(word("register_clear", language), register_address(language, kept)))
    parts.append(CALENDAR.format(_events_address(register, choices), word("register_calendar", language)))
    nav = view_links_html(register.filters, choices)
    return COUNTED.format(word("register_title", language), nav, Markup(" · ").join(parts))


def _events_address(register: Register, choices: Choices) -> str:
    """Return the address of the calendar of the area."""
    area = area_key(register.area.level, register.area.code)
    return f"events.ics?{urlencode({'area': area, 'lang': choices.language, **edition_asked(choices)})}"
