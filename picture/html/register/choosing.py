"""The choices of the register: its views, and a field for each filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from contract.actions.codes import ActionStatus, RegisterKind
from contract.actions.labels import label
from contract.codes import Language
from picture.html.choosing.choice_field import choice_field
from picture.html.links import page_link
from picture.html.register.words import register_address
from picture.query.choices import Choices
from picture.query.register.filters import ABOUT, TRIED, Filters, Offered
from picture.text.register.entry_words import target_of
from picture.text.words import word

VIEWS = Markup('<nav class="lb-register-views" aria-label="{}"><ul>{}</ul></nav>')
VIEW_ITEM = Markup("<li{}>{}</li>")
CURRENT = Markup(' class="lb-current"')


def filter_fields(filters: Filters, offered: Offered, choices: Choices, selected: Mapping[str, str]) -> Markup:
    """Write a field for each filter; selected: the view, as the address carries it."""
    language = choices.language
    everything = {"": word("register_all", language)}
    indicators = {one.id: one.name for one in choices.indicators}
    options: dict[str, dict[str, str]] = {
        "kind": {one: label(one, language) for one in RegisterKind},
        "about": {one: word(f"domain_{one}", language) for one in ABOUT},
        "target": {one: target_of(one, choices) for one in offered.targets},
        "moves": {one: indicators.get(one, one) for one in offered.indicators},
        "status": {one: label(one, language) for one in ActionStatus},
        "year": {one: one for one in offered.years},
    }
    asked = filters.asked()
    asked.pop("part", None)
    fields = (
        choice_field(
            key,
            word(f"register_choose_{key}", language),
            {"": everything | some},
            asked.get(key, ""),
            {**selected, **asked},
        )
        for key, some in options.items()
        if some
    )
    return Markup("").join(fields)


def view_links_html(filters: Filters, choices: Choices) -> Markup:
    """Write the ways to the views: everything, what was tried, organisations. Their addresses wait for the view."""
    language = choices.language
    domain = {key: value for key, value in (("about", filters.about), ("target", filters.target)) if value}
    views = {
        "all": domain,
        "tried": {"show": TRIED} | domain,
        "organisations": {"kind": RegisterKind.ORGANISATION.value},
    }
    organisations = filters.kind == RegisterKind.ORGANISATION
    chosen = TRIED if filters.show == TRIED else "organisations" if organisations else "all"
    items = (
        VIEW_ITEM.format(
            CURRENT if name == chosen else "",
            page_link(word(f"register_view_{name}", language), register_address(language, asked)),
        )
        for name, asked in views.items()
    )
    return VIEWS.format(word("register_nav", language), Markup("").join(items))


def choices_html(*fields: Markup) -> Markup:
    """Write fields in the row above a page."""
    return Markup('<div class="lb-filters">{}</div>').format(Markup("").join(fields))


def wrong_filters(wrong: Sequence[str], language: Language) -> Markup:
    """Write which filters of the address have a value that there is not; nothing where all have one."""
    names = ", ".join(word(f"register_choose_{key}", language) for key in wrong)
    return (
        Markup('<p class="lb-quiet" role="status">{}</p>').format(word("wrong_value", language, keys=names))
        if wrong
        else Markup()
    )
