"""What is current, what comes next, and what each version was: in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from babel.dates import format_date

from contract.codes import Language
from picture.query.choices import Choices
from picture.query.corrections import CalendarEntry, EditionVersion
from picture.text.words import LOCALES, day, word


def current_version(choices: Choices) -> EditionVersion | None:
    """Return the newest version that was released and not withdrawn."""
    return next((one for one in reversed(choices.editions.versions) if one.withdrawn is None), None)


def next_release(choices: Choices) -> CalendarEntry | None:
    """Return the first release that was announced and has not come."""
    return next((one for one in choices.editions.calendar if one.status in {"provisional", "confirmed"}), None)


def current_words(choices: Choices) -> str:
    """Write what readers see: the current edition, a draft before it or after it, or one that was withdrawn."""
    language = choices.language
    stamp = choices.stamp
    current = current_version(choices)
    if stamp.withdrawn and current is None:
        return word("editions_withdrawn", language, name=version_name(stamp.edition, stamp.version, language))
    if stamp.is_published and current:
        return word("editions_published", language, **_named(current, language))
    draft = {"edition": stamp.edition, "built": day(stamp.built_at.date(), language)}
    if current is None:
        return word("editions_draft", language, **draft)
    return word("editions_draft_after", language, **draft, **_named(current, language))


def next_words(choices: Choices) -> str:
    """Write which release comes next, and when; that none was announced where none was."""
    language = choices.language
    entry = next_release(choices)
    if entry is None:
        return word("answer_next", language)
    named = {"name": announced_name(entry, language), "when": release_words(entry, choices)}
    return word("editions_next", language, **named, state=word(f"release_{entry.status}", language))


def punctuality_words(choices: Choices) -> str:
    """Write how many releases came on the day that was confirmed for them first; one that moved did not."""
    language = choices.language
    came = {(one.edition, one.version): one.released for one in choices.editions.versions}
    dated = [one for one in choices.editions.calendar if one.due and (one.edition, one.version) in came]
    if not dated:
        return word("quality_punctuality_none", language)
    kept = sum(not one.moves and one.due.date() == came[one.edition, one.version] for one in dated if one.due)
    return word("quality_punctuality", language, count=kept, total=len(dated))


def version_name(edition: str, version: int, language: Language) -> str:
    """Name a version: "Edition 2026, version 2"."""
    return word("edition_version_inside", language, edition=edition, version=version)


def announced_name(entry: CalendarEntry, language: Language) -> str:
    """Name a release that was announced: by its edition, and by its version where that is not the first one."""
    if entry.version == 1:
        return word("edition_alone", language, edition=entry.edition)
    return version_name(entry.edition, entry.version, language)


def change_words(one: EditionVersion, before: EditionVersion | None, language: Language) -> str:
    """Write what a version means to whoever used the one before, by its semantic version."""
    if before is None:
        return word("semantic_first", language)
    numbers = zip(one.semantic.split("."), before.semantic.split("."), strict=True)
    differ = [new != old for new, old in numbers]
    return word(
        f"semantic_{('breaking', 'adding', 'correcting')[differ.index(True) if True in differ else -1]}", language
    )


def state_words(one: EditionVersion, choices: Choices) -> str:
    """Write whether a version stands: current, superseded by a newer one, the last of its edition, or withdrawn."""
    language = choices.language
    if one.withdrawn:
        key = "version_withdrawn_why" if one.reason else "version_withdrawn"
        return word(key, language, day=day(one.withdrawn, language), reason=one.reason.rstrip("."))
    if one == current_version(choices):
        return word("version_current", language)
    newer = [two for two in choices.editions.versions if two.edition == one.edition and two.version > one.version]
    return word("version_superseded" if newer else "version_last", language)


def release_words(entry: CalendarEntry, choices: Choices) -> str:
    """Write when a release comes or came: its day, its day and hour, or the months in which it is planned."""
    language = choices.language
    released = {(one.edition, one.version): one.released for one in choices.editions.versions}
    came = released.get((entry.edition, entry.version))
    if came:
        return day(came, language)
    return moment_words(entry.due, language) if entry.due else span_words(entry.first_day, entry.last_day, language)


def moment_words(moment: datetime, language: Language) -> str:
    """Write day and hour, in the time of Finland, in which it is told."""
    return word(
        "release_moment", language, day=day(moment.date(), language), hour=moment.hour, minute=moment.strftime("%M")
    )


def span_words(first: date, last: date, language: Language) -> str:
    """Write a day, a month, or a span of them: "November–December 2027"."""
    if first == last:
        return day(first, language)
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if not whole:
        return f"{day(first, language)} – {day(last, language)}"
    begins = "LLLL" if first.year == last.year else "LLLL y"
    ends = _month(last, "LLLL y", language)
    return ends if (first.year, first.month) == (last.year, last.month) else f"{_month(first, begins, language)}–{ends}"


def _month(one: date, form: str, language: Language) -> str:
    return format_date(one, form, locale=LOCALES[language])


def _named(one: EditionVersion, language: Language) -> dict[str, str]:
    return {"name": version_name(one.edition, one.version, language), "released": day(one.released, language)}
