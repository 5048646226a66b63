"""What is said of a place's own surveys: who answered, and what the figures are of."""

from __future__ import annotations

from itertools import chain

from contract.actions.codes import Sampling
from contract.codes import Domain, Language
from picture.query.choices import Choices
from picture.query.local.place import LocalCollection, LocalFinding, PlaceKnown
from picture.query.model import Indicator, Observation
from picture.text.labels import licence
from picture.text.outcomes import hidden_because
from picture.text.source_lines import fieldwork_line, marked_source
from picture.text.words import amount, day, interval, listing, number, period, word

OWN_DOMAINS = tuple(domain for domain in Domain if domain is not Domain.CONTEXT)


def lead_of(known: PlaceKnown, language: Language) -> str:
    """Write in a sentence what is known of a municipality."""
    if not known.collections:
        return word("local_lead_heard" if known.findings else "local_lead_done", language)
    newest = max(known.collections, key=lambda one: one.periods[0])
    return word(
        "local_lead",
        language,
        period=period(newest.periods[0]),
        respondents=respondents_of(newest, newest.periods[0], language),
        questions=len(newest.indicators),
    )


def respondents_of(collection: LocalCollection, of_period: str, language: Language) -> str:
    """Write how many answered, rounded as everywhere."""
    fieldwork = collection.fieldwork(of_period)
    count = fieldwork.responded if fieldwork and fieldwork.responded else 0
    return word("local_respondents", language, n=number(count, 0, language))


def sampling_note(collection: LocalCollection, language: Language) -> str:
    """Write in plain words whom the figures are of, and what two years of them tell; or that none may be shown."""
    if not collection.shows:
        return word("local_shows_nothing", language)
    told = [word(f"local_sampling_{collection.sampling}", language)]
    if len(collection.periods) > 1:
        told.append(word(f"local_waves_{collection.sampling}", language))
    return " ".join(told)


def sampling_name(sampling: Sampling, language: Language) -> str:
    """Name how those who answered were found."""
    return word(f"local_kind_{sampling}", language)


def own_survey_lines(place: PlaceKnown, language: Language) -> list[str]:
    """Write whom the figures of a place's own surveys speak of, and how each was collected; nothing without any."""
    if not place.collections:
        return []
    of_each = (
        f"{one.source.title}: {sampling_note(one, language)} {source_of(one, language)}" for one in place.collections
    )
    return [word("local_apart", language, area=place.area.name), *of_each]


def figure_text(row: Observation | None, indicator: Indicator, language: Language) -> tuple[str, str]:
    """Write a figure, and its interval and respondents; of one that is not shown why."""
    if row is None:
        return "–", ""
    if row.value is None:
        return hidden_because(row, language), ""
    beside = []
    if row.ci_low is not None and row.ci_high is not None:
        beside.append(interval(row.ci_low, row.ci_high, indicator, language))
    if row.n is not None:
        beside.append(f"n ≈ {number(row.n, 0, language)}")
    return amount(row.value, indicator, language), ", ".join(beside)


def source_of(collection: LocalCollection, language: Language) -> str:
    """Write where a collection comes from, and how each period was collected."""
    source = collection.source
    lines = [fieldwork_line(one, language) for one in reversed(source.fieldwork) if one.period in collection.periods]
    named = f"{word('local_source', language)}: {marked_source(source, language)}, {licence(source, language)}"
    return ". ".join([named, *(line.rstrip(".") for line in lines)]) + "."


def source_of_finding(finding: LocalFinding, when: str, language: Language) -> str:
    """Write who heard what stands in words, where, when, and when it was reviewed."""
    reviewed = word("local_reviewed", language, date=day(finding.reviewed, language))
    kind = word(f"local_heard_{finding.kind}", language)
    return f"{kind}, {finding.place}, {when}, {finding.source}, {reviewed}"


def unknown_of_place(known: PlaceKnown, choices: Choices) -> list[str]:
    """Write what nobody knows of a place, a sentence each."""
    told = [unknown_domains(known, choices)]
    if known.collections:
        told.append(word("local_unknown_groups", choices.language))
    if any(one.sampling is Sampling.SELF_SELECTED for one in known.collections):
        told.append(word("local_unknown_others", choices.language))
    return [one for one in told if one]


def unknown_domains(known: PlaceKnown, choices: Choices) -> str:
    """Write about which domains nothing was asked or heard; nothing where there is something about each."""
    language = choices.language
    names = chain.from_iterable(one.indicators for one in known.collections)
    asked = {choices.indicator(name).domain for name in names}
    missing = [word(f"domain_{one}", language).lower() for one in OWN_DOMAINS if one not in asked | known.domains]
    return word("local_unknown_domains", language, domains=listing(missing, language)) if missing else ""
