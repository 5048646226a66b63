"""The lines of a trend as chips in their colours, each with a way to take it away, and a field to add others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import COUNTRY
from picture.charts.lines import line_pens
from picture.charts.svg.svg import marker_path
from picture.html.choosing.area_field import kind_of_area
from picture.html.choosing.combo import Option, OptionGroup, combo
from picture.html.sparkline import image
from picture.html.trend.own_form import OwnForms
from picture.query.choices import Choices
from picture.query.choosing.area_list import area_sections
from picture.query.choosing.folding import folded
from picture.query.model import Dataset, Group, Line
from picture.query.selection import AREAS
from picture.query.trend.beside import MOST_BESIDE, LineKey, write_lines
from picture.query.trend.lines import LineRows, Role, lines_of
from picture.query.trend.own_group import own_group_of
from picture.text.findings.trend import is_view_group
from picture.text.names import line_name
from picture.text.words import word

AsSelected = Mapping[str, str]
OptionOf = Callable[[Sequence[LineKey], str, str, str], Option]  # lines to add, name, kind, by what it is found
CHIP = Markup(
    '<li class="lb-chip" style="color:{colour};border-color:{colour}">{mark}<span>{name}</span>{edit}{away}</li>'
)
AWAY = Markup('<a class="lb-go lb-chip-away" href="{}" aria-label="{}" title="{}">×</a>')
MARK_SIZE = 14


def line_chips(dataset: Dataset, choices: Choices, selected: AsSelected) -> Markup:
    """Write every line as a chip, and the field that adds one; selected: the view, as the address carries it."""
    asked = lines_of(dataset)
    names = [line_name(one.line, [other.line for other in asked], dataset) for one in asked]
    beside = keys_beside(dataset)
    forms = OwnForms(choices, selected, beside)
    chips = [
        CHIP.format(
            colour=colour,
            mark=line_mark(colour, symbol),
            name=name,
            edit=forms.edit(one.line.area),
            away=_away(one, name, dataset, selected),
        )
        for one, name, (colour, symbol) in zip(asked, names, line_pens(asked), strict=True)
    ]
    label = word("trend_lines", dataset.view.language)
    room = len(beside) < MOST_BESIDE
    field = _add(dataset, choices, selected) + forms.make() if room else _full(dataset)
    return Markup('<div class="lb-lines"><ul aria-label="{}">{}</ul>{}{}</div>').format(
        label, Markup("").join(chips), field, forms.all(room=room)
    )


def line_mark(colour: str, symbol: str) -> Markup:
    """Draw the marker of a line."""
    half = MARK_SIZE / 2
    path = marker_path(symbol, half, half, MARK_SIZE / 2 - 2)
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14"><path d="{}" fill="{}"/></svg>')
    return image(svg.format(path, colour), "", MARK_SIZE, MARK_SIZE, "lb-line-mark")


def keys_beside(dataset: Dataset) -> list[LineKey]:
    """Return the lines beside the chosen one as the address has them."""
    return [_key(one.line, dataset) for one in lines_of(dataset) if one.role == Role.BESIDE]


def _key(line: Line, dataset: Dataset) -> LineKey:
    own = own_group_of(line.area)
    if own is not None:
        return LineKey(own.text)
    group = "" if is_view_group(line, dataset) else f"{line.group.dim}.{line.group.code}"
    return LineKey(area_key(line.area.level, line.area.code), group)


def _away(one: LineRows, name: str, dataset: Dataset, selected: AsSelected) -> Markup:
    """Write the link that takes a line away; the country's stays, as all others are read against it."""
    if one.role == Role.REFERENCE or (one.role == Role.CHOSEN and one.of_country):
        return Markup("")
    if one.role == Role.CHOSEN:
        changed = {"area": COUNTRY, AREAS: write_lines(keys_beside(dataset))}
    else:
        kept = [key for key in keys_beside(dataset) if key != _key(one.line, dataset)]
        changed = {AREAS: write_lines(kept)}
    said = word("trend_take_away", dataset.view.language, name=name)
    return AWAY.format(f"?{urlencode({**selected, **changed})}", said, said)


def _full(dataset: Dataset) -> Markup:
    text = word("trend_lines_full", dataset.view.language)
    return Markup('<p class="lb-quiet">{}</p>').format(text)


def _add(dataset: Dataset, choices: Choices, selected: AsSelected) -> Markup:
    """Write the field that adds a line: similar regions, areas by level, groups in the country and in the area."""
    language = dataset.view.language
    own = keys_beside(dataset)

    def option(keys: Sequence[LineKey], name: str, note: str, find: str) -> Option:
        wanted = [*own, *(key for key in keys if key not in own)][:MOST_BESIDE]
        return Option(write_lines(wanted), name, note, find)

    shown = {LineKey(area_key(dataset.view.area_level, dataset.view.area)), LineKey(COUNTRY), *own}
    sections = []
    for section in area_sections(choices, choices.areas, dataset.view):
        keys = [(area, LineKey(area_key(area.level, area.code))) for area in section.areas]
        options = tuple(
            option(
                [key],
                area.name,
                kind_of_area(area, language, section.ended),
                folded([area.name, *choices.reference.called.get((area.level, area.code), ())]),
            )
            for area, key in keys
            if key not in shown
        )
        title = word("areas_ended", language) if section.ended else word(f"level_{section.level}", language)
        sections.append(OptionGroup(title, options))
    alike = choices.reference.contexts.of(dataset.view.area_level, dataset.view.area).alike
    similar = [LineKey(area_key(area.level, area.code)) for area in alike]
    name = word("beside_alike", language)
    first = [OptionGroup("", (option(similar, name, "", folded([name])),))] if {*similar} - {*own} else []
    groups = (*first, *_groups(dataset, choices, option, shown), *(one for one in sections if one.options))
    return combo(AREAS, word("choose_areas", language), groups, language, {**selected, AREAS: ""})


def _groups(dataset: Dataset, choices: Choices, option: OptionOf, shown: set[LineKey]) -> list[OptionGroup]:
    """List the population groups of the indicator, in the whole country and in the chosen area."""
    view = dataset.view
    places = dict.fromkeys((COUNTRY, area_key(view.area_level, view.area)))
    names = {COUNTRY: word("level_country", view.language)}
    own = (view.group_dim, view.group_code)
    others = [group for group in choices.groups[view.indicator] if (group.dim, group.code) != own]
    told = []
    for place in places:
        area = names.get(place, dataset.area_name)
        title = f"{word('choose_group', view.language)}: {area}"
        keys = [(group, LineKey(place, f"{group.dim}.{group.code}")) for group in others]
        options = tuple(
            option([key], group.name, _dimension(group), folded([group.name]))
            for group, key in keys
            if key not in shown
        )
        told.append(OptionGroup(title, options))
    return [one for one in told if one.options]


def _dimension(group: Group) -> str:
    return "" if group.is_everybody else group.dim_name
