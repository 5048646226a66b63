"""The page of a municipality: what is known of it alone, what larger areas tell, and what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Level
from picture.html.links import overview_address, page_link
from picture.html.local.part import NO_PART, local_part
from picture.html.profile.cards import population_card
from picture.query.choices import Choices
from picture.query.local.place import PlaceKnown
from picture.query.model import Area, Dataset, View
from picture.text.local.told import lead_of, unknown_of_place
from picture.text.words import capital, word

PLACE_TOP = Markup('<p class="lb-eyebrow">{}</p><h1 class="lb-h1">{}</h1><p class="lb-lead">{}</p>')
PLACE_CARD = Markup("<section><h2>{}</h2>{}</section>")
PLACE_CARDS = Markup('<div class="lb-cards lb-known">{}</div>')
PLACE_PARAGRAPH = Markup("<p>{}</p>")
PLACE_QUIET = Markup('<p class="lb-quiet">{}</p>')
PLACE_UNKNOWN = Markup('<p class="lb-banner" role="status">{} {}</p>')
PLACE_SEPARATOR = Markup(" · ")


def municipality_page(known: PlaceKnown, belongs: Sequence[Area], dataset: Dataset, choices: Choices) -> Markup:
    """Write the whole page; belongs: the larger areas that it lies in; dataset: what others tell of it."""
    language = choices.language
    cards = (
        ("place_population", population_card(dataset)),
        ("local_larger", _larger(belongs, dataset.view)),
        ("local_unknown", _unknown(known, choices)),
    )
    written = NO_PART.join(PLACE_CARD.format(word(key, language), body) for key, body in cards if body)
    eyebrow = PLACE_SEPARATOR.join(
        [capital(word(f"kind_{Level.KUNTA}", language)), *(area.name for area in belongs[:1])]
    )
    return (
        PLACE_TOP.format(eyebrow, known.area.name, lead_of(known, language))
        + local_part(known, choices)
        + PLACE_CARDS.format(written)
    )


def nothing_of_municipality(area: Area, choices: Choices, view: View) -> Markup:
    """Write that nothing is known of a municipality alone, with links to the larger areas that it lies in."""
    belongs = choices.reference.contexts.of(area.level, area.code).belongs
    told = word("local_nothing_known", choices.language, municipality=area.name)
    return PLACE_UNKNOWN.format(told, _links(belongs, view))


def of_region(known: PlaceKnown, choices: Choices, view: View) -> Markup:
    """Write what a region asked and heard itself, and which of its municipalities did."""
    return local_part(known, choices) + places_inside(known, choices, view)


def places_inside(known: PlaceKnown, choices: Choices, view: View) -> Markup:
    """Write the municipalities of a region that have a page of their own; nothing where there are none."""
    if not known.inside:
        return NO_PART
    return PLACE_CARD.format(word("local_inside", choices.language), PLACE_PARAGRAPH.format(_links(known.inside, view)))


def _larger(belongs: Sequence[Area], view: View) -> Markup:
    if not belongs:
        return NO_PART
    return PLACE_PARAGRAPH.format(_links(belongs, view)) + PLACE_QUIET.format(word("local_larger_note", view.language))


def _links(areas: Sequence[Area], view: View) -> Markup:
    return PLACE_SEPARATOR.join(
        page_link(one.name, overview_address("region", view, area=area_key(one.level, one.code))) for one in areas
    )


def _unknown(known: PlaceKnown, choices: Choices) -> Markup:
    return NO_PART.join(map(PLACE_PARAGRAPH.format, unknown_of_place(known, choices)))
