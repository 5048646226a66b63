"""The register as a table: near entries first, or measures by what is known of their effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from urllib.parse import urlencode

from markupsafe import Markup

from contract.actions.codes import RegisterKind
from contract.actions.labels import label
from contract.codes import Language
from picture.html.links import page_link
from picture.html.register.words import edition_asked, entry_link, parties_html, register_address, told_html
from picture.query.choices import Choices
from picture.query.model import Area
from picture.query.register.entries import RegisterEntry
from picture.query.register.filters import ROWS, TRIED
from picture.query.register.near import areas_by_key, rings_of
from picture.query.register.register import Register
from picture.text.register.entry_words import (
    domains_of,
    entry_name,
    entry_where,
    evidence_of,
    kind_of,
    place_names,
    targets_of,
)
from picture.text.register.finding import place_of
from picture.text.register.when import when_of
from picture.text.words import number, word

REGISTER_TABLE = Markup(
    '<table class="lb-register-table"><caption class="lb-unseen">{}</caption><thead><tr>{}</tr></thead>{}</table>'
)
COLUMN_HEAD = Markup('<th scope="col">{}</th>')
ENTRY_ROW = Markup("<tr>{}</tr>")
RING_ROW = Markup('<tr><th class="lb-register-ring" scope="rowgroup" colspan="{}">{}</th></tr>')
NAME_CELL = Markup('<th scope="row">{}</th>')
REGISTER_CELL = Markup('<td data-label="{}">{}</td>')
ICS = Markup('<a href="event.ics?{}" aria-label="{}" download>.ics</a>')
RINGS = ("own", "inside", "larger", "country")
WriteCell = Callable[[RegisterEntry], Markup | str]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Writes the cells of an entry."""

    choices: Choices
    areas: Mapping[str, Area]

    @property
    def language(self) -> Language:
        return self.choices.language

    def columns(self, register: Register) -> Mapping[str, WriteCell]:
        """Return what each column shows, by the word over it."""
        if register.filters.show == TRIED:
            return {
                "choose_about": self.domains,
                "choose_target": self.targets,
                "where": self.where,
                "evidence": self.effect,
            }
        if register.filters.kind == RegisterKind.ORGANISATION:
            return {"offers": self.offers, "choose_about": self.domains, "where": self.where, "contact": self.contact}
        return {
            "choose_kind": lambda one: kind_of(one, self.language),
            "choose_about": self.domains,
            "choose_target": self.targets,
            "when": self.when,
            "who": lambda one: parties_html(one.organisers, self.language) or "–",
            "ics": self.ics,
        }

    def domains(self, entry: RegisterEntry) -> str:
        return domains_of(entry, self.language)

    def targets(self, entry: RegisterEntry) -> str:
        return targets_of(entry, self.choices)

    def where(self, entry: RegisterEntry) -> str:
        return entry_where(entry, self.areas, self.choices)

    def when(self, entry: RegisterEntry) -> str:
        told = when_of(entry, self.language)
        if entry.status is None or entry.happens:
            return told
        return f"{told} · {label(entry.status, self.language)}"

    def effect(self, entry: RegisterEntry) -> Markup:
        told = Markup("<b>{}</b>").format(evidence_of(entry, self.language))
        return told + Markup(" {}").format(told_html(entry.effect, self.language))

    def offers(self, entry: RegisterEntry) -> Markup | str:
        return told_html(entry.about, self.language) or "–"

    def contact(self, entry: RegisterEntry) -> str:
        return entry.contact or "–"

    def ics(self, entry: RegisterEntry) -> Markup:
        return ics_link(entry, self.choices) if entry.first_day else Markup()


def ics_link(entry: RegisterEntry, choices: Choices) -> Markup:
    """Write the way to the calendar file of an entry."""
    said = word("register_ics_of", choices.language, name=entry_name(entry, choices.language))
    return ICS.format(urlencode({"id": entry.id, "lang": choices.language, **edition_asked(choices)}), said)


def register_table(register: Register, choices: Choices) -> Markup:
    """Write the entries that are shown, by how near they are, with the ways to the other parts of a long register."""
    language = choices.language
    if not register.entries:
        return Markup('<p class="lb-register-none">{}</p>').format(word("register_none_found", language))
    cells = _Cells(choices, areas_by_key(choices))
    columns = cells.columns(register)
    heads = Markup("").join(COLUMN_HEAD.format(word(f"register_{name}", language)) for name in ("what", *columns))
    bodies = (
        Markup("<tbody>{}{}</tbody>").format(
            _ring(ring, register, choices, len(columns) + 1),
            Markup("").join(_row(one, columns, language) for one in of_it),
        )
        for ring, of_it in groupby(register.entries, key=lambda one: one.ring)
    )
    table = REGISTER_TABLE.format(word("register_title", language), heads, Markup("").join(bodies))
    return table + _parts(register, language)


def _row(entry: RegisterEntry, columns: Mapping[str, WriteCell], language: Language) -> Markup:
    name = NAME_CELL.format(entry_link(entry, language))
    cells = (REGISTER_CELL.format(word(f"register_{key}", language), write(entry)) for key, write in columns.items())
    return ENTRY_ROW.format(name + Markup("").join(cells))


def _ring(ring: int, register: Register, choices: Choices, columns: int) -> Markup:
    """Write how near the entries under it are; of the whole country there is nothing to tell apart."""
    if register.whole_country:
        return Markup()
    areas = areas_by_key(choices)
    larger = rings_of(register.view, choices).larger if RINGS[ring] == "larger" else ()
    met = set(chain.from_iterable(one.areas for one in register.entries)) & set(larger)
    names = ", ".join(place_names(sorted(met), areas, choices))
    told = word(f"register_ring_{RINGS[ring]}", choices.language, where=place_of(register), names=names)
    return RING_ROW.format(columns, told)


def _parts(register: Register, language: Language) -> Markup:
    """Write which rows are shown and the ways to those before and after; nothing where all are."""
    if register.parts == 1:
        return Markup()
    part = register.filters.part
    told = word(
        "register_part",
        language,
        first=number((part - 1) * ROWS + 1, 0, language),
        last=number((part - 1) * ROWS + len(register.entries), 0, language),
        count=number(register.found, 0, language),
    )
    steps = {"before": part - 1, "next": part + 1}
    links = [
        page_link(
            word(f"register_part_{name}", language), register_address(language, register.filters.asked(part=str(to)))
        )
        for name, to in steps.items()
        if 1 <= to <= register.parts
    ]
    return Markup('<p class="lb-register-parts">{}</p>').format(Markup(" · ").join([Markup("{}").format(told), *links]))
