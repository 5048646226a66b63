"""Words on one entry of the register: kind, domains, areas, target groups, state, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contract.actions.labels import label
from contract.codes import COUNTRY, Language
from picture.query.choices import Choices
from picture.query.model import Area
from picture.query.register.entries import RegisterEntry
from picture.query.register.filters import ABOUT
from picture.query.register.told import Told
from picture.text.words import language_name, listing, word


def kind_of(entry: RegisterEntry, language: Language) -> str:
    """Write what an entry is, and who does it where that is told: "measure · bought service"."""
    kind = label(entry.kind, language)
    return f"{kind} · {label(entry.provision, language)}" if entry.provision else kind


def domains_of(entry: RegisterEntry, language: Language) -> str:
    """Write the domains; all of them as such, and a dash where there is none."""
    if set(ABOUT) <= set(entry.domains):
        return word("register_all_domains", language)
    return ", ".join(word(f"domain_{one}", language) for one in entry.domains) or "–"


def target_of(key: str, choices: Choices) -> str:
    """Name a target group; one that the picture does not know stands as it was written."""
    dim, _, code = key.partition(":")
    group = choices.reference.groups.get((dim, code))
    return group.name if group else key


def targets_of(entry: RegisterEntry, choices: Choices) -> str:
    """Write for whom something is; nobody named: everybody."""
    return ", ".join(target_of(one, choices) for one in entry.target_groups) or word(
        "register_everybody", choices.language
    )


def place_names(keys: Iterable[str], areas: Mapping[str, Area], choices: Choices) -> list[str]:
    """Name areas by their keys, and say of each that has ended that it has; an unknown key stands as it is."""
    return [_place_name(key, areas, choices) for key in keys]


def _place_name(key: str, areas: Mapping[str, Area], choices: Choices) -> str:
    area = areas.get(key)
    if area is None:
        return key
    ended = (area.level, area.code) in choices.reference.contexts.last_days
    return word("register_ended_area", choices.language, area=area.name) if ended else area.name


def entry_where(entry: RegisterEntry, areas: Mapping[str, Area], choices: Choices) -> str:
    """Write where: the place, and the areas that it concerns."""
    names = [name for name in place_names(entry.areas, areas, choices) if name != entry.place]
    return ", ".join([*([entry.place] if entry.place else []), *names])


def evidence_of(entry: RegisterEntry, language: Language) -> str:
    """Write in plain words how sure it is what is known of the effect."""
    return word(f"register_evidence_{entry.evidence}" if entry.evidence else "register_evidence_unknown", language)


def languages_of(entry: RegisterEntry, language: Language) -> str:
    """Name the languages in which it is offered."""
    return listing([language_name(one, language) for one in entry.languages], language)


def is_national(entry: RegisterEntry) -> bool:
    """Return whether an entry concerns the whole country."""
    return COUNTRY in entry.areas


def marks_behind(name: Told, language: Language, *, example: bool) -> str:
    """Write what is to be known of a name that stands alone: " (in Finnish, example)"; nothing where it is nothing."""
    marks = [] if name.language == language else [word(f"register_in_{name.language}", language)]
    marks += [word("register_example", language).lower()] if example else []
    return f" ({', '.join(marks)})" if marks else ""


def entry_name(entry: RegisterEntry, language: Language) -> str:
    """Write the name of an entry with its marks, where it can carry neither `lang` nor a tag."""
    return entry.name.text + marks_behind(entry.name, language, example=entry.example)
