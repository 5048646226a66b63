"""The lines under a picture: sources with n, fieldwork, wording, boundaries, areas that moved, edition, its marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from contract.codes import Kind, Language
from contract.period import Period
from picture.query.model import Dataset, Fieldwork, ModelEstimate, Observation, Source
from picture.text.marks import mark_word, row_marks
from picture.text.names import inside
from picture.text.reading.own_groups import own_group_sources
from picture.text.words import capital, day, language_name, number, percent, period, word

SCHEMATIC = "Natural Earth"  # boundaries good enough to show where a region is, not to measure it
TO_TEN = 10  # as n is rounded


def moved_line(dataset: Dataset) -> str:
    """Write which areas have changed since the division of their numbers, and which share of their people moved."""
    language = dataset.view.language
    areas = [
        f"{m.area.name} {percent(100 * m.share, 1, language)}" if m.share is not None else m.area.name
        for m in dataset.moved
    ]
    return word("areas_moved", language, year=dataset.moved[0].geo_year, areas=", ".join(areas)) if areas else ""


def boundaries_line(dataset: Dataset) -> str:
    """Write how the map is classed, if into several classes, which division it draws and whose boundaries those are."""
    language = dataset.view.language
    level = word(f"level_{dataset.view.level}", dataset.view.language)
    division = word(
        "method_lines",
        language,
        division=word("division_year", language, level=level, year=dataset.geo_year),
        boundaries=word("boundaries_schematic" if dataset.credit == SCHEMATIC else "boundaries", language),
        credit=dataset.credit,
    )
    classes = word(f"method_classes_{dataset.class_method}", language)
    return f"{classes} {division}" if dataset.classes else division


def source_line(dataset: Dataset, respondents: Iterable[str]) -> str:
    """Name the sources with n (`respondents`), the edition, and whether anything is synthetic.

    A figure cites its publisher; the site in which it was read stands on the methods page and in the tables.
    """
    language = dataset.view.language
    told = [*(marked_source(source, language) for source in dataset.sources), *respondents]
    named = f"{word('source', language)}: {'; '.join(told)}. " if told else ""
    return f"{named}{stamp_line(dataset)}."


def source_name(source: Source) -> str:
    """Name a source as a source line does: its producer and its title."""
    return f"{source.producer}, {source.title}"


def marked_source(source: Source, language: Language) -> str:
    """Name a source and say that it is synthetic where it is: its title says only what was asked, and when."""
    return f"{source_name(source)} ({word('synthetic_short', language)})" if source.synthetic else source_name(source)


def n_of_areas(dataset: Dataset) -> list[str]:
    """Write n from the least to the most of the areas of a map, and the country's under its own name."""
    language = dataset.view.language
    counted = [r for r in dataset.rows if r.shown and r.n]
    if len(counted) == 1:
        return _named_n(dataset, counted) + _named_n(dataset, dataset.reference)
    told = [word("n_by_map", language, n=text)] if (text := _n(dataset, counted)) else []
    return told + _named_n(dataset, dataset.reference)


def _named_n(dataset: Dataset, reference: Sequence[Observation]) -> list[str]:
    """Write n of one number under the name of its area, as of the whole country beside the areas."""
    text = _n(dataset, reference)
    return [f"{reference[0].area.name}: {word('n_alone', dataset.view.language, n=text)}"] if text else []


def n_of_groups(dataset: Dataset) -> list[str]:
    """Write n from the least to the most of the groups; everybody's n would make them look surer than they are."""
    several = sum(bool(r.shown and r.n) for r in dataset.rows) > 1
    text = _n(dataset, dataset.rows)
    if not text:
        return _named_n(dataset, [r for r in dataset.reference if not dataset.rows])
    return [word("n_by_groups" if several else "n_alone", dataset.view.language, n=text)]


def n_by_period(dataset: Dataset) -> list[str]:
    """Write n from the least to the most of the chosen area's periods."""
    rows = [r for r in dataset.rows if dataset.view.chose_line(r)]
    several = sum(bool(r.shown and r.n) for r in rows) > 1
    text = _n(dataset, rows)
    return [word("n_by_period" if several else "n_alone", dataset.view.language, n=text)] if text else []


def n_and_own_groups(dataset: Dataset) -> list[str]:
    """Write n of the chosen area's periods, and of what the numbers of own groups are made."""
    return [*n_by_period(dataset), *own_group_sources(dataset)]


def n_of_area(dataset: Dataset) -> list[str]:
    """Write n of the chosen area alone: the country's beside its figures would make them look surer than they are."""
    text = _n(dataset, [r for r in dataset.rows if dataset.view.chose(r.area)])
    return [word("n_alone", dataset.view.language, n=text)] if text else []


def _n(dataset: Dataset, rows: Iterable[Observation]) -> str:
    """Write n of shown numbers with its sign: "= 1,012", or "≈ 290–310", as our own surveys round theirs to 10."""
    language = dataset.view.language
    counted = [r for r in rows if r.shown and r.n]
    if not counted:
        return ""
    least, most = (end(r.n or 0 for r in counted) for end in (min, max))
    about = any(dataset.indicator(r.indicator).kind.from_respondents for r in counted)
    ends = [number(n, 0, language) for n in dict.fromkeys((least, most))]
    return f"{'≈' if about else '='}\u00a0{'–'.join(ends)}"


def fieldwork_line(fieldwork: Fieldwork, language: Language) -> str:
    """Write how the answers of one period were collected: days, modes, sample, respondents and the response rate."""
    counted = [
        word("fieldwork_sampled", language, n=number(fieldwork.sampled, 0, language)) if fieldwork.sampled else "",
        word("fieldwork_responded", language, n=number(fieldwork.responded, 0, language))
        if fieldwork.responded
        else "",
        "" if fieldwork.rate is None else word("fieldwork_rate", language, rate=percent(fieldwork.rate, 0, language)),
    ]
    when = days_text(fieldwork, language) or period(fieldwork.period)
    how = f" ({modes_text(fieldwork, language)})" if fieldwork.modes else ""
    told = ", ".join(filter(None, counted))
    if not told:
        return word("fieldwork_line_alone", language, when=f"{when}{how}")
    return word("fieldwork_line", language, when=f"{when}{how}", told=told)


def days_text(fieldwork: Fieldwork, language: Language) -> str:
    """Write from which day to which answers were collected; nothing where it is not told."""
    if fieldwork.first_day is None or fieldwork.last_day is None:
        return ""
    return f"{day(fieldwork.first_day, language)} – {day(fieldwork.last_day, language)}"


def modes_text(fieldwork: Fieldwork, language: Language) -> str:
    """Name the modes of answering, the one that was offered first first."""
    return ", ".join(word(f"mode_{mode}", language) for mode in fieldwork.modes)


def weights_sentence(fieldwork: Fieldwork, language: Language) -> str:
    """Write what unequal weights cost: the simple random sample of the same precision."""
    if fieldwork.kish is None or fieldwork.responded is None:
        return ""
    worth = int(fieldwork.responded / fieldwork.kish + TO_TEN / 2) // TO_TEN * TO_TEN
    responded = number(fieldwork.responded, 0, language)
    return word("fieldwork_worth", language, responded=responded, effective=number(worth, 0, language))


def languages_text(fieldwork: Fieldwork, language: Language) -> str:
    """Name the languages of the form."""
    return ", ".join(language_name(one, language) for one in fieldwork.languages)


def fieldwork_facts(fieldwork: Fieldwork, language: Language) -> list[str]:
    """Write all that is known of one fieldwork as sentences: collection, form, R-indicator, weights."""
    told = [fieldwork_line(fieldwork, language)]
    if fieldwork.languages:
        told.append(word("fieldwork_form", language, languages=languages_text(fieldwork, language)))
    if fieldwork.r_indicator is not None:
        told.append(word("fieldwork_r", language, r=number(fieldwork.r_indicator, 2, language)))
    return [text for text in (*told, weights_sentence(fieldwork, language)) if text]


def fieldwork_lines(dataset: Dataset) -> list[str]:
    """Write the newest fieldwork behind the shown numbers of each survey; of pooled periods that of the last."""
    told = []
    for source in dataset.sources:
        periods = [Period.parse(r.period) for r in (*dataset.rows, *dataset.reference) if r.source == source.id]
        until = max((one.last for one in periods), default=0)
        done = [one for one in source.fieldwork if Period.parse(one.period).last <= until]
        told += [fieldwork_line(done[-1], dataset.view.language)] if done else []
    return told


def stamp_line(dataset: Dataset) -> str:
    """Name edition, version and build."""
    stamp = dataset.stamp
    return word("stamp_line", dataset.view.language, edition=stamp.edition, version=stamp.version, build=stamp.build)


def question_line(dataset: Dataset) -> str:
    """Write the wording, what is counted and who was asked, when the picture shows one indicator."""
    if len(dataset.indicators) != 1:
        return ""
    indicator = dataset.indicators[0]
    language = dataset.view.language
    asked = [word("quoted", language, text=indicator.question)] if indicator.question else []
    counted = capital(indicator.counts).rstrip(".") + "."
    return " ".join(
        [*asked, counted, word("population_asked", language, population=indicator.population).rstrip(".") + "."]
    )


def marks_of(rows: Iterable[Observation], language: Language) -> tuple[tuple[str, str], ...]:
    """List the marks of numbers with their meaning."""
    present = sorted(set(chain.from_iterable(row_marks(row) for row in rows)))
    return tuple((f"[{mark}]", mark_word(mark, language)) for mark in present)


def marked_beside(dataset: Dataset) -> list[Observation]:
    """List the numbers of a map or of groups that stand with their marks; a count has no line of the whole."""
    count = dataset.indicators[0].kind == Kind.REGISTER_COUNT
    return [*dataset.rows, *(() if count else dataset.reference)]


def marked_on_line(dataset: Dataset) -> list[Observation]:
    """List the numbers of the chosen line; one of which nothing is shown is told in words, without a mark a year."""
    mine = [r for r in dataset.rows if dataset.view.chose_line(r)]
    return mine if any(r.shown for r in mine) else []


def marked_in_rows(dataset: Dataset) -> list[Observation]:
    """List the numbers of an overview; what is drawn only as a stroke beside has no mark."""
    return [*dataset.rows]


def covariates_text(estimates: Iterable[ModelEstimate], dataset: Dataset) -> str:
    """Name what registers tell a model: "share of Swedish speakers 2018, share of foreign citizens 2018"."""
    names = {i.id: inside(i.name) for i in dataset.indicators}
    told = dict.fromkeys(chain.from_iterable(one.covariates for one in estimates))
    return ", ".join(f"{names.get(indicator, indicator)} {period(when)}" for indicator, when in told)
