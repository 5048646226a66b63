"""No group has a number that is shown: what the title says stands alone, and links lead to what is known."""

from __future__ import annotations

from markupsafe import Markup

from contract.codes import COUNTRY, Level
from picture.html.links import page_address, page_link
from picture.query.choices import Choices
from picture.query.model import Dataset
from picture.text.words import word


def groups_nothing(dataset: Dataset, choices: Choices) -> Markup:
    """Write where the indicator is known: its groups in the whole country, its years, its areas."""
    view = dataset.view
    language = view.language
    links: list[Markup] = []
    by_group = len(choices.groups[view.indicator]) > 1
    if view.area_level != Level.COUNTRY and by_group:
        links.append(page_link(word("groups_of_country", language), page_address("groups", view, area=COUNTRY)))
    links.append(page_link(word("menu_trends", language), page_address("trends", view)))
    if choices.levels[view.indicator]:
        links.append(page_link(word("menu_map", language), page_address("map", view)))
    told = Markup("").join(Markup("<li>{}</li>").format(link) for link in links)
    never = "" if by_group else word("groups_never", language)
    why = f"{never} {word('groups_elsewhere', language)}".strip()
    return Markup('<div class="lb-empty"><p>{}</p><ul>{}</ul></div>').format(why, told)
