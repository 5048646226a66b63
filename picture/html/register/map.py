"""Where: the regions by how many entries of the register they have, with those of their municipalities."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from contract.codes import COUNTRY
from picture.charts.maps.coarse import coarse_path, coarse_view_box
from picture.charts.palette import LEVEL_GROUND, QUIET, SELECTED, class_colours
from picture.html.links import page_link
from picture.html.register.words import area_register
from picture.html.sparkline import image
from picture.query.choices import Choices
from picture.query.model import Area
from picture.query.register.near import areas_by_key
from picture.query.register.register import Register
from picture.text.words import number, word

EDGES = (1, 2, 5, 10)  # the least entries of each class
ENTRIES_WIDTH = 200
AREA = Markup('<path d="{}" fill="{}" stroke="{}" stroke-width="{}"/>')
MAP_OF_ENTRIES = Markup(
    '<figure class="lb-register-map"><h2>{}</h2>{}{}{}<figcaption class="lb-quiet">{}</figcaption></figure>'
)
KEY = Markup('<li><span class="lb-register-class" data-class="{}"></span>{}</li>')
REGIONS_IN_SIGHT = 5  # regions in words; the others stand folded


def register_map(register: Register, choices: Choices) -> Markup:
    """Draw the regions by number of entries, and list them; nothing where there are no boundaries or no entries."""
    language = choices.language
    if not register.shapes or not register.found:
        return Markup()
    areas = areas_by_key(choices)
    box = coarse_view_box(register.shapes)
    _, _, wide, tall = map(int, box.split())
    svg = Markup('<svg xmlns="http://www.w3.org/2000/svg" viewBox="{}">{}</svg>').format(box, _paths(register))
    drawn = image(svg, _alt(register, areas), ENTRIES_WIDTH, round(ENTRIES_WIDTH * tall / wide), "lb-register-picture")
    note = word("register_map_note", language)
    return MAP_OF_ENTRIES.format(
        word("register_map_title", language), drawn, _key(choices), _listed(register, areas), note
    )


def _paths(register: Register) -> Markup:
    colours = (LEVEL_GROUND, *class_colours(len(EDGES)))
    chosen = f"MK{register.view.area}" if not register.whole_country else ""
    parts = []
    for shape in sorted(register.shapes, key=lambda one: f"MK{one.code}" == chosen):  # the chosen one over the others
        here = f"MK{shape.code}" == chosen
        paint = colours[_class(register.regions.get(f"MK{shape.code}", 0))]
        parts.append(AREA.format(coarse_path(shape), paint, SELECTED if here else QUIET, 2.4 if here else 0.7))
    return Markup("").join(parts)


def _class(count: int) -> int:
    return sum(count >= edge for edge in EDGES)


def _key(choices: Choices) -> Markup:
    ends = (*(edge - 1 for edge in EDGES[1:]), None)
    spans = [_span(first, last) for first, last in zip(EDGES, ends, strict=True)]
    told = [word("register_map_class_none", choices.language), *spans]
    return Markup('<ul class="lb-register-key">{}</ul>').format(
        Markup("").join(KEY.format(place, text) for place, text in enumerate(told))
    )


def _span(first: int, last: int | None) -> str:
    if last is None:
        return f"{first}–"
    return str(first) if first == last else f"{first}–{last}"


def _by_number(register: Register, areas: Mapping[str, Area]) -> list[tuple[str, int]]:
    known = [(key, count) for key, count in register.regions.items() if key in areas]
    return sorted(known, key=lambda pair: (-pair[1], areas[pair[0]].name))


def _listed(register: Register, areas: Mapping[str, Area]) -> Markup:
    """List the regions with entries, as links to their own register; only the first few are in sight."""
    language = register.view.language
    rows = [
        Markup("<li>{} {}</li>").format(
            page_link(areas[key].name, area_register(register.view, key, register.filters)),
            number(count, 0, language),
        )
        for key, count in _by_number(register, areas)
    ]
    first = Markup("<ul>{}</ul>").format(Markup("").join(rows[:REGIONS_IN_SIGHT])) if rows else Markup()
    rest = rows[REGIONS_IN_SIGHT:]
    folded = Markup("<details><summary>+ {}</summary><ul>{}</ul></details>")
    country = register.places.get(COUNTRY, 0)
    counts = {"register_map_country": country, "register_map_elsewhere": register.elsewhere}
    told = " ".join(word(key, language, count=number(n, 0, language)) for key, n in counts.items() if n)
    below = Markup("<p>{}</p>").format(told) if told else Markup()
    return first + (folded.format(len(rest), Markup("").join(rest)) if rest else Markup()) + below


def _alt(register: Register, areas: Mapping[str, Area]) -> str:
    language = register.view.language
    told = ", ".join(f"{areas[key].name} {number(count, 0, language)}" for key, count in _by_number(register, areas))
    return word("register_map_alt", language, told=f"{told}." if told else word("register_map_none", language))
