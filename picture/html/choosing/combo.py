"""A field in which one types to choose from a list of links (ARIA combobox).

Without our script the list opens where the field is, and its links work (pages/server/shell/script/choosing.js).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup

from contract.codes import Language
from picture.text.words import word

NOTHING = Markup("")
SHORTEST = 4  # letters of a field
FIELD = Markup(
    '<div class="lb-choose" data-key="{key}"{index}>'
    '<label class="lb-choose-label" for="lb-choose-{key}">{label}</label>'
    '<input id="lb-choose-{key}" class="lb-choose-field" type="text" role="combobox" aria-autocomplete="list" '
    'aria-expanded="false" aria-controls="lb-choose-{key}-list" autocomplete="off" autocapitalize="off" '
    'spellcheck="false" enterkeyhint="go" value="{shown}" placeholder="{hint}" size="{size}">{after}'
    '<div id="lb-choose-{key}-list" class="lb-choose-list" role="listbox" aria-label="{label}" '
    'data-nothing="{nothing}">{groups}</div><span class="lb-choose-said" role="status" data-hits="{hits}"></span></div>'
)
CHOICE_GROUP = Markup('<div role="group" aria-label="{title}">{head}{options}</div>')
CHOICE_HEAD = Markup('<p class="lb-choose-group" aria-hidden="true">{}</p>')
OPTION = Markup(
    '<a class="lb-go" role="option" tabindex="-1" href="{address}" data-find="{find}" aria-selected="{chosen}">'
    "{name}{note}</a>"
)
NOTE = Markup(' <span class="lb-choose-note">{}</span>')


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: where it leads, how it is called, and by what it is found."""

    address: str
    name: str
    note: str  # what kind of thing it is
    find: str  # names without accents, apart by a stroke
    chosen: bool


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options under one title."""

    title: str
    options: tuple[Option, ...]


def combo(key: str, label: str, groups: Sequence[OptionGroup], language: Language) -> Markup:
    """Write a field with its list; key: its name on the page."""
    chosen = [option for option in chain.from_iterable(group.options for group in groups) if option.chosen]
    shown = " · ".join(part for part in (chosen[0].name, chosen[0].note) if part) if chosen else ""
    lists = NOTHING.join(map(_group, groups))
    return _field(key, label, language, shown=shown, groups=lists)


def search_field(index: str, language: Language) -> Markup:
    """Write the field that looks in everything; index: the address of what can be found."""
    where = Markup(' data-index="{}"').format(index)
    hint = word("search_hint", language)
    key = Markup('<kbd aria-hidden="true">/</kbd>')
    return _field("search", word("search", language), language, index=where, hint=hint, after=key)


def _field(key: str, label: str, language: Language, **filled: str) -> Markup:
    nothing = word("own_no_results", language)
    hits = word("search_hits", language)
    empty = dict.fromkeys(("index", "shown", "hint", "after", "groups"), "")
    size = max(SHORTEST, len(filled.get("shown", "")))
    return FIELD.format(**{**empty, **filled}, size=size, key=key, label=label, nothing=nothing, hits=hits)


def _group(group: OptionGroup) -> Markup:
    options = NOTHING.join(map(_option, group.options))
    if not group.title:
        return options
    return CHOICE_GROUP.format(title=group.title, head=CHOICE_HEAD.format(group.title), options=options)


def _option(option: Option) -> Markup:
    return OPTION.format(
        address=option.address,
        find=option.find,
        chosen="true" if option.chosen else "false",
        name=option.name,
        note=NOTE.format(option.note) if option.note else "",
    )
