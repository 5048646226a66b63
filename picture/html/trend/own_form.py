"""The form in which one makes or changes an own group of areas; our script turns it into an address (own.js)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from markupsafe import Markup

from contract.cell_key import area_key
from contract.codes import Language
from picture.query.choices import Choices
from picture.query.model import Area
from picture.query.selection import AREAS, selected_areas
from picture.query.trend.beside import LineKey, write_lines
from picture.query.trend.own_group import LONGEST_NAME, MEMBER_LEVEL, OwnGroup, own_group_of, read_own_group
from picture.text.words import word

FORM = Markup(
    '<form class="lb-own" id="{id}" popover role="dialog" aria-label="{title}" data-view="{view}" data-lines="{lines}" '
    'data-few="{few}" data-nameless="{nameless}" '
    'data-called="{called}"><p class="lb-own-title">{title}</p>'
    '<label class="lb-own-name">{label} <input type="text" maxlength="{longest}" autocomplete="off" value="{name}">'
    '</label><fieldset><legend>{regions}</legend><div class="lb-own-ticks">{ticks}</div></fieldset>'
    '<p class="lb-quiet">{municipalities}</p><p class="lb-own-said" role="status"></p><p class="lb-own-buttons">'
    '<button type="submit">{show}</button>'
    '<button type="button" popovertarget="{id}" popovertargetaction="hide">{cancel}</button></p></form>'
)
TICK = Markup('<label><input type="checkbox" value="{}"{}> {}</label>')
OPEN = Markup('<button class="lb-own-open" type="button" popovertarget="{}">{}</button>')
EDIT = Markup(
    '<button class="lb-chip-edit" type="button" popovertarget="{}" aria-label="{}" title="{}">'
    '<span aria-hidden="true">✎</span></button>'
)
NEW = "lb-own-new"


@dataclass(frozen=True, slots=True)
class OwnForms:
    """The forms of one picture: one for a new group, and one for each that it shows.

    selected: the view, as the address carries it; beside: its lines beside the chosen one.
    """

    choices: Choices
    selected: Mapping[str, str]
    beside: Sequence[LineKey]

    @property
    def _language(self) -> Language:
        return self.choices.language

    def make(self) -> Markup:
        """Write the button that opens the form of a new group."""
        return OPEN.format(NEW, word("pooled_make", self._language))

    def edit(self, area: Area) -> Markup:
        """Write the button that opens the form of a group; nothing for any other area."""
        own = own_group_of(area)
        if own is None:
            return Markup("")
        said = word("pooled_edit", self._language, name=own.name)
        return EDIT.format(self._id(own), said, said)

    def all(self, *, room: bool) -> Markup:
        """Write every form; room: for one more line."""
        groups = [own for key in self.beside if (own := read_own_group(key.area)) is not None]
        new = [self._form(None)] if room else []
        return Markup("").join([*(self._form(own) for own in groups), *new])

    def _form(self, own: OwnGroup | None) -> Markup:
        language = self._language
        others = [key for key in self.beside if own is None or key.area != own.text]
        ticks = [
            TICK.format(key, Markup(" checked") if own and key in own.members else "", area.name)
            for area in selected_areas(self.choices, MEMBER_LEVEL)
            if (key := area_key(area.level, area.code))
        ]
        return FORM.format(
            id=NEW if own is None else self._id(own),
            title=word("pooled_make", language) if own is None else word("pooled_edit", language, name=own.name),
            view=urlencode({key: value for key, value in self.selected.items() if key != AREAS}),
            lines=write_lines(others) if others else "",
            few=word("pooled_too_few", language),
            nameless=word("pooled_no_name", language),
            called=word("pooled_name_of_area", language),
            label=word("pooled_name", language),
            longest=LONGEST_NAME,
            name=own.name if own else "",
            regions=word(f"level_{MEMBER_LEVEL}", language),
            ticks=Markup("").join(ticks),
            municipalities=word("pooled_municipalities", language),
            show=word("pooled_show", language),
            cancel=word("pooled_cancel", language),
        )

    def _id(self, own: OwnGroup) -> str:
        return f"lb-own-{[key.area for key in self.beside].index(own.text)}"
