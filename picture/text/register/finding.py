"""What the register says of an area, as a finding and the sentence under it."""

from __future__ import annotations

from contract.actions.codes import RegisterKind
from contract.codes import Language, Level
from picture.query.register.filters import TRIED
from picture.query.register.register import Counts, Register
from picture.text.places import in_area
from picture.text.words import capital, listing, number, word


def register_finding(register: Register) -> str:
    """Write how many measures and events the register knows in the area."""
    language = register.view.language
    if register.filters.show == TRIED:
        return word("register_tried_finding", language)
    counts = register.counts
    if register.filters.kind == RegisterKind.ORGANISATION:
        told = _counted("organisations", counts.kinds.get(RegisterKind.ORGANISATION, 0), language)
        return word("register_organisations_finding", language, where=place_of(register), organisations=told)
    return word(
        "register_finding",
        language,
        where=place_of(register),
        known=counted_known(counts, language),
    )


def register_lead(register: Register) -> str:
    """Write which domains have no measure, and what concerns more than the area."""
    language = register.view.language
    if register.filters.show == TRIED:
        return word("register_tried_lead", language)
    if not register.total:
        return word("register_empty", language)
    counts = register.counts
    if register.filters.kind == RegisterKind.ORGANISATION:
        return word("register_organisations_lead", language)
    domains = listing([word(f"register_about_{one}", language) for one in counts.missing], language)
    told = word("register_missing", language, domains=domains) if domains else word("register_missing_none", language)
    around = word("register_around", language, count=number(counts.around, 0, language)) if counts.around else ""
    return " ".join(part for part in (told, around, _examples(counts, language)) if part)


def place_of(register: Register) -> str:
    """Write where, as a sentence begins with it."""
    language = register.view.language
    if register.area.level == Level.COUNTRY:
        return word("register_country_where", language)
    return capital(in_area(register.area, language))


def _examples(counts: Counts, language: Language) -> str:
    """Write how many of the area's entries were invented."""
    every = sum(counts.kinds.values())
    if not counts.examples:
        return ""
    told = {"count": number(counts.examples, 0, language), "every": number(every, 0, language)}
    return word("register_examples", language, **told)


def counted_known(counts: Counts, language: Language) -> str:
    """Write how many measures (with good practices) and how many events (with forums) there are."""
    some = {(False, False): "neither", (True, True): "both"}.get((counts.efforts > 0, counts.events > 0), "one_kind")
    efforts = _counted("efforts", counts.efforts, language)
    return word(f"register_{some}", language, efforts=efforts, events=_counted("events", counts.events, language))


def _counted(what: str, count: int, language: Language) -> str:
    some = {0: "none", 1: "one"}.get(count, "many")
    key = f"register_{what}_{some}"
    return word(key, language, count=number(count, 0, language)) if some == "many" else word(key, language)
