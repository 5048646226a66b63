"""The quality declaration in the five headings of official statistics; every sentence stands on stored numbers."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import chain

from contract.codes import Language, Level
from picture.query.age import is_old
from picture.query.choices import Choices
from picture.query.methods.quality import Quality, newest_wave
from picture.query.model import Fieldwork, Indicator
from picture.text.editions.releases import punctuality_words
from picture.text.kinds import kind_word
from picture.text.source_lines import fieldwork_line, weights_sentence
from picture.text.words import day, listing, number, period, word


class Heading(StrEnum):
    """A heading of a quality declaration, in the order of official statistics; the value is its id on the page."""

    RELEVANCE = "relevance"
    ACCURACY = "accuracy"
    TIMELINESS = "timeliness"
    COHERENCE = "coherence"
    ACCESS = "access"


def quality_sentences(quality: Quality, choices: Choices) -> dict[Heading, list[str]]:
    """Write what is known under every heading; a sentence whose numbers are not stored is left out."""
    told = {
        Heading.RELEVANCE: _relevance(choices),
        Heading.ACCURACY: _accuracy(quality, choices),
        Heading.TIMELINESS: _timeliness(choices),
        Heading.COHERENCE: _coherence(quality, choices),
        Heading.ACCESS: [word("quality_access_text", choices.language)],
    }
    return {heading: [text for text in texts if text] for heading, texts in told.items()}


def newest_fieldwork(choices: Choices) -> Fieldwork | None:
    """Return how the answers of the newest wave of our own survey were collected."""
    wave = newest_wave(choices)
    surveys = {i.source.id: i.source for i in choices.indicators if i.kind.from_respondents}
    done = chain.from_iterable(source.fieldwork for source in surveys.values())
    return next((one for one in done if one.period == wave), None)


def old_indicators(choices: Choices) -> list[str]:
    """Name the indicators whose newest figure is old, short and with its year: "Unemployed (2018)"."""
    stamp = choices.stamp
    newest = [(i.short, choices.periods[i.id][-1]) for i in choices.indicators if choices.periods.get(i.id)]
    return [f"{name} ({period(last)})" for name, last in newest if is_old(last, stamp.edition, stamp.max_age_years)]


def _relevance(choices: Choices) -> list[str]:
    language = choices.language
    kinds = Counter(kind_word(one, language) for one in choices.indicators)
    parts = listing([f"{kind} {number(count, 0, language)}" for kind, count in kinds.items()], language)
    asked = next((i.population for i in choices.indicators if i.kind.from_respondents), "")
    return [
        word("quality_relevance_text", language, total=number(len(choices.indicators), 0, language), kinds=parts),
        word("quality_population", language, population=asked) if asked else "",
    ]


def _accuracy(quality: Quality, choices: Choices) -> list[str]:
    language = choices.language
    done = newest_fieldwork(choices)
    told = [fieldwork_line(done, language), weights_sentence(done, language)] if done else []
    if done and done.r_indicator is not None:
        told.append(word("fieldwork_r", language, r=number(done.r_indicator, 2, language)))
    return [*told, _widths(quality, language), _covered(quality, language)]


def _widths(quality: Quality, language: Language) -> str:
    widths = [quality.precision[level].half_width for level in (Level.COUNTRY, Level.MAAKUNTA)]
    if quality.period is None or None in widths:
        return ""
    country, region = (number(width or 0.0, 1, language) for width in widths)
    return word("quality_widths", language, period=period(quality.period), country=country, region=region)


def _covered(quality: Quality, language: Language) -> str:
    """Write how many figures of the regions and their groups are shown in the newest wave, and why others are not."""
    known = quality.coverage
    if quality.period is None or not known.total:
        return ""
    counts = {
        name: number(getattr(known, name), 0, language) for name in ("total", "shown", "unreliable", "few", "uncertain")
    }
    return word("quality_coverage", language, period=period(quality.period), **counts)


def _timeliness(choices: Choices) -> list[str]:
    language = choices.language
    stamp = choices.stamp
    done = newest_fieldwork(choices)
    told = []
    if done and done.last_day:
        days = (stamp.built_at.date() - done.last_day).days
        ends = {"last": day(done.last_day, language), "built": day(stamp.built_at.date(), language)}
        told.append(word("quality_timeliness_text", language, days=number(days, 0, language), **ends))
    old = old_indicators(choices)
    if old:
        counts = {"count": number(len(old), 0, language), "total": number(len(choices.indicators), 0, language)}
        told.append(word("quality_old", language, limit=stamp.max_age_years, names=listing(old, language), **counts))
    return [*told, punctuality_words(choices)]


def _coherence(quality: Quality, choices: Choices) -> list[str]:
    language = choices.language
    broken = {one.indicator for one in quality.breaks}
    waves = [p for p in survey_waves(choices) if p]
    counts = {"count": number(len(broken), 0, language), "total": number(len(choices.indicators), 0, language)}
    return [
        word("quality_waves", language, count=number(len(waves), 0, language), waves=listing(waves, language))
        if len(waves) > 1
        else "",
        word("quality_others", language),
        word("quality_breaks", language, **counts) if broken else "",  # the list follows
    ]


def survey_waves(choices: Choices) -> list[str]:
    """List the periods of the fieldwork of our own surveys, the oldest first."""
    surveys = {i.source.id: i.source for i in choices.indicators if i.kind.from_respondents}
    done = chain.from_iterable(source.fieldwork for source in surveys.values())
    return sorted({period(one.period) for one in done})


def break_rows(quality: Quality, indicators: tuple[Indicator, ...]) -> list[tuple[str, str, str]]:
    """List every break: indicator, the period before which it stands, the reason."""
    names = {one.id: one.name for one in indicators}
    return [(names[one.indicator], period(one.period), one.reason) for one in quality.breaks if one.indicator in names]


def change_limits(quality: Quality, language: Language) -> str:
    """Write how large a change must be to be found, in the whole country and in a region."""
    found = [quality.precision[level].detectable for level in (Level.COUNTRY, Level.MAAKUNTA)]
    if None in found:
        return ""
    country, region = (number(one or 0.0, 0, language) for one in found)
    return word("answer_difference_limits", language, country=country, region=region)
