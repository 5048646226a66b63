"""What an office writes about its signs, in the words that offices use -> our statuses. Other words are not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from contract.status import Status
from etl.read.signs.publishers import (
    BREAK,
    CONFIDENTIAL,
    DEFINITION,
    ESTIMATED,
    LOW_RELIABILITY,
    MISSING,
    NOT_APPLICABLE,
    NOTHING,
    PROVISIONAL,
)

NOT_SAID = re.compile(r"[^\w]+")
ZERO = frozenset(  # a zero is a figure: these words alone, nothing beside them
    {
        *("0", "zero", "nil", "magnitude nil", "exact zero", "absolute zero", "true zero", "nothing to report"),
        *("ei yhtään", "nolla", "arvo nolla", "ei yhtään tapausta"),
        *("värdet noll", "noll", "värdet är noll", "noll eller inget att redovisa", "inget finns att redovisa"),
        *("nul", "núll", "cero", "zéro", "nähtust ei esinenud", "phenomenon did not occur", "not occurring"),
    }
)
WITHOUT_VALUE: Mapping[Status, tuple[str, ...]] = {  # pieces of words that say why there is no value: one reason only
    CONFIDENTIAL: (
        *("confidential", "secrecy", "suppressed", "disclosure", "data protection", "anonymi"),
        *("salassa", "salattu", "salainen", "tietosuoja", "luottamuksel"),
        *("sekretess", "konfidentiel", "röjande", "skyddad", "skyddas"),
        *("konfidensial", "fortrolig", "diskretion", "konfidentsiaal", "andmekaitse", "trúnað", "persónuvernd"),
        *("confidencial", "secreto estadístico", "secret statistique", "confidentiel", "geheim"),
    ),
    NOT_APPLICABLE: (
        *("not applicable", "cannot exist", "cannot occur", "not possible", "impossible", "not relevant", "not asked"),
        *("ei voi olla", "ei voi esiinty", "mahdoton", "epälooginen", "ei sovellu", "ei kysytty", "ei ole kysytty"),
        *("kan inte förekomma", "kan ej förekomma", "inte tillämplig", "ej tillämplig", "inte relevant", "ej relevant"),
        *("ej aktuell", "inte aktuell", "efterfråga", "kan ikke forekomme", "ikke relevant", "ikke aktuel"),
        *("pole rakendatav", "á ekki við", "no aplicable", "no procede", "no aplica", "sans objet", "non applicable"),
        *("non-applicable", "nicht zutreffend"),
    ),
    MISSING: (
        *("not available", "unavailable", "no data", "no information", "missing", "not yet available", "not collected"),
        *("ei tietoa", "puuttu", "ei ole saatu", "ei saatu", "ei saatavilla", "ei ole saatavilla", "ei käytettävissä"),
        *("saknas", "inte tillgänglig", "ej tillgänglig", "ingen uppgift", "ingen information", "föreligger inte"),
        *("föreligger ej", "mangler", "foreligger ikke", "foreligger ennå ikke", "ikke tilgjengelig"),
        *("ikke tilgængelig", "andmed puuduvad", "andmeid ei ole", "ekki fáanleg", "ekki til", "liggja ekki fyrir"),
        *("sin datos", "no disponible", "sin información", "non disponible", "pas disponible", "nicht verfügbar"),
        *("keine angabe", "keine daten", "ni podatka", "manjka", "brak danych"),
    ),
}
BESIDE: Mapping[Status, tuple[str, ...]] = {  # pieces of words about a value, or about its absence
    LOW_RELIABILITY: (
        *("low reliability", "unreliable", "not reliable", "uncertain", "epävarma", "epäluotettava", "osäker"),
        *("låg tillförlitlighet", "usikker", "upålidelig", "ebausaldus", "ebakindl", "poco fiable", "peu fiable"),
    ),
    PROVISIONAL: (
        *("provisional", "preliminary", "ennakko", "ennakollinen", "preliminär", "foreløpig", "foreløbig"),
        *("esialgne", "bráðabirgð", "provisoire", "vorläufig"),
    ),
    ESTIMATED: (
        *("estimate", "arvioitu", "arvio", "uppskatta", "skattning", "skattad", "estimert", "estimeret"),
        *("hinnang", "áætl", "estimado", "estimación", "estimé", "geschätzt"),
    ),
    BREAK: (
        *("break in time series", "break in series", "break in the series", "series break", "sarjan katko"),
        *("tidsseriebrott", "brott i tidsserie", "brudd i tidsserie", "databrud", "ruptura de serie"),
    ),
    DEFINITION: ("definition differs", "määritelmä poikkeaa", "definitionen avviker"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sign says; `zero`: it stands for a true zero."""

    status: Status
    zero: bool = False


def meaning(words: str) -> Meaning | None:
    """Return what words of an office say; None where they are unknown, or give two reasons why a value is missing."""
    plain = NOT_SAID.sub(" ", words.casefold()).strip()
    if plain in ZERO:
        return Meaning(NOTHING, zero=True)
    reasons = [*_found(plain, WITHOUT_VALUE)]
    said = [*reasons, *_found(plain, BESIDE)]
    if len(reasons) > 1 or not said:
        return None
    return Meaning(reduce(or_, said))


def _found(plain: str, table: Mapping[Status, tuple[str, ...]]) -> Iterator[Status]:
    for status, pieces in table.items():
        if any(NOT_SAID.sub(" ", piece) in plain for piece in pieces):
            yield status
