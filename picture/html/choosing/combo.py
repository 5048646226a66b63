"""A field in which one types to choose from a list of links (ARIA combobox).

Without our script the list opens where the field is, and its links work (pages/server/shell/script/choosing.js).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from urllib.parse import quote_plus

from markupsafe import Markup

from contract.codes import Language
from picture.html.frame.view_links import VIEW, put_view
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
    '<a class="lb-go" role="option" tabindex="-1" href="?{key}={value}{view}" aria-selected="false" '
    'data-find="{find}">{name}{note}</a>'
)
MARK = Markup('href="?{}={}{}" aria-selected="{}"')  # as OPTION has it
NOTE = Markup(' <span class="lb-choose-note">{}</span>')
OPTIONS = "\0"  # where the options are put in; no text of ours holds it
MOST_LISTS = 200
MOST_FIELDS = 2_000


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value in the address, how it is called, and by what it is found."""

    value: str
    name: str
    note: str  # what kind of thing it is
    find: str  # names without accents, apart by a stroke


@dataclass(frozen=True, slots=True)
class OptionGroup:
    """Options under one title."""

    title: str
    options: tuple[Option, ...]


def combo(
    key: str, label: str, groups: tuple[OptionGroup, ...], language: Language, selected: Mapping[str, str]
) -> Markup:
    """Write a field that changes one key of the view and nothing else.

    selected: the view, as the address carries it.
    """
    chosen = selected.get(key, "")
    options = chain.from_iterable(group.options for group in groups)
    first = next((option for option in options if option.value == chosen), None)
    shown = " · ".join(part for part in (first.name, first.note) if part) if first else ""
    before, after = _field(key, label, language, shown)
    return before + put_view(_written(key, groups, chosen), selected, key) + after


def search_field(index: str, language: Language) -> Markup:
    """Write the field that looks in everything; index: the address of what can be found."""
    where = Markup(' data-index="{}"').format(index)
    hint = word("search_hint", language)
    key = Markup('<kbd aria-hidden="true">/</kbd>')
    return NOTHING.join(_field("search", word("search", language), language, index=where, hint=hint, after=key))


@lru_cache(MOST_FIELDS)
def _field(
    key: str,
    label: str,
    language: Language,
    shown: str = "",
    *,
    index: Markup = NOTHING,
    hint: str = "",
    after: Markup = NOTHING,
) -> tuple[Markup, Markup]:
    """Write what stands before and after the options."""
    html = FIELD.format(
        key=key,
        label=label,
        shown=shown,
        index=index,
        hint=hint,
        after=after,
        size=max(SHORTEST, len(shown)),
        nothing=word("own_no_results", language),
        hits=word("search_hits", language),
        groups=OPTIONS,
    )
    before, _, rest = html.partition(OPTIONS)
    return before, rest


@lru_cache(MOST_LISTS)
def _written(key: str, groups: tuple[OptionGroup, ...], chosen: str) -> Markup:
    """Write the options; their addresses wait for the rest of the view."""
    unmarked, marked = (MARK.format(key, quote_plus(chosen), VIEW, is_chosen) for is_chosen in ("false", "true"))
    return _options(key, groups).replace(unmarked, marked, 1)


@lru_cache(MOST_LISTS)
def _options(key: str, groups: tuple[OptionGroup, ...]) -> Markup:
    """Write the options, none of them chosen."""
    return NOTHING.join(_group(key, group) for group in groups)


def _group(key: str, group: OptionGroup) -> Markup:
    options = NOTHING.join(_option(key, option) for option in group.options)
    if not group.title:
        return options
    return CHOICE_GROUP.format(title=group.title, head=CHOICE_HEAD.format(group.title), options=options)


def _option(key: str, option: Option) -> Markup:
    return OPTION.format(
        key=key,
        value=quote_plus(option.value),
        view=VIEW,
        find=option.find,
        name=option.name,
        note=NOTE.format(option.note) if option.note else "",
    )
