"""What surveys call a code that is no answer, in three languages."""

from __future__ import annotations

from enum import StrEnum

from etl.read.labels.plain_words import meant, plain_names


class NoAnswer(StrEnum):
    """Why there is no answer."""

    CANNOT_SAY = "cannot_say"
    REFUSED = "refused"
    NOT_ASKED = "not_asked"
    UNSAID = "unsaid"


WORDS = plain_names(
    {
        NoAnswer.CANNOT_SAY: (
            *("en osaa sanoa", "ei osaa sanoa", "en osaa vastata", "en tiedä", "ei tiedä", "eos", "en tiedä / eos"),
            *("kan inte säga", "kan ej säga", "vet inte", "vet ej", "jag vet inte", "osäker", "ingen åsikt"),
            *("cannot say", "can't say", "can not say", "don't know", "do not know", "dont know", "i don't know"),
            *("not sure", "no opinion", "can't choose", "dk", "ei mielipidettä", "en osaa arvioida", "don’t know"),
            *("don´t know", "can’t say", "i do not know", "unsure", "i cannot say", "jag kan inte säga"),
        ),
        NoAnswer.REFUSED: (
            *("en halua vastata", "ei halua vastata", "en halua kertoa", "ei halua kertoa", "en halua sanoa"),
            *("kieltäytyi", "kieltäytyi vastaamasta", "kieltäytyy vastaamasta", "ei vastausta", "ei vastannut"),
            *("vill inte svara", "vill ej svara", "vill inte säga", "vill inte uppge", "vägrar svara", "vägrar"),
            *("inget svar", "ej svar", "ej svarat", "inte svarat", "refused", "refusal", "refuses", "no answer"),
            *("prefer not to answer", "prefer not to say", "does not want to answer", "not answered", "declined"),
        ),
        NoAnswer.NOT_ASKED: (
            *("ei kysytty", "ei esitetty", "ei koske", "ei koske minua", "ei sovellu", "ej tillfrågad", "inte frågat"),
            *("inte tillfrågad", "ej aktuell", "ej aktuellt", "inte aktuellt", "gäller inte", "ej relevant"),
            *("not asked", "not applicable", "inapplicable", "does not apply", "system missing", "skipped", "sysmis"),
            *("filter", "ohitettu", "hoppas över", "not relevant", "ei relevantti", "ej ställd", "inte ställd"),
        ),
        NoAnswer.UNSAID: (
            *("tyhjä", "puuttuu", "puuttuva", "puuttuva tieto", "tieto puuttuu", "ei tietoa", "uppgift saknas"),
            *("missing", "missing value", "na", "n/a", "svar saknas", "bortfall", "dk/na", "vastaus puuttuu"),
        ),
    }
)  # fmt: skip


def no_answer(label: str, code: str) -> NoAnswer | None:
    """Return why a label says that there is no answer; None where it does not say so."""
    found = [NoAnswer(one) for one in NoAnswer if one in meant(label, code, one, WORDS)]
    return found[0] if found else None
