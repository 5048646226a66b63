"""One figure as HTML: whether it still stands first, then what it is, then the same figure in every version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from contract.cell_key import KeyParts
from contract.codes import Language
from picture.html.frame.place import place_address
from picture.html.links import figure_address, page_link
from picture.html.methods.parts import definition_list, paragraphs, plain_table
from picture.html.page.head import page_head
from picture.html.page.stack import stack
from picture.query.choices import Choices
from picture.query.figure.standing import FigureState, FigureTold, VersionFigure
from picture.query.model import Observation
from picture.text.figure.states import state_sentence, version_value
from picture.text.marks import mark_word, status_marks
from picture.text.outcomes import number_sentence
from picture.text.source_lines import marked_source
from picture.text.words import capital, day, interval, number, period, word

STATES = Markup('<div class="lb-states">{}</div>')
STATE = Markup('<p class="lb-state lb-state-{}">{}{}</p>')
FIGURE_PART = Markup('<section class="lb-figure"><h2>{}</h2>{}</section>')
CITED = Markup('<p class="lb-cite" lang="{}">{}</p>')


def figure_page(told: FigureTold) -> Markup:
    """Write what is told of a figure, without its citation and the links onward."""
    language = told.choices.language
    group = told.row.group
    eyebrow = [word("menu_figure", language), *([] if group.is_everybody else [group.name])]
    sentence = f"{capital(number_sentence(told.row, told.indicator, language))}."
    return stack(
        page_head(told.indicator.name, sentence, " · ".join(eyebrow)),
        _states(told),
        _facts(told),
        FIGURE_PART.format(word("figure_versions", language), _versions(told)),
    )


def not_found(sentences: Sequence[str], trend: str, language: Language) -> Markup:
    """Write that there is no such figure, and what of its key is not known. trend: address of what is nearest."""
    lead = page_head(word("figure_not_found", language), sentences[0])
    link = Markup("<p>{}</p>").format(page_link(word("figure_nearest", language), trend))
    return stack(lead, Markup('<section class="lb-figure">{}{}</section>').format(paragraphs(sentences[1:]), link))


def citations_html(cited: Iterable[tuple[Language, str]], language: Language) -> Markup:
    """Write the citation in every language, to copy."""
    return FIGURE_PART.format(word("figure_cite", language), Markup("").join(CITED.format(*one) for one in cited))


def onward_html(key: KeyParts, selected: Mapping[str, str], programs: str, choices: Choices) -> Markup:
    """Write links to pages that show more of the same, and to the same for programs.

    selected: the view, as the address carries it. programs: the address for programs.
    """
    language = choices.language
    view = {**selected, **key.view}
    item = Markup("<li>{}</li>")
    known = key.indicator in choices.periods
    pages = ("trends", *(["map"] if choices.levels.get(key.indicator) else []), "groups", "region") if known else ()
    links = [page_link(word(f"menu_{page}", language), place_address(page, view)) for page in pages]
    links.append(Markup('<a href="{}">{}</a>').format(programs, word("figure_for_programs", language)))
    listed = Markup('<ul class="lb-list">{}</ul>').format(Markup("").join(item.format(link) for link in links))
    return FIGURE_PART.format(word("figure_onward", language), listed)


def _states(told: FigureTold) -> Markup:
    return STATES.format(
        Markup("").join(
            STATE.format(state, state_sentence(state, told), _newer(told) if state is FigureState.NEWER else "")
            for state in told.states
        )
    )


def _newer(told: FigureTold) -> Markup:
    target = figure_address(str(told.key._replace(period=told.found.newer)), told.choices.language)
    return Markup(" {}").format(page_link(period(told.found.newer), target))


def _facts(told: FigureTold) -> Markup:
    row = told.row
    indicator = told.indicator
    language = told.choices.language
    counted = f"{capital(indicator.counts).rstrip('.')}."
    asked_of = f"{word('population_asked', language, population=indicator.population).rstrip('.')}."
    facts: list[tuple[str, str | Markup]] = [
        ("column_area", row.area.name),
        ("column_period", period(row.period)),
        ("column_group", row.group.name),
        ("question_asked", indicator.question or ""),
        ("what_counts", f"{counted} {asked_of}"),
        ("interval_95", _interval(told)),
        ("column_n", "" if row.n is None else number(row.n, 0, language)),
        ("column_mark", capital(_marks(row, language))),
        ("source", marked_source(indicator.source, language)),
        ("column_key", Markup("<code>{}</code>").format(str(told.key))),
    ]
    told_ones = definition_list([(name, text) for name, text in facts if text], language)
    return Markup('<section class="lb-figure">{}</section>').format(told_ones)


def _interval(told: FigureTold) -> str:
    row = told.row
    if row.ci_low is None or row.ci_high is None:
        return ""
    return interval(row.ci_low, row.ci_high, told.indicator, told.choices.language)


def _marks(row: Observation, language: Language) -> str:
    """Write what its marks mean; of a correction the state tells."""
    return ", ".join(mark_word(one, language) for one in status_marks(row))


def _versions(told: FigureTold) -> Markup:
    """Write a row for each version; a column in which nothing stands is left out."""
    language = told.choices.language
    if not told.versions:
        return Markup("<p>{}</p>").format(word("figure_versions_none", language))
    columns = ("column_version", "column_published", "column_value", "column_n", "column_mark")
    rows = [_version(one, told) for one in told.versions]
    filled = [place for place in range(len(columns)) if any(row[place] for row in rows)]
    return plain_table([columns[place] for place in filled], [[row[one] for one in filled] for row in rows], language)


def _version(one: VersionFigure, told: FigureTold) -> list[str | Markup]:
    language = told.choices.language
    version = one.version
    name = word("figure_version", language, edition=version.edition, version=version.version)
    target = figure_address(str(told.key), language, edition=f"{version.edition}-{version.version}")
    n = "" if one.row is None or one.row.n is None else number(one.row.n, 0, language)
    marks = "" if one.row is None else _marks(one.row, language)
    linked = page_link(name, target) if one.readable else name
    return [linked, day(version.released, language), version_value(one, language), n, marks]
